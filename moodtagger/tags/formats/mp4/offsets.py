"""Numbers in atoms of MP4 files that say where in the file something lies.

Each is found with the place it counts from, so that all of them can be moved by one rule when the
index in front of them grows. Formats: ISO/IEC 14496-12, 8.7.9 (saio), 8.8 (fragments), 8.16.3
(sidx).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from moodtagger.core.errors import TagError
from moodtagger.tags.files.byte_spans import DamagedError

_HAS_TYPE = 1  # flag of saio


@dataclass(frozen=True, slots=True)
class Offset:
    """A number of struct format `code` at byte `at` of an atom's body; it points to anchor + value.

    `size` bytes of samples lie there, None where it leads to something else. `is_base` marks one
    that only others count from. Without a code it is a place that nothing in the file says.
    """

    at: int
    code: str
    anchor: int
    value: int
    size: int | None = None
    is_base: bool = False

    @property
    def target(self) -> int:
        """The place in the file."""
        return self.anchor + self.value


@dataclass(frozen=True, slots=True)
class Move:
    """What lay at `after` or behind it lies `by` bytes later."""

    after: int
    by: int

    def of(self, place: int) -> int:
        """The new place of what lay at `place`."""
        return place + self.by if place >= self.after else place

    def applied(self, data: bytes, offsets: Iterable[Offset]) -> bytes:
        """An atom's bytes with its numbers moved."""
        moved = bytearray(data)
        for offset in offsets:
            value = self.of(offset.target) - self.of(offset.anchor)
            if value != offset.value:
                try:
                    struct.pack_into(">" + offset.code, moved, offset.at, value)
                except struct.error as error:
                    raise too_large() from error
        return bytes(moved)


def too_large() -> TagError:
    """The sentence for numbers that do not fit any more."""
    return TagError(
        "The file is too large to make room for tags at its front.",
        advice="Save it anew with another program so that its tags stand at the end.",
    )


def number(data: bytes, at: int, code: str, end: int | None = None) -> int:
    """One number; DamagedError behind the end."""
    if at + struct.calcsize(">" + code) > (len(data) if end is None else end):
        raise DamagedError("an atom with places in the file is cut off")
    value: int = struct.unpack_from(">" + code, data, at)[0]
    return value


def boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(name, start of the body, end) of the atoms in a stretch; DamagedError where they misfit."""
    while start < end:
        size = number(data, start, "I", end)
        if size < 8 or start + size > end:
            raise DamagedError("an atom is longer than what it stands in")
        yield data[start + 4 : start + 8], start + 8, start + size
        start += size


def in_saio(data: bytes, place: int, anchor: int) -> Iterator[Offset]:
    """Where auxiliary information of samples lies; the body `data` stands at `place` of another."""
    code = "Q" if number(data, 0, "B") else "I"
    at = 12 if number(data, 0, "I") & _HAS_TYPE else 4
    width = struct.calcsize(">" + code)
    for index in range(number(data, at, "I")):
        value = number(data, at + 4 + index * width, code)
        yield Offset(place + at + 4 + index * width, code, anchor, value)


def in_sidx(data: bytes, end: int) -> Iterator[Offset]:
    """The first segment that a `sidx` body lists, counted from the end of the atom."""
    code = "Q" if number(data, 0, "B") else "I"
    at = 12 + struct.calcsize(">" + code)
    yield Offset(at, code, end, number(data, at, code))


def in_mfra(data: bytes) -> Iterator[Offset]:
    """Where the fragments begin, by the tables at the end of the file."""
    for name, start, end in boxes(data, 0, len(data)):
        if name == b"tfra":
            yield from _in_tfra(data, start, end)


def _in_tfra(data: bytes, at: int, end: int) -> Iterator[Offset]:
    code = "Q" if number(data, at, "B", end) else "I"
    width = struct.calcsize(">" + code)
    lengths = number(data, at + 8, "I", end)
    entry = 2 * width + sum((lengths >> shift & 3) + 1 for shift in (0, 2, 4))
    for index in range(number(data, at + 12, "I", end)):
        place = at + 16 + index * entry + width
        yield Offset(place, code, 0, number(data, place, code, end))
