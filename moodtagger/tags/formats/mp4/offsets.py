"""File offsets in MP4 atoms (saio, sidx, mfra, moof), and how to shift them.

Each is found with the place it counts from, so that all of them can be moved by one rule when the
index in front of them grows. Formats: ISO/IEC 14496-12, 8.7.9 (saio), 8.8 (fragments), 8.16.3
(sidx).
"""

from __future__ import annotations

import struct
from collections.abc import Generator, Iterable, Iterator, Mapping
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


_HAS_BASE_OFFSET, _FIELDS_BEFORE_SIZE, _HAS_SAMPLE_SIZE = (
    0x01,
    (0x02, 0x08),
    0x10,
)  # flags of tfhd, in the order of its fields
_BASE_IS_MOOF = 0x020000
_HAS_DATA_OFFSET, _HAS_FIRST_FLAGS = 0x001, 0x004  # flags of trun
_SAMPLE_FIELDS = (0x100, 0x200, 0x400, 0x800)  # of each sample: duration, size, flags, time
_HAS_SAMPLE_SIZES = 0x200


@dataclass(slots=True)
class _TrackFragment:
    """A track's part of a fragment: what its runs count from, and where the last one ended."""

    anchor: int
    sample_size: int
    run_end: int


def default_sample_sizes(mvex: bytes) -> dict[int, int]:
    """Track -> bytes of a sample where a fragment does not say; `mvex` is that atom's body."""
    return {
        read_number(mvex, at + 4, "I", end): read_number(mvex, at + 16, "I", end)
        for name, at, end in iter_boxes(mvex, 0, len(mvex))
        if name == b"trex"
    }


def moof_offsets(data: bytes, start: int, sizes: Mapping[int, int]) -> Iterator[Offset]:
    """All places told by the body of the atom that begins at `start`; see `default_sizes`.

    What says neither where it begins nor that it counts from the atom counts from where the track
    before it ended.
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
    """`data` stands at `place` of the fragment's body; gives the end of its last run."""
    parts = iter_boxes(data, 0, len(data))
    name, body_start, stop = next(parts, (b"", 0, 0))
    if name != b"tfhd":
        raise DamagedError("a fragment of a track without one header in front")
    flags = read_number(data, body_start, "I", stop)
    track = _TrackFragment(moof_start if flags & _BASE_IS_MOOF else previous_end, 0, previous_end)
    if flags & _HAS_BASE_OFFSET:
        track.anchor = read_number(data, body_start + 8, "Q", stop)
        yield Offset(traf_position + body_start + 8, "Q", 0, track.anchor, is_base=True)
    track.sample_size = _sample_size(data, body_start, stop, sizes)
    for name, body_start, stop in parts:
        if name == b"tfhd":
            raise DamagedError("a fragment of a track without one header in front")
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
    """A run's own place; where it has none, both that are taken for it: its track's, and behind
    the run before it."""
    size = _run_size(data, track.sample_size)
    if read_number(data, 0, "I") & _HAS_DATA_OFFSET:
        run = Offset(trun_position + 8, "i", track.anchor, read_number(data, 8, "i"), size)
    else:
        yield Offset(trun_position, "", track.run_end, 0, size)
        run = Offset(trun_position, "", track.anchor, 0, size)
    yield run
    track.run_end = run.target + size


def _run_size(data: bytes, sample_size: int) -> int:
    """Bytes of all samples of the run."""
    flags, count = read_number(data, 0, "I"), read_number(data, 4, "I")
    first = 8 + 4 * bool(flags & _HAS_DATA_OFFSET) + 4 * bool(flags & _HAS_FIRST_FLAGS)
    fields = [column for column in _SAMPLE_FIELDS if flags & column]
    if first + 4 * len(fields) * count > len(data):
        raise DamagedError("an atom with places in the file is cut off")
    if not flags & _HAS_SAMPLE_SIZES:
        return sample_size * count
    numbers = struct.unpack_from(f">{count * len(fields)}I", data, first)
    return sum(numbers[fields.index(_HAS_SAMPLE_SIZES) :: len(fields)])
