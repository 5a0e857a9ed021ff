"""Decoding with libsndfile: wav, aiff, flac, mp3 and their relatives."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
import soundfile

from moodtagger.audio.constants import BLOCK_S, MAX_DURATION_S
from moodtagger.audio.decoders import mp3_length as mpeg
from moodtagger.audio.decoders.base import TOLERATED_GAP_S, Chunk, SourceError, going_on
from moodtagger.audio.decoders.ffmpeg_graph import whole_file
from moodtagger.audio.decoders.regular_file import StrPath, open_regular
from moodtagger.audio.downmix import Floats, mono_weights, to_mono
from moodtagger.audio.resample import plausible_rate
from moodtagger.core.prediction import AudioInfo

MAX_SAMPLES = 1 << 19  # of all channels together in one block, whatever the header declares
DENSE_BIT_RATE = 180_000  # bits a second

_CODECS = {"MPEG_LAYER_I": "mp1", "MPEG_LAYER_II": "mp2", "MPEG_LAYER_III": "mp3"}


class SoundFileSource:
    """One file, open in libsndfile."""

    def __init__(self, path: StrPath, *, last_resort: bool = False) -> None:
        """Raises SourceError when libsndfile cannot read it, AudioError as `open_regular` does.

        It also leaves to FFmpeg what that does better, unless this is the last resort.
        """
        self._path = path
        self._file = open_regular(path)
        try:
            self._sound = _open(self._file.fileno(), path, last_resort)
        except BaseException:
            self._file.close()
            raise
        self._rate: int = self._sound.samplerate
        self._frames = _samples(self._sound, self._file.fileno())
        self._weights = mono_weights(("",) * self._sound.channels)
        self.info = AudioInfo(
            duration_s=min(self._frames / self._rate, MAX_DURATION_S),
            sample_rate=self._rate,
            channels=self._sound.channels,
            codec=_codec(self._sound.format, self._sound.subtype),
        )

    def chunks(self) -> Iterator[Chunk]:
        """See `Source`; ends with SourceError when there is less than the header declares."""
        if self._sound.format == "MP3" and self._is_dense():
            return going_on(self._by_ffmpeg(), self._by_blocks)
        return self._by_blocks()

    def _is_dense(self) -> bool:
        """Whether FFmpeg is faster: at 128 kbit/s it is not yet, at 320 by a tenth."""
        look = mpeg.look_at(self._file.fileno())
        return 8 * (look.size - look.start) > DENSE_BIT_RATE * self.info.duration_s

    def _by_ffmpeg(self) -> Iterator[Chunk]:
        return whole_file(self._path, "mp3", self._weights, self.info)

    def _by_blocks(self, delivered: int = 0) -> Iterator[Chunk]:
        """What follows the first `delivered` samples."""
        size = min(int(self._rate * BLOCK_S), MAX_SAMPLES // self.info.channels)
        if delivered:
            self._go_to(delivered)
        while len(samples := self._read(size)):
            delivered += len(samples)
            yield Chunk(self._rate, samples)
        if delivered / self._rate < self.info.duration_s - TOLERATED_GAP_S:
            raise SourceError("ends before its declared end")

    def excerpt(self, start_s: float, length_s: float) -> Chunk:
        """See `Source`."""
        start = round(start_s * self._rate)
        if start >= self._frames:
            return Chunk(self._rate, np.empty(0, np.float32))
        self._go_to(start)
        return Chunk(self._rate, self._read(round(length_s * self._rate)))

    def close(self) -> None:
        """See `Source`."""
        self._sound.close()
        self._file.close()

    def _go_to(self, sample: int) -> None:
        try:
            self._sound.seek(sample)
        except soundfile.SoundFileError as error:
            raise SourceError(str(error)) from error

    def _read(self, frames: int) -> Floats:
        try:
            samples = self._sound.read(frames, dtype="float32", always_2d=True)
        except soundfile.SoundFileError as error:
            raise SourceError(str(error)) from error
        return to_mono(list(samples.T), self._weights)


def _open(descriptor: int, path: StrPath, last_resort: bool) -> soundfile.SoundFile:
    try:
        if sys.platform == "win32":  # descriptors of one C library mean nothing to another
            sound = soundfile.SoundFile(path)
        else:
            sound = soundfile.SoundFile(descriptor, "r", closefd=False)
    except (soundfile.SoundFileError, OSError) as error:
        raise SourceError(str(error)) from error
    best = last_resort or (_at_its_best(sound) and _begins_well(sound, descriptor))
    if best and plausible_rate(sound.samplerate):
        return sound
    sound.close()
    raise SourceError("not for libsndfile")


def _at_its_best(sound: soundfile.SoundFile) -> bool:
    """FFmpeg knows the places of surround channels, and decodes Ogg in a third to 3/4 the time."""
    return bool(sound.channels <= 2 and sound.format != "OGG")


def _begins_well(sound: soundfile.SoundFile, descriptor: int) -> bool:
    """Behind an empty tag libsndfile takes the first frame for any bytes that look like one."""
    return bool(sound.format != "MP3" or mpeg.look_at(descriptor).begins_well)


def _samples(sound: soundfile.SoundFile, descriptor: int) -> int:
    """The declared length, without the tags that libsndfile takes for audio of an MP3 file."""
    declared: int = sound.frames
    if sound.format != "MP3":
        return declared
    return mpeg.look_at(descriptor).samples(declared, sound.samplerate, sound.extra_info)


def _codec(container: str, subtype: str) -> str:
    if container == "FLAC":
        return "flac"
    if subtype.startswith("PCM") or subtype in ("FLOAT", "DOUBLE"):
        return "pcm"
    return _CODECS.get(subtype, subtype.lower())
