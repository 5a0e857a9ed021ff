"""Encode and decode texts of ID3v2 frames (ID3v2.2, 2.3 and 2.4, https://id3.org)."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Sequence

from moodtagger.tags.code_pages import decode_utf8, undecoded
from moodtagger.tags.files.byte_spans import TagTooLargeError

MAX_DECOMPRESSED = 64 << 10  # bytes of a compressed text, which hardly any program writes
_LATIN1, _UTF16, _UTF16BE, _UTF8 = range(4)
# Latin, Greek, Cyrillic, Hebrew, Arabic, Thai; punctuation; East Asian scripts; full-width letters.
_COMMON_HIGH_BYTES = frozenset(
    (*range(0x07), 0x0E, 0x1E, 0x20, 0x21, 0x30, *range(0x4E, 0xA0), *range(0xAC, 0xD8), 0xFF)
)

# Frame format flags, by version: (grouping, compression, encryption, unsync, data length)
_FLAGS_V23 = (0x0020, 0x0080, 0x0040, 0, 0)
_FLAGS_V24 = (0x0040, 0x0008, 0x0004, 0x0002, 0x0001)


def frame_header_size(version: int) -> int:
    """Return the size in bytes of a frame header in ID3v2.`version`."""
    return 6 if version == 2 else 10


def undo_unsync(data: bytes) -> bytes:
    """Remove the zero bytes of unsynchronization (ID3v2.3, section 5)."""
    return data.replace(b"\xff\x00", b"\xff")


def apply_unsync(data: bytes) -> bytes:
    """Insert a zero byte after each 0xFF that looks like an MPEG sync or would be ambiguous."""
    return re.sub(rb"\xff(?=[\xe0-\xff\x00]|\Z)", b"\xff\x00", data)


def frame_content(
    version: int, frame: bytes, *, all_unsync: bool = False, limit: int = MAX_DECOMPRESSED
) -> bytes | None:
    """Return the plain content of a frame; None when it is encrypted or does not decompress.

    Raises TagTooLargeError when it decompresses to more than `limit` bytes.
    """
    body = frame[frame_header_size(version) :]
    if version == 2:
        return body
    flags = int.from_bytes(frame[8:10], "big")
    grouped, compressed, encrypted, unsynced, has_length = (
        _FLAGS_V24 if version == 4 else _FLAGS_V23
    )
    if flags & encrypted:
        return None
    extra = (1 if flags & grouped else 0) + (4 if flags & has_length else 0)
    if version == 3 and flags & compressed:
        extra += 4  # the size before compression
    body = body[extra:]
    if version == 4 and (flags & unsynced or all_unsync):
        body = undo_unsync(body)
    if flags & compressed:
        try:
            body = zlib.decompressobj().decompress(body, limit + 1)
        except zlib.error:
            return None
        if len(body) > limit:
            raise TagTooLargeError
    return body


def is_utf16(encoding: int) -> bool:
    """Whether texts with this encoding byte use two bytes per character."""
    return encoding in (_UTF16, _UTF16BE)


def _split_at_nul(data: bytes, width: int) -> list[bytes]:
    """Split at NUL characters of `width` bytes."""
    if width == 1:
        return data.split(b"\0")
    parts, start = [], 0
    for i in range(0, len(data) - 1, 2):
        if data[i : i + 2] == b"\0\0":
            parts.append(data[start:i])
            start = i + 2
    return [*parts, data[start:]]


def decode_strings(body: bytes) -> tuple[str, ...]:
    """Decode the strings of a text frame (encoding byte first), without empty trailing ones."""
    if not body or body[0] > _UTF8:
        return ()
    encoding = body[0]
    two_bytes = is_utf16(encoding)
    byte_order = "utf-16-be" if encoding == _UTF16BE else _guess_byte_order(body[1:])
    texts: list[str] = []
    for part in _split_at_nul(body[1:], 2 if two_bytes else 1):
        if not two_bytes:
            texts.append(decode_utf8(part) if encoding == _UTF8 else undecoded(part))
            continue
        # Each string may have its own byte order mark; without one the previous order applies.
        if part.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            byte_order = "utf-16-le" if part.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
            part = part[2:]
        texts.append(part[: len(part) & ~1].decode(byte_order, "replace"))
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _guess_byte_order(data: bytes) -> str:
    """Return the byte order of UTF-16 without a mark: that of the more plausible letters."""
    scores = {}
    for order, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        plausible = sum(byte in _COMMON_HIGH_BYTES for byte in high)
        scores[order] = (plausible, -len(set(high)))
    return "utf-16-be" if scores["utf-16-be"] > scores["utf-16-le"] else "utf-16-le"


def encode_strings(version: int, texts: Sequence[str]) -> bytes:
    """Encode a text frame: UTF-8 in 2.4; before that ASCII, or UTF-16 where necessary.

    Readers in other code pages than Latin-1 would show other letters for those beyond ASCII.
    """
    if version == 4:
        return bytes([_UTF8]) + b"\0".join(t.encode("utf-8", "replace") for t in texts)
    try:
        return bytes([_LATIN1]) + b"\0".join(t.encode("ascii") for t in texts)
    except UnicodeEncodeError:
        encoded = [codecs.BOM_UTF16_LE + t.encode("utf-16-le", "replace") for t in texts]
        return bytes([_UTF16]) + b"\0\0".join(encoded)
