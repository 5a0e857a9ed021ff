"""What the two decoders have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from moodtagger.audio.mono import Floats
from moodtagger.core.prediction import AudioInfo


class SourceError(Exception):
    """A decoder cannot open the file, or cannot go on with it; another one may."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Mono sound at the file's own rate; `samples` has shape (n,) and finite values."""

    rate: int
    samples: Floats


class Source(Protocol):
    """One decoder with one file open."""

    info: AudioInfo  # as the file's header declares it; a duration of 0 is an unknown one

    def chunks(self) -> Iterator[Chunk]:
        """Everything from the beginning on, at most about 10 s each; once only.

        Raises SourceError where the decoder gives up before the declared end.
        """

    def excerpt(self, start_s: float, length_s: float) -> Chunk:
        """The part that begins at `start_s`, shorter or empty at the end of the file.

        Raises SourceError when the decoder cannot go there.
        """

    def close(self) -> None:
        """Let go of the file."""
