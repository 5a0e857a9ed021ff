"""File offsets in fragments of MP4 files, with hand-made bytes."""

from __future__ import annotations

import struct

import pytest

from moodtagger.tags.files.byte_spans import DamagedError
from moodtagger.tags.formats.mp4.offsets import (
    Offset,
    OffsetShift,
    default_sample_sizes,
    moof_offsets,
    saio_offsets,
)

MOOF = 1000


def box(name: bytes, *fields: int | bytes) -> bytes:
    """An atom; integers take four bytes."""
    body = b"".join(
        struct.pack(">I", field) if isinstance(field, int) else field for field in fields
    )
    return struct.pack(">I", 8 + len(body)) + name + body


def runs(data: bytes, sizes: dict[int, int] | None = None) -> list[tuple[int, int | None]]:
    return [
        (offset.target, offset.size)
        for offset in moof_offsets(data, MOOF, sizes or {})
        if not offset.is_base
    ]


def test_sizes_come_from_the_run_or_its_track_or_the_index() -> None:
    own = box(b"trun", 0x205, 2, 500, 0, 30, 40)
    with_durations = box(b"trun", 0x301, 2, 500, 1, 30, 1, 40)
    bare = box(b"trun", 0x001, 3, 500)
    head, sized = box(b"tfhd", 0, 7), box(b"tfhd", 0x3A, 7, 1, 1, 50, 0)
    mvex = box(b"mehd", 0, 0) + box(b"trex", 0, 7, 1, 1, 60, 0)
    sizes = default_sample_sizes(mvex)
    assert sizes == {7: 60}
    assert runs(box(b"traf", head + own), sizes) == [(1500, 70)]
    assert runs(box(b"traf", head + with_durations), sizes) == [(1500, 70)]
    assert runs(box(b"traf", sized + bare), sizes) == [(1500, 150)]
    assert runs(box(b"traf", head + bare), sizes) == [(1500, 180)]


def test_runs_and_tracks_follow_each_other() -> None:
    far, next_one = box(b"trun", 0x201, 1, 500, 30), box(b"trun", 0x200, 1, 40)
    first = box(b"traf", box(b"tfhd", 0x1, 7, struct.pack(">Q", 2000)) + far + next_one)
    both = [(2500, 30), (2530, 40), (2000, 40)]  # a run without an offset has two candidates
    assert runs(first) == both
    following = box(b"traf", box(b"tfhd", 0, 8) + box(b"trun", 0x201, 1, 5, 9))
    assert runs(first + following) == [*both, (2045, 9)]
    from_moof = box(b"traf", box(b"tfhd", 0x020000, 8) + box(b"trun", 0x201, 1, 5, 9))
    assert runs(first + from_moof) == [*both, (MOOF + 5, 9)]


def test_offsets_are_shifted_if_only_their_target_moves() -> None:
    """Offsets from the beginning of the file have to follow the audio."""
    head = box(b"tfhd", 0x1, 7, bytes(8))
    data = box(b"traf", head + box(b"trun", 0x201, 1, 5000, 30) + box(b"saio", 0, 1, 5010))
    moved = OffsetShift(900, 64).apply_to(data, moof_offsets(data, MOOF, {}))
    assert runs(moved) == [(5064, 30), (5074, None)]
    assert len(moved) == len(data)
    following = OffsetShift(6000, 64)
    assert following.apply_to(data, moof_offsets(data, MOOF, {})) == data


def test_64_bit_saio_offsets() -> None:
    data = struct.pack(">I4sIIQQ", 1 << 24 | 1, b"cenc", 0, 2, 1 << 40, 5)
    assert list(saio_offsets(data, 100, 0)) == [
        Offset(116, "Q", 0, 1 << 40),
        Offset(124, "Q", 0, 5),
    ]


@pytest.mark.parametrize(
    "track",
    [
        box(b"trun", 0x201, 1, 0, 9) + box(b"tfhd", 0, 7),
        box(b"tfhd", 0, 7) + box(b"tfhd", 0, 8),
        box(b"tfhd", 0, 7) + box(b"trun", 0x201, 1000, 0, 9),
        box(b"tfhd", 0, 7) + box(b"trun", 0x201),
        box(b"tfhd", 0x1, 7, 0),
        b"",
    ],
)
def test_inconsistent_fragments_are_damaged(track: bytes) -> None:
    with pytest.raises(DamagedError):
        runs(box(b"traf", track))
