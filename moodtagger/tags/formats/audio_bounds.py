"""Whether the sound in front of a tag is whole, as WavPack and Monkey's Audio say it themselves.

Where the last part is cut off, decoders read on in the tag, and play what stands there.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.tags.files.byte_spans import read_at

_WAVPACK, _WAVPACK_HEAD = b"wvpk", 32
_LARGEST_BLOCK = 1 << 20  # bytes that decoders take for one
_MONKEY, _MONKEY_HEAD, _WITH_LENGTHS = b"MAC ", 36, 3980  # the version that wrote them first


class CutOffError(TagError):
    """Another tag behind this sound would change what is heard."""

    def __init__(self) -> None:
        super().__init__(
            "Its sound is cut off, and players would go on in the tags behind it.",
            advice="Get the song anew; then its tags can be written.",
        )


def require_whole(file: BinaryIO, start: int, end: int) -> None:
    """CutOffError when the sound between two places claims to go on behind the second."""
    kind = read_at(file, start, min(4, end - start))
    if kind == _WAVPACK and _block_beyond(file, start, end):
        raise CutOffError
    if kind == _MONKEY and _declared_end(file, start, end) > end:
        raise CutOffError


def _block_beyond(file: BinaryIO, start: int, end: int) -> bool:
    """Whether a WavPack block that begins before `end` is longer, by its head."""
    first = max(start, end - _LARGEST_BLOCK - 8)
    data = read_at(file, first, end - first)
    at = data.find(_WAVPACK)
    while at >= 0:
        size = int.from_bytes(data[at + 4 : at + 8], "little") + 8
        if at + _WAVPACK_HEAD > len(data):
            return True
        version = int.from_bytes(data[at + 8 : at + 10], "little")
        is_block = 0x402 <= version <= 0x410 and size <= _LARGEST_BLOCK + 8
        if is_block and at + size > len(data):
            return True
        at = data.find(_WAVPACK, at + 4)
    return False


def _declared_end(file: BinaryIO, start: int, end: int) -> int:
    """Where Monkey's Audio ends by its first head; `start` where an old one does not tell."""
    if end - start < _MONKEY_HEAD:
        return end + 1
    (version,) = struct.unpack("<H", read_at(file, start + 4, 2))
    if version < _WITH_LENGTHS:
        return start
    parts: tuple[int, ...] = struct.unpack("<7I", read_at(file, start + 8, 28))
    high, tail = parts[5:]
    return start + sum(parts[:5]) + (high << 32) + tail
