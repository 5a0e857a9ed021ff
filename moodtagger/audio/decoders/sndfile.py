"""Decode with libsndfile (WAV, AIFF, FLAC, MP3).

libsndfile believes what an MP3 file declares, or else estimates the length from the file size, tags
and covers included, and the size of the first frame. It reads no further than that. The frames
themselves are added up instead, see `mpeg_frames`.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterator

import numpy as np
import soundfile

from moodtagger.audio.constants import BLOCK_S, MAX_DURATION_S
from moodtagger.audio.convert import Downmixer, Floats, is_plausible_sample_rate
from moodtagger.audio.decoders.base import (
    MAX_MISSING_S,
    AudioChunk,
    DecoderError,
    StrPath,
    open_regular_file,
    with_fallback,
)
from moodtagger.audio.decoders.ffmpeg_graph import decode_with_graph
from moodtagger.audio.decoders.mpeg_frames import (
    MpegBounds,
    read_mpeg_bounds,
    total_frame_duration,
)
from moodtagger.core.prediction import AudioInfo

_FRAME_BYTES = re.compile(r"^ *framesize *: *(\d+)", re.MULTILINE)
_KBIT_PER_S = re.compile(r"^ *bitrate *: *(\d+)", re.MULTILINE)
_CHUNK_ID = re.compile(rb"[!-~][ -~]{3}")
_MAX_HEADER_BYTES = 64 << 10
_SAMPLES_PER_FRAME = (384, 576, 1152)  # for the different layers and versions
_TOLERANCE_SAMPLES = 2
_MAX_PADDING_S = 0.3  # a frame and the silence that encoders add, at the lowest sample rates

_PROBES, _PROBE_SAMPLES = 4, 4608  # places and samples where polarity is measured
MAX_SAMPLES = 1 << 19  # of all channels together in one block, whatever the header declares
HIGH_BIT_RATE = 180_000  # bit/s; above, FFmpeg decodes MP3 faster

_CODECS = {"MPEG_LAYER_I": "mp1", "MPEG_LAYER_II": "mp2", "MPEG_LAYER_III": "mp3"}


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
        self._names = ("",) * self._soundfile.channels
        self._downmixer = Downmixer(self._names)
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
            weights = self._probed_weights()
            with_ffmpeg = decode_with_graph(self._path, "mp3", weights, self.info)
            return with_fallback(with_ffmpeg, self.decode_with_sndfile)
        return self.decode_with_sndfile()

    def _probed_weights(self) -> Floats:
        """Downmix weights as of a few places, as FFmpeg mixes before polarity can be measured."""
        with contextlib.suppress(DecoderError, soundfile.SoundFileError):
            parts = []
            for i in range(_PROBES):
                self._seek(int(self._soundfile.frames * (i + 0.5) / _PROBES))
                parts.append(self._soundfile.read(_PROBE_SAMPLES, "float32", always_2d=True))
            self._downmixer.measure(list(np.concatenate(parts).T))
        with contextlib.suppress(DecoderError):
            self._seek(0)
        return self._downmixer.weights

    @property
    def prefers_ffmpeg(self) -> bool:
        """Whether FFmpeg decodes the file faster, or further: libsndfile ends where it declares.

        It is faster for MP3 at 320 kbit/s, by a tenth, but not at 128 kbit/s.
        """
        if self._soundfile.format != "MP3":
            return False
        if self._soundfile.frames < self._frame_count - MAX_MISSING_S * self._rate:
            return True
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

    def chunks_from(self, start: int) -> Iterator[AudioChunk]:
        """Seek and decode the rest of the file; see `Decoder.chunks_from`.

        Parameters
        ----------
        start : int
            Index of the first sample.

        Returns
        -------
        iterator of AudioChunk
            At most about 10 s each.
        """
        return self.decode_with_sndfile(start)

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
        return self._downmixer.mix(list(samples.T))


def _open_soundfile(descriptor: int, path: StrPath, last_resort: bool) -> soundfile.SoundFile:
    try:
        if sys.platform == "win32":  # file descriptors cannot be shared between C runtimes
            sound = soundfile.SoundFile(path)
        else:
            # libsndfile 1.2.0 closes the descriptor of what it cannot read even if asked not to.
            sound = soundfile.SoundFile(os.dup(descriptor), "r")
    except (soundfile.SoundFileError, OSError) as error:
        raise DecoderError(str(error)) from error
    usable = last_resort or (
        _is_suitable_format(sound)
        and _starts_with_frame(sound, descriptor)
        # Of a recording that was never closed, libsndfile believes the length: none.
        and (sound.frames > 0 or not _is_never_closed(descriptor))
    )
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


def _is_never_closed(descriptor: int) -> bool:
    """Whether audio follows the header of a WAV file's audio, which says that there is none."""
    position = os.lseek(descriptor, 0, os.SEEK_CUR)
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        data = os.read(descriptor, _MAX_HEADER_BYTES)
    finally:
        os.lseek(descriptor, position, os.SEEK_SET)
    chunk = 12
    while data[:4] == b"RIFF" and chunk + 8 < len(data):
        name, length = (
            data[chunk : chunk + 4],
            int.from_bytes(data[chunk + 4 : chunk + 8], "little"),
        )
        if name == b"data":
            return not length and not _CHUNK_ID.fullmatch(data[chunk + 8 : chunk + 12])
        chunk += 8 + length + length % 2
    return False


def _declared_frames(sound: soundfile.SoundFile, descriptor: int) -> int:
    """Samples per channel: as declared, or the sum of the MPEG frames where that differs."""
    declared: int = sound.frames
    if sound.format != "MP3":
        return declared
    bounds = read_mpeg_bounds(descriptor)
    frames_s = total_frame_duration(descriptor, bounds)
    if not frames_s:  # free format
        return _corrected_sample_count(bounds, declared, sound.samplerate, sound.extra_info)
    # A true count leaves out the frame that states it and the padding of the encoder.
    is_true = -_MAX_PADDING_S < declared / sound.samplerate - frames_s <= 0
    return declared if is_true else round(frames_s * sound.samplerate)


def _corrected_sample_count(bounds: MpegBounds, declared: int, rate: int, log: str) -> int:
    """Correct the length that libsndfile reports, if it is an estimate from the size of the file.

    Parameters
    ----------
    bounds : MpegBounds
        Where the audio lies.
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
        if abs(declared - bounds.size / frame_bytes * samples) < _TOLERANCE_SAMPLES:
            # Frames differ by one byte of padding; the bit rate gives their mean size.
            mean_frame_bytes = samples * _logged_number(_KBIT_PER_S, log) * 125 / rate
            mean_frame_bytes = (
                mean_frame_bytes if abs(mean_frame_bytes - frame_bytes) <= 1 else frame_bytes
            )
            return round(max(0, bounds.size - bounds.audio_start) / mean_frame_bytes * samples)
    return declared


def _logged_number(pattern: re.Pattern[str], log: str) -> int:
    match = pattern.search(log)
    return int(match[1]) if match else 0


def _codec_name(container: str, subtype: str) -> str:
    if container == "FLAC":
        return "flac"
    if subtype.startswith("PCM") or subtype in ("FLOAT", "DOUBLE"):
        return "pcm"
    return _CODECS.get(subtype, subtype.lower())
