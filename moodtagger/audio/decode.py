"""Decode any audio file to 16 kHz mono float32, block by block, in bounded memory."""

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
    take_seconds,
    with_fallback,
)
from moodtagger.audio.decoders.ffmpeg import FFmpegDecoder
from moodtagger.audio.decoders.sndfile import SndfileDecoder
from moodtagger.core.errors import AudioError
from moodtagger.core.messages import Message
from moodtagger.core.prediction import AudioInfo
from moodtagger.files.file_kinds import is_foreign, read_head

BLOCK_SAMPLES = int(BLOCK_S * SAMPLE_RATE)


class AudioStream:
    """An audio file that is decoded to 16 kHz mono; a context manager that closes the file.

    Parameters
    ----------
    path : str or os.PathLike
        The audio file. Its name may hold any bytes.

    Attributes
    ----------
    info : AudioInfo
        Duration in seconds, sample rate in Hz, channel count and codec. The duration is the
        declared one until `blocks` has been exhausted, then the decoded one.

    Raises
    ------
    AudioError
        The file is missing, unreadable, empty, a folder, a pipe or a device, or holds no audio
        that can be decoded.
    """

    def __init__(self, path: StrPath) -> None:
        self._path = path
        self._decoder = _open_decoder(path)
        self.info: AudioInfo = self._decoder.info

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
        """Close the file."""
        self._decoder.close()

    def blocks(self, excerpt: tuple[float, float | None] | None = None) -> Iterator[Floats]:
        """Decode the whole file, or an excerpt of it; call it once only.

        A damaged file yields whatever can be decoded of it.

        Parameters
        ----------
        excerpt : (float, float or None), optional
            Where to begin and to end, in seconds; None is the end of the file.

        Yields
        ------
        ndarray of float32, shape (n,)
            Mono samples at 16 kHz, 1 <= n <= 160,000; finite, full scale at 1.

        Raises
        ------
        AudioError
            Nothing can be decoded, or the drive fails while the file is being read.
        """
        resampler = Resampler()
        decoded_s, decoded_samples = 0.0, 0
        chunks = self._chunks() if excerpt is None else self._excerpt_chunks(*excerpt)
        for chunk in chunks:
            decoded_s += len(chunk.samples) / chunk.sample_rate
            decoded_samples += len(chunk.samples) * self.info.channels
            yield from _split_blocks(resampler.push(chunk.sample_rate, chunk.samples))
            if decoded_s >= MAX_DURATION_S or decoded_samples >= MAX_DECODED:
                break
        yield from _split_blocks(resampler.finish())
        if not decoded_s:
            raise AudioError(
                Message.of("This file has no audio, or none that can be decoded."),
                path=self._path,
                advice=FRESH_COPY_ADVICE,
            )
        self.info = dataclasses.replace(self.info, duration_s=decoded_s)

    def excerpts(self, excerpts: Sequence[tuple[float, float]]) -> list[Floats]:
        """Decode only some excerpts; call it once only, instead of `blocks`.

        The decoder seeks to each excerpt. The whole file is decoded instead where it cannot seek,
        or where an excerpt is shorter than the declared duration promises; `info` then has the
        decoded duration.

        Parameters
        ----------
        excerpts : sequence of (float, float)
            Start and length of each excerpt in seconds.

        Returns
        -------
        list of ndarray of float32, shape (n,)
            One array for each excerpt, mono at 16 kHz; shorter or empty where the excerpt reaches
            beyond the end of the file.

        Raises
        ------
        AudioError
            As for `blocks`.
        """
        try:
            parts = [_to_16_khz(self._decoder.excerpt(*excerpt)) for excerpt in excerpts]
            if _have_declared_length(parts, excerpts, self.info.duration_s):
                return parts
        except DecoderError:
            pass  # it cannot seek, so the file is decoded from the beginning
        self.info, parts = _excerpts_by_full_decode(self._path, excerpts)
        return parts

    def _chunks(self) -> Iterator[AudioChunk]:
        """Decode with the first decoder; where it gives up, continue with FFmpeg."""
        return with_fallback(self._decoder.chunks(), self._chunks_from_fallback)

    def _excerpt_chunks(self, start_s: float, end_s: float | None) -> Iterator[AudioChunk]:
        """Seek to the start; where the decoder cannot, decode from the beginning."""
        start = round(start_s * self.info.sample_rate)
        chunks = with_fallback(
            self._decoder.chunks_from(start),
            lambda delivered: self._chunks_from_beginning(start + delivered),
        )
        return chunks if end_s is None else take_seconds(chunks, end_s - start_s)

    def _chunks_from_beginning(self, count: int) -> Iterator[AudioChunk]:
        self._decoder.close()
        self._decoder = _open_decoder(self._path)
        return skip_samples(self._chunks(), count)

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
    """Open a file for decoding.

    Parameters
    ----------
    path : str or os.PathLike
        The audio file.

    Returns
    -------
    AudioStream
        The open file; close it, or use it in a `with` statement.

    Raises
    ------
    AudioError
        The file is missing, unreadable, empty, a folder, a pipe or a device, or holds no audio
        that can be decoded. The message is meant for the user.
    """
    return AudioStream(path)


def decode_excerpts(
    path: StrPath, excerpts: Sequence[tuple[float, float]]
) -> tuple[AudioInfo, list[Floats]]:
    """Decode only some excerpts of a file; see `AudioStream.excerpts`.

    Parameters
    ----------
    path : str or os.PathLike
        The audio file.
    excerpts : sequence of (float, float)
        Start and length of each excerpt in seconds.

    Returns
    -------
    info : AudioInfo
        Properties of the file. Its duration is the declared one, or the decoded one if the whole
        file had to be decoded.
    samples : list of ndarray of float32, shape (n,)
        One array for each excerpt, mono at 16 kHz.

    Raises
    ------
    AudioError
        As for `open_audio` and `AudioStream.blocks`.
    """
    with open_audio(path) as stream:
        parts = stream.excerpts(excerpts)
        return stream.info, parts


def _open_decoder(path: StrPath) -> Decoder:
    """Prefer libsndfile where it is fast and exact, then FFmpeg, then libsndfile for the rest."""
    for open_decoder in (
        lambda: SndfileDecoder(path),
        lambda: FFmpegDecoder(path),
        lambda: SndfileDecoder(path, last_resort=True),
    ):
        try:
            return open_decoder()
        except DecoderError:
            continue
    if is_foreign(read_head(path)):
        raise AudioError(Message.of("This is not an audio file."), path=path)
    raise AudioError(
        Message.of("This file is damaged, protected, or not an audio file."),
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
    """Whether every excerpt is about as long as the declared duration promises."""
    expected_s = (min(length, duration_s - start) for start, length in excerpts)
    return duration_s > 0 and all(
        len(samples) / SAMPLE_RATE >= seconds - 0.5
        for samples, seconds in zip(excerpt_samples, expected_s, strict=True)
    )


def _excerpts_by_full_decode(
    path: StrPath, excerpts: Sequence[tuple[float, float]]
) -> tuple[AudioInfo, list[Floats]]:
    """Decode the whole file, but keep only the excerpts."""
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
