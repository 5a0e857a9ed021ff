"""The atoms of an MP4 file outside its main index (`moov`) that hold file offsets.

A fragmented file describes its audio in many small indexes (`moof`). Their offsets are shifted when
the main index in front of them grows; files with unknown atoms in them are refused.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.tags.files.byte_spans import ByteSpan, DamagedError, FileSpan, read_span
from moodtagger.tags.formats.mp4.atoms import Atom
from moodtagger.tags.formats.mp4.offsets import (
    Offset,
    OffsetShift,
    default_sample_sizes,
    iter_boxes,
    mfra_offsets,
    moof_offsets,
    sidx_offsets,
)

_MAX_BODY_BYTES = 64 << 20
_MAX_VISITED = 1_000_000  # atoms and offsets in fragments; 10 h in fragments of 1 s have 300,000
_OFFSET_ATOMS = (b"moof", b"sidx", b"mfra")
_ALLOWED_ANYWHERE = frozenset((b"free", b"skip", b"uuid"))
# Atoms that are known to hold no file offset, or only one that is shifted here.
_ALLOWED_CHILDREN = {
    b"": frozenset(b"ftyp styp moov moof mdat sidx ssix mfra wide pdin emsg prft".split())
    | _ALLOWED_ANYWHERE,
    b"moof": frozenset((b"mfhd", b"traf", b"pssh")),
    b"traf": frozenset(b"tfhd trun tfdt sbgp sgpd subs saiz saio senc".split()),
    b"mfra": frozenset((b"tfra", b"mfro")),
}


class Fragments:
    """The file offsets in the top-level atoms of an open file."""

    def __init__(self, file: BinaryIO, atoms: Sequence[Atom], moov: Atom) -> None:
        assert moov.span is not None
        self._file = file
        self._atoms = atoms
        self._moov = moov.span
        self._mvex = moov.child(b"mvex")
        self._visited = 0
        self._atom_starts = [atom.span.start for atom in atoms if atom.span]

    def check_rewritable(self) -> None:
        """Raise TagError for atoms of unknown meaning, and offsets before the end of the index."""
        names = {atom.name for atom in self._atoms}
        if not names.intersection(_OFFSET_ATOMS):
            return
        self._visited = 0
        try:
            safe = names <= _ALLOWED_CHILDREN[b""] and all(map(self._is_safe, self._atoms))
        except DamagedError as error:
            raise unsafe_error() from error
        if not safe:
            raise unsafe_error()

    def with_shifted_offsets(self, atom: Atom, growth: int) -> ByteSpan:
        """Return the atom with its offsets shifted as the index grows by `growth` bytes."""
        assert atom.span is not None
        if atom.name not in _OFFSET_ATOMS or not growth:
            return atom.span
        header = self._read_header(atom)
        shift = OffsetShift(self._moov.end, growth)
        return header + shift.apply_to(self._read_body(atom), self._read_offsets(atom))

    def canonical_bytes(self, atom: Atom) -> Iterator[ByteSpan]:
        """Yield the atom with each offset as the atom that it points into and a distance.

        These bytes stay the same when offsets are shifted correctly.
        """
        assert atom.span is not None
        if atom.name not in _OFFSET_ATOMS:
            yield atom.span
            return
        body = bytearray(self._read_body(atom))
        for offset in self._read_offsets(atom):
            width = struct.calcsize(">" + offset.code)
            body[offset.position : offset.position + width] = bytes(width)
            yield self._canonical_offset(offset)
        yield self._read_header(atom)
        yield bytes(body)

    def _canonical_offset(self, offset: Offset) -> bytes:
        index = bisect_right(self._atom_starts, offset.target) - 1
        return b"%d %d;" % (index, offset.target - self._atom_starts[max(0, index)])

    @cached_property
    def _default_sample_sizes(self) -> dict[int, int]:
        """The default sample size in bytes for each track, as declared in the index."""
        return default_sample_sizes(self._read_body(self._mvex)) if self._mvex else {}

    def _read_header(self, atom: Atom) -> bytes:
        assert atom.span is not None
        length = _body_span(atom).start - atom.span.start
        return read_span(self._file, FileSpan(atom.span.start, length), length)

    def _read_body(self, atom: Atom) -> bytes:
        return read_span(self._file, _body_span(atom), _MAX_BODY_BYTES)

    def _read_offsets(self, atom: Atom) -> Iterator[Offset]:
        assert atom.span is not None
        data = self._read_body(atom)
        if atom.name == b"moof":
            return moof_offsets(data, atom.span.start, self._default_sample_sizes)
        return mfra_offsets(data) if atom.name == b"mfra" else sidx_offsets(data, atom.span.end)

    def _is_safe(self, atom: Atom) -> bool:
        assert atom.span is not None
        if atom.name not in _OFFSET_ATOMS:
            return True
        if atom.name == b"moof" and atom.span.start < self._moov.start:
            return False
        data = self._read_body(atom)
        if atom.name != b"sidx" and not self._has_only_known_boxes(atom.name, data, 0, len(data)):
            return False
        return all(map(self._is_valid_offset, self._read_offsets(atom)))

    def _has_only_known_boxes(self, branch: bytes, data: bytes, start: int, end: int) -> bool:
        for name, inner, stop in iter_boxes(data, start, end):
            self._count_visit()
            if name not in _ALLOWED_CHILDREN[branch] | _ALLOWED_ANYWHERE:
                return False
            if name == b"traf" and not self._has_only_known_boxes(name, data, inner, stop):
                return False
        return True

    def _is_valid_offset(self, offset: Offset) -> bool:
        """Whether samples are inside an mdat atom, and any other target is behind the index."""
        self._count_visit()
        if offset.size is not None:
            return self._holds_samples(offset.target, offset.target + offset.size)
        return offset.is_base or offset.target >= self._moov.end

    def _holds_samples(self, start: int, end: int) -> bool:
        atom = self._atoms[max(0, bisect_right(self._atom_starts, start) - 1)]
        body = _body_span(atom) if atom.name == b"mdat" else FileSpan(0, 0)
        return body.start <= start <= end <= body.end

    def _count_visit(self) -> None:
        self._visited += 1
        if self._visited > _MAX_VISITED:
            raise unsafe_error()


def _body_span(atom: Atom) -> FileSpan:
    body = atom.body[0]
    assert isinstance(body, FileSpan)
    return body


def unsafe_error() -> TagError:
    """Return the error for a file that could not be rewritten safely."""
    return TagError(
        Message.of("This MP4 file refers to its audio in a way that makes writing unsafe."),
        advice=Message.of("Re-save it as a plain m4a file to make its tags writable."),
    )
