"""Recognize MPEG audio by its frames (ISO/IEC 11172-3 and 13818-3), which have no magic number.

A header is only 11 set bits and a few fields, so that chance headers are in every large file. Audio
is what begins where a file's audio begins, behind tags, zeros or a little junk, and continues frame
by frame with one version, layer and sample rate for a long run, or to the end of a short file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

LONG_RUN = 32  # frames
_LONG_RUN_BYTES = 2048  # the frames of layer I can be tiny
_MAX_JUNK, _MAX_JUNK_BEHIND_TAG = 64 << 10, 1 << 20  # a tag with a wrong size leaves a cover behind
_MAX_TAIL = 4096  # bytes after the last frame of a short file
_MAX_CANDIDATES = 4_000
_SHORT_RUN, _SHORT_RUN_BEHIND_JUNK = 2, 8  # frames of a run that reaches the end
_SEGMENT = 4  # frames between two gaps of a damaged stream, and what a gap must not exceed
_MAX_GAP, _MAX_GAP_SHARE = 4096, 0.25
_MIN_FREE_LENGTH, _MAX_FREE_LENGTH = 24, 12_000
_TAIL_MAGICS = (b"ID3", b"3DI", b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"Brava Software Inc")
# Header fields: bit rates in kbit/s by (version 1, layer); index 0 is "free format".
_BITRATES = {
    (True, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_THIRD_BYTES = b"".join(
    b"\\x%02x" % byte for byte in range(256) if byte >> 4 != 15 and byte >> 2 & 3 != 3
)
_HEADER = re.compile(rb"\xff(?=[\xe2-\xe7\xf2-\xf7\xfa-\xff][" + _THIRD_BYTES + b"])", re.DOTALL)
_ADTS_RATES = 13


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """A header; `length` in bytes is without the `padding`, and 0 in free format.

    `signature` is what all frames of a stream have in common: version, layer, sample rate.
    """

    signature: tuple[int, int]
    length: int
    padding: int


def parse_header(head: bytes) -> FrameHeader | None:
    """Parse four bytes; None when they are no valid header."""
    if len(head) < 4 or _HEADER.match(head) is None:
        return None
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    rate = _SAMPLE_RATES[version][head[2] >> 2 & 3]
    bits = _BITRATES[version == 3, layer][head[2] >> 4] * 1000
    slot = 4 if layer == 1 else 1
    slots = 12 if layer == 1 else 72 if layer == 3 and version != 3 else 144
    signature = (head[1] & 0x1E, head[2] & 0x0C)
    return FrameHeader(signature, slots * bits // rate * slot, (head[2] >> 1 & 1) * slot)


def is_mpeg_audio(file: BinaryIO, start: int, end: int, *, tagged: bool) -> bool:
    """Whether MPEG audio begins at `start`, behind zeros or behind junk of limited size.

    `tagged`: an ID3v2 tag ends at `start`, perhaps one of a wrong size; then more junk is skipped.
    """
    return _Stream(file, start, end, tagged=tagged).is_audio()


def is_adts(file: BinaryIO, start: int, end: int) -> bool:
    """Whether AAC frames with ADTS headers (ISO/IEC 13818-7) follow each other from `start` on."""
    position, frames, fixed = start, 0, b""
    while frames < LONG_RUN and position < end:
        head = _read(file, position, min(7, end - position))
        if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
            break
        same = bytes((head[1], head[2] & 0xFD))  # version, profile, sample rate, channels
        length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
        if head[2] >> 2 & 15 >= _ADTS_RATES or length < 7 or (fixed and same != fixed):
            break
        position, frames, fixed = position + length, frames + 1, same
    return frames == LONG_RUN or (frames >= _SHORT_RUN and end - position <= _MAX_TAIL)


def skip_zeros(file: BinaryIO, start: int, end: int, limit: int = 1 << 20) -> int:
    """Return the offset of the first byte that is not zero, at most `limit` bytes further."""
    position = start
    while position < min(end, start + limit):
        data = _read(file, position, min(64 << 10, end - position))
        rest = data.lstrip(b"\0")
        position += len(data) - len(rest)
        if rest or not data:
            break
    return position


def _read(file: BinaryIO, start: int, size: int) -> bytes:
    file.seek(start)
    return file.read(size)


@dataclass(slots=True)
class _Run:
    """Frames one behind the other; `all_same`: each resembles the one before.

    `is_whole`: the last frame ends the audio or is cut off by its end.
    """

    is_free_format: bool
    frames: int = 0
    bytes: int = 0
    gap_bytes: int = 0
    reaches_end: bool = False
    is_whole: bool = False
    all_same: bool = True


class _Stream:
    """The bytes in which frames are looked for."""

    def __init__(self, file: BinaryIO, start: int, end: int, *, tagged: bool) -> None:
        self._file = file
        self._tagged = tagged
        self._start = skip_zeros(file, start, end)
        self._end = end
        self._data = _read(file, self._start, min(_MAX_JUNK, end - self._start))

    def is_audio(self) -> bool:
        """Whether a run of frames is found that is long enough."""
        if self._is_long_enough(self._follow_any(self._start), at_start=True):
            return True
        if self._tagged and self._end - self._start > len(self._data):
            self._data = _read(
                self._file, self._start, min(_MAX_JUNK_BEHIND_TAG, self._end - self._start)
            )
        return any(
            self._is_long_enough(run, at_start=False)
            for position in islice(self._candidates(), _MAX_CANDIDATES)
            if (run := self._follow_any(position)).frames > 1
        )

    def _candidates(self) -> Iterator[int]:
        for found in _HEADER.finditer(self._data, 1):
            yield self._start + found.start()

    def _is_long_enough(self, run: _Run, *, at_start: bool) -> bool:
        # A periodic signal repeats a chance header as often as one likes.
        if run.frames > 1 and run.all_same and not (at_start and not run.is_free_format):
            return False
        if run.frames >= LONG_RUN and run.bytes >= _LONG_RUN_BYTES:
            return True
        needed = _SHORT_RUN if at_start and run.is_whole else _SHORT_RUN_BEHIND_JUNK
        if at_start and self._tagged and run.bytes == self._end - self._start:
            needed = 1
        return run.reaches_end and run.frames >= needed and not run.gap_bytes

    def _at(self, position: int, size: int = 4) -> bytes:
        offset = position - self._start
        if offset >= 0 and offset + size <= len(self._data):
            return self._data[offset : offset + size]
        return _read(self._file, position, max(0, min(size, self._end - position)))

    def _follow_any(self, position: int) -> _Run:
        """Follow the frames from `position` on; the length of free-format ones is searched for."""
        first = parse_header(self._at(position))
        if first is None:
            return _Run(is_free_format=False)
        if first.length:
            return self._follow(position, first, 0)
        if position != self._start:
            return _Run(is_free_format=True)  # too easily a periodic signal
        runs = (self._follow(position, first, n) for n in self._free_lengths(position, first))
        return max(runs, key=lambda run: run.frames, default=_Run(is_free_format=True))

    def _free_lengths(self, position: int, first: FrameHeader) -> Iterator[int]:
        data = self._at(position, min(_MAX_FREE_LENGTH, self._end - position))
        for found in islice(_HEADER.finditer(data, _MIN_FREE_LENGTH), 64):
            other = parse_header(data[found.start() : found.start() + 4])
            if other and other.signature == first.signature and not other.length:
                yield found.start() - first.padding

    def _follow(self, position: int, first: FrameHeader, free_length: int) -> _Run:
        """Follow the frames up to a long run, over small gaps of a damaged stream."""
        run, since_gap, previous = _Run(is_free_format=not first.length), 0, b""
        while run.frames < LONG_RUN or run.bytes < _LONG_RUN_BYTES:
            length = self._length_at(position, first, free_length)
            if not length:
                gap = self._gap(position, first) if since_gap >= _SEGMENT else 0
                if not gap or run.gap_bytes + gap > _MAX_GAP_SHARE * run.bytes:
                    break
                run.gap_bytes, position, since_gap = run.gap_bytes + gap, position + gap, 0
                continue
            if position + length > self._end:  # the last frame is cut off
                position = self._end
                break
            frame = self._at(position, length)
            run.all_same = run.all_same and (not previous or _resemble(previous, frame))
            run.frames, run.bytes = run.frames + 1, run.bytes + length
            position, since_gap, previous = position + length, since_gap + 1, frame
        if run.frames > 1 or run.bytes == self._end - self._start:
            run.is_whole = self._is_end(position)
            run.reaches_end = run.is_whole or self._end - position <= _MAX_TAIL
        return run

    def _length_at(self, position: int, first: FrameHeader, free_length: int) -> int:
        head = parse_header(self._at(position))
        if head is None or head.signature != first.signature:
            return 0
        length = head.length or free_length
        return length + head.padding if length else 0

    def _gap(self, position: int, first: FrameHeader) -> int:
        """Return the bytes to the next frames of this stream; 0 when none are near."""
        data = self._at(position, min(_MAX_GAP, self._end - position))
        for found in _HEADER.finditer(data, 1):
            begin = position + found.start()
            for _ in range(_SEGMENT):
                length = self._length_at(begin, first, 0)
                if not length:
                    break
                begin += length
            else:
                return found.start()
        return 0

    def _is_end(self, position: int) -> bool:
        """Whether nothing, zeros, or another tag follows."""
        position = skip_zeros(self._file, position, self._end)
        return position == self._end or self._at(position, 18).startswith(_TAIL_MAGICS)


def _resemble(frame: bytes, other: bytes) -> bool:
    """Whether most bytes are equal, as in a periodic signal, but not in compressed sound."""
    equal = sum(a == b for a, b in zip(frame, other, strict=False))
    return frame == other or equal > len(frame) / 2
