"""TTA files (True Audio): an ID3v2 tag in front, or an APEv2 tag at the end.

Without any tag a file gets an ID3v2 tag, which all programs read that know TTA.
"""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO

from moodtagger.core.messages import Message
from moodtagger.tags.files.byte_spans import DamagedError, read_at
from moodtagger.tags.formats.ape_files import Ape
from moodtagger.tags.formats.apev2 import TruncatedAudioError, parse_ape_tag
from moodtagger.tags.formats.mp3 import Mp3

MAGIC = b"TTA1"
_HEADER = struct.Struct("<4s3H3I")  # magic, format, channels, bits, rate, samples, checksum
_CHECKSUM_SIZE = 4


class Tta(Mp3):
    """A TTA file, unless its only tag is an APEv2 tag."""

    demuxer = "tta"

    def check_rewritable(self) -> None:
        """Raise TagError when the audio is missing or cut off."""
        super().check_rewritable()
        _check_audio(self.file, self._audio_start, self._audio_end)


class TtaWithApe(Ape):
    """A TTA file whose only tag is an APEv2 tag, as FFmpeg writes it."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        super().__init__(file, size, 0)
        self.demuxer = Tta.demuxer

    def check_rewritable(self) -> None:
        """Raise TagError when the audio is missing or cut off."""
        super().check_rewritable()
        _check_audio(self.file, self._audio_start, self._audio_end)


def open_tta(file: BinaryIO, size: int, start: int) -> Tta | TtaWithApe:
    """Parse a TTA file; `start` is where it begins behind ID3v2 tags."""
    has_only_ape = start == 0 and parse_ape_tag(file, start, size) is not None
    return TtaWithApe(file, size) if has_only_ape else Tta(file, size)


def _check_audio(file: BinaryIO, start: int, end: int) -> None:
    """Check the header and the table of frame lengths, and that all frames are there."""
    if end - start < _HEADER.size:
        raise TruncatedAudioError
    header = read_at(file, start, _HEADER.size)
    _, _, _, _, rate, samples, checksum = _HEADER.unpack(header)
    if zlib.crc32(header[:-_CHECKSUM_SIZE]) != checksum:
        raise DamagedError(Message.of("a TTA file whose header does not match its checksum"))
    frame_samples = max(1, rate * 256 // 245)
    table_size = 4 * -(-samples // frame_samples)
    table_start = start + _HEADER.size
    if table_start + table_size + _CHECKSUM_SIZE > end:
        raise TruncatedAudioError
    table = read_at(file, table_start, table_size + _CHECKSUM_SIZE)
    if zlib.crc32(table[:table_size]) != int.from_bytes(table[table_size:], "little"):
        raise DamagedError(Message.of("a TTA file whose header does not match its checksum"))
    lengths = struct.unpack(f"<{table_size // 4}I", table[:table_size])
    if table_start + len(table) + sum(lengths) > end:
        raise TruncatedAudioError
