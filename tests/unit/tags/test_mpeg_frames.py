"""Headers of MPEG audio and of AAC, each limit from both sides; mutagen reads the same lengths."""

from __future__ import annotations

import io
from itertools import product

import pytest
from mutagen.mp3 import MPEGFrame

from moodtagger.tags.formats.mpeg_frames import (
    LONG_RUN,
    is_adts,
    is_mpeg_audio,
    parse_header,
    skip_zeros,
)

VERSIONS = {3: 1, 2: 2, 0: 2.5}
LAYER_2, LAYER_3 = 2, 1


@pytest.mark.parametrize(("version", "layer"), list(product(VERSIONS, (1, 2, 3))))
def test_lengths_are_those_that_mutagen_reads(version: int, layer: int) -> None:
    for bitrate, rate, padding in product(range(1, 15), range(3), range(2)):
        second = 0xE0 | version << 3 | (4 - layer) << 1 | 1
        head = bytes((0xFF, second, bitrate << 4 | rate << 2 | padding << 1, 0))
        found = parse_header(head)
        assert found is not None
        expected = MPEGFrame(io.BytesIO(head + bytes(4096)))
        assert (expected.version, expected.layer) == (VERSIONS[version], layer)
        assert found.length + found.padding == _length(expected, layer, version, padding)
        assert found.padding == padding * (4 if layer == 1 else 1)
        assert found.signature == (second & 0x1E, rate << 2)


def _length(frame: MPEGFrame, layer: int, version: int, padding: int) -> int:
    if layer == 1:
        return int(12 * frame.bitrate // frame.sample_rate + padding) * 4
    samples = 576 if layer == 3 and version != 3 else 1152
    return int(samples // 8 * frame.bitrate // frame.sample_rate + padding)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\xff\xfb\x90",
        b"\xfe\xfb\x90\0",
        b"\xff\xdb\x90\0",  # ten bits of sync
        b"\xff\xeb\x90\0",  # a reserved version
        b"\xff\xf9\x90\0",  # a reserved layer
        b"\xff\xfb\xf0\0",  # a bit rate that is none
        b"\xff\xfb\x9c\0",  # a sample rate that is none
    ],
)
def test_what_is_no_header(head: bytes) -> None:
    assert parse_header(head) is None


def test_free_format_has_no_length() -> None:
    found = parse_header(b"\xff\xfb\x00\0")
    assert found is not None
    assert found.length == 0


def adts(length: int, *, rate: int = 4, profile: int = 1, copyright_bit: int = 0) -> bytes:
    """Return a frame of AAC of so many bytes, or as many as are there."""
    bits = (
        0xFFF1 << 40
        | profile << 38
        | rate << 34
        | copyright_bit << 33
        | 2 << 30
        | (length & 0x1FFF) << 13
        | 0x1FFC
    )
    return bits.to_bytes(7, "big") + bytes(max(0, length - 7))


def found_adts(*frames: bytes, start: int = 0) -> bool:
    data = b"".join(frames)
    return is_adts(io.BytesIO(data), start, len(data))


def test_aac_is_a_long_run_or_reaches_the_end() -> None:
    assert LONG_RUN == 32
    assert found_adts(*[adts(300)] * 32, bytes(9000))
    assert not found_adts(*[adts(300)] * 31, bytes(9000))
    assert found_adts(*[adts(300)] * 2)
    assert not found_adts(adts(300))
    assert found_adts(*[adts(300)] * 2, bytes(4096))
    assert not found_adts(*[adts(300)] * 2, bytes(4097))
    assert found_adts(b"xy", *[adts(300)] * 2, start=2)


@pytest.mark.parametrize(
    ("frame", "is_valid"),
    [
        (adts(7), True),
        (adts(6) + b"\0", False),
        (adts(300, rate=12), True),
        (adts(300, rate=13), False),
        (adts(5000), True),
        (b"\xff\xf3" + adts(300)[2:], False),  # a layer
        (b"\xff\xe1" + adts(300)[2:], False),
    ],
)
def test_headers_of_aac(frame: bytes, is_valid: bool) -> None:
    assert found_adts(frame, frame, frame) is is_valid


@pytest.mark.parametrize(
    ("other", "continues"),
    [
        (adts(200, copyright_bit=1), True),
        (adts(200, rate=3), False),
        (adts(200, profile=0), False),
    ],
)
def test_frames_of_one_stream_of_aac_have_the_same_fixed_fields(
    other: bytes, continues: bool
) -> None:
    assert found_adts(*[adts(300)] * 2, *[other] * 30, bytes(9000)) is continues


@pytest.mark.parametrize(
    ("data", "start", "limit", "expected"),
    [
        (b"\0\0\1\0", 0, 100, 2),
        (b"\1\0", 0, 100, 0),
        (bytes(10), 0, 100, 10),
        (bytes(10), 4, 3, 10),  # what was read at once
        (b"x\0\0\1", 1, 100, 3),
        (bytes(200_000) + b"\1", 0, 1 << 20, 200_000),
        (bytes(200_000), 0, 1, 65_536),
        (b"", 0, 100, 0),
    ],
)
def test_zeros_are_skipped(data: bytes, start: int, limit: int, expected: int) -> None:
    assert skip_zeros(io.BytesIO(data), start, len(data), limit) == expected


FRAME = b"\xff\xfb\x90\0" + bytes(413)  # layer III, 128 kbit/s, 44.1 kHz
JUNK = b"junk" * 2500


def found_mpeg(*parts: bytes) -> bool:
    data = b"".join(parts)
    return is_mpeg_audio(io.BytesIO(data), 0, len(data), tagged=False)


def test_mpeg_audio_in_front_of_junk_is_a_long_run() -> None:
    assert found_mpeg(*[FRAME] * 32, JUNK)
    assert not found_mpeg(*[FRAME] * 31, JUNK)
    assert not found_mpeg(*[FRAME] * 31, b"\xff\xfb\0\0", JUNK)  # free format has no length here


def test_frames_behind_a_gap_continue_the_run_only_if_they_are_of_its_stream() -> None:
    assert found_mpeg(*[FRAME] * 20, JUNK[:100], *[FRAME] * 12, JUNK)
    other = b"\xff\xfb\x94\0" + bytes(380)  # 48 kHz
    assert not found_mpeg(*[FRAME] * 20, JUNK[:100], *[other] * 12, JUNK)


@pytest.mark.parametrize(("size", "is_found"), [(40_000, True), (70_000, False)])
def test_junk_of_limited_size_in_front_is_skipped(size: int, is_found: bool) -> None:
    frames = [FRAME[:4] + bytes([number]) * 413 for number in range(40)]
    assert found_mpeg(b"j" * size, *frames) is is_found
