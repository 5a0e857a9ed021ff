"""A file as a sequence of byte spans: spans of an open file, and new bytes between them.

A container describes its new form as such a sequence, so that a save copies everything that does
not change directly from the original, in bounded memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import BinaryIO, TypeAlias

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message

BLOCK_SIZE = 1 << 20
DIGEST_BYTES = 20  # blake2b-160


class DamagedError(TagError):
    """The structure of the file is inconsistent."""

    def __init__(self, detail: Message) -> None:
        super().__init__(
            Message.of("The file's tags are damaged ({detail}).", detail=detail),
            advice=Message.of("Repair it with a tag editor, or replace it with a good copy."),
        )


class TagTooLargeError(TagError):
    """Reading a tag would take more memory or time than that of any real file."""

    def __init__(self) -> None:
        super().__init__(
            Message.of("A tag of this file is far too large."),
            advice=Message.of("Clean up the file with a tag editor."),
        )


class TooManyEntriesError(TagTooLargeError):
    """A tag has so many entries that decoders, which compare them in pairs, would take hours."""


@dataclass(frozen=True, slots=True)
class FileSpan:
    """A span of `size` bytes of an open file, beginning at offset `start`."""

    start: int
    size: int

    @property
    def end(self) -> int:
        """Offset of the first byte after the span."""
        return self.start + self.size


ByteSpan: TypeAlias = bytes | FileSpan


def span_size(span: ByteSpan) -> int:
    """Return the length of a span in bytes."""
    return span.size if isinstance(span, FileSpan) else len(span)


def read_at(file: BinaryIO, start: int, size: int) -> bytes:
    """Read exactly `size` bytes; raise DamagedError when the file ends before."""
    file.seek(start)
    data = file.read(size)
    if len(data) != size:
        raise DamagedError(Message.of("it ends too early"))
    return data


def read_span(file: BinaryIO, span: ByteSpan, limit: int) -> bytes:
    """Read a whole span; raise TagTooLargeError when it is longer than `limit` bytes."""
    if span_size(span) > limit:
        raise TagTooLargeError
    return read_at(file, span.start, span.size) if isinstance(span, FileSpan) else span


def iter_blocks(file: BinaryIO, spans: Iterable[ByteSpan]) -> Iterator[bytes]:
    """Iterate over the bytes of the spans, with spans of the file in blocks of at most 1 MiB."""
    for span in spans:
        if isinstance(span, bytes):
            yield span
            continue
        position = span.start
        while position < span.end:
            data = read_at(file, position, min(BLOCK_SIZE, span.end - position))
            position += len(data)
            yield data


def digest(file: BinaryIO, spans: Iterable[ByteSpan]) -> str:
    """Return the hex blake2b-160 digest of the concatenated spans."""
    state = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for block in iter_blocks(file, spans):
        state.update(block)
    return state.hexdigest()


def have_same_bytes(file_a: BinaryIO, a: ByteSpan, file_b: BinaryIO, b: ByteSpan) -> bool:
    """Whether two spans hold the same bytes."""
    if span_size(a) != span_size(b):
        return False
    if isinstance(a, bytes) or isinstance(b, bytes):
        return b"".join(iter_blocks(file_a, [a])) == b"".join(iter_blocks(file_b, [b]))
    return all(x == y for x, y in zip_longest(iter_blocks(file_a, [a]), iter_blocks(file_b, [b])))
