"""Decode with libsndfile (WAV, AIFF, FLAC, MP3), and correct the MP3 lengths that it estimates.

Where the first MP3 frame does not state the number of frames, libsndfile estimates the length from
the file size, tags and covers included, so that a file would get longer with each tag written.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import soundfile

from moodtagger.audio.constants import BLOCK_S, MAX_DURATION_S
from moodtagger.audio.convert import Floats, downmix_weights, is_plausible_sample_rate, to_mono
from moodtagger.audio.decoders.base import (
    MAX_MISSING_S,
    AudioChunk,
    DecoderError,
    StrPath,
    open_regular_file,
    with_fallback,
)
from moodtagger.audio.decoders.ffmpeg_graph import decode_with_graph
from moodtagger.core.prediction import AudioInfo

_FRAME_BYTES = re.compile(r"^ *framesize *: *(\d+)", re.MULTILINE)
_KBIT_PER_S = re.compile(r"^ *bitrate *: *(\d+)", re.MULTILINE)
_SAMPLES_PER_FRAME = (384, 576, 1152)  # for the different layers and versions
_TOLERANCE_SAMPLES = 2
_ID3V1_SIZE = 128
_MAX_TAGS = 100  # consecutive ID3v2 tags

MAX_SAMPLES = 1 << 19  # of all channels together in one block, whatever the header declares
HIGH_BIT_RATE = 180_000  # bit/s; above, FFmpeg decodes MP3 faster

_CODECS = {"MPEG_LAYER_I": "mp1", "MPEG_LAYER_II": "mp2", "MPEG_LAYER_III": "mp3"}


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

    def sample_count(self, declared: int, rate: int, log: str) -> int:
        """Correct the length that libsndfile reports, if it is an estimate.

        Parameters
        ----------
        declared : int
            Samples per channel that libsndfile reports.
        rate : int
            Sample rate in Hz.
        log : str
            What libsndfile logged when it opened the file.

        Returns
        -------
        int
            Samples per channel.
        """
        frame_bytes = _logged_number(_FRAME_BYTES, log)
        for samples in _SAMPLES_PER_FRAME if frame_bytes else ():
            if abs(declared - self.size / frame_bytes * samples) < _TOLERANCE_SAMPLES:
                # Frames differ by one byte of padding; the bit rate gives their mean size.
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


class SndfileDecoder:
    """A decoder that uses libsndfile; see `Decoder`.

    Parameters
    ----------
    path : str or os.PathLike
        The audio file.
    last_resort : bool
        Whether to open also the files that FFmpeg decodes better.

    Raises
    ------
    DecoderError
        libsndfile cannot read the file, or FFmpeg does it better.
    AudioError
        As for `open_regular_file`.
    """

    def __init__(self, path: StrPath, *, last_resort: bool = False) -> None:
        self._path = path
        self._file = open_regular_file(path)
        try:
            self._soundfile = _open_soundfile(self._file.fileno(), path, last_resort)
        except BaseException:
            self._file.close()
            raise
        self._rate: int = self._soundfile.samplerate
        self._frame_count = _declared_frames(self._soundfile, self._file.fileno())
        self._weights = downmix_weights(("",) * self._soundfile.channels)
        self.info = AudioInfo(
            duration_s=min(self._frame_count / self._rate, MAX_DURATION_S),
            sample_rate=self._rate,
            channels=self._soundfile.channels,
            codec=_codec_name(self._soundfile.format, self._soundfile.subtype),
        )

    def chunks(self) -> Iterator[AudioChunk]:
        """Decode the file from the beginning; call it once only.

        Yields
        ------
        AudioChunk
            At most about 10 s each.

        Raises
        ------
        DecoderError
            The audio is more than `MAX_MISSING_S` shorter than declared.
        """
        if self.prefers_ffmpeg:
            with_ffmpeg = decode_with_graph(self._path, "mp3", self._weights, self.info)
            return with_fallback(with_ffmpeg, self.decode_with_sndfile)
        return self.decode_with_sndfile()

    @property
    def prefers_ffmpeg(self) -> bool:
        """Whether FFmpeg decodes the file faster.

        It does so for MP3 at 320 kbit/s, by a tenth, but not at 128 kbit/s.
        """
        if self._soundfile.format != "MP3":
            return False
        bounds = read_mpeg_bounds(self._file.fileno())
        return 8 * (bounds.size - bounds.audio_start) > HIGH_BIT_RATE * self.info.duration_s

    def decode_with_sndfile(self, start: int = 0) -> Iterator[AudioChunk]:
        """Decode with libsndfile itself.

        Parameters
        ----------
        start : int
            Index of the first sample.

        Yields
        ------
        AudioChunk
            At most `BLOCK_S` seconds and `MAX_SAMPLES` samples of all channels each.

        Raises
        ------
        DecoderError
            The audio is more than `MAX_MISSING_S` shorter than declared.
        """
        position = start
        size = min(int(self._rate * BLOCK_S), MAX_SAMPLES // self.info.channels)
        if start:
            self._seek(start)
        while len(samples := self._read(size)):
            position += len(samples)
            yield AudioChunk(self._rate, samples)
        if position / self._rate < self.info.duration_s - MAX_MISSING_S:
            raise DecoderError("ends before its declared end")

    def excerpt(self, start_s: float, length_s: float) -> AudioChunk:
        """Seek and decode one excerpt.

        Parameters
        ----------
        start_s, length_s : float
            Start and length in seconds.

        Returns
        -------
        AudioChunk
            The excerpt; shorter or empty at the end of the file.

        Raises
        ------
        DecoderError
            libsndfile cannot seek to the start.
        """
        start = round(start_s * self._rate)
        if start >= self._frame_count:
            return AudioChunk(self._rate, np.empty(0, np.float32))
        self._seek(start)
        return AudioChunk(self._rate, self._read(round(length_s * self._rate)))

    def close(self) -> None:
        """Close the file."""
        self._soundfile.close()
        self._file.close()

    def _seek(self, sample: int) -> None:
        try:
            self._soundfile.seek(sample)
        except soundfile.SoundFileError as error:
            raise DecoderError(str(error)) from error

    def _read(self, frames: int) -> Floats:
        try:
            samples = self._soundfile.read(frames, dtype="float32", always_2d=True)
        except soundfile.SoundFileError as error:
            raise DecoderError(str(error)) from error
        return to_mono(list(samples.T), self._weights)


def _open_soundfile(descriptor: int, path: StrPath, last_resort: bool) -> soundfile.SoundFile:
    try:
        if sys.platform == "win32":  # file descriptors cannot be shared between C runtimes
            sound = soundfile.SoundFile(path)
        else:
            sound = soundfile.SoundFile(descriptor, "r", closefd=False)
    except (soundfile.SoundFileError, OSError) as error:
        raise DecoderError(str(error)) from error
    usable = last_resort or (_is_suitable_format(sound) and _starts_with_frame(sound, descriptor))
    if usable and is_plausible_sample_rate(sound.samplerate):
        return sound
    sound.close()
    raise DecoderError("not for libsndfile")


def _is_suitable_format(sound: soundfile.SoundFile) -> bool:
    """Whether FFmpeg is no better: it knows surround layouts and decodes Ogg 1.3x to 3x faster."""
    return bool(sound.channels <= 2 and sound.format != "OGG")


def _starts_with_frame(sound: soundfile.SoundFile, descriptor: int) -> bool:
    """Whether audio follows the tags: after an empty tag libsndfile may sync to random bytes."""
    return bool(sound.format != "MP3" or read_mpeg_bounds(descriptor).has_frame_at_start)


def _declared_frames(sound: soundfile.SoundFile, descriptor: int) -> int:
    """Samples per channel that the file declares, without tags that count as MP3 audio."""
    declared: int = sound.frames
    if sound.format != "MP3":
        return declared
    return read_mpeg_bounds(descriptor).sample_count(declared, sound.samplerate, sound.extra_info)


def _codec_name(container: str, subtype: str) -> str:
    if container == "FLAC":
        return "flac"
    if subtype.startswith("PCM") or subtype in ("FLOAT", "DOUBLE"):
        return "pcm"
    return _CODECS.get(subtype, subtype.lower())
