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
from moodtagger.tags.pieces import DamagedError

_HAS_TYPE = 1  # flag of saio
_HAS_OFFSET = 0x000001  # flag of tfhd and trun
_FROM_MOOF = 0x020000  # flag of tfhd


@dataclass(frozen=True, slots=True)
class Offset:
    """A number of struct format `code` at byte `at` of an atom's body; it points to anchor + value.

    `follows` marks one that counts from where the track fragment before it ended, which is not
    known here; `anchor` is then the earliest place that this can be. `is_base` marks one that
    only others count from.
    """

    at: int
    code: str
    anchor: int
    value: int
    follows: bool = False
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


def in_saio(data: bytes, at: int, end: int, anchor: int) -> Iterator[Offset]:
    """Where auxiliary information of samples lies; the body stands from `at` to `end`."""
    code = "Q" if number(data, at, "B", end) else "I"
    at += 12 if number(data, at, "I", end) & _HAS_TYPE else 4
    for _ in range(number(data, at, "I", end)):
        place = at + 4
        yield Offset(place, code, anchor, number(data, place, code, end))
        at += struct.calcsize(">" + code)


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


def in_moof(data: bytes, start: int) -> Iterator[Offset]:
    """Where the data of a fragment lies; `data` is the body of the atom that begins at `start`."""
    first = True
    for name, inner, end in boxes(data, 0, len(data)):
        if name == b"traf":
            yield from _in_traf(data, inner, end, start, first=first)
            first = False


def _in_traf(data: bytes, inner: int, end: int, moof: int, *, first: bool) -> Iterator[Offset]:
    anchor: int | None = None
    follows = False
    for name, at, stop in boxes(data, inner, end):
        if (name == b"tfhd") is not (anchor is None):
            raise DamagedError("a fragment of a track without one header in front")
        if anchor is None:
            flags = number(data, at, "I", stop)
            anchor, follows = moof, not first and not flags & _FROM_MOOF
            if flags & _HAS_OFFSET:
                anchor, follows = number(data, at + 8, "Q", stop), False
                yield Offset(at + 8, "Q", 0, anchor, is_base=True)
        elif name == b"trun":
            yield _in_trun(data, at, stop, anchor, follows=follows)
        elif name == b"saio":
            yield from in_saio(data, at, stop, anchor)


def _in_trun(data: bytes, at: int, end: int, anchor: int, *, follows: bool) -> Offset:
    """Without a number of its own a run begins where it counts from, or behind another run."""
    if number(data, at, "I", end) & _HAS_OFFSET:
        return Offset(at + 8, "i", anchor, number(data, at + 8, "i", end), follows)
    return Offset(at, "", anchor, 0, follows)
