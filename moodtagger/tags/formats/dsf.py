"""DSF files (DSD stream files by Sony): an ID3v2 tag at the end, to which the header points."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from moodtagger.core.messages import Message
from moodtagger.tags.files.byte_spans import ByteSpan, DamagedError, FileSpan, read_at, span_size
from moodtagger.tags.formats import id3_tag
from moodtagger.tags.formats.base import Item
from moodtagger.tags.formats.iff import sizes_error
from moodtagger.tags.formats.mp3 import Id3Container

MAGIC = b"DSD "
_HEADER = struct.Struct("<4sQQQ")  # magic, its own size, size of the file, position of the tag
_CHUNK_HEADER = struct.Struct("<4sQ")


class Dsf(Id3Container):
    """A DSF file."""

    demuxer = "dsf"

    def __init__(self, file: BinaryIO, size: int) -> None:
        """Parse `file`; without a tag it gets one at the end."""
        _, _, self._declared_size, pointer = _HEADER.unpack(read_at(file, 0, _HEADER.size))
        self._audio_end = _find_audio_end(file, size)
        self._tag_start = pointer or size
        if pointer and not self._audio_end <= pointer <= size:
            raise DamagedError(Message.of("a DSF file whose tag is where its audio is"))
        has_tag = pointer > 0 and id3_tag.tag_length(file, pointer, size) > 0
        super().__init__(file, size, id3_tag.parse_tag(file, pointer, size) if has_tag else None)

    def check_rewritable(self) -> None:
        """Raise TagError when sizes do not add up, or something else is where the tag should be."""
        if self._declared_size != self.size or self._audio_end > self.size:
            raise sizes_error()
        if self._tag_start < self.size and not self.tag.total_size:
            raise DamagedError(Message.of("something else than ID3 where the tag should be"))

    def audio_data(self) -> Iterator[ByteSpan]:
        """Yield the format and the samples."""
        yield FileSpan(_HEADER.size, min(self._audio_end, self.size) - _HEADER.size)

    @property
    def _tag_end(self) -> int:
        return self._tag_start + self.tag.total_size

    def other_data(self) -> Iterator[ByteSpan]:
        """Yield what is between the audio and the tag, and behind the tag."""
        yield FileSpan(self._audio_end, self._tag_start - self._audio_end)
        yield FileSpan(self._tag_end, self.size - self._tag_end)

    def rebuild(self, items: Sequence[Item]) -> Iterator[ByteSpan]:
        """Yield the file with its tag replaced, and with its new size and position."""
        tag = self.render_tag(items)
        behind = FileSpan(self._tag_end, self.size - self._tag_end)
        size = self._tag_start + sum(map(span_size, tag)) + behind.size
        # Without a tag, nothing may be left where the pointer leads.
        pointer = self._tag_start if tag or behind.size else 0
        yield _HEADER.pack(MAGIC, _HEADER.size, size, pointer)
        yield FileSpan(_HEADER.size, self._tag_start - _HEADER.size)
        yield from tag
        yield behind


def _find_audio_end(file: BinaryIO, size: int) -> int:
    """Return the end of the samples as declared, which may be behind the end of the file."""
    position = _HEADER.size
    for expected in (b"fmt ", b"data"):
        if position + _CHUNK_HEADER.size > size:
            raise DamagedError(Message.of("it ends too early"))
        name, length = _CHUNK_HEADER.unpack(read_at(file, position, _CHUNK_HEADER.size))
        if name != expected or length < _CHUNK_HEADER.size:
            raise DamagedError(Message.of("a DSF file without its chunks"))
        position += length
    return position
