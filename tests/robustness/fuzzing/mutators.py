"""Mutations of a file's bytes: random damage, and attacks that know the formats."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Sequence
from random import Random

_MAX_BYTES = 2 << 20  # bytes of a mutated file
_HEADER_BYTES = 4096  # where most of the structure is
_EXTREME_VALUES = (0, 1, 2, 7, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_NUMBER_FORMATS = (
    (">", "B"),
    (">", "H"),
    ("<", "H"),
    (">", "I"),
    ("<", "I"),
    (">", "Q"),
    ("<", "Q"),
)
_MARKER_PATTERN = re.compile(
    rb"ID3|T[A-Z]{3}|APIC|PRIV|APETAGEX|fLaC|OggS|OpusHead|OpusTags|vorbis|RIFF|FORM|fmt |data|LIST"
    rb"|COMM|SSND|ftyp|moov|mvhd|trak|mdia|stbl|st[a-z]{2}|udta|meta|ilst|----|mdat|esds|alac"
    rb"|moof|mfhd|traf|tfhd|tfdt|trun|trex|sidx|mfra|tfra"
    rb"|wvpk|MAC |\x1aE\xdf\xa3|\x91\x07\xdc\xb7|\x40\xa4\xd0\xd2|MOOD|\xff\xfb"
)

Mutation = Callable[[bytearray, Random, Sequence[bytes]], None]


def mutate(original: bytes, rng: Random, others: Sequence[bytes]) -> tuple[bytes, str]:
    """Apply one to three mutations; returns the bytes and the mutations' names."""
    data = bytearray(original)
    names = rng.choices(list(MUTATIONS), k=rng.choice((1, 1, 1, 2, 3)))
    for name in names:
        if data:
            MUTATIONS[name](data, rng, others)
        del data[_MAX_BYTES:]
    if data[:4] == b"OggS" and rng.random() < 0.6:
        _fix_checksums(data)
        names.append("checksums mended")
    return bytes(data), " + ".join(names)


def marker_positions(data: bytes | bytearray) -> list[int]:
    """Positions of the markers that the formats are made of."""
    return [found.start() for found in _MARKER_PATTERN.finditer(data)]


def _random_position(data: bytearray, rng: Random) -> int:
    """Mostly where headers and tags are: at the front and at the end."""
    fraction = rng.random()
    if fraction < 0.5:
        return rng.randrange(min(len(data), _HEADER_BYTES))
    if fraction < 0.65:
        return len(data) - 1 - rng.randrange(min(len(data), 1024))
    return rng.randrange(len(data))


def _random_span(data: bytearray, rng: Random) -> slice:
    start = _random_position(data, rng)
    return slice(start, start + round(2 ** rng.uniform(0, 13)))


def _flip_bytes(data: bytearray, rng: Random, _others: Sequence[bytes]) -> None:
    for _ in range(round(2 ** rng.uniform(0, 6))):
        data[_random_position(data, rng)] = rng.randrange(256)


def _flip_bits(data: bytearray, rng: Random, _others: Sequence[bytes]) -> None:
    for _ in range(round(2 ** rng.uniform(0, 4))):
        data[_random_position(data, rng)] ^= 1 << rng.randrange(8)


def _write_number(data: bytearray, rng: Random, at: int) -> None:
    order, code = rng.choice(_NUMBER_FORMATS)
    width = struct.calcsize(code)
    value = rng.choice(_EXTREME_VALUES) & (256**width - 1)
    if rng.random() < 0.3:
        value = len(data) + rng.randint(-20, 20) & (256**width - 1)
    data[at : at + width] = struct.pack(order + code, value)[: len(data) - at]


def _overwrite_number(data: bytearray, rng: Random, _others: Sequence[bytes]) -> None:
    _write_number(data, rng, _random_position(data, rng))


def _overwrite_length_field(data: bytearray, rng: Random, _others: Sequence[bytes]) -> None:
    """Overwrite a length field beside one of the formats' markers."""
    at = rng.choice(marker_positions(data) or [0]) + rng.choice(
        (-8, -4, 3, 4, 6, 8, 10, 12, 16, 22, 26)
    )
    _write_number(data, rng, min(max(0, at), len(data) - 1))


def _truncate(data: bytearray, rng: Random, _others: Sequence[bytes]) -> None:
    del data[_random_position(data, rng) :]


def _delete(data: bytearray, rng: Random, _others: Sequence[bytes]) -> None:
    del data[_random_span(data, rng)]


def _zero_span(data: bytearray, rng: Random, _others: Sequence[bytes]) -> None:
    span = _random_span(data, rng)
    data[span] = bytes(len(data[span]))


def _insert_noise(data: bytearray, rng: Random, _others: Sequence[bytes]) -> None:
    at = _random_position(data, rng)
    data[at:at] = rng.randbytes(round(2 ** rng.uniform(0, 12)))


def _repeat(data: bytearray, rng: Random, _others: Sequence[bytes]) -> None:
    span = _random_span(data, rng)
    data[span.start : span.start] = data[span] * rng.choice((1, 2, 10, 100, 1000))


def _swap(data: bytearray, rng: Random, _others: Sequence[bytes]) -> None:
    one, two = sorted((_random_position(data, rng), _random_position(data, rng)))
    length = min(two - one, round(2 ** rng.uniform(0, 11)))
    data[one : one + length], data[two : two + length] = (
        data[two : two + length],
        data[one : one + length],
    )


def _copy_from_other(data: bytearray, rng: Random, others: Sequence[bytes]) -> None:
    """A part of another kind of file in the middle of this one."""
    other = bytearray(rng.choice(others))
    data[_random_span(data, rng)] = other[_random_span(other, rng)]


def _splice(data: bytearray, rng: Random, others: Sequence[bytes]) -> None:
    """The beginning of this file and the end of another."""
    other = rng.choice(others)
    data[_random_position(data, rng) :] = other[rng.randrange(len(other)) :]


def _fix_checksums(data: bytearray) -> None:
    """Recompute Ogg checksums, as pages with a wrong one are dropped unseen."""
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
    "number": _overwrite_number,
    "length": _overwrite_length_field,
    "cut off": _truncate,
    "part gone": _delete,
    "zeros": _zero_span,
    "noise": _insert_noise,
    "repeated": _repeat,
    "swapped": _swap,
    "borrowed": _copy_from_other,
    "spliced": _splice,
}
