"""APEv2 tags, and how their files' audio ends.

Files whose audio is truncated are not tagged: decoders would continue into the tag, and play it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.tags.code_pages import decode_utf8
from moodtagger.tags.files.byte_spans import ByteSpan, DamagedError, FileSpan, read_at, span_size
from moodtagger.tags.formats.base import MAX_ITEMS, Item
from moodtagger.tags.formats.id3_tag import appended_tag_start

DEFAULT_APE_VERSION = 2000

_MAGIC = b"APETAGEX"
_HEADER_SIZE = 32  # of header and footer
_ID3V1_SIZE = 128
_HAS_HEADER, _IS_HEADER = 1 << 31, 1 << 29
_MAX_KEY = 256
_KIND_TEXT, _KIND_MASK = 0, 0b110
_LYRICS3_MAGIC = b"LYRICS200"

_WAVPACK, _WAVPACK_HEADER_SIZE = b"wvpk", 32
_MAX_BLOCK_SIZE = 1 << 20  # bytes of the largest WavPack block that decoders accept
_MONKEYS_AUDIO, _MONKEYS_AUDIO_HEADER_SIZE = b"MAC ", 36
_FIRST_VERSION_WITH_LENGTHS = 3980  # of Monkey's Audio


class TruncatedAudioError(TagError):
    """A tag after this truncated audio would be played as a part of it."""

    def __init__(self) -> None:
        super().__init__(
            Message.of("Its audio is cut off, and players would play into the tags behind it."),
            advice=Message.of("Replace it with a good copy to make its tags writable."),
        )


def check_audio_complete(file: BinaryIO, start: int, end: int) -> None:
    """Raise TruncatedAudioError when the audio from `start` on declares an end after `end`."""
    kind = read_at(file, start, min(4, end - start))
    if kind == _WAVPACK and _has_truncated_block(file, start, end):
        raise TruncatedAudioError
    if kind == _MONKEYS_AUDIO and _declared_end(file, start, end) > end:
        raise TruncatedAudioError


def _has_truncated_block(file: BinaryIO, start: int, end: int) -> bool:
    """Whether a WavPack block that begins before `end` declares a later end."""
    search_start = max(start, end - _MAX_BLOCK_SIZE - 8)
    data = read_at(file, search_start, end - search_start)
    position = data.find(_WAVPACK)
    while position >= 0:
        size = int.from_bytes(data[position + 4 : position + 8], "little") + 8
        if position + _WAVPACK_HEADER_SIZE > len(data):
            return True
        version = int.from_bytes(data[position + 8 : position + 10], "little")
        is_block = 0x402 <= version <= 0x410 and size <= _MAX_BLOCK_SIZE + 8
        if is_block and position + size > len(data):
            return True
        position = data.find(_WAVPACK, position + 4)
    return False


def _declared_end(file: BinaryIO, start: int, end: int) -> int:
    """Return the end that Monkey's Audio declares; `start` for versions that do not declare it."""
    if end - start < _MONKEYS_AUDIO_HEADER_SIZE:
        return end + 1
    (version,) = struct.unpack("<H", read_at(file, start + 4, 2))
    if version < _FIRST_VERSION_WITH_LENGTHS:
        return start
    parts: tuple[int, ...] = struct.unpack("<7I", read_at(file, start + 8, 28))
    high, tail = parts[5:]
    return start + sum(parts[:5]) + (high << 32) + tail


@dataclass(frozen=True, slots=True)
class ApeTag:
    """An APEv2 tag; `span` is the whole tag in the file, header included.

    `is_gapless`: nothing is in it but its items.
    """

    span: FileSpan
    version: int
    items: tuple[Item, ...]
    file: BinaryIO
    is_gapless: bool

    def texts(self, item: Item) -> tuple[str, ...]:
        """Return the texts of an item; empty when it is too long or not a text."""
        if isinstance(item.data, bytes) or item.data.size > 1 << 16:
            return ()
        return decode_item(read_at(self.file, item.data.start, item.data.size))


def decode_item(data: bytes) -> tuple[str, ...]:
    """Decode the values of a whole item: texts separated by NUL, UTF-8 in version 2."""
    size, flags = struct.unpack_from("<II", data)
    if flags & _KIND_MASK != _KIND_TEXT:
        return ()
    value = data[len(data) - size :]
    return tuple(decode_utf8(text) for text in value.split(b"\0") if text)


