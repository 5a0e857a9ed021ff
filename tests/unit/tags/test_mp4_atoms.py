"""Headers of atoms, byte by byte."""

from __future__ import annotations

import io
import struct

import pytest

from moodtagger.tags.files.byte_spans import DamagedError
from moodtagger.tags.formats.mp4.atoms import has_more_atoms_than, read_atoms


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
