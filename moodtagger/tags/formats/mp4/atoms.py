"""The tree of atoms of an MP4 file (ISO/IEC 14496-12), read lazily and put together again."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.tags.files.byte_spans import DamagedError, Piece, Span, read_at, read_piece, size_of
from moodtagger.tags.formats.mp4.offsets import Move, in_saio, too_large

_BRANCHES = frozenset((b"moov", b"udta", b"meta", b"trak", b"mdia", b"minf", b"stbl"))
OFFSET_TABLES = {b"stco": "I", b"co64": "Q"}
_MAX_TABLE = 64 << 20
_MAX_DEPTH = 10
_MAX_ATOMS = 100_000  # of all depths together


@dataclass(frozen=True, slots=True)
class Atom:
    """One atom. A branch has `children`, perhaps with `prefix` before and `tail` behind them; a
    leaf has a `body`. `span` is where it stood in the file, None for a new one."""

    name: bytes
    body: tuple[Piece, ...] = ()
    children: tuple[Atom, ...] | None = None
    prefix: bytes = b""
    tail: bytes = b""
    span: Span | None = field(default=None, compare=False)

    def child(self, name: bytes) -> Atom | None:
        """The first child of that name."""
        return next((atom for atom in self.children or () if atom.name == name), None)

    def with_child(self, old: Atom | None, new: Atom) -> Atom:
        """The same branch with `old` exchanged for `new`, or `new` as its last child."""
        if self.children is None:
            raise DamagedError("an atom that should hold others does not")
        if old is None:
            return replace(self, children=(*self.children, new))
        return replace(self, children=tuple(new if a is old else a for a in self.children))

    @property
    def size(self) -> int:
        """Bytes it takes when written."""
        if self.children is None:
            return 8 + sum(map(size_of, self.body))
        return 8 + len(self.prefix) + sum(atom.size for atom in self.children) + len(self.tail)

    def pieces(self) -> Iterator[Piece]:
        """The atom as it is written."""
        if self.size >= 1 << 32:
            raise TagError("The file's tags would become too large.", advice="Remove a cover.")
        yield self.size.to_bytes(4, "big") + self.name
        if self.children is None:
            yield from self.body
            return
        yield self.prefix
        for atom in self.children:
            yield from atom.pieces()
        yield self.tail


def read_atoms(
    file: BinaryIO, start: int, end: int, depth: int = 0, counted: Iterator[int] | None = None
) -> list[Atom]:
    """All atoms between two places; of a branch also its children. `counted` counts them all."""
    if depth > _MAX_DEPTH:
        raise DamagedError("atoms inside atoms without end")
    counted = counted or itertools.count()
    atoms: list[Atom] = []
    while start + 8 <= end:
        if next(counted) > _MAX_ATOMS:
            raise DamagedError("an impossible number of atoms")
        size, name, header = _header(file, start, end)
        if size < header or start + size > end:
            if depth == 0 and name == b"mdat":  # a download that broke off
                size = end - start
            elif depth > 0 and size == 0 and name == b"\0\0\0\0":  # QuickTime ends udta so
                break
            else:
                raise DamagedError("an atom is longer than what it stands in")
        span = Span(start, size)
        if name in _BRANCHES and header == 8:
            atoms.append(_branch(file, name, span, depth, counted))
        else:
            atoms.append(Atom(name, (Span(start + header, size - header),), span=span))
        start += size
    return atoms


def are_more_than(count: int, file: BinaryIO, start: int, end: int) -> bool:
    """Whether more than so many atoms stand in a row between two places."""
    for _ in range(count + 1):
        if start + 8 > end:
            return False
        start += max(8, int.from_bytes(read_at(file, start, 4), "big"))
    return True


def _header(file: BinaryIO, start: int, end: int) -> tuple[int, bytes, int]:
    """(size, name, length of the header)."""
    size, name = struct.unpack(">I4s", read_at(file, start, 8))
    if size == 1 and start + 16 <= end:
        return int.from_bytes(read_at(file, start + 8, 8), "big"), name, 16
    if size == 0 and name.strip(b"\0"):
        return end - start, name, 8
    return size, name, 8


def _branch(file: BinaryIO, name: bytes, span: Span, depth: int, counted: Iterator[int]) -> Atom:
    inner = span.start + 8
    prefix = b""
    if name == b"meta" and span.size >= 16 and read_at(file, inner + 4, 4) != b"hdlr":
        prefix = read_at(file, inner, 4)  # version and flags, which QuickTime leaves out
        inner += 4
    children = read_atoms(file, inner, span.end, depth + 1, counted)
    used = children[-1].span.end if children and children[-1].span else inner
    tail = read_at(file, used, span.end - used)
    return Atom(name, children=tuple(children), prefix=prefix, tail=tail, span=span)


def shifted(file: BinaryIO, atom: Atom, move: Move) -> Atom:
    """The index with all its places in the file moved."""
    if atom.children is not None:
        return replace(atom, children=tuple(shifted(file, child, move) for child in atom.children))
    if atom.name in OFFSET_TABLES:
        return replace(atom, body=(_shift_table(file, atom, move),))
    if atom.name == b"saio":
        data = _body(file, atom)
        return replace(atom, body=(move.applied(data, in_saio(data, 0, 0)),))
    return atom


def _body(file: BinaryIO, atom: Atom) -> bytes:
    return b"".join(read_piece(file, piece, _MAX_TABLE) for piece in atom.body)


def read_offsets(file: BinaryIO, atom: Atom) -> tuple[int, ...]:
    """The places in the file that an `stco`, `co64` or `saio` atom of the index lists."""
    table = _body(file, atom)
    if atom.name == b"saio":
        return tuple(offset.value for offset in in_saio(table, 0, 0))
    count = int.from_bytes(table[4:8], "big")
    code = OFFSET_TABLES[atom.name]
    if 8 + count * struct.calcsize(f">{code}") > len(table):
        raise DamagedError("a table of chunk offsets is cut off")
    return struct.unpack_from(f">{count}{code}", table, 8)


def _shift_table(file: BinaryIO, atom: Atom, move: Move) -> bytes:
    offsets = read_offsets(file, atom)
    moved = map(move.of, offsets)
    try:
        numbers = struct.pack(f">I{len(offsets)}{OFFSET_TABLES[atom.name]}", len(offsets), *moved)
    except struct.error as error:
        raise too_large() from error
    return bytes(4) + numbers
