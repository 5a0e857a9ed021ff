"""WAV and AIFF files: sequences of chunks, one of which may hold an ID3v2 tag."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.tags.files.byte_spans import ByteSpan, FileSpan, read_at, span_size
from moodtagger.tags.formats import id3_tag
from moodtagger.tags.formats.base import MAX_ITEMS, Item
from moodtagger.tags.formats.mp3 import Id3Container

_ID3_CHUNK_IDS = (b"id3 ", b"ID3 ")
_AUDIO_CHUNK_IDS = (b"data", b"SSND")
_HEADER_SIZE = 12
_INFO_FIELDS = {b"INAM": "title", b"IART": "artist", b"IPRD": "album", b"IGNR": "genre"}
_MAX_INFO_BYTES = 64 << 10


@dataclass(frozen=True, slots=True)
class IffChunk:
    """A chunk; `span` includes its header and pad byte, `body` excludes them."""

    name: bytes
    span: FileSpan
    body: FileSpan


class Iff(Id3Container):
    """A RIFF/WAVE or FORM/AIFF file."""

    def __init__(self, file: BinaryIO, size: int, byte_order: Literal["little", "big"]) -> None:
        """Parse `file`; `byte_order` is "little" for WAV and "big" for AIFF."""
        self._byte_order = byte_order
        self._chunk_header = struct.Struct("<4sI" if byte_order == "little" else ">4sI")
        self._header = read_at(file, 0, _HEADER_SIZE)
        declared = 8 + int.from_bytes(self._header[4:8], byte_order)
        self._chunks_end = min(declared, size)
        self._chunks, self._is_complete = self._read_chunks(file)
        self._is_complete = self._is_complete and declared <= size
        self._tag_chunk = next((c for c in self._chunks if c.name in _ID3_CHUNK_IDS), None)
        super().__init__(file, size, self._read_tag(file))

    def _read_chunks(self, file: BinaryIO) -> tuple[list[IffChunk], bool]:
        """Return all chunks, and whether their sizes add up to that of the file."""
        chunks: list[IffChunk] = []
        position = _HEADER_SIZE
        while position + 8 <= self._chunks_end and len(chunks) < MAX_ITEMS:
            name, length = self._chunk_header.unpack(read_at(file, position, 8))
            if position + 8 + length > self._chunks_end:
                body = FileSpan(position + 8, self._chunks_end - position - 8)
                return [
                    *chunks,
                    IffChunk(name, FileSpan(position, self._chunks_end - position), body),
                ], False
            padded = min(length + length % 2, self._chunks_end - position - 8)
            chunks.append(
                IffChunk(name, FileSpan(position, 8 + padded), FileSpan(position + 8, length))
            )
            position += 8 + padded
        return chunks, position == self._chunks_end

    def _read_tag(self, file: BinaryIO) -> id3_tag.Id3Tag | None:
        if self._tag_chunk is None:
            return None
        body = self._tag_chunk.body
        if not id3_tag.tag_length(file, body.start, body.end):
            return None
        return id3_tag.parse_tag(file, body.start, body.end)

    def check_rewritable(self) -> None:
        """Raise TagError when the sizes of the chunks show that the file is incomplete."""
        audio = [chunk for chunk in self._chunks if chunk.name in _AUDIO_CHUNK_IDS]
        if not self._is_complete or len(audio) != 1:
            raise TagError(
                Message.of(
                    "The file's sizes do not add up; it is cut off, "
                    "or its recording was never closed."
                ),
                advice=Message.of(
                    "Save it anew with an audio editor; then its tags can be written."
                ),
            )

    def audio_data(self) -> Iterator[ByteSpan]:
        """Yield the samples."""
        yield from (chunk.body for chunk in self._chunks if chunk.name in _AUDIO_CHUNK_IDS)

    def other_data(self) -> Iterator[ByteSpan]:
        """Yield all other chunks, and anything after the last one."""
        for chunk in self._chunks:
            if chunk is not self._tag_chunk and chunk.name not in _AUDIO_CHUNK_IDS:
                yield chunk.span
        yield FileSpan(self._chunks_end, self.size - self._chunks_end)

    def rebuild(self, items: Sequence[Item]) -> Iterator[ByteSpan]:
        """Yield the chunks with the ID3 chunk replaced, or added at the end."""
        spans: list[ByteSpan] = []
        for chunk in self._chunks:
            spans += (
                self._render_tag_chunk(items)
                if chunk is self._tag_chunk
                else self._with_pad_byte(chunk)
            )
        if self._tag_chunk is None:
            spans += self._render_tag_chunk(items)
        length = 4 + sum(map(span_size, spans))
        if length >= 1 << 32:
            raise TagError(
                Message.of("The file would grow over 4 GB, more than its format can hold."),
                advice=Message.of("Convert it to FLAC to tag it."),
            )
        yield self._header[:4] + length.to_bytes(4, self._byte_order) + self._header[8:]
        yield from spans
        yield FileSpan(self._chunks_end, self.size - self._chunks_end)

    def _with_pad_byte(self, chunk: IffChunk) -> list[ByteSpan]:
        """Return the chunk's span; a last chunk of odd length may lack its pad byte."""
        return [chunk.span, b"\0"] if chunk.span.size % 2 else [chunk.span]

    def _render_tag_chunk(self, items: Sequence[Item]) -> list[ByteSpan]:
        tag = self.render_tag(items)
        if not tag:
            return []
        name = (
            self._tag_chunk.name if self._tag_chunk else _ID3_CHUNK_IDS[self._byte_order == "big"]
        )
        length = sum(map(span_size, tag))
        return [self._chunk_header.pack(name, length), *tag, bytes(length % 2)]

    def fallback_tags(self) -> dict[str, tuple[str, ...]]:
        """Return the texts of a WAV file's INFO list."""
        found: dict[str, tuple[str, ...]] = {}
        for chunk in self._chunks:
            if chunk.name == b"LIST" and chunk.body.size <= _MAX_INFO_BYTES:
                found |= self._info_texts(read_at(self.file, chunk.body.start, chunk.body.size))
        return found

    def _info_texts(self, data: bytes) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        position = 4
        while data[:4] == b"INFO" and position + 8 <= len(data):
            name, length = self._chunk_header.unpack_from(data, position)
            raw = data[position + 8 : position + 8 + length].split(b"\0")[0]
            text = raw.decode("utf-8", "replace").strip()
            if name in _INFO_FIELDS and text:
                found[_INFO_FIELDS[name]] = (text,)
            position += 8 + length + length % 2
        return found
