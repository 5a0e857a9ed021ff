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

    position: int
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
class OffsetShift:
    """What lay at `after` or behind it lies `by` bytes later."""

    start: int
    amount: int

    def new_position(self, position: int) -> int:
        """The new place of what lay at `place`."""
        return position + self.amount if position >= self.start else position

    def apply_to(self, data: bytes, offsets: Iterable[Offset]) -> bytes:
        """An atom's bytes with its numbers moved."""
        moved = bytearray(data)
        for offset in offsets:
            value = self.new_position(offset.target) - self.new_position(offset.anchor)
            if value != offset.value:
                try:
                    struct.pack_into(">" + offset.code, moved, offset.position, value)
                except struct.error as error:
                    raise too_large_error() from error
        return bytes(moved)


def too_large_error() -> TagError:
    """The sentence for numbers that do not fit any more."""
    return TagError(
        "The file is too large to make room for tags at its front.",
        advice="Save it anew with another program so that its tags stand at the end.",
    )


def read_number(data: bytes, position: int, code: str, end: int | None = None) -> int:
    """One number; DamagedError behind the end."""
    if position + struct.calcsize(">" + code) > (len(data) if end is None else end):
        raise DamagedError("an atom with places in the file is cut off")
    value: int = struct.unpack_from(">" + code, data, position)[0]
    return value


def iter_boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(name, start of the body, end) of the atoms in a stretch; DamagedError where they misfit."""
    while start < end:
        size = read_number(data, start, "I", end)
        if size < 8 or start + size > end:
            raise DamagedError("an atom is longer than what it stands in")
        yield data[start + 4 : start + 8], start + 8, start + size
        start += size


def saio_offsets(data: bytes, saio_position: int, anchor: int) -> Iterator[Offset]:
    """Where auxiliary information of samples lies; the body `data` stands at `place` of another."""
    code = "Q" if read_number(data, 0, "B") else "I"
    count_position = 12 if read_number(data, 0, "I") & _HAS_TYPE else 4
    width = struct.calcsize(">" + code)
    for index in range(read_number(data, count_position, "I")):
        value = read_number(data, count_position + 4 + index * width, code)
        yield Offset(saio_position + count_position + 4 + index * width, code, anchor, value)


def sidx_offsets(data: bytes, end: int) -> Iterator[Offset]:
    """The first segment that a `sidx` body lists, counted from the end of the atom."""
    code = "Q" if read_number(data, 0, "B") else "I"
    position = 12 + struct.calcsize(">" + code)
    yield Offset(position, code, end, read_number(data, position, code))


def mfra_offsets(data: bytes) -> Iterator[Offset]:
    """Where the fragments begin, by the tables at the end of the file."""
    for name, start, end in iter_boxes(data, 0, len(data)):
        if name == b"tfra":
            yield from _tfra_offsets(data, start, end)


def _tfra_offsets(data: bytes, body_start: int, end: int) -> Iterator[Offset]:
    code = "Q" if read_number(data, body_start, "B", end) else "I"
    width = struct.calcsize(">" + code)
    lengths = read_number(data, body_start + 8, "I", end)
    entry = 2 * width + sum((lengths >> shift & 3) + 1 for shift in (0, 2, 4))
    for index in range(read_number(data, body_start + 12, "I", end)):
        position = body_start + 16 + index * entry + width
        yield Offset(position, code, 0, read_number(data, position, code, end))
