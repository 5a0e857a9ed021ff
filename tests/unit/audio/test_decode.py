"""Every format that can be read is decoded to the same 16 kHz mono samples."""

from __future__ import annotations

import os
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from moodtagger.audio import (
    SAMPLE_RATE,
    SUFFIXES,
    LogMelStream,
    decode_excerpts,
    open_audio,
)
from moodtagger.audio.decode import BLOCK_SAMPLES
from moodtagger.audio.decoders.base import DecoderError
from moodtagger.audio.decoders.sndfile import SndfileDecoder
from moodtagger.core.prediction import AudioInfo
from moodtagger.demo.encode import encode
from tests.support.audio_files import DURATION_S, TINY_NAMES, tone
from tests.support.audio_files import SAMPLE_RATE as TINY_RATE
from tests.support.levels import loudness_db

CODECS = {
    "wav": "pcm",
    "wav24": "pcm",
    "wav_float": "pcm",
    "aiff": "pcm",
    "flac": "flac",
    "mp3": "mp3",
    "mp3_v23": "mp3",
    "mp3_v24": "mp3",
    "ogg": "vorbis",
    "opus": "opus",
    "m4a": "aac",
    "alac": "alac",
    "wma": "wmav2",
    "wv": "wavpack",
    "mka": "flac",
    "ape": "ape",
}


def decode(path: str | os.PathLike[str]) -> tuple[AudioInfo, NDArray[np.float32]]:
    with open_audio(path) as stream:
        blocks = list(stream.blocks())
        return stream.info, np.concatenate(blocks)


def sweep(duration_s: float, rate: int = SAMPLE_RATE) -> NDArray[np.float32]:
    """A tone whose frequency encodes the time: 200 Hz, rising by 20 Hz per second."""
    t = np.arange(round(duration_s * rate)) / rate
    return (0.5 * np.sin(2 * np.pi * (200 * t + 10 * t**2))).astype(np.float32)


def pitch_hz(y: NDArray[np.float32]) -> float:
    spectrum = np.abs(np.fft.rfft(y * np.hanning(len(y))))
    return float(np.argmax(spectrum)) * SAMPLE_RATE / len(y)


@pytest.mark.parametrize("name", TINY_NAMES)
def test_every_format(tiny_files: dict[str, Path], name: str) -> None:
    info, y = decode(tiny_files[name])
    assert info.codec == CODECS[name]
    assert info.channels == 2
    assert info.sample_rate == (48_000 if name == "opus" else TINY_RATE)
    assert info.duration_s == pytest.approx(DURATION_S, abs=0.1)
    assert len(y) / SAMPLE_RATE == pytest.approx(info.duration_s, abs=0.01)
    assert y.dtype == np.float32
    expected = 0.0 if name == "ape" else float(np.std(tone().mean(axis=1)))
    assert float(np.std(y)) == pytest.approx(expected, rel=0.1)
    assert tiny_files[name].suffix in SUFFIXES


@pytest.mark.parametrize("name", ["wav", "flac", "mp3", "m4a", "wma", "wv", "mka"])
def test_declared_duration_before_decoding(tiny_files: dict[str, Path], name: str) -> None:
    with open_audio(tiny_files[name]) as stream:
        assert stream.info.duration_s == pytest.approx(DURATION_S, abs=0.15)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 96_000, 192_000])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_rates_and_channels(tmp_path: Path, rate: int, channels: int) -> None:
    path = tmp_path / "song.wav"
    sound = np.zeros((rate, channels), np.float32)
    sound[:, :2] = tone(1.0, rate, 1)  # of surround only front left and right
    encode(sound, rate, path)
    info, y = decode(path)
    assert (info.sample_rate, info.channels) == (rate, channels)
    assert len(y) == pytest.approx(SAMPLE_RATE, abs=2)
    assert loudness_db(y) == pytest.approx(loudness_db(tone(1.0, rate, 1)), abs=0.1)


