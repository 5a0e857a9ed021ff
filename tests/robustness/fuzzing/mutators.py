"""What is done to a file's bytes: damage as drives make it, and malice that knows the formats."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Sequence
from random import Random

_LARGEST = 2 << 20  # bytes of a mutated file
_HEAD = 4096  # where most of the structure stands
_EXTREMES = (0, 1, 2, 7, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_WIDTHS = ((">", "B"), (">", "H"), ("<", "H"), (">", "I"), ("<", "I"), (">", "Q"), ("<", "Q"))
_MARKS = re.compile(
    rb"ID3|T[A-Z]{3}|APIC|PRIV|APETAGEX|fLaC|OggS|OpusHead|OpusTags|vorbis|RIFF|FORM|fmt |data|LIST"
    rb"|COMM|SSND|ftyp|moov|mvhd|trak|mdia|stbl|st[a-z]{2}|udta|meta|ilst|----|mdat|esds|alac"
    rb"|moof|mfhd|traf|tfhd|tfdt|trun|trex|sidx|mfra|tfra"
    rb"|wvpk|MAC |\x1aE\xdf\xa3|\x91\x07\xdc\xb7|\x40\xa4\xd0\xd2|MOOD|\xff\xfb"
)

Mutation = Callable[[bytearray, Random, Sequence[bytes]], None]


def mutated(whole: bytes, dice: Random, others: Sequence[bytes]) -> tuple[bytes, str]:
    """The bytes after one to three mutations, and the names of those; `others` lend parts."""
    data = bytearray(whole)
    names = dice.choices(list(MUTATIONS), k=dice.choice((1, 1, 1, 2, 3)))
    for name in names:
        if data:
            MUTATIONS[name](data, dice, others)
        del data[_LARGEST:]
    if data[:4] == b"OggS" and dice.random() < 0.6:
        _mend_checksums(data)
        names.append("checksums mended")
    return bytes(data), " + ".join(names)


def marks(data: bytes | bytearray) -> list[int]:
    """Where the names stand that the formats are made of."""
    return [found.start() for found in _MARKS.finditer(data)]


def _place(data: bytearray, dice: Random) -> int:
    """Mostly where headers and tags are: at the front and at the end."""
    where = dice.random()
    if where < 0.5:
        return dice.randrange(min(len(data), _HEAD))
    if where < 0.65:
        return len(data) - 1 - dice.randrange(min(len(data), 1024))
    return dice.randrange(len(data))


def _span(data: bytearray, dice: Random) -> slice:
    start = _place(data, dice)
    return slice(start, start + round(2 ** dice.uniform(0, 13)))


def _flip_bytes(data: bytearray, dice: Random, _others: Sequence[bytes]) -> None:
    for _ in range(round(2 ** dice.uniform(0, 6))):
        data[_place(data, dice)] = dice.randrange(256)


def _flip_bits(data: bytearray, dice: Random, _others: Sequence[bytes]) -> None:
    for _ in range(round(2 ** dice.uniform(0, 4))):
        data[_place(data, dice)] ^= 1 << dice.randrange(8)


def _number(data: bytearray, dice: Random, at: int) -> None:
    order, code = dice.choice(_WIDTHS)
    width = struct.calcsize(code)
    value = dice.choice(_EXTREMES) & (256**width - 1)
    if dice.random() < 0.3:
        value = len(data) + dice.randint(-20, 20) & (256**width - 1)
    data[at : at + width] = struct.pack(order + code, value)[: len(data) - at]


def _extreme_number(data: bytearray, dice: Random, _others: Sequence[bytes]) -> None:
    _number(data, dice, _place(data, dice))


def _length_field(data: bytearray, dice: Random, _others: Sequence[bytes]) -> None:
    """A number beside one of the names that the formats are made of."""
    at = dice.choice(marks(data) or [0]) + dice.choice((-8, -4, 3, 4, 6, 8, 10, 12, 16, 22, 26))
    _number(data, dice, min(max(0, at), len(data) - 1))


def _truncate(data: bytearray, dice: Random, _others: Sequence[bytes]) -> None:
    del data[_place(data, dice) :]


def _delete(data: bytearray, dice: Random, _others: Sequence[bytes]) -> None:
    del data[_span(data, dice)]


def _zero(data: bytearray, dice: Random, _others: Sequence[bytes]) -> None:
    span = _span(data, dice)
    data[span] = bytes(len(data[span]))


def _noise(data: bytearray, dice: Random, _others: Sequence[bytes]) -> None:
    at = _place(data, dice)
    data[at:at] = dice.randbytes(round(2 ** dice.uniform(0, 12)))


def _repeat(data: bytearray, dice: Random, _others: Sequence[bytes]) -> None:
    span = _span(data, dice)
    data[span.start : span.start] = data[span] * dice.choice((1, 2, 10, 100, 1000))


def _swap(data: bytearray, dice: Random, _others: Sequence[bytes]) -> None:
    one, two = sorted((_place(data, dice), _place(data, dice)))
    length = min(two - one, round(2 ** dice.uniform(0, 11)))
    data[one : one + length], data[two : two + length] = (
        data[two : two + length],
        data[one : one + length],
    )


def _borrow(data: bytearray, dice: Random, others: Sequence[bytes]) -> None:
    """A part of another kind of file in the middle of this one."""
    other = bytearray(dice.choice(others))
    data[_span(data, dice)] = other[_span(other, dice)]


def _splice(data: bytearray, dice: Random, others: Sequence[bytes]) -> None:
    """The beginning of this file and the end of another."""
    other = dice.choice(others)
    data[_place(data, dice) :] = other[dice.randrange(len(other)) :]


def _mend_checksums(data: bytearray) -> None:
    """Ogg pages with a wrong checksum are thrown away unseen, so malice computes it anew."""
    at = 0
    while (at := data.find(b"OggS", at)) >= 0 and at + 27 <= len(data):
        segments = data[at + 26]
        end = at + 27 + segments + sum(data[at + 27 : at + 27 + segments])
        data[at + 22 : at + 26] = bytes(4)
        data[at + 22 : at + 26] = _ogg_checksum(data[at:end]).to_bytes(4, "little")
        at += 27


def _ogg_checksum(page: bytes | bytearray) -> int:
    """CRC-32 of polynomial 0x04c11db7, nothing reflected or inverted (RFC 3533)."""
    check = 0
    for byte in page:
        check = (check << 8) & 0xFFFFFFFF ^ _CRC[check >> 24 ^ byte]
    return check


def _crc_row(value: int) -> int:
    check = value << 24
    for _ in range(8):
        check = check << 1 ^ (0x104C11DB7 if check & 0x80000000 else 0)
    return check


_CRC = tuple(map(_crc_row, range(256)))
MUTATIONS: dict[str, Mutation] = {
    "bytes": _flip_bytes,
    "bits": _flip_bits,
    "number": _extreme_number,
    "length": _length_field,
    "cut off": _truncate,
    "part gone": _delete,
    "zeros": _zero,
    "noise": _noise,
    "repeated": _repeat,
    "swapped": _swap,
    "borrowed": _borrow,
    "spliced": _splice,
}
