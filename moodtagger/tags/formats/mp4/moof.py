"""Where the data of an MP4 fragment lies (`moof`; ISO/IEC 14496-12, 8.8)."""

from __future__ import annotations

import struct
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass

from moodtagger.tags.files.byte_spans import DamagedError
from moodtagger.tags.formats.mp4.offsets import Offset, boxes, in_saio, number

_BASE, _BEFORE_SIZE, _SIZE = 0x01, (0x02, 0x08), 0x10  # flags of tfhd, in the order of its fields
_FROM_MOOF = 0x020000
_OFFSET, _FIRST_FLAGS = 0x001, 0x004  # flags of trun
_COLUMNS = (0x100, 0x200, 0x400, 0x800)  # of each sample: duration, size, flags, time
_SIZES = 0x200


@dataclass(slots=True)
class _Track:
    """A track's part of a fragment: what its runs count from, and where the last one ended."""

    anchor: int
    sample_size: int
    end: int


def default_sizes(mvex: bytes) -> dict[int, int]:
    """Track -> bytes of a sample where a fragment does not say; `mvex` is that atom's body."""
    return {
        number(mvex, at + 4, "I", end): number(mvex, at + 16, "I", end)
        for name, at, end in boxes(mvex, 0, len(mvex))
        if name == b"trex"
    }


def in_moof(data: bytes, start: int, sizes: Mapping[int, int]) -> Iterator[Offset]:
    """All places told by the body of the atom that begins at `start`; see `default_sizes`.

    What says neither where it begins nor that it counts from the atom counts from where the track
    before it ended.
    """
    end = start
    for name, at, stop in boxes(data, 0, len(data)):
        if name == b"traf":
            end = yield from _in_traf(data[at:stop], at, start, end, sizes)


def _in_traf(
    data: bytes, place: int, moof: int, before: int, sizes: Mapping[int, int]
) -> Generator[Offset, None, int]:
    """`data` stands at `place` of the fragment's body; gives the end of its last run."""
    parts = boxes(data, 0, len(data))
    name, at, stop = next(parts, (b"", 0, 0))
    if name != b"tfhd":
        raise DamagedError("a fragment of a track without one header in front")
    flags = number(data, at, "I", stop)
    track = _Track(moof if flags & _FROM_MOOF else before, 0, before)
    if flags & _BASE:
        track.anchor = number(data, at + 8, "Q", stop)
        yield Offset(place + at + 8, "Q", 0, track.anchor, is_base=True)
    track.sample_size = _sample_size(data, at, stop, sizes)
    for name, at, stop in parts:
        if name == b"tfhd":
            raise DamagedError("a fragment of a track without one header in front")
        if name == b"trun":
            yield from _in_trun(data[at:stop], place + at, track)
        elif name == b"saio":
            yield from in_saio(data[at:stop], place + at, track.anchor)
    return track.end


def _sample_size(data: bytes, at: int, stop: int, sizes: Mapping[int, int]) -> int:
    flags = number(data, at, "I", stop)
    if not flags & _SIZE:
        return sizes.get(number(data, at + 4, "I", stop), 0)
    before = 8 * bool(flags & _BASE) + sum(4 * bool(flags & field) for field in _BEFORE_SIZE)
    return number(data, at + 8 + before, "I", stop)


def _in_trun(data: bytes, place: int, track: _Track) -> Iterator[Offset]:
    """A run's own place; where it has none, both that are taken for it: its track's, and behind
    the run before it."""
    size = _run_size(data, track.sample_size)
    if number(data, 0, "I") & _OFFSET:
        run = Offset(place + 8, "i", track.anchor, number(data, 8, "i"), size)
    else:
        yield Offset(place, "", track.end, 0, size)
        run = Offset(place, "", track.anchor, 0, size)
    yield run
    track.end = run.target + size


def _run_size(data: bytes, sample_size: int) -> int:
    """Bytes of all samples of the run."""
    flags, count = number(data, 0, "I"), number(data, 4, "I")
    first = 8 + 4 * bool(flags & _OFFSET) + 4 * bool(flags & _FIRST_FLAGS)
    columns = [column for column in _COLUMNS if flags & column]
    if first + 4 * len(columns) * count > len(data):
        raise DamagedError("an atom with places in the file is cut off")
    if not flags & _SIZES:
        return sample_size * count
    numbers = struct.unpack_from(f">{count * len(columns)}I", data, first)
    return sum(numbers[columns.index(_SIZES) :: len(columns)])
