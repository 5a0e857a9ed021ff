"""MP4 and M4A files: iTunes metadata in moov/udta/meta/ilst."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.tags.files.byte_spans import (
    DamagedError,
    Piece,
    Span,
    TooManyError,
    blocks,
    read_at,
    size_of,
)
from moodtagger.tags.formats.base import MAX_ITEMS, Container, Item
from moodtagger.tags.formats.mp4.atoms import (
    OFFSET_TABLES,
    Atom,
    are_more_than,
    read_atoms,
    read_offsets,
    shifted,
)
from moodtagger.tags.formats.mp4.fragments import Fragments, unsafe
from moodtagger.tags.formats.mp4.offsets import Move

_FREEFORM = b"----"
_UTF8, _UTF16 = 1, 2
_MAX_NAME = 1024
_HANDLER = bytes(8) + b"mdirappl" + bytes(9)
_NUMBERS = frozenset(("tmpo", "gnre"))


class Mp4(Container):
    """A file whose items are the children of `ilst`; their bytes include the atom's header."""

    kind = "mp4"
    label = "MP4"

    def __init__(self, file: BinaryIO, size: int) -> None:
        super().__init__(file, size)
        self._atoms = read_atoms(file, 0, size)
        moov = next((atom for atom in self._atoms if atom.name == b"moov"), None)
        if moov is None:
            raise DamagedError("an MP4 file without its index")
        self._moov = moov
        self._fragments = Fragments(file, self._atoms, moov)
        self._end = max(atom.span.end for atom in self._atoms if atom.span)
        self._udta = moov.child(b"udta")
        self._meta = self._udta.child(b"meta") if self._udta else None
        self._ilst = self._meta.child(b"ilst") if self._meta else None
        self._ilst_tail: Piece = b""
        if self._ilst and self._ilst.span:
            span = self._ilst.span
            if are_more_than(MAX_ITEMS, file, span.start + 8, span.end):
                raise TooManyError
            entries = read_atoms(file, span.start + 8, span.end, depth=1)
            self.items = tuple(self._item(atom) for atom in entries)
            used = entries[-1].span.end if entries and entries[-1].span else span.start + 8
            self._ilst_tail = Span(used, span.end - used)

    def _item(self, atom: Atom) -> Item:
        assert atom.span is not None
        if atom.name != _FREEFORM:
            return Item(atom.name.decode("latin-1"), atom.span)
        body = read_at(self.file, atom.span.start + 8, min(_MAX_NAME, atom.span.size - 8))
        parts = {name: data[4:] for name, data in atoms_in(body) if name in (b"mean", b"name")}
        mean, name = (parts.get(key, b"").decode("utf-8", "replace") for key in (b"mean", b"name"))
        return Item(f"----:{mean}:{name}", atom.span)

    def refuse_if_unsafe(self) -> None:
        """Of several indexes only one would be changed; packed ones hide where the audio lies."""
        names = [atom.name for atom in self._atoms]
        hidden = self._moov.child(b"cmov") or _has_locations(self._atoms)
        if names.count(b"moov") > 1 or self._moov.children is None or hidden:
            raise unsafe()
        if b"mdat" not in names or self._cut_off():
            raise TagError(
                "The MP4 file is cut off or holds no audio.",
                advice="Get the song anew; then its tags can be written.",
            )
        self._fragments.refuse_if_unsafe()

    def _cut_off(self) -> bool:
        last = self._atoms[-1].span
        if last is None or last.end != self.size:
            return True
        declared = int.from_bytes(read_at(self.file, last.start, 4), "big")
        if declared == 1:
            declared = int.from_bytes(read_at(self.file, last.start + 8, 8), "big")
        return declared not in (0, last.size)

    def payload(self) -> Iterator[Piece]:
        """The bodies of all mdat atoms."""
        for atom in self._atoms:
            if atom.name == b"mdat":
                yield from atom.body

    def rest(self) -> Iterator[Piece]:
        """Every atom but those that hold tags, room, offsets or the audio."""
        for atom in self._atoms:
            if atom.name not in (b"mdat", b"moov"):
                yield from self._fragments.bound(atom)
        yield from self._untouched(self._moov)

    def rebuilt(self, items: Sequence[Item]) -> Iterator[Piece]:
        """The new index where the old one stood; what points behind it is moved with it."""
        old = self._moov.span
        assert old is not None
        moov = self._with_items(items)
        growth = moov.size - old.size
        if growth:
            moov = shifted(self.file, moov, Move(old.end, growth))
        for atom in self._atoms:
            if atom is self._moov:
                yield from moov.pieces()
            else:
                yield self._fragments.moved(atom, growth)
        yield Span(self._end, self.size - self._end)

    def _with_items(self, items: Sequence[Item]) -> Atom:
        ilst = Atom(b"ilst", (*(item.data for item in items), self._ilst_tail))
        handler = Atom(b"hdlr", (_HANDLER,))
        meta = self._meta or Atom(b"meta", children=(handler,), prefix=bytes(4))
        udta = self._udta or Atom(b"udta", children=())
        meta = meta.with_child(self._ilst, ilst)
        return self._moov.with_child(self._udta, udta.with_child(self._meta, meta))

    def _untouched(self, atom: Atom) -> Iterator[Piece]:
        if atom.children is not None:
            yield atom.prefix if atom.name != b"meta" else b""
            for child in atom.children:
                yield from self._untouched(child)
            yield atom.tail
        elif atom.name in OFFSET_TABLES or atom.name == b"saio":
            yield from self._chunk_samples(atom)
        elif atom.name != b"ilst" and not self._is_handler(atom):
            yield atom.name
            yield from atom.body

    def _chunk_samples(self, atom: Atom) -> Iterator[Piece]:
        """What the first and the last offset of a table point at: it must stay the same bytes."""
        offsets = read_offsets(self.file, atom)
        yield len(offsets).to_bytes(4, "big")
        for offset in (*offsets[:1], *offsets[-1:]):
            yield Span(offset, max(0, min(64, self.size - offset)))

    def _is_handler(self, atom: Atom) -> bool:
        """Whether it is the atom that belongs in front of tags and is the same everywhere."""
        if atom.name != b"hdlr" or sum(map(size_of, atom.body)) != len(_HANDLER):
            return False
        return b"".join(blocks(self.file, atom.body)) == _HANDLER

    def decode(self, item: Item, data: bytes) -> tuple[str, ...]:
        """The texts of all `data` atoms of type UTF-8 or UTF-16; numbers as decimal text."""
        found = []
        for child, body in atoms_in(data[8:]):
            if child != b"data" or len(body) < 8:
                continue
            kind, value = int.from_bytes(body[1:4], "big"), body[8:]
            if item.name in _NUMBERS:
                found.append(_number(item.name, value))
            elif kind in (_UTF8, _UTF16):
                found.append(value.decode("utf-8" if kind == _UTF8 else "utf-16-be", "replace"))
        return tuple(text for text in found if text)

    def encode(self, name: str, values: Sequence[str]) -> list[Item]:
        """One atom with a `data` atom a value; "----:mean:name" is a freeform one."""
        head = _UTF8.to_bytes(4, "big") + bytes(4)
        data = [_atom(b"data", head + value.encode("utf-8", "replace")) for value in values]
        if not name.startswith("----:"):
            return [Item(name, _atom(name.encode("latin-1"), b"".join(data)))]
        _, mean, key = name.split(":", 2)
        parts = [_atom(b"mean", bytes(4) + mean.encode()), _atom(b"name", bytes(4) + key.encode())]
        return [Item(name, _atom(_FREEFORM, b"".join([*parts, *data])))]


def _has_locations(atoms: Sequence[Atom]) -> bool:
    """Whether somewhere among them a table says where pictures or texts lie in the file."""
    return any(atom.name == b"iloc" or _has_locations(atom.children or ()) for atom in atoms)


def _atom(name: bytes, body: bytes) -> bytes:
    return (8 + len(body)).to_bytes(4, "big") + name + body


def atoms_in(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(name, body) of the atoms in `data`; the last one may be cut off."""
    position = 0
    while position + 8 <= len(data):
        size = int.from_bytes(data[position : position + 4], "big")
        if size < 8:
            return
        yield data[position + 4 : position + 8], data[position + 8 : position + size]
        position += size


def _number(name: str, value: bytes) -> str:
    number = int.from_bytes(value, "big")
    if name != "gnre":
        return str(number) if number else ""
    from mutagen.id3 import TCON

    return TCON.GENRES[number - 1] if 0 < number <= len(TCON.GENRES) else ""