@pytest.mark.parametrize("suffix", [".flac", ".m4a", ".mka"])
def test_surround_drops_the_lfe(tmp_path: Path, suffix: str) -> None:
    sound = np.zeros((48_000, 6), np.float32)
    sound[:, 3] = 0.8 * np.sin(np.arange(48_000) * 0.01)  # LFE, a tone of 76 Hz
    encode(sound, 48_000, tmp_path / f"lfe{suffix}")
    encode(np.roll(sound, -1, axis=1), 48_000, tmp_path / f"center{suffix}")
    assert loudness_db(decode(tmp_path / f"lfe{suffix}")[1]) < -60.0
    center = 20 * np.log10(0.8 * np.sqrt(0.5) * 0.7071)
    assert loudness_db(decode(tmp_path / f"center{suffix}")[1]) == pytest.approx(center, abs=0.5)


def test_channels_of_unknown_layout_are_averaged(tmp_path: Path) -> None:
    path = tmp_path / "five.aiff"
    soundfile.write(path, np.full((16_000, 5), 0.3), 16_000)
    assert decode(path)[1] == pytest.approx(0.3, abs=1e-3)


def test_libsndfile_is_the_last_resort(tmp_path: Path) -> None:
    path = tmp_path / "four.paf"  # surround is left to FFmpeg, which does not know the container
    soundfile.write(path, np.full((16_000, 4), 0.3), 16_000)
    info, y = decode(path)
    assert (info.channels, info.codec) == (4, "pcm")
    assert y == pytest.approx(0.3, abs=1e-3)


def test_blocks_are_bounded_and_complete(tmp_path: Path) -> None:
    path = tmp_path / "long.flac"
    encode(sweep(35.0), SAMPLE_RATE, path)
    with open_audio(path) as stream:
        sizes = [len(block) for block in stream.blocks()]
    assert max(sizes) <= BLOCK_SAMPLES
    assert sum(sizes) == 35 * SAMPLE_RATE


@pytest.mark.parametrize("container", ["FLAC", "WAV"])
def test_memory_does_not_grow_with_the_length(tmp_path: Path, container: str) -> None:
    path = tmp_path / "mix"
    minute = 0.2 * np.sin(np.arange(60 * SAMPLE_RATE) * 0.1)
    with soundfile.SoundFile(path, "w", SAMPLE_RATE, 1, "PCM_16", format=container) as file:
        for _ in range(20):
            file.write(minute)
    mel = LogMelStream()
    mel.push(minute.astype(np.float32))  # fills the caches
    frames = 0
    tracemalloc.start()
    with open_audio(path) as stream:
        for block in stream.blocks():
            frames += len(mel.push(block))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert frames == pytest.approx(20 * 60 * SAMPLE_RATE / 512, abs=2)
    assert peak < 12e6  # all samples together are 77 MB


def test_a_fifth_of_a_second(tmp_path: Path) -> None:
    path = tmp_path / "short.wav"
    encode(tone(0.2), TINY_RATE, path)
    info, y = decode(path)
    assert info.duration_s == pytest.approx(0.2)
    assert len(y) == pytest.approx(3_200, abs=1)


@pytest.mark.parametrize("subtype", ["FLOAT", "DOUBLE"])
def test_nan_and_infinity_become_silence(tmp_path: Path, subtype: str) -> None:
    path = tmp_path / "broken.wav"
    sound = np.full((8_000, 2), 0.1)
    sound[1000:2000] = np.nan
    sound[3000:3100] = np.inf
    soundfile.write(path, sound, SAMPLE_RATE, subtype=subtype)
    _, y = decode(path)
    assert np.isfinite(y).all()
    assert np.all(y[1000:2000] == 0.0)
    assert y[4000:] == pytest.approx(0.1, abs=1e-3)


