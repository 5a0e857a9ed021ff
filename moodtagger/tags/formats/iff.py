"""WAV and AIFF files: chunks, one of which may hold an ID3v2 tag."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal

from moodtagger.core.errors import TagError
from moodtagger.tags.files.byte_spans import Piece, Span, read_at, size_of
from moodtagger.tags.formats.base import MAX_ITEMS, Item
from moodtagger.tags.formats.id3 import tag as id3_tag
from moodtagger.tags.formats.id3.mp3 import Id3Container

_ID3_NAMES = (b"id3 ", b"ID3 ")
_AUDIO_NAMES = (b"data", b"SSND")
_HEADER = 12
_INFO = {b"INAM": "title", b"IART": "artist", b"IPRD": "album", b"IGNR": "genre"}
_MAX_INFO = 64 << 10


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk: `span` with its header and pad byte, `body` without."""

    name: bytes
    span: Span
    body: Span


class Iff(Id3Container):
    """A RIFF/WAVE or FORM/AIFF file."""

    def __init__(self, file: BinaryIO, size: int, order: Literal["little", "big"]) -> None:
        """`order` is "little" for WAV and "big" for AIFF."""
        self._order = order
        self._unpack = struct.Struct("<4sI" if order == "little" else ">4sI")
        self._head = read_at(file, 0, _HEADER)
        declared = 8 + int.from_bytes(self._head[4:8], order)
        self._end = min(declared, size)
        self._chunks, self._whole = self._read_chunks(file)
        self._whole = self._whole and declared <= size
        self._id3 = next((c for c in self._chunks if c.name in _ID3_NAMES), None)
        super().__init__(file, size, self._read_tag(file))

    def _read_chunks(self, file: BinaryIO) -> tuple[list[Chunk], bool]:
        """All chunks, and whether they fill the file as they should."""
        chunks: list[Chunk] = []
        position = _HEADER
        while position + 8 <= self._end and len(chunks) < MAX_ITEMS:
            name, length = self._unpack.unpack(read_at(file, position, 8))
            if position + 8 + length > self._end:
                body = Span(position + 8, self._end - position - 8)
                return [*chunks, Chunk(name, Span(position, self._end - position), body)], False
            padded = min(length + length % 2, self._end - position - 8)
            chunks.append(Chunk(name, Span(position, 8 + padded), Span(position + 8, length)))
            position += 8 + padded
        return chunks, position == self._end

    def _read_tag(self, file: BinaryIO) -> id3_tag.Id3Tag | None:
        if self._id3 is None:
            return None
        body = self._id3.body
        if not id3_tag.tag_length(file, body.start, body.end):
            return None
        return id3_tag.parse(file, body.start, body.end)

    def refuse_if_unsafe(self) -> None:
        """A file whose chunks do not add up was cut off or never finished."""
        audio = [chunk for chunk in self._chunks if chunk.name in _AUDIO_NAMES]
        if not self._whole or len(audio) != 1:
            raise TagError(
                "The file's sizes do not add up; it is cut off, or its recording was never closed.",
                advice="Save it anew with an audio editor; then its tags can be written.",
            )

    def payload(self) -> Iterator[Piece]:
        """The samples."""
        yield from (chunk.body for chunk in self._chunks if chunk.name in _AUDIO_NAMES)

    def rest(self) -> Iterator[Piece]:
        """All other chunks, and what stands behind the last one."""
        for chunk in self._chunks:
            if chunk is not self._id3 and chunk.name not in _AUDIO_NAMES:
                yield chunk.span
        yield Span(self._end, self.size - self._end)

    def rebuilt(self, items: Sequence[Item]) -> Iterator[Piece]:
        """The same chunks with the ID3 chunk exchanged, or added as the last one."""
        pieces: list[Piece] = []
        for chunk in self._chunks:
            pieces += self._id3_chunk(items) if chunk is self._id3 else self._padded(chunk)
        if self._id3 is None:
            pieces += self._id3_chunk(items)
        length = 4 + sum(map(size_of, pieces))
        if length >= 1 << 32:
            raise TagError(
                "The file would grow over 4 GB, more than its format can hold.",
                advice="Convert it to FLAC to tag it.",
            )
        yield self._head[:4] + length.to_bytes(4, self._order) + self._head[8:]
        yield from pieces
        yield Span(self._end, self.size - self._end)

    def _padded(self, chunk: Chunk) -> list[Piece]:
        """A last chunk of odd length often lacks its pad byte."""
        return [chunk.span, b"\0"] if chunk.span.size % 2 else [chunk.span]

    def _id3_chunk(self, items: Sequence[Item]) -> list[Piece]:
        tag = self.rendered_tag(items)
        if not tag:
            return []
        name = self._id3.name if self._id3 else _ID3_NAMES[self._order == "big"]
        length = sum(map(size_of, tag))
        return [self._unpack.pack(name, length), *tag, bytes(length % 2)]

    def legacy(self) -> dict[str, tuple[str, ...]]:
        """Texts of a WAV's INFO list."""
        found: dict[str, tuple[str, ...]] = {}
        for chunk in self._chunks:
            if chunk.name == b"LIST" and chunk.body.size <= _MAX_INFO:
                found |= self._info(read_at(self.file, chunk.body.start, chunk.body.size))
        return found

    def _info(self, data: bytes) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        position = 4
        while data[:4] == b"INFO" and position + 8 <= len(data):
            name, length = self._unpack.unpack_from(data, position)
            raw = data[position + 8 : position + 8 + length].split(b"\0")[0]
            text = raw.decode("utf-8", "replace").strip()
            if name in _INFO and text:
                found[_INFO[name]] = (text,)
            position += 8 + length + length % 2
        return found
