"""What the two decoders have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from moodtagger.audio.downmix import Floats
from moodtagger.core.prediction import AudioInfo

# Some headers count the padding of the encoder; a longer gap is a file that ends too early.
MAX_MISSING_S = 0.5


class DecoderError(Exception):
    """A decoder cannot open the file, or cannot go on with it; another one may."""


@dataclass(frozen=True, slots=True)
class AudioChunk:
    """Mono sound at the file's own rate; `samples` has shape (n,) and finite values."""

    sample_rate: int
    samples: Floats


class Decoder(Protocol):
    """One decoder with one file open."""

    info: AudioInfo  # as the file's header declares it; a duration of 0 is an unknown one

    def chunks(self) -> Iterator[AudioChunk]:
        """Everything from the beginning on, at most about 10 s each; once only.

        Raises SourceError where the decoder gives up before the declared end.
        """

    def excerpt(self, start_s: float, length_s: float) -> AudioChunk:
        """The part that begins at `start_s`, shorter or empty at the end of the file.

        Raises SourceError when the decoder cannot go there.
        """

    def close(self) -> None:
        """Let go of the file."""


def with_fallback(
    primary: Iterator[AudioChunk], fallback: Callable[[int], Iterator[AudioChunk]]
) -> Iterator[AudioChunk]:
    """What the first decoder gives; where it gives up with SourceError, the other one goes on.

    `then` is told how many samples are known, and gives what follows them.
    """
    delivered = 0
    try:
        for chunk in primary:
            delivered += len(chunk.samples)
            yield chunk
    except DecoderError:
        yield from fallback(delivered)


def skip_samples(chunks: Iterator[AudioChunk], count: int) -> Iterator[AudioChunk]:
    """What follows the first `known` samples."""
    for chunk in chunks:
        overlap = min(count, len(chunk.samples))
        count -= overlap
        if overlap < len(chunk.samples):
            yield AudioChunk(chunk.sample_rate, chunk.samples[overlap:])