def id3v1_start(file: BinaryIO, start: int, end: int) -> int:
    """Return the offset of the ID3v1 tag that ends at `end`, or `end` without one.

    The "TAG" in the header of an APE tag of 131 bytes is at the same position.
    """
    begin = end - _ID3V1_SIZE
    if begin < start or read_at(file, begin, 3) != b"TAG":
        return end
    magic_start = begin - _MAGIC.index(b"TAG")
    return (
        end if magic_start >= start and read_at(file, magic_start, len(_MAGIC)) == _MAGIC else begin
    )


def _lyrics3_start(file: BinaryIO, start: int, end: int) -> int:
    """Return the offset of the Lyrics3v2 tag that ends at `end`, or `end` without one."""
    if end - start < 15:
        return end
    tail = read_at(file, end - 15, 15)
    if tail[6:] != _LYRICS3_MAGIC or not tail[:6].isdigit():
        return end
    begin = end - 15 - int(tail[:6])
    return begin if begin >= start else end


def _read_footer(file: BinaryIO, start: int, end: int) -> tuple[int, int, int, int] | None:
    """Return (version, size with footer, item count, flags) of the tag that ends at `end`."""
    if end - start < _HEADER_SIZE:
        return None
    data = read_at(file, end - _HEADER_SIZE, _HEADER_SIZE)
    if data[:8] != _MAGIC:
        return None
    version, size, count, flags = struct.unpack_from("<IIII", data, 8)
    if flags & _IS_HEADER or size < _HEADER_SIZE or end - size < start or count > MAX_ITEMS:
        raise DamagedError(Message.of("an APE tag with impossible sizes"))
    return version, size, count, flags


def _tag_span(file: BinaryIO, start: int, end: int) -> FileSpan | None:
    """Return the span of the tag that ends at `end`; one with impossible sizes counts as audio."""
    try:
        footer = _read_footer(file, start, end)
    except DamagedError:
        return None
    if footer is None:
        return None
    _, size, _, flags = footer
    begin = end - size
    has_header = flags & _HAS_HEADER and begin - _HEADER_SIZE >= start
    if has_header and read_at(file, begin - _HEADER_SIZE, 8) == _MAGIC:
        begin -= _HEADER_SIZE
    return FileSpan(begin, end - begin)


def find_audio_end(file: BinaryIO, start: int, size: int) -> int:
    """Return the offset where the audio ends: before all tags behind it, in any order."""
    end = size
    while True:
        previous_end = end
        end = _lyrics3_start(file, start, id3v1_start(file, start, end))
        span = _tag_span(file, start, end)
        end = appended_tag_start(file, start, span.start if span else end)
        if end == previous_end:
            return end


def parse_ape_tag(file: BinaryIO, start: int, size: int) -> ApeTag | None:
    """Parse the last APE tag of the file, which Lyrics3 and ID3v1 may follow."""
    end = id3v1_start(file, start, size)
    if _read_footer(file, start, end) is None:
        end = _lyrics3_start(file, start, end)
    footer, span = _read_footer(file, start, end), _tag_span(file, start, end)
    if span is None or footer is None:
        return None
    version, length, count, _ = footer
    items = []
    position, limit = end - length, end - _HEADER_SIZE
    for _ in range(count):
        item = _parse_item(file, position, limit)
        items.append(item)
        position += span_size(item.data)
    return ApeTag(span, version, tuple(items), file, position == limit)


def _parse_item(file: BinaryIO, position: int, limit: int) -> Item:
    head = read_at(file, position, max(0, min(8 + _MAX_KEY, limit - position)))
    key, found, _ = head[8:].partition(b"\0")
    if len(head) < 8 or not found:
        raise DamagedError(Message.of("an APE tag with a broken item"))
    total = 8 + len(key) + 1 + int.from_bytes(head[:4], "little")
    if position + total > limit:
        raise DamagedError(Message.of("an APE item is longer than its tag"))
    return Item(key.decode("latin-1"), FileSpan(position, total))


def new_item(name: str, values: Sequence[str]) -> bytes:
    """Return a whole text item with all values."""
    value = b"\0".join(text.encode("utf-8", "replace") for text in values)
    head = struct.pack("<II", len(value), _KIND_TEXT)
    return head + name.encode("latin-1") + b"\0" + value


def render_tag(version: int, data: list[ByteSpan]) -> Iterator[ByteSpan]:
    """Yield a whole tag with these items."""
    size = sum(map(span_size, data)) + _HEADER_SIZE
    if size >= 1 << 28:
        raise TagError(
            Message.of("The APE tag would become too large."),
            advice=Message.of("Remove a large cover first."),
        )
    header = _MAGIC + struct.pack("<III", version, size, len(data))
    flags = _HAS_HEADER if version >= 2000 else 0
    if flags:
        yield header + struct.pack("<I8x", flags | _IS_HEADER)
    yield from data
    yield header + struct.pack("<I8x", flags)
