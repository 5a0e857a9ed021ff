"""File offsets in MP4 atoms (saio, sidx, mfra, moof), and how to shift them.

Each offset is returned with its anchor, the position that it counts from, so that one rule shifts
all of them when the index in front of them grows. Formats: ISO/IEC 14496-12, 8.7.9 (saio), 8.8
(fragments), 8.16.3 (sidx).
"""

from __future__ import annotations

import struct
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.tags.files.byte_spans import DamagedError

_HAS_TYPE = 1  # flag of saio
# Flags of tfhd, in the order of its fields.
_HAS_BASE_OFFSET, _FIELDS_BEFORE_SIZE, _HAS_SAMPLE_SIZE = 0x01, (0x02, 0x08), 0x10
_BASE_IS_MOOF = 0x020000
_HAS_DATA_OFFSET, _HAS_FIRST_FLAGS = 0x001, 0x004  # flags of trun
_SAMPLE_FIELDS = (0x100, 0x200, 0x400, 0x800)  # of each sample: duration, size, flags, time
_HAS_SAMPLE_SIZES = 0x200


@dataclass(frozen=True, slots=True)
class Offset:
    """A number in an atom's body that points to anchor + value.

    It has the struct format `code` and is at byte `position` of the body; an empty code marks an
    implicit offset, which is not stored in the file. `size` bytes of samples are at the target,
    None if it is something else. `is_base` marks an offset that is only the anchor of others.
    """

    position: int
    code: str
    anchor: int
    value: int
    size: int | None = None
    is_base: bool = False

    @property
    def target(self) -> int:
        """The position in the file that the offset points to."""
        return self.anchor + self.value


@dataclass(frozen=True, slots=True)
class OffsetShift:
    """A shift of everything from position `start` on by `amount` bytes."""

    start: int
    amount: int

    def new_position(self, position: int) -> int:
        """Return the shifted position."""
        return position + self.amount if position >= self.start else position

    def apply_to(self, data: bytes, offsets: Iterable[Offset]) -> bytes:
        """Return an atom's bytes with its offsets shifted."""
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
    """Return the error for shifted offsets that exceed their field."""
    return TagError(
        Message.of("The file is too large to make room for tags at its front."),
        advice=Message.of("Re-save it in another program so that its tags are at the end."),
    )


def read_number(data: bytes, position: int, code: str, end: int | None = None) -> int:
    """Read a number; raise DamagedError beyond the end."""
    if position + struct.calcsize(">" + code) > (len(data) if end is None else end):
        raise DamagedError(Message.of("an atom with file positions is cut off"))
    value: int = struct.unpack_from(">" + code, data, position)[0]
    return value


def iter_boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Iterate over (name, start of the body, end) of the atoms between two positions.

    Raises DamagedError when an atom is longer than the space.
    """
    while start < end:
        size = read_number(data, start, "I", end)
        if size < 8 or start + size > end:
            raise DamagedError(Message.of("an atom is longer than what it stands in"))
        yield data[start + 4 : start + 8], start + 8, start + size
        start += size


def saio_offsets(data: bytes, saio_position: int, anchor: int) -> Iterator[Offset]:
    """Iterate over the offsets of a `saio` body, which is at `saio_position` of another body."""
    code = "Q" if read_number(data, 0, "B") else "I"
    count_position = 12 if read_number(data, 0, "I") & _HAS_TYPE else 4
    width = struct.calcsize(">" + code)
    for index in range(read_number(data, count_position, "I")):
        value = read_number(data, count_position + 4 + index * width, code)
        yield Offset(saio_position + count_position + 4 + index * width, code, anchor, value)


def sidx_offsets(data: bytes, end: int) -> Iterator[Offset]:
    """Yield the offset of the first segment in a `sidx` body, relative to the end of the atom."""
    code = "Q" if read_number(data, 0, "B") else "I"
    position = 12 + struct.calcsize(">" + code)
    yield Offset(position, code, end, read_number(data, position, code))


def mfra_offsets(data: bytes) -> Iterator[Offset]:
    """Iterate over the offsets of the fragments in the tables at the end of the file."""
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


@dataclass(slots=True)
class _TrackFragment:
    """A track's part of a fragment: the anchor of its runs, and where the last run ended."""

    anchor: int
    sample_size: int
    run_end: int


