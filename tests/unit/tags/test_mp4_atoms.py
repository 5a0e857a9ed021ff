"""Headers of atoms, byte by byte."""

from __future__ import annotations

import io
import struct
from contextlib import nullcontext

import pytest

from moodtagger.core.errors import TagError
from moodtagger.tags.files.byte_spans import DamagedError, TooManyEntriesError
from moodtagger.tags.formats.base import MAX_ITEMS, Item
from moodtagger.tags.formats.mp4.atoms import has_more_atoms_than, read_atoms
from moodtagger.tags.formats.mp4.file import Mp4


def box(name: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", 8 + len(body)) + name + body


def wide(name: bytes, body: bytes) -> bytes:
    """Return an atom whose size takes eight bytes."""
    return b"\0\0\0\1" + name + struct.pack(">Q", 16 + len(body)) + body


def read(data: bytes) -> list[tuple[bytes, int, int]]:
    atoms = read_atoms(io.BytesIO(data), 0, len(data))
    return [(atom.name, atom.span.start, atom.span.size) for atom in atoms if atom.span]


def test_atoms_follow_each_other_whatever_size_their_sizes_have() -> None:
    data = wide(b"free", b"abcd") + box(b"skip", b"xy") + wide(b"mdat", b"") + box(b"free")
    expected = [(b"free", 0, 20), (b"skip", 20, 10), (b"mdat", 30, 16), (b"free", 46, 8)]
    assert read(data) == expected


def test_an_atom_without_a_size_goes_to_the_end() -> None:
    assert read(box(b"free") + b"\0\0\0\0mdatxyz") == [(b"free", 0, 8), (b"mdat", 8, 11)]


@pytest.mark.parametrize(
    "data",
    [
        b"\0\0\0\7free",  # less than its own header
        b"\0\0\0\1free" + bytes(7),  # eight bytes of size do not fit
        wide(b"free", b"")[:8] + struct.pack(">Q", 15),
        box(b"free", b"abcd")[:-1],
    ],
)
def test_impossible_sizes_are_damage(data: bytes) -> None:
    with pytest.raises(DamagedError):
        read(data)


def test_only_sound_may_be_cut_off() -> None:
    assert read(box(b"mdat", b"abcd")[:-1]) == [(b"mdat", 0, 11)]


@pytest.mark.parametrize(("count", "has_more"), [(0, True), (1, True), (2, False), (3, False)])
def test_how_many_atoms_there_are(count: int, has_more: bool) -> None:
    data = box(b"free", b"ab") + box(b"skip")
    assert has_more_atoms_than(count, io.BytesIO(data), 0, len(data)) is has_more


@pytest.mark.parametrize(
    ("name", "body", "texts"),
    [
        ("\xa9nam", b"\0\0\0\1\0\0\0", ()),  # its head is cut off
        ("\xa9nam", b"\0\0\0\1\0\0\0\0", ()),
        ("\xa9nam", b"\0\0\0\1\0\0\0\0A", ("A",)),
        ("tmpo", b"\0\0\0\x15\0\0\0", ()),
        ("tmpo", b"\0\0\0\x15\0\0\0\0", ()),
        ("tmpo", b"\0\0\0\x15\0\0\0\0\x78", ("120",)),
        ("trkn", b"", ()),
    ],
)
def test_a_value_begins_behind_eight_bytes(name: str, body: bytes, texts: tuple[str, ...]) -> None:
    data = box(name.encode("latin-1"), box(b"data", body))
    song = box(b"moov")
    assert Mp4(io.BytesIO(song), len(song)).decode(Item(name, data), data) == texts


ALL_KNOWN = [
    "ftyp",
    "moov",
    "styp",
    "moof",
    "mdat",
    "sidx",
    "ssix",
    "mfra",
    "wide",
    "pdin",
    "emsg",
    "prft",
    "skip",
    "uuid",
    "free",
]


@pytest.mark.parametrize(("more", "is_safe"), [((), True), (("meco",), False)])
def test_a_fragmented_file_may_hold_all_known_atoms(more: tuple[str, ...], is_safe: bool) -> None:
    data = b"".join(
        box(name.encode(), bytes(24) if name == "sidx" else b"") for name in (*ALL_KNOWN, *more)
    )
    song = Mp4(io.BytesIO(data), len(data))
    with nullcontext() if is_safe else pytest.raises(TagError, match="unsafe"):
        song.check_rewritable()


def test_only_so_many_tags_are_read() -> None:
    def song(count: int) -> bytes:
        return box(
            b"moov", box(b"udta", box(b"meta", bytes(4) + box(b"ilst", count * box(b"cpil"))))
        )

    data = song(MAX_ITEMS)
    assert len(Mp4(io.BytesIO(data), len(data)).items) == MAX_ITEMS
    data = song(MAX_ITEMS + 1)
    with pytest.raises(TooManyEntriesError):
        Mp4(io.BytesIO(data), len(data))
