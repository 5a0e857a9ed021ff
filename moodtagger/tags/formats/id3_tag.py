"""Parse and rebuild an ID3v2 tag, whose frames keep their exact bytes.

mutagen would re-encode every frame, reorder them, drop those that it cannot read, and convert v2.3
to v2.4. Here, frames that are not meant to change are copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.tags.files.byte_spans import (
    ByteSpan,
    DamagedError,
    FileSpan,
    read_at,
    read_span,
    span_size,
)
from moodtagger.tags.formats import id3_text
from moodtagger.tags.formats.base import MAX_ITEMS, Item

HEADER_SIZE = 10
_UNSYNC, _EXTENDED_HEADER, _FOOTER = 0x80, 0x40, 0x10
_FRAME_ID = {2: re.compile(rb"[A-Z][A-Z0-9]{2}"), 3: re.compile(rb"[A-Z][A-Z0-9]{3}")}
_FRAME_ID[4] = _FRAME_ID[3]
_MAX_IN_MEMORY = 64 << 20  # bytes of a tag that is unsynchronized as a whole
_MAX_NAME_BYTES = 64 << 10
_USER_TEXT_FRAMES, _COMMENT_FRAMES = ("TXXX", "TXX"), ("COMM", "COM")
_MAX_PADDING = 64 << 10
_NEW_PADDING = 1024


def decode_synchsafe(data: bytes) -> int:
    """Decode a synchsafe integer, which has seven bits per byte."""
    return sum((byte & 0x7F) << (7 * i) for i, byte in enumerate(reversed(data)))


def encode_synchsafe(number: int) -> bytes:
    """Encode a synchsafe integer of four bytes; raise TagError from 2^28 on."""
    if number >= 1 << 28:
        raise TagError(
            Message.of("The ID3 tag would become too large."),
            advice=Message.of("Remove a large cover first."),
        )
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))


@dataclass(frozen=True, slots=True)
class Id3Tag:
    """An ID3v2 tag and its frames.

    `version` is 2, 3 or 4; `total_size` the bytes of the tag in the file; `trailing_data` what
    follows the frames where padding should be. `plain_sizes`: a v2.4 tag whose frame sizes are not
    synchsafe, as written by iTunes.
    """

    version: int
    items: tuple[Item, ...] = ()
    total_size: int = 0
    unsync: bool = False
    plain_sizes: bool = False
    trailing_data: ByteSpan = b""

    @property
    def label(self) -> str:
        """The name of the tag format, such as "ID3v2.3"."""
        return f"ID3v2.{self.version}"


def tag_length(file: BinaryIO, start: int, end: int) -> int:
    """Return the size in bytes of the ID3v2 tag at `start`, 0 when there is none."""
    if end - start < HEADER_SIZE:
        return 0
    head = read_at(file, start, HEADER_SIZE)
    if head[:3] != b"ID3" or head[3] == 0xFF or any(byte & 0x80 for byte in head[6:10]):
        return 0
    footer = HEADER_SIZE if head[3] == 4 and head[5] & _FOOTER else 0
    return HEADER_SIZE + decode_synchsafe(head[6:10]) + footer


def appended_tag_start(file: BinaryIO, start: int, end: int) -> int:
    """Return the offset of the ID3v2.4 tag with a footer that ends at `end`, or `end`."""
    if end - start < 2 * HEADER_SIZE:
        return end
    footer = read_at(file, end - HEADER_SIZE, HEADER_SIZE)
    if footer[:4] != b"3DI\x04" or any(byte & 0x80 for byte in footer[6:]):
        return end
    begin = end - 2 * HEADER_SIZE - decode_synchsafe(footer[6:])
    if begin < start or read_at(file, begin, HEADER_SIZE) != b"ID3" + footer[3:]:
        return end
    return begin


def parse_tag(file: BinaryIO, start: int, end: int) -> Id3Tag:
    """Parse the tag at `start`; raise DamagedError when it does not end before `end`."""
    total = tag_length(file, start, end)
    head = read_at(file, start, HEADER_SIZE)
    version, flags = head[3], head[5]
    if version not in (2, 3, 4):
        raise DamagedError(Message.of("ID3v2.{version} is not a known version", version=version))
    if start + total > end:
        raise DamagedError(Message.of("the ID3 tag is longer than the file"))
    body: ByteSpan = FileSpan(start + HEADER_SIZE, decode_synchsafe(head[6:10]))
    if version == 2 and flags & 0x40:
        raise DamagedError(Message.of("a compressed ID3v2.2 tag"))
    unsync_whole_tag = bool(flags & _UNSYNC)
    if unsync_whole_tag and version < 4:
        body = id3_text.undo_unsync(read_span(file, body, _MAX_IN_MEMORY))
    if flags & _EXTENDED_HEADER and version > 2:
        body = _skip_extended_header(file, body, version)
    plain = version == 4 and _has_plain_sizes(file, body)
    items, junk = _read_frames(
        file, body, version, plain=plain, all_unsync=unsync_whole_tag and version == 4
    )
    return Id3Tag(version, items, total, unsync_whole_tag, plain, junk)


def _slice(span: ByteSpan, start: int, size: int) -> ByteSpan:
    if isinstance(span, FileSpan):
        return FileSpan(span.start + start, size)
    return span[start : start + size]


def _peek(file: BinaryIO, span: ByteSpan, start: int, size: int) -> bytes:
    size = min(size, span_size(span) - start)
    return read_span(file, _slice(span, start, size), size) if size > 0 else b""


def _skip_extended_header(file: BinaryIO, body: ByteSpan, version: int) -> ByteSpan:
    """Return the frames after the extended header; some programs set the flag without one.

    The new tag has no extended header, since its checksum would be wrong.
    """
    head = _peek(file, body, 0, 4)
    if len(head) < 4 or _FRAME_ID[version].fullmatch(head):
        return body
    size = decode_synchsafe(head) if version == 4 else 4 + int.from_bytes(head, "big")
    if size > span_size(body):
        raise DamagedError(Message.of("the extended header is longer than the ID3 tag"))
    return _slice(body, size, span_size(body) - size)


def _frame_spans(
    file: BinaryIO, body: ByteSpan, version: int, *, plain: bool
) -> tuple[list[tuple[int, int]], int]:
    """Return (start, size with header) of each frame, and the end of the last one."""
    found: list[tuple[int, int]] = []
    head_size = id3_text.frame_header_size(version)
    position = 0
    while len(found) < MAX_ITEMS:
        head = _peek(file, body, position, head_size)
        width = 3 if version == 2 else 4
        if len(head) < head_size or not _FRAME_ID[version].fullmatch(head[:width]):
            break
        raw = head[width : 2 * width]
        size = decode_synchsafe(raw) if version == 4 and not plain else int.from_bytes(raw, "big")
        size += head_size
        if position + size > span_size(body):
            break
        found.append((position, size))
        position += size
    return found, position


def _has_plain_sizes(file: BinaryIO, body: ByteSpan) -> bool:
    """Whether the frame sizes of a v2.4 tag are not synchsafe: then more frames are found so."""
    safe, safe_end = _frame_spans(file, body, 4, plain=False)
    plain, plain_end = _frame_spans(file, body, 4, plain=True)
    if len(plain) != len(safe):
        return len(plain) > len(safe)
    return not _ends_with_padding(file, body, safe_end) and _ends_with_padding(
        file, body, plain_end
    )


def _ends_with_padding(file: BinaryIO, body: ByteSpan, position: int) -> bool:
    return not any(_peek(file, body, position, 4))


def _read_frames(
    file: BinaryIO, body: ByteSpan, version: int, *, plain: bool, all_unsync: bool
) -> tuple[tuple[Item, ...], ByteSpan]:
    spans, end = _frame_spans(file, body, version, plain=plain)
    items = []
    for start, size in spans:
        head = _peek(file, body, start, min(size, _MAX_NAME_BYTES))
        name = _frame_name(version, head, all_unsync=all_unsync)
        items.append(Item(name, _slice(body, start, size)))
    trailing_data = _slice(body, end, span_size(body) - end)
    return tuple(items), b"" if _is_zero(file, trailing_data) else trailing_data


def _is_zero(file: BinaryIO, span: ByteSpan) -> bool:
    for position in range(0, span_size(span), _MAX_NAME_BYTES):
        if any(_peek(file, span, position, _MAX_NAME_BYTES)):
            return False
    return True


def _frame_name(version: int, head: bytes, *, all_unsync: bool) -> str:
    name = head[: 3 if version == 2 else 4].decode("ascii")
    if name not in (*_USER_TEXT_FRAMES, *_COMMENT_FRAMES):
        return name
    body = id3_text.frame_content(version, head, all_unsync=all_unsync) or b""
    if name in _USER_TEXT_FRAMES:
        return f"{name}:{next(iter(id3_text.decode_strings(body)), '')}"
    description = next(iter(id3_text.decode_strings(body[:1] + body[4:])), "")
    return f"{name}:{description}:{body[1:4].decode('latin-1')}"


def new_frame(tag: Id3Tag, name: str, values: Iterable[str]) -> Item:
    """Create a text frame.

    "TXXX:NAME" is a user text frame with that description, "COMM:NAME:eng" a comment with that
    description and language.
    """
    frame_id, _, description = name.partition(":")
    language = ""
    if frame_id in _COMMENT_FRAMES:
        description, _, language = description.rpartition(":")
    texts = (
        [description, *values]
        if frame_id in (*_USER_TEXT_FRAMES, *_COMMENT_FRAMES)
        else list(values)
    )
    body = id3_text.encode_strings(tag.version, texts)
    if frame_id in _COMMENT_FRAMES:
        body = body[:1] + language.encode("latin-1", "replace").ljust(3)[:3] + body[1:]
    if tag.version == 2:
        return Item(name, frame_id.encode() + len(body).to_bytes(3, "big") + body)
    safe = tag.version == 4 and not tag.plain_sizes
    size = encode_synchsafe(len(body)) if safe else len(body).to_bytes(4, "big")
    return Item(name, frame_id.encode() + size + b"\0\0" + body)


def render_appended_tag(tag: Id3Tag, items: Iterable[Item]) -> list[ByteSpan]:
    """Build a tag with a footer, which has no padding; nothing without frames."""
    frames = [*(item.data for item in items), tag.trailing_data]
    size = sum(map(span_size, frames))
    if not size:
        return []
    flags = _FOOTER | (_UNSYNC if tag.unsync else 0)
    rest = bytes([tag.version, 0, flags]) + encode_synchsafe(size)
    return [b"ID3" + rest, *frames, b"3DI" + rest]


def render_tag(file: BinaryIO, tag: Id3Tag, items: Iterable[Item]) -> list[ByteSpan]:
    """Build the tag with these frames, of the same size if they fit; nothing without frames."""
    frames: list[ByteSpan] = [item.data for item in items]
    if not frames and not span_size(tag.trailing_data):
        return []
    frames.append(tag.trailing_data)
    if tag.unsync and tag.version < 4:
        joined = b"".join(read_span(file, span, _MAX_IN_MEMORY) for span in frames)
        frames = [id3_text.apply_unsync(joined)]
    frames_size = sum(map(span_size, frames))
    free = tag.total_size - HEADER_SIZE - frames_size
    padding = free if tag.total_size and 0 <= free <= _MAX_PADDING else _NEW_PADDING
    flags = _UNSYNC if tag.unsync else 0
    head = b"ID3" + bytes([tag.version, 0, flags]) + encode_synchsafe(frames_size + padding)
    return [head, *frames, bytes(padding)]
