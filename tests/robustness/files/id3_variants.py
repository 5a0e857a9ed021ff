"""Hand-made ID3 tags, in the variants found in old collections."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping

BIG = 10_000_000
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
TagBuilder = Callable[[bytes], bytes]  # a song without tags -> the same with tags


def synchsafe(number: int) -> bytes:
    """Encode with seven bits a byte."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def frame(name: str, body: bytes, version: int = 3, flags: int = 0) -> bytes:
    """One frame of ID3v2.`version`."""
    if version == 2:
        return name.encode() + len(body).to_bytes(3, "big") + body
    size = synchsafe(len(body)) if version == 4 else len(body).to_bytes(4, "big")
    return name.encode() + size + flags.to_bytes(2, "big") + body


def tag(version: int, body: bytes, *, padding: int = 500, flags: int = 0) -> bytes:
    """Build a tag with header and padding."""
    head = b"ID3" + bytes([version, 0, flags]) + synchsafe(len(body) + padding)
    return head + body + bytes(padding)


def id3v1() -> bytes:
    """Build an ID3v1 tag, the 128 bytes at the end of a file."""
    return (b"TAG" + b"Old title".ljust(30, b"\0") + b"Old artist".ljust(30)).ljust(127) + b"\x11"


def apev2(version: int = 2000) -> bytes:
    """A small APEv2 tag with moods in it."""
    items = b""
    for key, value in ((b"Title", b"From APE"), (b"Mood", b"calm\0wistful"), (b"Zebra", b"last")):
        items += struct.pack("<II", len(value), 0) + key + b"\0" + value
    size = len(items) + 32
    edge = b"APETAGEX" + struct.pack("<III", version, size, 3)
    head = edge + struct.pack("<I8x", 0xA0000000)
    return head + items + edge + struct.pack("<I8x", 0x80000000)


def chapters(version: int) -> bytes:
    """A table of contents with two chapters, each with frames inside."""
    found = frame("CTOC", b"toc\0\x03\x02one\0two\0" + frame("TIT2", b"\0Parts", version), version)
    for number, name in enumerate((b"one", b"two")):
        times = struct.pack(">IIII", 100 * number, 100 * number + 99, 0xFFFFFFFF, 0xFFFFFFFF)
        inner = frame("TIT2", b"\0Chapter " + name, version)
        found += frame("CHAP", name + b"\0" + times + inner, version)
    return found


def unusual_frames(version: int) -> bytes:
    """Unknown frames, binary ones, one twice, and iTunes' loudness comment."""
    return b"".join(
        frame(name, body, version)
        for name, body in (
            ("TIT2", b"\x01\xff\xfeT\0"),
            ("XYZW", b"\x01\xff\xfe\0unknown"),
            ("PRIV", b"owner\0" + bytes(range(256))),
            ("COMM", b"\0eng\0one"),
            ("COMM", b"\0engiTunNORM\0 0000"),
            ("COMM", b"\0deu\0zwei"),
            ("POPM", b"me@example.org\0\xc4\0\0\0\x09"),
            ("TXXX", b"\0mood board\0not a mood"),
            ("GEOB", b"\0x/y\0name\0\0" + bytes(999)),
        )
    )


def cover(version: int, size: int) -> bytes:
    """A front cover of about `size` bytes."""
    data = (PICTURE * (size // len(PICTURE) + 1))[:size]
    if version == 2:
        return frame("PIC", b"\0PNG\x03\0" + data, 2)
    return frame("APIC", b"\0image/png\0\x03\0" + data, version)


def compressed_frames(version: int) -> bytes:
    """A compressed frame and one of a group."""
    text = b"\0" + b"long " * 200
    small = zlib.compress(text)
    flags = 0x0080 if version == 3 else 0x0009
    length = len(text).to_bytes(4, "big") if version == 3 else synchsafe(len(text))
    group = 0x0020 if version == 3 else 0x0040
    return frame("TCOP", length + small, version, flags) + frame(
        "TPUB", b"\x07\0me", version, group
    )


def _prepend_tag(version: int, body: bytes, **how: int) -> TagBuilder:
    return lambda song: tag(version, body, **how) + song


_V22_FRAMES = (
    frame("TT2", b"\0Title", 2) + frame("TXX", b"\0MOOD\0calm", 2) + frame("XYZ", b"\1?", 2)
)
_V23_FRAMES = frame("PRIV", b"o\0\xff\xe0\xff\x00\xff\xff") + frame("TIT2", b"\x01\xff\xfeA\0")
_EXTENDED_HEADER = (10).to_bytes(4, "big") + b"\x80\0" + bytes(4) + b"\x12\x34\x56\x78"

SHAPES: Mapping[str, TagBuilder] = {
    "bare": lambda song: song,
    "v2.2": _prepend_tag(2, _V22_FRAMES),
    "v2.2 with a cover": _prepend_tag(2, _V22_FRAMES + cover(2, 50_000), padding=0),
    "v2.3": _prepend_tag(3, unusual_frames(3)),
    "v2.4": _prepend_tag(4, unusual_frames(4)),
    "v2.3, no padding": _prepend_tag(3, unusual_frames(3), padding=0),
    "v2.4, no padding": _prepend_tag(4, unusual_frames(4), padding=0),
    "v2.3, cover of 10 MB": _prepend_tag(3, unusual_frames(3) + cover(3, BIG)),
    "v2.4, cover of 10 MB": _prepend_tag(4, cover(4, BIG) + unusual_frames(4), padding=0),
    "v2.3, chapters": _prepend_tag(3, chapters(3) + unusual_frames(3)),
    "v2.4, chapters": _prepend_tag(4, unusual_frames(4) + chapters(4)),
    "v2.3, packed frames": _prepend_tag(3, compressed_frames(3) + unusual_frames(3)),
    "v2.4, packed frames": _prepend_tag(4, compressed_frames(4) + unusual_frames(4)),
    "v2.3, unsynchronised": _prepend_tag(3, _V23_FRAMES.replace(b"\xff", b"\xff\0"), flags=0x80),
    "v2.3, extended header": _prepend_tag(3, _EXTENDED_HEADER + unusual_frames(3), flags=0x40),
    "v2.3, ID3v1": lambda song: tag(3, unusual_frames(3)) + song + id3v1(),
    "v2.4, APEv2": lambda song: tag(4, unusual_frames(4)) + song + apev2(),
    "v2.4, APEv2 and ID3v1": lambda song: tag(4, unusual_frames(4)) + song + apev2() + id3v1(),
    "APEv1 and ID3v1 only": lambda song: song + apev2(1000)[32:] + id3v1(),
    "two tags in front": lambda song: tag(3, unusual_frames(3)) + tag(4, unusual_frames(4)) + song,
    "moods in three places": _prepend_tag(
        4,
        frame("TMOO", b"\3calm\0happy", 4)
        + frame("TXXX", b"\3mood\0Wistful; Sad", 4)
        + frame("TXXX", b"\3ENERGYLEVEL\x005", 4),
    ),
}
