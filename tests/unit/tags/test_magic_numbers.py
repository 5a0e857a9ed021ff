"""What is known by magic numbers that are not at the beginning, or whose versions count."""

from __future__ import annotations

import pytest

from moodtagger.tags.formats.magic_numbers import HEAD_BYTES, is_apev2_audio, is_other_format


def at(**parts: bytes) -> bytes:
    """Return a head with these bytes at the offsets in their names."""
    head = bytearray(b"\1" * HEAD_BYTES)
    for name, data in parts.items():
        offset = int(name.strip("_"))
        head[offset : offset + len(data)] = data
    return bytes(head)


@pytest.mark.parametrize(
    ("head", "is_other"),
    [
        (at(), False),
        (at(_0=b"fLaC"), True),
        (at(_1=b"fLaC"), False),
        (at(_4=b"ftyp"), True),
        (at(_3=b"ftyp"), False),
        (at(_257=b"ustar"), True),
        (at(_256=b"ustar"), False),
        (at(_0=b"MZ", _60=b"\x80\0\0\0", _128=b"PE\0\0"), True),
        (at(_0=b"MZ", _60=b"\x80\0\0\0", _129=b"PE\0\0"), False),
        (at(_0=b"MY", _60=b"\x80\0\0\0", _128=b"PE\0\0"), False),
        (at(_0=b"G", _188=b"G", _376=b"G", _564=b"G", _752=b"G"), True),
        (at(_0=b"G", _188=b"G", _376=b"G", _564=b"G", _751=b"G"), False),
        (at(_1=b"G", _188=b"G", _376=b"G", _564=b"G", _752=b"G"), False),
        (b"", False),
    ],
)
def test_other_formats(head: bytes, is_other: bool) -> None:
    assert is_other_format(head) is is_other


@pytest.mark.parametrize(
    ("head", "is_audio"),
    [
        (b"MAC " + (3000).to_bytes(2, "little"), True),
        (b"MAC " + (2999).to_bytes(2, "little"), False),
        (b"MAC " + (4999).to_bytes(2, "little"), True),
        (b"MAC " + (5000).to_bytes(2, "little"), False),
        (b"MP+\x07\0\0", True),
        (b"MP+\x18\0\0", True),
        (b"MP+\x06\0\0", False),
        (b"MP+\x09\0\0", False),
        (b"MPCK\0\0", True),
        (b"wvpk\0\0", True),
        (b"OFR \0\0", False),
    ],
)
def test_audio_with_an_apev2_tag(head: bytes, is_audio: bool) -> None:
    assert is_apev2_audio(head) is is_audio
