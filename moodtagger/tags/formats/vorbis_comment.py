"""Vorbis comments, the tags of FLAC, Ogg Vorbis and Opus.

Each comment keeps its exact bytes, even if it is not valid UTF-8 or has no name. Specification:
https://xiph.org/vorbis/doc/v-comment.html
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from moodtagger.core.messages import Message
from moodtagger.tags.code_pages import decode_utf8
from moodtagger.tags.files.byte_spans import DamagedError, TooManyEntriesError
from moodtagger.tags.formats.base import MAX_ITEMS, Container, Item

LABEL = "Vorbis"
DEFAULT_VENDOR = b"moodtagger"  # of files without a comment block


@dataclass(frozen=True, slots=True)
class CommentBlock:
    """A comment block: `vendor` names the encoder, `tail` follows the comments (padding)."""

    vendor: bytes
    items: tuple[Item, ...]
    tail: bytes

    def render(self, items: Sequence[Item]) -> bytes:
        """Build the block with these comments."""
        parts = [_length_prefixed(self.vendor), struct.pack("<I", len(items))]
        parts += [_length_prefixed(comment_bytes(item)) for item in items]
        return b"".join([*parts, self.tail])


def comment_bytes(item: Item) -> bytes:
    """Return a comment's bytes, which are always in memory."""
    assert isinstance(item.data, bytes)
    return item.data


def _length_prefixed(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data


def parse_comment_block(data: bytes) -> CommentBlock:
    """Parse a comment block; raise DamagedError when its lengths are inconsistent."""

    def take(position: int) -> tuple[bytes, int]:
        if position + 4 > len(data):
            raise DamagedError(Message.of("comments are cut off"))
        (length,) = struct.unpack_from("<I", data, position)
        end = position + 4 + length
        if end > len(data):
            raise DamagedError(Message.of("a comment is longer than its block"))
        return data[position + 4 : end], end

    vendor, position = take(0)
    if position + 4 > len(data):
        raise DamagedError(Message.of("comments are cut off"))
    (count,) = struct.unpack_from("<I", data, position)
    position += 4
    items: list[Item] = []
    for _ in range(count):
        if len(items) == MAX_ITEMS:
            raise TooManyEntriesError
        comment, position = take(position)
        items.append(Item(_comment_name(comment), comment))
    return CommentBlock(vendor, tuple(items), data[position:])


def _comment_name(comment: bytes) -> str:
    name, equals, _ = comment.partition(b"=")
    return name.decode("ascii", "replace").upper() if equals else ""


class VorbisContainer(Container):
    """A file whose items are Vorbis comments."""

    kind = "vorbis"
    label = LABEL

    def decode(self, item: Item, data: bytes) -> tuple[str, ...]:
        """Return the text after the equals sign."""
        _, equals, value = data.partition(b"=")
        return (decode_utf8(value),) if equals else ()

    def encode(self, name: str, values: Sequence[str]) -> list[Item]:
        """Create one comment per value."""
        return [Item(name, f"{name}={value}".encode("utf-8", "replace")) for value in values]
