"""Detect the format of a file by its content, not by its name."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.core.open_files import MOSTLY_HOLES, check_pinned, is_mostly_holes
from moodtagger.tags.errors import as_tag_error
from moodtagger.tags.formats import asf
from moodtagger.tags.formats.apev2 import Ape
from moodtagger.tags.formats.base import Container
from moodtagger.tags.formats.flac import Flac
from moodtagger.tags.formats.iff import Iff
from moodtagger.tags.formats.mp3 import Mp3, skip_id3v2_tags
from moodtagger.tags.formats.mp4.file import Mp4
from moodtagger.tags.formats.ogg import CODECS, Ogg, read_page

_APE_MAGICS = (b"MAC ", b"wvpk", b"MPCK", b"MP+")
_SYNC_SEARCH_BYTES = 64 << 10
# MPEG audio header fields (ISO/IEC 11172-3): bit rates in kbit/s by (version 1, layer).
_BITRATES = {
    (True, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


@contextmanager
def open_file(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a regular file for reading; every failure inside the block becomes a TagError."""
    with as_tag_error(path):
        # Opening a named pipe would block forever.
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise TagError(
                Message.of("It is not a file that can be read."),
                advice=Message.of("Choose a song."),
            )
        with Path(path).open("rb") as file:
            check_pinned(path, file.fileno())
            if is_mostly_holes(file.fileno()):
                raise TagError(MOSTLY_HOLES, advice=Message.of("Get a fresh copy of it."))
            yield file


def detect_container(file: BinaryIO) -> Container | None:
    """Parse an open file; None when its format is unknown."""
    size = os.fstat(file.fileno()).st_size
    file.seek(0)
    head = file.read(16)
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return Iff(file, size, "little")
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return Iff(file, size, "big")
    if head[4:8] == b"ftyp":
        return Mp4(file, size)
    if head == asf.HEADER_GUID:
        return asf.Asf(file, size)
    if head[:4] == b"OggS":
        return _detect_ogg(file, size)
    return _detect_after_id3(file, size)


def _detect_ogg(file: BinaryIO, size: int) -> Container | None:
    page = read_page(file, 0, size)
    if page is None:
        return None
    file.seek(page.body.start)
    first = file.read(page.body.size)
    codec = next((mark for mark in CODECS if first.startswith(mark)), None)
    return Ogg(file, size, codec) if codec else None


def _detect_after_id3(file: BinaryIO, size: int) -> Container | None:
    """Parse the formats that may have an ID3v2 tag in front."""
    start = skip_id3v2_tags(file, size)
    file.seek(start)
    head = file.read(_SYNC_SEARCH_BYTES)
    if head[:4] == b"fLaC":
        return Flac(file, size, start)
    if head.startswith(_APE_MAGICS):
        return Ape(file, size, start)
    if start or _has_mpeg_frames(head):
        return Mp3(file, size)
    return None


def _has_mpeg_frames(data: bytes) -> bool:
    """Whether two consecutive MPEG audio frames are found in `data`."""
    position = data.find(b"\xff")
    while position >= 0:
        length = _mpeg_frame_length(data[position : position + 4])
        if length and _mpeg_frame_length(data[position + length : position + length + 4]):
            return True
        position = data.find(b"\xff", position + 1)
    return False


def _mpeg_frame_length(head: bytes) -> int:
    """Return the length in bytes of the frame with this MPEG header, 0 if it is not valid."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    rate_index, bit_index = head[2] >> 2 & 3, head[2] >> 4
    if version == 1 or layer == 4 or rate_index == 3 or bit_index in (0, 15):
        return 0
    rate, padding = _SAMPLE_RATES[version][rate_index], head[2] >> 1 & 1
    bits = _BITRATES[version == 3, layer][bit_index] * 1000
    if layer == 1:
        return (12 * bits // rate + padding) * 4
    samples = 72 if layer == 3 and version != 3 else 144
    return samples * bits // rate + padding
