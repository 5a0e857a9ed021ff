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
_SAMPLES_PER_FRAME = (384, 576, 1152)  # of the layers and versions
_TOLERANCE_SAMPLES = 2  # samples
_ID3V1_SIZE = 128
_MAX_TAGS = 100  # in a row


@dataclass(frozen=True, slots=True)
class MpegBounds:
    """`begins_well`: a frame stands at `start`, where the tags in front end."""

    has_frame_at_start: bool
    audio_start: int
    size: int  # without the tag at the end that libsndfile knows

    def sample_count(self, declared: int, rate: int, log: str) -> int:
        """How many samples of one channel; `told` is what libsndfile wrote down when it opened."""
        frame_bytes = _logged_number(_FRAME_BYTES, log)
        for samples in _SAMPLES_PER_FRAME if frame_bytes else ():
            if abs(declared - self.size / frame_bytes * samples) < _TOLERANCE_SAMPLES:
                # Frames differ by a byte of padding, so that their mean is what the bit rate says.
                mean_frame_bytes = samples * _logged_number(_KBIT_PER_S, log) * 125 / rate
                mean_frame_bytes = (
                    mean_frame_bytes if abs(mean_frame_bytes - frame_bytes) <= 1 else frame_bytes
                )
                return round(max(0, self.size - self.audio_start) / mean_frame_bytes * samples)
        return declared


def _logged_number(pattern: re.Pattern[str], log: str) -> int:
    match = pattern.search(log)
    return int(match[1]) if match else 0


def read_mpeg_bounds(descriptor: int) -> MpegBounds:
    """Look at an open file; its place of reading stays where it was."""
    position = os.lseek(descriptor, 0, os.SEEK_CUR)
    try:
        start = _id3v2_end(descriptor)
        head = _read_at(descriptor, start, 2)
        size = _size_without_id3v1(descriptor)
    finally:
        os.lseek(descriptor, position, os.SEEK_SET)
    return MpegBounds(len(head) == 2 and head[0] == 0xFF and head[1] >= 0xE0, start, size)


def _id3v2_end(descriptor: int) -> int:
    """Where the ID3v2 tags in front end."""
    start = 0
    for _ in range(_MAX_TAGS):
        head = _read_at(descriptor, start, 10)
        if len(head) < 10 or head[:3] != b"ID3" or max(head[6:]) > 0x7F:
            break
        length = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        has_footer = head[3] == 4 and head[5] & 0x10
        start += length + (20 if has_footer else 10)
    return start


def _size_without_id3v1(descriptor: int) -> int:
    size = os.lseek(descriptor, 0, os.SEEK_END)
    end = _read_at(descriptor, size - _ID3V1_SIZE - 3, 6)  # an APE tag's head has those letters too
    return size - _ID3V1_SIZE if end[3:] == b"TAG" and end[:3] != b"APE" else size


def _read_at(descriptor: int, start: int, size: int) -> bytes:
    os.lseek(descriptor, max(0, start), os.SEEK_SET)
    return os.read(descriptor, size)
