"""MP3 files that misstate their length are decoded to the end, and show the length decoded."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from moodtagger.audio import decode_excerpts, open_audio
from moodtagger.audio.decoders.mpeg_frames import (
    MpegBounds,
    read_mpeg_bounds,
    total_frame_duration,
)

RATE = 44_100
QUIET_S, LOUD_S = 6.0, 4.0
FRAME_S = 1152 / RATE


def quiet() -> NDArray[np.float32]:
    t = np.arange(round(QUIET_S * RATE)) / RATE
    return np.repeat(0.2 * np.sin(2 * np.pi * 220 * t)[:, None], 2, axis=1).astype(np.float32)


def loud() -> NDArray[np.float32]:
    rng = np.random.default_rng(1)
    return rng.normal(0, 0.2, (round(LOUD_S * RATE), 2)).astype(np.float32)


def encode(path: Path, sound: NDArray[np.float32], mode: str, level: float = 0.5) -> bytes:
    soundfile.write(path, sound, RATE, format="MP3", bitrate_mode=mode, compression_level=level)
    return path.read_bytes()


def without_info_frame(mp3: bytes) -> bytes:
    """Drop the first frame, which holds no sound but the number of frames."""
    assert b"Xing" in mp3[:200]
    return mp3[mp3.index(mp3[:2], 100) :]


def with_frame_count(mp3: bytes, count: int) -> bytes:
    at = mp3.index(b"Xing") + 8
    return mp3[:at] + count.to_bytes(4, "big") + mp3[at + 4 :]


def decoded_s(path: Path) -> float:
    with open_audio(path) as stream:
        declared_s = stream.info.duration_s
        seconds = sum(map(len, stream.blocks())) / 16_000
        assert stream.info.duration_s == pytest.approx(seconds, abs=0.01)
    assert declared_s == pytest.approx(seconds, abs=0.15)
    return seconds


@pytest.mark.parametrize("mode", ["VARIABLE", "AVERAGE"])
@pytest.mark.parametrize("quiet_first", [True, False])
def test_no_count_of_frames(tmp_path: Path, mode: str, quiet_first: bool) -> None:
    """The first frame says nothing about the bit rate of the others."""
    parts = [quiet(), loud()] if quiet_first else [loud(), quiet()]
    path = tmp_path / "song.mp3"
    path.write_bytes(without_info_frame(encode(path, np.concatenate(parts), mode)))
    assert decoded_s(path) == pytest.approx(QUIET_S + LOUD_S, abs=0.15)


@pytest.mark.parametrize("count", [0, 1, 200, 350, 2**32 - 1])
def test_wrong_count_of_frames(tmp_path: Path, count: int) -> None:
    path = tmp_path / "song.mp3"
    mp3 = encode(path, np.concatenate([quiet(), loud()]), "VARIABLE")
    path.write_bytes(with_frame_count(mp3, count))
    assert decoded_s(path) == pytest.approx(QUIET_S + LOUD_S, abs=0.15)


@pytest.mark.parametrize("mode", ["VARIABLE", "CONSTANT"])
@pytest.mark.parametrize("levels", [(0.9, 0.1), (0.1, 0.9)])
def test_joined_files(tmp_path: Path, mode: str, levels: tuple[float, float]) -> None:
    """The bit rate changes midway; of two counts, the first covers only its own part."""
    path = tmp_path / "song.mp3"
    first, second = (
        encode(path, sound, mode, level)
        for sound, level in zip((quiet(), loud()), levels, strict=True)
    )
    path.write_bytes(first + second)
    assert decoded_s(path) == pytest.approx(QUIET_S + LOUD_S, abs=0.3)


def test_the_end_is_what_was_recorded_there(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(without_info_frame(encode(path, np.concatenate([loud(), quiet()]), "AVERAGE")))
    _, (last,) = decode_excerpts(path, [(QUIET_S + LOUD_S - 4, 3.0)])
    assert len(last) == 3 * 16_000
    assert np.sqrt(np.mean(last**2)) == pytest.approx(0.2 / np.sqrt(2), rel=0.05)


def test_a_true_count_is_believed(tmp_path: Path) -> None:
    """It leaves out the encoder's padding, to the sample."""
    path = tmp_path / "song.mp3"
    encode(path, quiet(), "VARIABLE")
    with open_audio(path) as stream:
        assert stream.info.duration_s == pytest.approx(QUIET_S, abs=1e-6)


def frames_of(path: Path, content: bytes) -> tuple[float, MpegBounds]:
    path.write_bytes(content)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.lseek(descriptor, 5, os.SEEK_SET)
        bounds = read_mpeg_bounds(descriptor)
        duration_s = total_frame_duration(descriptor, bounds)
        assert os.lseek(descriptor, 0, os.SEEK_CUR) == 5
    finally:
        os.close(descriptor)
    return duration_s, bounds


def test_frames_add_up_over_garbage_and_tags(tmp_path: Path) -> None:
    frame = b"\xff\xfb\x90\x00" + bytes(413)  # 128 kbit/s, 417 bytes
    path = tmp_path / "song.mp3"
    assert frames_of(path, 100 * frame)[0] == pytest.approx(100 * FRAME_S)
    lone_header = bytes(500) + b"\xff\xfb\x90" + bytes(900)
    cover = b"APETAGEX" + bytes(300) + 20 * b"\xff\xfb\x90"
    assert frames_of(path, 50 * frame + lone_header + 50 * frame + cover)[0] == pytest.approx(
        100 * FRAME_S
    )
    # More than one read, so that frames are split between two.
    assert frames_of(path, 9_000 * frame)[0] == pytest.approx(9_000 * FRAME_S)


@pytest.mark.parametrize(
    ("header", "size", "samples", "rate"),
    [
        (b"\xff\xfb\x92\x00", 418, 1152, 44_100),  # version 1, layer III, padded
        (b"\xff\xf3\x80\x00", 208, 576, 22_050),  # version 2
        (b"\xff\xe3\x40\x00", 208, 576, 11_025),  # version 2.5
        (b"\xff\xfd\xa4\x00", 576, 1152, 48_000),  # layer II
        (b"\xff\xff\xa8\x00", 480, 384, 32_000),  # layer I
    ],
)
def test_frames_of_every_version(
    tmp_path: Path, header: bytes, size: int, samples: int, rate: int
) -> None:
    duration_s, _ = frames_of(tmp_path / "a.mp3", 40 * (header + bytes(size - 4)))
    assert duration_s == pytest.approx(40 * samples / rate)


def test_free_format_is_not_added_up(tmp_path: Path) -> None:
    assert frames_of(tmp_path / "a.mp3", 40 * (b"\xff\xfb\x00\x00" + bytes(600)))[0] == 0
