"""WAV, AIFF and DSDIFF files: sequences of chunks, one of which may hold an ID3v2 tag."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.tags.code_pages import decode_utf8
from moodtagger.tags.files.byte_spans import ByteSpan, DamagedError, FileSpan, read_at, span_size
from moodtagger.tags.formats import id3_tag
from moodtagger.tags.formats.base import MAX_ITEMS, Item
from moodtagger.tags.formats.mp3 import Id3Container
from moodtagger.tags.formats.mpeg_frames import skip_zeros

_ID3_CHUNK_IDS = (b"id3 ", b"ID3 ")
_AUDIO_CHUNK_IDS = (b"data", b"SSND", b"DSD ", b"DST ")  # the last two of DSDIFF
# What may follow a chunk of odd length directly; anything else is behind a pad byte.
_FOLLOWING_CHUNK_IDS = (b"LIST", b"data", b"fact", b"bext", b"JUNK", b"SSND", *_ID3_CHUNK_IDS)
DSDIFF_MAGIC = b"FRM8"
_CHUNK_ID = re.compile(rb"[!-~][ -~]{3}")
_INFO_FIELDS = {
    b"INAM": "title",
    b"IART": "artist",
    b"IPRD": "album",
    b"IGNR": "genre",
    b"ICRD": "date",
    b"IPRT": "track",
    b"ITRK": "track",
}
_TEXT_CHUNKS = {b"NAME": "title", b"AUTH": "artist"}  # of AIFF
_MASTER_FIELDS = {b"DITI": "title", b"DIAR": "artist"}
_MAX_INFO_BYTES = 64 << 10


@dataclass(frozen=True, slots=True)
class IffChunk:
    """A chunk; `span` includes its header and pad byte, `body` excludes them."""

    name: bytes
    span: FileSpan
    body: FileSpan
    is_complete: bool


def _refusal(reason: Message) -> TagError:
    return TagError(
        reason,
        advice=Message.of("Re-save it in an audio editor to make its tags writable."),
    )


def sizes_error() -> TagError:
    """Create the error for a file whose sizes contradict each other or the file."""
    return _refusal(
        Message.of(
            "The file's sizes don't add up: it is cut off, or its recording was never finished."
        )
    )


def _is_never_closed(file: BinaryIO, start: int, size: int) -> bool:
    """Whether what follows an empty chunk of audio is audio, as programs that crash leave it."""
    following = read_at(file, start, min(4, size - start))
    return bool(following) and not _CHUNK_ID.fullmatch(following)


class Iff(Id3Container):
    """A RIFF/WAVE or FORM/AIFF file, or a FRM8/DSD one, whose sizes have eight bytes."""

    def __init__(self, file: BinaryIO, size: int, byte_order: Literal["little", "big"]) -> None:
        """Parse `file`; `byte_order` is "little" for WAV and "big" for AIFF and DSDIFF."""
        self._byte_order = byte_order
        has_long_sizes = read_at(file, 0, 4) == DSDIFF_MAGIC
        self.demuxer = "wav" if byte_order == "little" else "iff" if has_long_sizes else "aiff"
        order = "<" if byte_order == "little" else ">"
        self._chunk_header = struct.Struct(f"{order}4s{'Q' if has_long_sizes else 'I'}")
        self._header_size = self._chunk_header.size + 4
        self._header = read_at(file, 0, self._header_size)
        _, length = self._chunk_header.unpack_from(self._header)
        declared = self._chunk_header.size + length
        self._chunks_end = min(declared, size) if length else size
        self._chunks = self._read_chunks(file, size)
        last_end = self._chunks[-1].span.end if self._chunks else self._header_size
        self._chunks_end = max(self._chunks_end, last_end)
        self._tail = FileSpan(last_end, self._chunks_end - last_end)
        self._tag_chunk = next((c for c in self._chunks if c.name in _ID3_CHUNK_IDS), None)
        self._tag_chunk_tail = FileSpan(0, 0)
        super().__init__(file, size, self._read_tag(file))

    def _read_chunks(self, file: BinaryIO, size: int) -> list[IffChunk]:
        """Return all complete chunks, and audio that is cut off or whose length was never written.

        Behind the audio, zeros and what is no complete chunk are the tail.
        """
        chunks: list[IffChunk] = []
        position, has_audio = self._header_size, False
        head = self._chunk_header.size
        while position + head <= self._chunks_end and len(chunks) < MAX_ITEMS:
            name, length = self._chunk_header.unpack(read_at(file, position, head))
            body = FileSpan(position + head, min(length, self._chunks_end - position - head))
            is_audio = name in _AUDIO_CHUNK_IDS
            if (body.size < length and not is_audio) or (has_audio and not any(name)):
                break
            if is_audio and not length and _is_never_closed(file, body.start, size):
                body = FileSpan(body.start, size - body.start)
            end = self._chunk_end(file, body) if body.end < self._chunks_end else body.end
            chunk = IffChunk(name, FileSpan(position, end - position), body, body.size == length)
            chunks.append(chunk)
            position, has_audio = end, has_audio or is_audio
        return chunks

    def _chunk_end(self, file: BinaryIO, body: FileSpan) -> int:
        """Return where the next chunk begins; some programs leave the pad byte out."""
        if body.size % 2 == 0 or body.end == self._chunks_end:
            return body.end
        following = read_at(file, body.end, min(4, self._chunks_end - body.end))
        return body.end if following in _FOLLOWING_CHUNK_IDS else body.end + 1

    def _read_tag(self, file: BinaryIO) -> id3_tag.Id3Tag | None:
        if self._tag_chunk is None:
            return None
        body = self._tag_chunk.body
        if not id3_tag.tag_length(file, body.start, body.end):
            return None
        tag = id3_tag.parse_tag(file, body.start, body.end)
        tag_end = body.start + tag.total_size
        if skip_zeros(file, tag_end, body.end, body.size) < body.end:
            self._tag_chunk_tail = FileSpan(tag_end, body.end - tag_end)
        return tag

    def check_rewritable(self) -> None:
        """Raise TagError unless there is exactly one chunk of audio, and a complete one."""
        audio = [chunk for chunk in self._chunks if chunk.name in _AUDIO_CHUNK_IDS]
        if len(audio) > 1:
            raise _refusal(Message.of("The file stores its audio in several pieces."))
        is_open = bool(audio) and not audio[0].body.size and self._tail.size > 0
        if not audio or not audio[0].is_complete or is_open:
            raise sizes_error()
        if not audio[0].body.size:
            raise _refusal(Message.of("There is no audio in this file."))
        if self._tag_chunk and not self.tag.total_size and not self._has_empty_tag_chunk():
            raise DamagedError(Message.of("a chunk for ID3 that holds something else"))

    def _has_empty_tag_chunk(self) -> bool:
        """Whether nothing is lost when the chunk of the tag is replaced."""
        assert self._tag_chunk is not None
        body = self._tag_chunk.body
        return skip_zeros(self.file, body.start, body.end, body.size) == body.end

    def audio_data(self) -> Iterator[ByteSpan]:
        """Yield the samples."""
        yield from (chunk.body for chunk in self._chunks if chunk.name in _AUDIO_CHUNK_IDS)

    def other_data(self) -> Iterator[ByteSpan]:
        """Yield all other chunks without pad bytes, and anything after the last one."""
        for chunk in self._chunks:
            if chunk is not self._tag_chunk and chunk.name not in _AUDIO_CHUNK_IDS:
                yield FileSpan(chunk.span.start, chunk.body.end - chunk.span.start)
        yield self._tag_chunk_tail
        yield self._tail
        yield FileSpan(self._chunks_end, self.size - self._chunks_end)

    def rebuild(self, items: Sequence[Item]) -> Iterator[ByteSpan]:
        """Yield the chunks with the ID3 chunk replaced, or added where all programs look."""
        spans: list[ByteSpan] = []
        place = None if self._tag_chunk else self._new_chunk_index()
        for index, chunk in enumerate(self._chunks):
            if index == place:
                spans += self._render_tag_chunk(items)
            spans += (
                self._render_tag_chunk(items)
                if chunk is self._tag_chunk
                else self._with_pad_byte(chunk)
            )
        if place == len(self._chunks):
            spans += self._render_tag_chunk(items)
        spans.append(self._tail)
        length = 4 + sum(map(span_size, spans))
        if length >= 1 << 8 * (self._chunk_header.size - 4):
            raise TagError(
                Message.of("The file would exceed 4 GB, the limit of its format."),
                advice=Message.of("Convert it to FLAC to tag it."),
            )
        yield self._chunk_header.pack(self._header[:4], length) + self._header[-4:]
        yield from spans
        yield FileSpan(self._chunks_end, self.size - self._chunks_end)

    def _new_chunk_index(self) -> int:
        """Return the end, or the first stray chunk behind the audio: some programs stop there."""
        has_audio = False
        for index, chunk in enumerate(self._chunks):
            if has_audio and not _CHUNK_ID.fullmatch(chunk.name):
                return index
            has_audio = has_audio or chunk.name in _AUDIO_CHUNK_IDS
        return len(self._chunks)

    def _with_pad_byte(self, chunk: IffChunk) -> list[ByteSpan]:
        """Return the chunk's span; a chunk of odd length may lack its pad byte."""
        return [chunk.span, b"\0"] if chunk.span.size % 2 else [chunk.span]

    def _render_tag_chunk(self, items: Sequence[Item]) -> list[ByteSpan]:
        tag = self.render_tag(items)
        if not tag:
            return []
        name = (
            self._tag_chunk.name if self._tag_chunk else _ID3_CHUNK_IDS[self._byte_order == "big"]
        )
        tag.append(self._tag_chunk_tail)
        length = sum(map(span_size, tag))
        return [self._chunk_header.pack(name, length), *tag, bytes(length % 2)]

    def fallback_tags(self) -> dict[str, tuple[str, ...]]:
        """Return the texts of WAV's INFO list, of AIFF's chunks, or of DSDIFF's edited master."""
        found: dict[str, tuple[str, ...]] = {}
        for chunk in self._chunks:
            if chunk.name in _TEXT_CHUNKS and chunk.body.size <= _MAX_INFO_BYTES:
                raw = read_at(self.file, chunk.body.start, chunk.body.size)
                if text := decode_utf8(raw.strip(b"\0 ")):
                    found[_TEXT_CHUNKS[chunk.name]] = (text,)
            if chunk.name == b"LIST" and chunk.body.size <= _MAX_INFO_BYTES:
                found |= self._info_texts(read_at(self.file, chunk.body.start, chunk.body.size))
            if chunk.name == b"DIIN" and chunk.body.size <= _MAX_INFO_BYTES:
                found |= self._master_texts(read_at(self.file, chunk.body.start, chunk.body.size))
        return found

    def _master_texts(self, data: bytes) -> dict[str, tuple[str, ...]]:
        """Read the chunks in a DIIN chunk: a text behind its length, after the usual header."""
        found: dict[str, tuple[str, ...]] = {}
        head, position = self._chunk_header.size, 0
        while position + head + 4 <= len(data):
            name, length = self._chunk_header.unpack_from(data, position)
            text = data[position + head + 4 : position + head + length].rstrip(b"\0")
            if name in _MASTER_FIELDS and text:
                found[_MASTER_FIELDS[name]] = (decode_utf8(text.strip()),)
            position += head + length + length % 2
        return found

    def _info_texts(self, data: bytes) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        position = 4
        while data[:4] == b"INFO" and position + 8 <= len(data):
            name, length = self._chunk_header.unpack_from(data, position)
            raw = data[position + 8 : position + 8 + length].split(b"\0")[0]
            text = decode_utf8(raw.strip())
            if name in _INFO_FIELDS and text:
                found[_INFO_FIELDS[name]] = (text,)
            position += 8 + length + length % 2
        return found