def default_sample_sizes(mvex: bytes) -> dict[int, int]:
    """Return each track's default sample size in bytes; `mvex` is that atom's body."""
    return {
        read_number(mvex, at + 4, "I", end): read_number(mvex, at + 16, "I", end)
        for name, at, end in iter_boxes(mvex, 0, len(mvex))
        if name == b"trex"
    }


def moof_offsets(data: bytes, start: int, sizes: Mapping[int, int]) -> Iterator[Offset]:
    """Iterate over all offsets in the body of the `moof` atom that begins at `start`.

    `sizes` are those of `default_sample_sizes`. A track without a base offset that is not relative
    to the atom either is relative to the end of the previous track.
    """
    previous_end = start
    for name, body_start, stop in iter_boxes(data, 0, len(data)):
        if name == b"traf":
            previous_end = yield from _traf_offsets(
                data[body_start:stop], body_start, start, previous_end, sizes
            )


def _traf_offsets(
    data: bytes, traf_position: int, moof_start: int, previous_end: int, sizes: Mapping[int, int]
) -> Generator[Offset, None, int]:
    """Iterate over the offsets of a `traf` body; return the end of its last run.

    `traf_position` is the position of the body in that of the fragment.
    """
    parts = iter_boxes(data, 0, len(data))
    name, body_start, stop = next(parts, (b"", 0, 0))
    if name != b"tfhd":
        raise DamagedError(Message.of("a fragment of a track without one header in front"))
    flags = read_number(data, body_start, "I", stop)
    track = _TrackFragment(moof_start if flags & _BASE_IS_MOOF else previous_end, 0, previous_end)
    if flags & _HAS_BASE_OFFSET:
        track.anchor = read_number(data, body_start + 8, "Q", stop)
        yield Offset(traf_position + body_start + 8, "Q", 0, track.anchor, is_base=True)
    track.sample_size = _sample_size(data, body_start, stop, sizes)
    for name, body_start, stop in parts:
        if name == b"tfhd":
            raise DamagedError(Message.of("a fragment of a track without one header in front"))
        if name == b"trun":
            yield from _trun_offsets(data[body_start:stop], traf_position + body_start, track)
        elif name == b"saio":
            yield from saio_offsets(data[body_start:stop], traf_position + body_start, track.anchor)
    return track.run_end


def _sample_size(data: bytes, body_start: int, stop: int, sizes: Mapping[int, int]) -> int:
    flags = read_number(data, body_start, "I", stop)
    if not flags & _HAS_SAMPLE_SIZE:
        return sizes.get(read_number(data, body_start + 4, "I", stop), 0)
    skipped = 8 * bool(flags & _HAS_BASE_OFFSET) + sum(
        4 * bool(flags & field) for field in _FIELDS_BEFORE_SIZE
    )
    return read_number(data, body_start + 8 + skipped, "I", stop)


def _trun_offsets(data: bytes, trun_position: int, track: _TrackFragment) -> Iterator[Offset]:
    """Yield the offset of a run.

    A run without one may start at the track's anchor or after the previous run: both are yielded.
    """
    size = _run_size(data, track.sample_size)
    if read_number(data, 0, "I") & _HAS_DATA_OFFSET:
        run = Offset(trun_position + 8, "i", track.anchor, read_number(data, 8, "i"), size)
    else:
        yield Offset(trun_position, "", track.run_end, 0, size)
        run = Offset(trun_position, "", track.anchor, 0, size)
    yield run
    track.run_end = run.target + size


def _run_size(data: bytes, sample_size: int) -> int:
    """Return the size in bytes of all samples of a run."""
    flags, count = read_number(data, 0, "I"), read_number(data, 4, "I")
    first = 8 + 4 * bool(flags & _HAS_DATA_OFFSET) + 4 * bool(flags & _HAS_FIRST_FLAGS)
    fields = [column for column in _SAMPLE_FIELDS if flags & column]
    if first + 4 * len(fields) * count > len(data):
        raise DamagedError(Message.of("an atom with file positions is cut off"))
    if not flags & _HAS_SAMPLE_SIZES:
        return sample_size * count
    numbers = struct.unpack_from(f">{count * len(fields)}I", data, first)
    return sum(numbers[fields.index(_HAS_SAMPLE_SIZES) :: len(fields)])
