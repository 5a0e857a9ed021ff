"""What a rewritten file lacks of the old one, and the old file made from both, byte for byte.

Most of a rewritten file is copied from the old one. Kept are the positions of these parts and the
bytes of the old file that are in none of them, compressed.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from moodtagger.core.tag_plan import OldBytes
from moodtagger.tags.files.byte_spans import (
    DIGEST_BYTES,
    ByteSpan,
    FileSpan,
    digest,
    iter_blocks,
    span_size,
)

MAX_KEPT_BYTES = 1 << 20  # of one file, compressed
_MAX_UNPACKED_BYTES = 16 << 20
_COUNT = struct.Struct("<I")
_PART = struct.Struct("<QQQ")  # size of kept bytes; then a copied part: offset in new, size


@dataclass(frozen=True, slots=True)
class _CopiedPart:
    """Bytes of the old file that are in the new one too."""

    old_start: int
    new_start: int
    size: int


@dataclass(slots=True)
class WrittenCopy:
    """Follows the writing of a new file: which parts are from where, and the hash of it all."""

    size: int = 0
    parts: list[_CopiedPart] = field(default_factory=list)
    _hash: hashlib.blake2b = field(
        default_factory=lambda: hashlib.blake2b(digest_size=DIGEST_BYTES)
    )

    def follow_spans(self, spans: Iterable[ByteSpan]) -> Iterator[ByteSpan]:
        """Pass the spans of the new file on."""
        for span in spans:
            if isinstance(span, FileSpan) and span.size > 0:
                self.parts.append(_CopiedPart(span.start, self.size, span.size))
            self.size += span_size(span)
            yield span

    def follow_block(self, block: bytes) -> None:
        """Take note of bytes as they are written."""
        self._hash.update(block)

    def old_bytes(self, old: BinaryIO, old_size: int) -> OldBytes | None:
        """Return what is needed to make the old file again; None when it is too much."""
        parts: list[bytes] = []
        kept: list[FileSpan] = []
        position = 0
        for part in sorted(self.parts, key=lambda part: part.old_start):
            overlap = max(0, position - part.old_start)
            if overlap >= part.size:
                continue
            start = part.old_start + overlap
            kept.append(FileSpan(position, start - position))
            parts.append(_PART.pack(kept[-1].size, part.new_start + overlap, part.size - overlap))
            position = part.old_start + part.size
        kept.append(FileSpan(position, old_size - position))
        parts.append(_PART.pack(kept[-1].size, 0, 0))
        if sum(map(span_size, kept)) + len(parts) * _PART.size > _MAX_UNPACKED_BYTES:
            return None
        data = zlib.compress(b"".join([_COUNT.pack(len(parts)), *parts, *iter_blocks(old, kept)]))
        if len(data) > MAX_KEPT_BYTES:
            return None
        old_hash = digest(old, [FileSpan(0, old_size)])
        return OldBytes(old_hash, self._hash.hexdigest(), self.size, data)


def is_as_written(file: BinaryIO, size: int, old: OldBytes) -> bool:
    """Whether the file is byte for byte the one that was written."""
    return size == old.new_size and digest(file, [FileSpan(0, size)]) == old.new_hash


def old_file_spans(old: OldBytes) -> Iterator[ByteSpan]:
    """Yield the spans of the old file: kept bytes, and parts of the new file."""
    data = zlib.decompressobj().decompress(old.data, _MAX_UNPACKED_BYTES + _COUNT.size)
    (count,) = _COUNT.unpack_from(data)
    position = _COUNT.size + count * _PART.size
    for index in range(count):
        kept, start, size = _PART.unpack_from(data, _COUNT.size + index * _PART.size)
        yield data[position : position + kept]
        position += kept
        yield FileSpan(start, size)
