"""What libsndfile does not tell of an MPEG file: where its audio begins, and what was guessed.

Where the first frame does not say how many follow it, the length is guessed from the size of the
file, tags and pictures included. A file would become longer with each tag that is written.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

_FRAME_BYTES = re.compile(r"^ *framesize *: *(\d+)", re.MULTILINE)
_KBIT_PER_S = re.compile(r"^ *bitrate *: *(\d+)", re.MULTILINE)
_FRAME_SAMPLES = (384, 576, 1152)  # of the layers and versions
_ROUNDING = 2  # samples
_ID3V1 = 128
_MOST_TAGS = 100  # in a row


@dataclass(frozen=True, slots=True)
class MpegFile:
    """`begins_well`: a frame stands at `start`, where the tags in front end."""

    begins_well: bool
    start: int
    size: int  # without the tag at the end that libsndfile knows

    def samples(self, declared: int, rate: int, told: str) -> int:
        """How many samples of one channel; `told` is what libsndfile wrote down when it opened."""
        first = _number(_FRAME_BYTES, told)
        for samples in _FRAME_SAMPLES if first else ():
            if abs(declared - self.size / first * samples) < _ROUNDING:
                # Frames differ by a byte of padding, so that their mean is what the bit rate says.
                mean = samples * _number(_KBIT_PER_S, told) * 125 / rate
                mean = mean if abs(mean - first) <= 1 else first
                return round(max(0, self.size - self.start) / mean * samples)
        return declared


def _number(name: re.Pattern[str], told: str) -> int:
    found = name.search(told)
    return int(found[1]) if found else 0


def look_at(descriptor: int) -> MpegFile:
    """Look at an open file; its place of reading stays where it was."""
    here = os.lseek(descriptor, 0, os.SEEK_CUR)
    try:
        start = _end_of_tags(descriptor)
        head = _bytes_at(descriptor, start, 2)
        size = _size_without_id3v1(descriptor)
    finally:
        os.lseek(descriptor, here, os.SEEK_SET)
    return MpegFile(len(head) == 2 and head[0] == 0xFF and head[1] >= 0xE0, start, size)


def _end_of_tags(descriptor: int) -> int:
    """Where the ID3v2 tags in front end."""
    start = 0
    for _ in range(_MOST_TAGS):
        head = _bytes_at(descriptor, start, 10)
        if len(head) < 10 or head[:3] != b"ID3" or max(head[6:]) > 0x7F:
            break
        length = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        has_footer = head[3] == 4 and head[5] & 0x10
        start += length + (20 if has_footer else 10)
    return start


def _size_without_id3v1(descriptor: int) -> int:
    size = os.lseek(descriptor, 0, os.SEEK_END)
    end = _bytes_at(descriptor, size - _ID3V1 - 3, 6)  # an APE tag's head has those letters too
    return size - _ID3V1 if end[3:] == b"TAG" and end[:3] != b"APE" else size


def _bytes_at(descriptor: int, start: int, size: int) -> bytes:
    os.lseek(descriptor, max(0, start), os.SEEK_SET)
    return os.read(descriptor, size)
