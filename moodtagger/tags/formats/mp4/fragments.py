"""The parts of an MP4 file outside its index that say where something lies in the file.

A fragmented file tells of its sound in many small indexes (`moof`). When the main one in front of
them grows, their numbers are moved; where a form of them is not known whole, the file is refused.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.tags.files.byte_spans import DamagedError, Piece, Span, read_piece
from moodtagger.tags.formats.mp4.atoms import Atom
from moodtagger.tags.formats.mp4.moof import default_sizes, in_moof
from moodtagger.tags.formats.mp4.offsets import Move, Offset, boxes, in_mfra, in_sidx

_MAX_BODY = 64 << 20
_MAX_SEEN = 1_000_000  # atoms in fragments, and places; ten hours in seconds are 300,000
_TABLES = (b"moof", b"sidx", b"mfra")
_EVERYWHERE = frozenset((b"free", b"skip", b"uuid"))
# What is known to hold no place in the file, or one that is moved here.
_KNOWN = {
    b"": frozenset(b"ftyp styp moov moof mdat sidx ssix mfra wide pdin emsg prft".split())
    | _EVERYWHERE,
    b"moof": frozenset((b"mfhd", b"traf", b"pssh")),
    b"traf": frozenset(b"tfhd trun tfdt sbgp sgpd subs saiz saio senc".split()),
    b"mfra": frozenset((b"tfra", b"mfro")),
}


class Fragments:
    """The top-level atoms of an open file, seen as tables of places."""

    def __init__(self, file: BinaryIO, atoms: Sequence[Atom], moov: Atom) -> None:
        assert moov.span is not None
        self._file = file
        self._atoms = atoms
        self._moov = moov.span
        self._mvex = moov.child(b"mvex")
        self._seen = 0
        self._starts = [atom.span.start for atom in atoms if atom.span]

    def refuse_if_unsafe(self) -> None:
        """TagError where an atom is of unknown meaning or a place does not lie behind the index."""
        names = {atom.name for atom in self._atoms}
        if not names.intersection(_TABLES):
            return
        self._seen = 0
        try:
            safe = names <= _KNOWN[b""] and all(map(self._is_safe, self._atoms))
        except DamagedError as error:
            raise unsafe() from error
        if not safe:
            raise unsafe()

    def moved(self, atom: Atom, growth: int) -> Piece:
        """The atom as it is written when the index has grown; only its numbers change."""
        assert atom.span is not None
        if atom.name not in _TABLES or not growth:
            return atom.span
        head = self._header(atom)
        move = Move(self._moov.end, growth)
        return head + move.applied(self._body(atom), self._offsets(atom))

    def bound(self, atom: Atom) -> Iterator[Piece]:
        """The atom's bytes with each number as the atom it points into and how far."""
        assert atom.span is not None
        if atom.name not in _TABLES:
            yield atom.span
            return
        body = bytearray(self._body(atom))
        for offset in self._offsets(atom):
            width = struct.calcsize(">" + offset.code)
            body[offset.at : offset.at + width] = bytes(width)
            yield self._bound(offset)
        yield self._header(atom)
        yield bytes(body)

    def _bound(self, offset: Offset) -> bytes:
        index = bisect_right(self._starts, offset.target) - 1
        return b"%d %d;" % (index, offset.target - self._starts[max(0, index)])

    @cached_property
    def _sizes(self) -> dict[int, int]:
        """Bytes of a sample for each track, by the index."""
        return default_sizes(self._body(self._mvex)) if self._mvex else {}

    def _header(self, atom: Atom) -> bytes:
        assert atom.span is not None
        length = _body_of(atom).start - atom.span.start
        return read_piece(self._file, Span(atom.span.start, length), length)

    def _body(self, atom: Atom) -> bytes:
        return read_piece(self._file, _body_of(atom), _MAX_BODY)

    def _offsets(self, atom: Atom) -> Iterator[Offset]:
        assert atom.span is not None
        data = self._body(atom)
        if atom.name == b"moof":
            return in_moof(data, atom.span.start, self._sizes)
        return in_mfra(data) if atom.name == b"mfra" else in_sidx(data, atom.span.end)

    def _is_safe(self, atom: Atom) -> bool:
        assert atom.span is not None
        if atom.name not in _TABLES:
            return True
        if atom.name == b"moof" and atom.span.start < self._moov.start:
            return False
        data = self._body(atom)
        if atom.name != b"sidx" and not self._all_known(atom.name, data, 0, len(data)):
            return False
        return all(map(self._is_certain, self._offsets(atom)))

    def _all_known(self, branch: bytes, data: bytes, start: int, end: int) -> bool:
        for name, inner, stop in boxes(data, start, end):
            self._count()
            if name not in _KNOWN[branch] | _EVERYWHERE:
                return False
            if name == b"traf" and not self._all_known(name, data, inner, stop):
                return False
        return True

    def _is_certain(self, offset: Offset) -> bool:
        """Samples must lie in what holds nothing else, all other things behind the index."""
        self._count()
        if offset.size is not None:
            return self._holds_samples(offset.target, offset.target + offset.size)
        return offset.is_base or offset.target >= self._moov.end

    def _holds_samples(self, start: int, end: int) -> bool:
        atom = self._atoms[max(0, bisect_right(self._starts, start) - 1)]
        body = _body_of(atom) if atom.name == b"mdat" else Span(0, 0)
        return body.start <= start <= end <= body.end

    def _count(self) -> None:
        self._seen += 1
        if self._seen > _MAX_SEEN:
            raise unsafe()


def _body_of(atom: Atom) -> Span:
    body = atom.body[0]
    assert isinstance(body, Span)
    return body


def unsafe() -> TagError:
    """The sentence for what could not be put together again with certainty."""
    return TagError(
        "This MP4 file refers to its sound in a way that makes writing unsafe.",
        advice="Save it anew as a plain m4a file; then its tags can be written.",
    )
