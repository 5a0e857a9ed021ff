"""Find the MPEG audio in a file, and add up its frames: headers often misstate the length.

A variable bit rate without a Xing frame, a Xing frame with a wrong count, files joined at their
ends: only the frames themselves tell how long such a file is.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final

_ID3V1_SIZE = 128
_MAX_TAGS = 100  # consecutive ID3v2 tags
_READ_BYTES = 1 << 20
_MAX_FRAME_BYTES = 8192  # above the largest frame of any layer
_MIN_COVERAGE = 0.5  # share of the bytes that frames must fill for their sum to be trusted

# kbit/s by the four bits of the header, from the second on; 0 ("free format") has no fixed length.
_KBIT_PER_S: Final = {
    (1, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES: Final = (44_100, 48_000, 32_000)  # Hz of version 1, halved for 2, quartered for 2.5


def _frame_table() -> dict[bytes, tuple[int, float]]:
    """Map the first three bytes of every possible header to bytes and seconds of its frame."""
    table: dict[bytes, tuple[int, float]] = {}
    for version_bits, version, divisor in ((3, 1, 1), (2, 2, 2), (0, 2, 4)):
        for layer in (1, 2, 3):
            kbit_per_s = _KBIT_PER_S[version, min(layer, 2 if version == 2 else 3)]
            samples = 384 if layer == 1 else 576 if (version, layer) == (2, 3) else 1152
            for rate_bits, full_rate in enumerate(_RATES):
                rate = full_rate // divisor
                for rate_number, kbit in enumerate(kbit_per_s, start=1):
                    for padding in (0, 1):
                        size = _frame_size(layer, samples, 1000 * kbit, rate, padding)
                        for crc, private in ((0, 0), (0, 1), (1, 0), (1, 1)):
                            second = 0xE0 | version_bits << 3 | (4 - layer) << 1 | crc
                            third = rate_number << 4 | rate_bits << 2 | padding << 1 | private
                            table[bytes((0xFF, second, third))] = (size, samples / rate)
    return table


def _frame_size(layer: int, samples: int, bit_rate: int, rate: int, padding: int) -> int:
    if layer == 1:
        return (12 * bit_rate // rate + padding) * 4
    return samples // 8 * bit_rate // rate + padding


_FRAMES: Final = _frame_table()


@dataclass(frozen=True, slots=True)
class MpegBounds:
    """Where the MPEG audio lies in a file.

    Attributes
    ----------
    has_frame_at_start : bool
        Whether an MPEG frame begins at `audio_start`.
    audio_start : int
        Offset in bytes of the end of the ID3v2 tags in front.
    size : int
        Size of the file in bytes without an ID3v1 tag, the only trailing tag that libsndfile knows.
    """

    has_frame_at_start: bool
    audio_start: int
    size: int


def read_mpeg_bounds(descriptor: int) -> MpegBounds:
    """Find the MPEG audio in an open file; the file position does not change.

    Parameters
    ----------
    descriptor : int
        File descriptor, open for reading.

    Returns
    -------
    MpegBounds
        Where the audio begins and ends.
    """
    position = os.lseek(descriptor, 0, os.SEEK_CUR)
    try:
        start = _id3v2_end(descriptor)
        head = _read_at(descriptor, start, 2)
        size = _size_without_id3v1(descriptor)
    finally:
        os.lseek(descriptor, position, os.SEEK_SET)
    return MpegBounds(len(head) == 2 and head[0] == 0xFF and head[1] >= 0xE0, start, size)


def total_frame_duration(descriptor: int, bounds: MpegBounds) -> float:
    """Add up the duration of all MPEG frames; the file position does not change.

    This takes a few milliseconds for a song, far less than decoding it.

    Parameters
    ----------
    descriptor : int
        File descriptor, open for reading.
    bounds : MpegBounds
        Where the audio lies.

    Returns
    -------
    float
        Seconds; 0 if the frames fill less than half of the audio, as in free format.
    """
    position = os.lseek(descriptor, 0, os.SEEK_CUR)
    walk = _FrameWalk()
    try:
        offset = bounds.audio_start
        os.lseek(descriptor, offset, os.SEEK_SET)
        while offset < bounds.size:
            part = os.read(descriptor, min(_READ_BYTES, bounds.size - offset))
            if not part:
                break
            offset += len(part)
            walk.push(part)
        walk.finish()
    finally:
        os.lseek(descriptor, position, os.SEEK_SET)
    is_trusted = walk.frame_bytes >= _MIN_COVERAGE * (bounds.size - bounds.audio_start)
    return walk.duration_s if is_trusted else 0.0


class _FrameWalk:
    """Walks from frame to frame through parts of a file, in memory of one part."""

    def __init__(self) -> None:
        self.duration_s = 0.0
        self.frame_bytes = 0
        self._data = b""
        self._in_step = False  # whether a frame ends where the next header is expected

    def push(self, part: bytes) -> None:
        """Walk through the next part, but for a rest that may hold an incomplete frame."""
        self._data += part
        self._walk(len(self._data) - 2 * _MAX_FRAME_BYTES)

    def finish(self) -> None:
        """Walk through the rest."""
        self._walk(len(self._data))

    def _walk(self, end: int) -> None:
        data, frames, size = self._data, _FRAMES, len(self._data)
        duration_s, frame_bytes, position = 0.0, 0, 0
        while position < end:
            frame = frames.get(data[position : position + 3])
            if frame is not None and (self._in_step or self._is_followed(position + frame[0])):
                self._in_step = True
                duration_s += frame[1]
                frame_bytes += min(frame[0], size - position)
                position += frame[0]
                continue
            self._in_step = False
            position = data.find(b"\xff", position + 1)
            position = size if position < 0 else position
        self.duration_s += duration_s
        self.frame_bytes += frame_bytes
        self._data = data[position:]

    def _is_followed(self, end: int) -> bool:
        """Whether another frame or the end follows: chance headers are alone."""
        return end == len(self._data) or self._data[end : end + 3] in _FRAMES


def _id3v2_end(descriptor: int) -> int:
    """Return the offset behind the ID3v2 tags at the start of the file."""
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
    end = _read_at(descriptor, size - _ID3V1_SIZE - 3, 6)  # "APETAGEX" also contains "TAG"
    return size - _ID3V1_SIZE if end[3:] == b"TAG" and end[:3] != b"APE" else size


def _read_at(descriptor: int, start: int, size: int) -> bytes:
    os.lseek(descriptor, max(0, start), os.SEEK_SET)
    return os.read(descriptor, size)
