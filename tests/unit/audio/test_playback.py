"""Playback: decoding ahead, positions, and the device."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile

from moodtagger.audio import playback
from moodtagger.audio.playback import (
    RATE,
    AudioDevice,
    NoAudioOutputError,
    PlaybackStream,
    StreamChain,
)


def ramp_file(path: Path, seconds: float, rate: int = RATE, sign: float = 1.0) -> Path:
    """Write a file whose samples tell where they are: left rises from 0 to 1, right is its half."""
    ramp = np.linspace(0.0, 0.9 * sign, round(seconds * rate), endpoint=False)
    soundfile.write(path, np.stack([ramp, ramp / 2], axis=1), rate, "FLOAT")
    return path


def read_all(stream: PlaybackStream, block: int = 1024) -> np.ndarray:
    """Read until the end; silence between blocks is where decoding was late, and is left out."""
    parts = []
    for _ in range(1_000_000):
        before = stream.position_s
        samples = stream.read(block)
        count = round((stream.position_s - before) * RATE)
        parts.append(samples[: max(0, count)])
        if stream.finished:
            return np.concatenate(parts)
    raise AssertionError("no end")


def test_a_song_is_read_to_its_end(tmp_path: Path) -> None:
    stream = PlaybackStream(str(ramp_file(tmp_path / "a.wav", 1.0)))
    samples = read_all(stream)
    expected = np.linspace(0.0, 0.9, RATE, endpoint=False)
    assert samples.shape == (RATE, 2)
    np.testing.assert_allclose(samples[:, 0], expected, atol=1e-6)
    np.testing.assert_allclose(samples[:, 1], expected / 2, atol=1e-6)
    assert stream.duration_s == pytest.approx(1.0)
    assert stream.position_s == pytest.approx(1.0)
    assert stream.error is None


def test_mono_at_another_rate_plays_on_both_sides(tmp_path: Path) -> None:
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(22050) / 22050)
    soundfile.write(tmp_path / "a.wav", tone, 22050, "FLOAT")
    samples = read_all(PlaybackStream(str(tmp_path / "a.wav")))
    assert len(samples) == pytest.approx(RATE, abs=2)
    np.testing.assert_array_equal(samples[:, 0], samples[:, 1])


def test_playing_begins_exactly_where_it_should(tmp_path: Path) -> None:
    samples = read_all(PlaybackStream(str(ramp_file(tmp_path / "a.wav", 1.0)), 0.25))
    assert len(samples) == pytest.approx(0.75 * RATE, abs=1)
    assert samples[0, 0] == pytest.approx(0.9 * 0.25, abs=1e-4)


def test_a_file_that_cannot_be_decoded_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"no music " * 100)
    stream = PlaybackStream(str(tmp_path / "a.mp3"))
    assert not len(read_all(stream)[0:0])
    assert stream.error


def test_a_missing_file_is_an_error_with_a_reason(tmp_path: Path) -> None:
    stream = PlaybackStream(str(tmp_path / "gone.mp3"))
    read_all(stream)
    assert stream.error == "The file is missing."


def test_a_closed_stream_lets_go_of_its_file(tmp_path: Path) -> None:
    stream = PlaybackStream(str(ramp_file(tmp_path / "a.wav", 30.0)))
    stream.wait_closed(30.0)
    assert not any(thread.name == "playback" for thread in threading.enumerate())


def test_the_device_asks_for_what_it_plays(tmp_path: Path) -> None:
    miniaudio = pytest.importorskip("miniaudio")
    device = AudioDevice([miniaudio.Backend.NULL])
    device.volume = 0.5
    asked: list[int] = []
    played = threading.Event()

    def read(count: int) -> playback.Floats:
        asked.append(count)
        if len(asked) == 3:
            played.set()
        return np.ones((count, 2), np.float32)

    device.start(read)
    assert played.wait(60)
    device.stop()
    assert all(count > 0 for count in asked)
    device.close()


def test_without_any_output_there_is_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    miniaudio = pytest.importorskip("miniaudio")

    def fail(*_: object, **__: object) -> None:
        raise miniaudio.MiniaudioError("failed to init device")

    monkeypatch.setattr(miniaudio, "PlaybackDevice", fail)
    with pytest.raises(NoAudioOutputError) as raised:
        AudioDevice()
    assert raised.value.advice == "Connect speakers or headphones and press Play again."


def test_the_next_song_follows_the_last_sample(tmp_path: Path) -> None:
    first = PlaybackStream(str(ramp_file(tmp_path / "a.wav", 0.51)))
    second = PlaybackStream(str(ramp_file(tmp_path / "b.wav", 0.37, sign=-1.0)))
    expected = np.concatenate(
        [
            np.linspace(0.0, 0.9, round(0.51 * RATE), endpoint=False),
            np.linspace(0.0, -0.9, round(0.37 * RATE), endpoint=False),
        ]
    )
    chain = StreamChain()
    chain.play(first)
    assert chain.follow(second) is None
    wait_until_decoded()
    played = np.concatenate([chain.read(1000) for _ in range(len(expected) // 1000 + 1)])
    np.testing.assert_allclose(played[: len(expected), 0], expected, atol=1e-6)
    assert chain.current is second
    assert not played[len(expected) :].any()


def test_what_should_follow_can_be_changed_and_a_failed_song_holds_it_back(tmp_path: Path) -> None:
    streams = [PlaybackStream(str(tmp_path / f"{i}.wav")) for i in range(2)]  # missing
    other = PlaybackStream(str(ramp_file(tmp_path / "b.wav", 0.1)))
    chain = StreamChain()
    assert not chain.read(10).any()
    chain.play(streams[0])
    chain.follow(streams[1])
    assert chain.follow(other) is streams[1]
    wait_until_decoded()
    chain.read(10)
    assert chain.current is streams[0]  # until its error was reported
    assert chain.follow(None) is other
    other.wait_closed(30.0)


def wait_until_decoded() -> None:
    """Wait for the threads of short files, which the queue holds as a whole."""
    for thread in threading.enumerate():
        if thread.name == "playback":
            thread.join(60)