@pytest.mark.parametrize("name", ["mp3", "flac", "m4a", "wma"])
@pytest.mark.parametrize("encoding", ["latin", "emoji", "newline", "long", "protocol"])
def test_names_may_hold_any_bytes(
    song_file: Callable[..., Path], tmp_path: Path, name: str, encoding: str
) -> None:
    names = {
        "latin": b"caf\xe9 \xff\xfe",
        "emoji": "\N{MUSICAL NOTE}\N{GUITAR}".encode(),
        "newline": b"two\nlines\t",
        "long": b"x" * 245,
        "protocol": b"concat:a|b",
    }
    source = song_file(name)
    target = tmp_path / os.fsdecode(names[encoding] + os.fsencode(source.suffix))
    source.rename(target)
    assert decode(target)[0].codec == CODECS[name]
    assert decode(str(target))[0].codec == CODECS[name]


def test_a_link_is_followed(song_file: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "link.mp3").symlink_to(song_file("mp3"))
    assert decode(tmp_path / "link.mp3")[0].codec == "mp3"


def test_format_is_detected_by_content_not_suffix(song_file: Callable[..., Path]) -> None:
    assert decode(song_file("m4a", "really aac.mp3"))[0].codec == "aac"
    assert decode(song_file("mp3", "really mp3.m4a"))[0].codec == "mp3"


def test_closing_midway(tmp_path: Path) -> None:
    for suffix in (".flac", ".m4a"):
        path = tmp_path / f"song{suffix}"
        encode(sweep(25.0, 48_000), 48_000, path)
        with open_audio(path) as stream:
            blocks = stream.blocks()
            assert len(next(blocks))
        blocks.close()


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3"])
@pytest.mark.parametrize("start_s", [0.0, 7.3, 19.0])
def test_excerpts_start_at_the_requested_time(tmp_path: Path, suffix: str, start_s: float) -> None:
    check_excerpt(tmp_path / f"song{suffix}", start_s)


@pytest.mark.parametrize("suffix", [".ogg", ".opus", ".m4a", ".wma", ".wv", ".mka"])
@pytest.mark.parametrize("start_s", [0.0, 7.3, 19.0])
def test_excerpts_through_ffmpeg(tmp_path: Path, suffix: str, start_s: float) -> None:
    check_excerpt(tmp_path / f"song{suffix}", start_s)


def check_excerpt(path: Path, start_s: float) -> None:
    encode(sweep(25.0, 48_000), 48_000, path)
    info, (part,) = decode_excerpts(path, [(start_s, 2.0)])
    assert info.duration_s == pytest.approx(25.0, abs=0.2)
    assert len(part) == pytest.approx(2.0 * SAMPLE_RATE, abs=2)
    # At time t the frequency is 200 + 20 t; the middle second is measured.
    expected = 200 + 20 * (start_s + 1.0)
    assert pitch_hz(part[SAMPLE_RATE // 2 : -SAMPLE_RATE // 2]) == pytest.approx(expected, abs=5)


def test_several_excerpts_some_beyond_the_end(tmp_path: Path) -> None:
    path = tmp_path / "song.flac"
    encode(sweep(10.0), SAMPLE_RATE, path)
    info, parts = decode_excerpts(path, [(8.0, 1.0), (9.0, 5.0), (11.0, 1.0), (0.0, 1.0)])
    assert info.duration_s == 10.0
    assert [len(part) / SAMPLE_RATE for part in parts] == pytest.approx([1.0, 1.0, 0.0, 1.0])
    assert parts[3] == pytest.approx(sweep(1.0), abs=1e-3)


def test_excerpts_of_a_format_that_cannot_seek(tiny_files: dict[str, Path]) -> None:
    _, (part,) = decode_excerpts(tiny_files["ape"], [(0.5, 0.5)])
    assert len(part) == pytest.approx(8_000, abs=2)


@pytest.mark.skipif(sys.platform == "win32", reason="files are opened by name there")
def test_a_libsndfile_that_closes_what_it_cannot_read_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "song.m4a"
    path.write_bytes(b"\0" * 4096)

    def refuse(descriptor: int, *_arguments: object, **_options: object) -> None:
        os.close(descriptor)  # as libsndfile 1.2.0 does
        raise soundfile.SoundFileRuntimeError("Format not recognised.")

    monkeypatch.setattr(soundfile, "SoundFile", refuse)
    with pytest.raises(DecoderError, match="not recognised"):
        SndfileDecoder(path)
