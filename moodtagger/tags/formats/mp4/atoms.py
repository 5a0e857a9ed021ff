"""The tree of atoms of an MP4 file (ISO/IEC 14496-12), parsed lazily and rebuilt."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.tags.files.byte_spans import (
    ByteSpan,
    DamagedError,
    FileSpan,
    read_at,
    read_span,
    span_size,
)
from moodtagger.tags.formats.mp4.offsets import OffsetShift, saio_offsets, too_large_error

_CONTAINER_ATOMS = frozenset((b"moov", b"udta", b"meta", b"trak", b"mdia", b"minf", b"stbl"))
OFFSET_TABLES = {b"stco": "I", b"co64": "Q"}
_MAX_TABLE_BYTES = 64 << 20
_MAX_DEPTH = 10
_MAX_ATOMS = 100_000  # of all depths together


@dataclass(frozen=True, slots=True)
class Atom:
    """An atom of the tree.

    A container has `children`, and `prefix` before and `tail` after them; any other atom has a
    `body`. `span` is its location in the file, None for a new atom.
    """

    name: bytes
    body: tuple[ByteSpan, ...] = ()
    children: tuple[Atom, ...] | None = None
    prefix: bytes = b""
    tail: bytes = b""
    span: FileSpan | None = field(default=None, compare=False)

    def child(self, name: bytes) -> Atom | None:
        """Return the first child of that name, if any."""
        return next((atom for atom in self.children or () if atom.name == name), None)

    def with_child(self, old: Atom | None, new: Atom) -> Atom:
        """Return the container with `old` replaced by `new`, or with `new` as its last child."""
        if self.children is None:
            raise DamagedError(Message.of("an atom that should hold others does not"))
        if old is None:
            return replace(self, children=(*self.children, new))
        return replace(self, children=tuple(new if a is old else a for a in self.children))

    @property
    def size(self) -> int:
        """The size in bytes when written."""
        if self.children is None:
            return 8 + sum(map(span_size, self.body))
        return 8 + len(self.prefix) + sum(atom.size for atom in self.children) + len(self.tail)

    def byte_spans(self) -> Iterator[ByteSpan]:
        """Yield the atom as it is written."""
        if self.size >= 1 << 32:
            raise TagError(
                Message.of("The file's tags would become too large."),
                advice=Message.of("Remove a cover."),
            )
        yield self.size.to_bytes(4, "big") + self.name
        if self.children is None:
            yield from self.body
            return
        yield self.prefix
        for atom in self.children:
            yield from atom.byte_spans()
        yield self.tail


def read_atoms(
    file: BinaryIO, start: int, end: int, depth: int = 0, counter: Iterator[int] | None = None
) -> list[Atom]:
    """Read all atoms between two offsets, and the children of containers.

    `counter` counts the atoms of all depths.
    """
    if depth > _MAX_DEPTH:
        raise DamagedError(Message.of("atoms inside atoms without end"))
    counter = counter or itertools.count()
    atoms: list[Atom] = []
    while start + 8 <= end:
        if next(counter) > _MAX_ATOMS:
            raise DamagedError(Message.of("an impossible number of atoms"))
        size, name, header = _read_header(file, start, end)
        if size < header or start + size > end:
            if depth == 0 and name == b"mdat":  # an incomplete download
                size = end - start
            elif depth > 0 and size == 0 and name == b"\0\0\0\0":  # QuickTime's end of udta
                break
            else:
                raise DamagedError(Message.of("an atom is longer than what it stands in"))
        span = FileSpan(start, size)
        if name in _CONTAINER_ATOMS and header == 8:
            atoms.append(_read_container_atom(file, name, span, depth, counter))
        else:
            atoms.append(Atom(name, (FileSpan(start + header, size - header),), span=span))
        start += size
    return atoms


def has_more_atoms_than(count: int, file: BinaryIO, start: int, end: int) -> bool:
    """Whether there are more than `count` consecutive atoms between two offsets."""
    for _ in range(count + 1):
        if start + 8 > end:
            return False
        start += max(8, int.from_bytes(read_at(file, start, 4), "big"))
    return True


def _read_header(file: BinaryIO, start: int, end: int) -> tuple[int, bytes, int]:
    """Return (size, name, length of the header)."""
    size, name = struct.unpack(">I4s", read_at(file, start, 8))
    if size == 1 and start + 16 <= end:
        return int.from_bytes(read_at(file, start + 8, 8), "big"), name, 16
    if size == 0 and name.strip(b"\0"):
        return end - start, name, 8
    return size, name, 8


def _read_container_atom(
    file: BinaryIO, name: bytes, span: FileSpan, depth: int, counter: Iterator[int]
) -> Atom:
    body_start = span.start + 8
    prefix = b""
    if name == b"meta" and span.size >= 16 and read_at(file, body_start + 4, 4) != b"hdlr":
        prefix = read_at(file, body_start, 4)  # version and flags, which QuickTime omits
        body_start += 4
    children = read_atoms(file, body_start, span.end, depth + 1, counter)
    children_end = children[-1].span.end if children and children[-1].span else body_start
    tail = read_at(file, children_end, span.end - children_end)
    return Atom(name, children=tuple(children), prefix=prefix, tail=tail, span=span)


def shift_offsets(file: BinaryIO, atom: Atom, shift: OffsetShift) -> Atom:
    """Return the atom with all its file offsets shifted."""
    if atom.children is not None:
        return replace(
            atom, children=tuple(shift_offsets(file, child, shift) for child in atom.children)
        )
    if atom.name in OFFSET_TABLES:
        return replace(atom, body=(_shift_table(file, atom, shift),))
    if atom.name == b"saio":
        data = _read_body(file, atom)
        return replace(atom, body=(shift.apply_to(data, saio_offsets(data, 0, 0)),))
    return atom


def _read_body(file: BinaryIO, atom: Atom) -> bytes:
    return b"".join(read_span(file, span, _MAX_TABLE_BYTES) for span in atom.body)


def read_offsets(file: BinaryIO, atom: Atom) -> tuple[int, ...]:
    """Return the file offsets in an `stco`, `co64` or `saio` atom of the index."""
    table = _read_body(file, atom)
    if atom.name == b"saio":
        return tuple(offset.value for offset in saio_offsets(table, 0, 0))
    count = int.from_bytes(table[4:8], "big")
    code = OFFSET_TABLES[atom.name]
    if 8 + count * struct.calcsize(f">{code}") > len(table):
        raise DamagedError(Message.of("a table of chunk offsets is cut off"))
    return struct.unpack_from(f">{count}{code}", table, 8)


def _shift_table(file: BinaryIO, atom: Atom, shift: OffsetShift) -> bytes:
    offsets = read_offsets(file, atom)
    moved = map(shift.new_position, offsets)
    try:
        numbers = struct.pack(f">I{len(offsets)}{OFFSET_TABLES[atom.name]}", len(offsets), *moved)
    except struct.error as error:
        raise too_large_error() from error
    return bytes(4) + numbers
