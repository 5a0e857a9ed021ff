"""Whether the sound in front of a tag is whole, as WavPack and Monkey's Audio say it themselves.

Where the last part is cut off, decoders read on in the tag, and play what stands there.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.tags.files.byte_spans import read_at

_WAVPACK, _WAVPACK_HEADER_SIZE = b"wvpk", 32
_MAX_BLOCK_SIZE = 1 << 20  # bytes that decoders take for one
_MONKEYS_AUDIO, _MONKEYS_AUDIO_HEADER_SIZE, _FIRST_VERSION_WITH_LENGTHS = (
    b"MAC ",
    36,
    3980,
)  # the version that wrote them first


class TruncatedAudioError(TagError):
    """Another tag behind this sound would change what is heard."""

    def __init__(self) -> None:
        super().__init__(
            "Its sound is cut off, and players would go on in the tags behind it.",
            advice="Get the song anew; then its tags can be written.",
        )


def check_audio_complete(file: BinaryIO, start: int, end: int) -> None:
    """CutOffError when the sound between two places claims to go on behind the second."""
    kind = read_at(file, start, min(4, end - start))
    if kind == _WAVPACK and _has_truncated_block(file, start, end):
        raise TruncatedAudioError
    if kind == _MONKEYS_AUDIO and _declared_end(file, start, end) > end:
        raise TruncatedAudioError


def _has_truncated_block(file: BinaryIO, start: int, end: int) -> bool:
    """Whether a WavPack block that begins before `end` is longer, by its head."""
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
    """Where Monkey's Audio ends by its first head; `start` where an old one does not tell."""
    if end - start < _MONKEYS_AUDIO_HEADER_SIZE:
        return end + 1
    (version,) = struct.unpack("<H", read_at(file, start + 4, 2))
    if version < _FIRST_VERSION_WITH_LENGTHS:
        return start
    parts: tuple[int, ...] = struct.unpack("<7I", read_at(file, start + 8, 28))
    high, tail = parts[5:]
    return start + sum(parts[:5]) + (high << 32) + tail
