"""What a recipe brings to a run: songs as numbers, each with one label, and models to fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from moodtagger.training.data import Floats

Ints = npt.NDArray[np.int64]
Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """n songs: `inputs` (n, d), `truth` (n,) positions in `labels`, `fold` (n,) and `artist` (n,).

    No artist is in two folds.
    """

    labels: tuple[str, ...]
    inputs: Floats
    truth: Ints
    fold: Ints
    artist: Ints

    def rows(self, chosen: npt.NDArray[Any]) -> Problem:
        """The songs at these positions."""
        parts = (self.inputs, self.truth, self.fold, self.artist)
        return Problem(self.labels, *(part[chosen] for part in parts))


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model that has learned: `probabilities` turns inputs (n, d) into (n, labels).

    `details` are numbers worth a place in the report, such as a setting found by search.
    """

    probabilities: Callable[[Floats], Floats]
    details: Mapping[str, float] = field(default_factory=dict)


Fit = Callable[[Problem], Fitted]


class Recipe(Protocol):
    """One published system. Its module's docstring names the source and every deviation."""

    @property
    def name(self) -> str:
        """What the command line calls it."""

    @property
    def models(self) -> Mapping[str, Fit]:
        """The models it compares, by name."""

    @property
    def published(self) -> Mapping[str, float]:
        """The figures of the publication, on its own songs."""

    def problem(self, data: Path, cache: Path, log: Log) -> Problem:
        """The songs of the training folder `data`; what takes long is kept in `cache`."""

    def findings(self, problem: Problem) -> dict[str, Any]:
        """What else the recipe tells of its songs, as JSON values for the report."""
