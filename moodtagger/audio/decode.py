"""Any audio file as 16 kHz mono float32, block by block, in memory that does not grow with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

import numpy as np
import soxr

from moodtagger.audio.constants import BLOCK_S, MAX_DECODED, MAX_DURATION_S, SAMPLE_RATE
from moodtagger.audio.decoders.base import Chunk, Source, SourceError, after, going_on
from moodtagger.audio.decoders.ffmpeg import AvSource
from moodtagger.audio.decoders.regular_file import FRESH_COPY, StrPath
from moodtagger.audio.decoders.sndfile import SoundFileSource
from moodtagger.audio.downmix import Floats
from moodtagger.audio.resample import Resampler
from moodtagger.core.errors import AudioError
from moodtagger.core.prediction import AudioInfo

BLOCK_SAMPLES = int(BLOCK_S * SAMPLE_RATE)


class AudioStream:
    """One file on its way to 16 kHz mono; close it, or use it in a `with` statement."""

    def __init__(self, path: StrPath) -> None:
        """Raises AudioError when the file cannot be opened or holds no sound that can be read."""
        self._path = path
        self._source = _open_source(path)
        self.info: AudioInfo = self._source.info  # the duration is what was decoded, once it was

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._source.close()

    def blocks(self) -> Iterator[Floats]:
        """The whole file, once: 16 kHz mono float32, shape (n,), n between 1 and 160,000.

        Where the file is damaged it gives what can be decoded. Raises AudioError when that is
        nothing, and when the drive fails on the way.
        """
        resampler = Resampler()
        decoded_s, decoded = 0.0, 0
        for chunk in self._chunks():
            decoded_s += len(chunk.samples) / chunk.rate
            decoded += len(chunk.samples) * self.info.channels
            yield from _split(resampler.push(chunk.rate, chunk.samples))
            if decoded_s >= MAX_DURATION_S or decoded >= MAX_DECODED:
                break
        yield from _split(resampler.finish())
        if not decoded_s:
            raise AudioError(
                "There is no sound in this file, or none that can be decoded.",
                path=self._path,
                advice=FRESH_COPY,
            )
        self.info = dataclasses.replace(self.info, duration_s=decoded_s)

    def _chunks(self) -> Iterator[Chunk]:
        """What the first decoder gives; where it gives up, the second one goes on."""
        return going_on(self._source.chunks(), self._chunks_of_another)

    def _chunks_of_another(self, known: int) -> Iterator[Chunk]:
        if isinstance(self._source, AvSource):
            return
        self._source.close()
        try:
            self._source = AvSource(self._path)
        except SourceError:
            return
        yield from after(self._source.chunks(), known)


def open_audio(path: StrPath) -> AudioStream:
    """Open `path` for decoding.

    Raises AudioError, with a sentence for a listener, when it is missing, unreadable, empty, a
    folder, a pipe, a device, or no audio that can be read.
    """
    return AudioStream(path)


def decode_excerpts(
    path: StrPath, excerpts: Sequence[tuple[float, float]]
) -> tuple[AudioInfo, list[Floats]]:
    """Only the parts (start in s, length in s) of the file, each as 16 kHz mono, shape (n,).

    A part beyond the end is shorter or empty. The info's duration is what the header declares,
    or what was decoded when the header promised more than the excerpts found. Raises AudioError
    as `open_audio` and `AudioStream.blocks` do.
    """
    with open_audio(path) as stream:
        source = stream._source
        try:
            parts = [_at_16_khz(source.excerpt(start, length)) for start, length in excerpts]
            if _as_declared(parts, excerpts, source.info.duration_s):
                return source.info, parts
        except SourceError:
            pass  # cannot go to that place: listen from the beginning
    return _excerpts_in_passing(path, excerpts)


def _open_source(path: StrPath) -> Source:
    """libsndfile where it is at its best, FFmpeg otherwise, then libsndfile for what is left."""
    for attempt in (
        lambda: SoundFileSource(path),
        lambda: AvSource(path),
        lambda: SoundFileSource(path, last_resort=True),
    ):
        try:
            return attempt()
        except SourceError:
            continue
    raise AudioError(
        "This file is damaged, protected, or no audio file at all.",
        path=path,
        advice=FRESH_COPY,
    )


def _split(samples: Floats) -> Iterator[Floats]:
    for start in range(0, len(samples), BLOCK_SAMPLES):
        yield samples[start : start + BLOCK_SAMPLES]


def _at_16_khz(chunk: Chunk) -> Floats:
    if chunk.rate == SAMPLE_RATE or not len(chunk.samples):
        return chunk.samples
    resampled: Floats = soxr.resample(chunk.samples, chunk.rate, SAMPLE_RATE)
    return resampled


def _as_declared(
    parts: Sequence[Floats], excerpts: Sequence[tuple[float, float]], duration_s: float
) -> bool:
    """Whether every part is as long as the declared duration lets one expect."""
    expected_s = (min(length, duration_s - start) for start, length in excerpts)
    return duration_s > 0 and all(
        len(part) / SAMPLE_RATE >= seconds - 0.5
        for part, seconds in zip(parts, expected_s, strict=True)
    )


def _excerpts_in_passing(
    path: StrPath, excerpts: Sequence[tuple[float, float]]
) -> tuple[AudioInfo, list[Floats]]:
    """The same by decoding everything, keeping only the parts."""
    ranges = [
        (round(start * SAMPLE_RATE), round((start + length) * SAMPLE_RATE))
        for start, length in excerpts
    ]
    kept: list[list[Floats]] = [[] for _ in excerpts]
    position = 0
    with open_audio(path) as stream:
        for block in stream.blocks():
            for parts, (start, end) in zip(kept, ranges, strict=True):
                part = block[max(0, start - position) : max(0, end - position)]
                if len(part):
                    parts.append(part.copy())
            position += len(block)
    empty = np.empty(0, np.float32)
    return stream.info, [np.concatenate([empty, *parts]) for parts in kept]
