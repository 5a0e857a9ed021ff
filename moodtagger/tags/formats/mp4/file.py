"""MP4 and M4A files: iTunes metadata in moov/udta/meta/ilst."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.tags.code_pages import decode_utf8
from moodtagger.tags.files.byte_spans import (
    ByteSpan,
    DamagedError,
    FileSpan,
    TooManyEntriesError,
    iter_blocks,
    read_at,
    span_size,
)
from moodtagger.tags.formats.base import MAX_ITEMS, Container, Item
from moodtagger.tags.formats.mp4.atoms import (
    OFFSET_TABLES,
    Atom,
    has_more_atoms_than,
    read_atoms,
    read_offsets,
    shift_offsets,
)
from moodtagger.tags.formats.mp4.fragments import Fragments, unsafe_error
from moodtagger.tags.formats.mp4.offsets import OffsetShift

_FREEFORM = b"----"
_UTF8, _UTF16 = 1, 2
_MAX_NAME_BYTES = 1024
_HANDLER_BODY = bytes(8) + b"mdirappl" + bytes(9)
_NUMERIC_ATOMS = frozenset(("tmpo", "gnre", "cpil", "trkn", "disk"))
_POSITION_ATOMS = frozenset(("trkn", "disk"))  # two bytes of padding, number, total


class Mp4(Container):
    """A file whose items are the children of `ilst`; their bytes include the atom header."""

    kind = "mp4"
    label = "MP4"
    demuxer = "mov"

    def __init__(self, file: BinaryIO, size: int) -> None:
        super().__init__(file, size)
        self._atoms = read_atoms(file, 0, size)
        moov = next((atom for atom in self._atoms if atom.name == b"moov"), None)
        if moov is None:
            raise DamagedError(Message.of("an MP4 file without its index"))
        self._moov = moov
        self._fragments = Fragments(file, self._atoms, moov)
        self._atoms_end = max(atom.span.end for atom in self._atoms if atom.span)
        self._udta = moov.child(b"udta")
        self._meta = self._udta.child(b"meta") if self._udta else None
        self._ilst = self._meta.child(b"ilst") if self._meta else None
        self._ilst_tail: ByteSpan = b""
        if self._ilst and self._ilst.span:
            span = self._ilst.span
            if has_more_atoms_than(MAX_ITEMS, file, span.start + 8, span.end):
                raise TooManyEntriesError
            entries = read_atoms(file, span.start + 8, span.end, depth=1)
            self.items = tuple(self._read_item(atom) for atom in entries)
            used = entries[-1].span.end if entries and entries[-1].span else span.start + 8
            self._ilst_tail = FileSpan(used, span.end - used)

    def _read_item(self, atom: Atom) -> Item:
        assert atom.span is not None
        if atom.name != _FREEFORM:
            return Item(atom.name.decode("latin-1"), atom.span)
        body = read_at(self.file, atom.span.start + 8, min(_MAX_NAME_BYTES, atom.span.size - 8))
        parts = {name: data[4:] for name, data in iter_atoms(body) if name in (b"mean", b"name")}
        mean, name = (parts.get(key, b"").decode("utf-8", "replace") for key in (b"mean", b"name"))
        return Item(f"----:{mean}:{name}", atom.span)

    def check_rewritable(self) -> None:
        """Raise TagError for incomplete files, and where offsets could be missed.

        With several indexes only one would be updated, and a compressed one hides its offsets.
        """
        names = [atom.name for atom in self._atoms]
        hidden = self._moov.child(b"cmov") or _has_item_locations(self._atoms)
        if names.count(b"moov") > 1 or self._moov.children is None or hidden:
            raise unsafe_error()
        if b"mdat" not in names or self._is_truncated():
            raise TagError(
                Message.of("The MP4 file is cut off or holds no audio."),
                advice=Message.of("Replace it with a good copy to make its tags writable."),
            )
        self._fragments.check_rewritable()

    def _is_truncated(self) -> bool:
        last = self._atoms[-1].span
        if last is None or last.end != self.size:
            return True
        declared = int.from_bytes(read_at(self.file, last.start, 4), "big")
        if declared == 1:
            declared = int.from_bytes(read_at(self.file, last.start + 8, 8), "big")
        return declared not in (0, last.size)

    def audio_data(self) -> Iterator[ByteSpan]:
        """Yield the bodies of all mdat atoms."""
        for atom in self._atoms:
            if atom.name == b"mdat":
                yield from atom.body

    def other_data(self) -> Iterator[ByteSpan]:
        """Yield all atoms except those that hold tags, padding, offsets or the audio."""
        for atom in self._atoms:
            if atom.name not in (b"mdat", b"moov"):
                yield from self._fragments.canonical_bytes(atom)
        yield from self._other_data_in(self._moov)

    def rebuild(self, items: Sequence[Item]) -> Iterator[ByteSpan]:
        """Yield the file with a new index; offsets that point behind it are shifted."""
        old = self._moov.span
        assert old is not None
        moov = self._with_items(items)
        growth = moov.size - old.size
        if growth:
            moov = shift_offsets(self.file, moov, OffsetShift(old.end, growth))
        for atom in self._atoms:
            if atom is self._moov:
                yield from moov.byte_spans()
            else:
                yield self._fragments.with_shifted_offsets(atom, growth)
        yield FileSpan(self._atoms_end, self.size - self._atoms_end)

    def _with_items(self, items: Sequence[Item]) -> Atom:
        ilst = Atom(b"ilst", (*(item.data for item in items), self._ilst_tail))
        handler = Atom(b"hdlr", (_HANDLER_BODY,))
        meta = self._meta or Atom(b"meta", children=(handler,), prefix=bytes(4))
        udta = self._udta or Atom(b"udta", children=())
        meta = meta.with_child(self._ilst, ilst)
        return self._moov.with_child(self._udta, udta.with_child(self._meta, meta))

    def _other_data_in(self, atom: Atom) -> Iterator[ByteSpan]:
        if atom.children is not None:
            yield atom.prefix if atom.name != b"meta" else b""
            for child in atom.children:
                yield from self._other_data_in(child)
            yield atom.tail
        elif atom.name in OFFSET_TABLES or atom.name == b"saio":
            yield from self._bytes_at_offsets(atom)
        elif atom.name != b"ilst" and not self._is_metadata_handler(atom):
            yield atom.name
            yield from atom.body

    def _bytes_at_offsets(self, atom: Atom) -> Iterator[ByteSpan]:
        """Yield the bytes that the first and last offsets of a table point to, which must stay."""
        offsets = read_offsets(self.file, atom)
        yield len(offsets).to_bytes(4, "big")
        for offset in (*offsets[:1], *offsets[-1:]):
            yield FileSpan(offset, max(0, min(64, self.size - offset)))

    def _is_metadata_handler(self, atom: Atom) -> bool:
        """Whether this is the standard handler atom that precedes the tags."""
        if atom.name != b"hdlr" or sum(map(span_size, atom.body)) != len(_HANDLER_BODY):
            return False
        return b"".join(iter_blocks(self.file, atom.body)) == _HANDLER_BODY

    def decode(self, item: Item, data: bytes) -> tuple[str, ...]:
        """Return the texts of all UTF-8 and UTF-16 `data` atoms; numbers as decimal text."""
        found = []
        for child, body in iter_atoms(data[8:]):
            if child != b"data":
                continue
            kind, value = int.from_bytes(body[1:4], "big"), body[8:]
            if item.name in _NUMERIC_ATOMS:
                found.append(_number_text(item.name, value))
            elif kind in (_UTF8, _UTF16):
                found.append(
                    decode_utf8(value) if kind == _UTF8 else value.decode("utf-16-be", "replace")
                )
        return tuple(text for text in found if text)

    def encode(self, name: str, values: Sequence[str]) -> list[Item]:
        """Create one atom with a `data` atom per value; "----:mean:name" is a freeform atom."""
        head = _UTF8.to_bytes(4, "big") + bytes(4)
        data = [_render_atom(b"data", head + value.encode("utf-8", "replace")) for value in values]
        if not name.startswith("----:"):
            return [Item(name, _render_atom(name.encode("latin-1"), b"".join(data)))]
        _, mean, key = name.split(":", 2)
        parts = [
            _render_atom(b"mean", bytes(4) + mean.encode()),
            _render_atom(b"name", bytes(4) + key.encode()),
        ]
        return [Item(name, _render_atom(_FREEFORM, b"".join([*parts, *data])))]


def _has_item_locations(atoms: Sequence[Atom]) -> bool:
    """Whether an item location table is among the atoms or their children."""
    return any(atom.name == b"iloc" or _has_item_locations(atom.children or ()) for atom in atoms)


def _render_atom(name: bytes, body: bytes) -> bytes:
    return (8 + len(body)).to_bytes(4, "big") + name + body


def iter_atoms(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Iterate over (name, body) of the atoms in `data`; the last one may be truncated."""
    position = 0
    while position + 8 <= len(data):
        size = int.from_bytes(data[position : position + 4], "big")
        if size < 8:
            return
        yield data[position + 4 : position + 8], data[position + 8 : position + size]
        position += size


def _number_text(name: str, value: bytes) -> str:
    if name in _POSITION_ATOMS:
        number, total = (int.from_bytes(value[start : start + 2], "big") for start in (2, 4))
        return f"{number}/{total}" if number or total else ""
    number = int.from_bytes(value, "big")
    if name != "gnre":
        return str(number) if number else ""
    from mutagen.id3 import TCON

    return TCON.GENRES[number - 1] if 0 < number <= len(TCON.GENRES) else ""
