"""Any audio file as 16 kHz mono float32, block by block, in memory that does not grow with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

import numpy as np
import soxr

from moodtagger.audio.constants import BLOCK_S, MAX_DECODED, MAX_DURATION_S, SAMPLE_RATE
from moodtagger.audio.convert import Floats, Resampler
from moodtagger.audio.decoders.base import (
    FRESH_COPY_ADVICE,
    AudioChunk,
    Decoder,
    DecoderError,
    StrPath,
    skip_samples,
    with_fallback,
)
from moodtagger.audio.decoders.ffmpeg import FFmpegDecoder
from moodtagger.audio.decoders.sndfile import SndfileDecoder
from moodtagger.core.errors import AudioError
from moodtagger.core.prediction import AudioInfo

BLOCK_SAMPLES = int(BLOCK_S * SAMPLE_RATE)


class AudioStream:
    """One file on its way to 16 kHz mono; close it, or use it in a `with` statement."""

    def __init__(self, path: StrPath) -> None:
        """Raises AudioError when the file cannot be opened or holds no sound that can be read."""
        self._path = path
        self._decoder = _open_decoder(path)
        self.info: AudioInfo = self._decoder.info  # the duration is what was decoded, once it was

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
        self._decoder.close()

    def blocks(self) -> Iterator[Floats]:
        """The whole file, once: 16 kHz mono float32, shape (n,), n between 1 and 160,000.

        Where the file is damaged it gives what can be decoded. Raises AudioError when that is
        nothing, and when the drive fails on the way.
        """
        resampler = Resampler()
        decoded_s, decoded_samples = 0.0, 0
        for chunk in self._chunks():
            decoded_s += len(chunk.samples) / chunk.sample_rate
            decoded_samples += len(chunk.samples) * self.info.channels
            yield from _split_blocks(resampler.push(chunk.sample_rate, chunk.samples))
            if decoded_s >= MAX_DURATION_S or decoded_samples >= MAX_DECODED:
                break
        yield from _split_blocks(resampler.finish())
        if not decoded_s:
            raise AudioError(
                "There is no sound in this file, or none that can be decoded.",
                path=self._path,
                advice=FRESH_COPY_ADVICE,
            )
        self.info = dataclasses.replace(self.info, duration_s=decoded_s)

    def _chunks(self) -> Iterator[AudioChunk]:
        """What the first decoder gives; where it gives up, the second one goes on."""
        return with_fallback(self._decoder.chunks(), self._chunks_from_fallback)

    def _chunks_from_fallback(self, delivered: int) -> Iterator[AudioChunk]:
        if isinstance(self._decoder, FFmpegDecoder):
            return
        self._decoder.close()
        try:
            self._decoder = FFmpegDecoder(self._path)
        except DecoderError:
            return
        yield from skip_samples(self._decoder.chunks(), delivered)


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
        decoder = stream._decoder
        try:
            parts = [_to_16_khz(decoder.excerpt(start, length)) for start, length in excerpts]
            if _have_declared_length(parts, excerpts, decoder.info.duration_s):
                return decoder.info, parts
        except DecoderError:
            pass  # cannot go to that place: listen from the beginning
    return _excerpts_by_full_decode(path, excerpts)


def _open_decoder(path: StrPath) -> Decoder:
    """libsndfile where it is at its best, FFmpeg otherwise, then libsndfile for what is left."""
    for open_decoder in (
        lambda: SndfileDecoder(path),
        lambda: FFmpegDecoder(path),
        lambda: SndfileDecoder(path, last_resort=True),
    ):
        try:
            return open_decoder()
        except DecoderError:
            continue
    raise AudioError(
        "This file is damaged, protected, or no audio file at all.",
        path=path,
        advice=FRESH_COPY_ADVICE,
    )


def _split_blocks(samples: Floats) -> Iterator[Floats]:
    for start in range(0, len(samples), BLOCK_SAMPLES):
        yield samples[start : start + BLOCK_SAMPLES]


def _to_16_khz(chunk: AudioChunk) -> Floats:
    if chunk.sample_rate == SAMPLE_RATE or not len(chunk.samples):
        return chunk.samples
    resampled: Floats = soxr.resample(chunk.samples, chunk.sample_rate, SAMPLE_RATE)
    return resampled


def _have_declared_length(
    excerpt_samples: Sequence[Floats], excerpts: Sequence[tuple[float, float]], duration_s: float
) -> bool:
    """Whether every part is as long as the declared duration lets one expect."""
    expected_s = (min(length, duration_s - start) for start, length in excerpts)
    return duration_s > 0 and all(
        len(samples) / SAMPLE_RATE >= seconds - 0.5
        for samples, seconds in zip(excerpt_samples, expected_s, strict=True)
    )


def _excerpts_by_full_decode(
    path: StrPath, excerpts: Sequence[tuple[float, float]]
) -> tuple[AudioInfo, list[Floats]]:
    """The same by decoding everything, keeping only the parts."""
    ranges = [
        (round(start * SAMPLE_RATE), round((start + length) * SAMPLE_RATE))
        for start, length in excerpts
    ]
    collected: list[list[Floats]] = [[] for _ in excerpts]
    position = 0
    with open_audio(path) as stream:
        for block in stream.blocks():
            for parts, (start, end) in zip(collected, ranges, strict=True):
                part = block[max(0, start - position) : max(0, end - position)]
                if len(part):
                    parts.append(part.copy())
            position += len(block)
    empty = np.empty(0, np.float32)
    return stream.info, [np.concatenate([empty, *parts]) for parts in collected]
