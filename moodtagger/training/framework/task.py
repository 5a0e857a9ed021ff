"""What a recipe brings to a run: songs as numbers with what is known of them, and ways to fit."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from moodtagger.training.data.dataset import Floats

Ints = npt.NDArray[np.int64]
Log = Callable[[str], None]
Predict = Callable[[npt.NDArray[Any]], Floats]
LabelKind = Literal["one", "many", "numbers"]


@dataclass(frozen=True, slots=True)
class LearningTask:
    """n songs: `inputs` (n, ...), `truth`, `fold` (n,), `artist` (n,) and `song_id` (n,).

    `kind` says what `truth` is: "one" label a song, (n,) positions in `labels`; "many" labels a
    song, (n, labels) of 0 or 1; or "numbers", (n, labels). No artist is in two folds.
    """

    labels: tuple[str, ...]
    inputs: npt.NDArray[Any]
    truth: npt.NDArray[Any]
    fold: Ints
    artist: Ints
    song_id: npt.NDArray[np.str_]
    kind: LabelKind = "one"

    def select(self, indices: npt.NDArray[Any]) -> LearningTask:
        """The songs at these positions."""
        names = ("inputs", "truth", "fold", "artist", "song_id")
        return replace(self, **{name: getattr(self, name)[indices] for name in names})


@dataclass(frozen=True, slots=True)
class LearningCurvePoint:
    """`figures.measure` on the songs learned from and on held-out ones, learning from `songs`."""

    songs: int
    train_score: float
    held_out_score: float


@dataclass(frozen=True, slots=True)
class FoldOutcome:
    """One fold: the held-out songs' positions in `problem`, and what was predicted for them.

    `rows` (n,), `predicted` (n, labels); `curve` has a point for each share if there are several.
    """

    fold: int
    task: LearningTask
    indices: Ints
    predicted: Floats
    curve: Sequence[LearningCurvePoint] = ()
    details: Mapping[str, float] | None = None
    history: Sequence[Mapping[str, float]] = ()


@dataclass(frozen=True, slots=True)
class FitContext:
    """Where a model is fitted: `folder` is for its checkpoints.

    `held_out` songs are there to draw a curve over the passes, never to choose anything by.
    """

    folder: Path
    log: Log
    held_out: LearningTask | None = None


@dataclass(frozen=True, slots=True)
class FittedModel:
    """A model that has learned: `predict` turns inputs (n, ...) into (n, labels).

    These are probabilities for the kinds "one" and "many". `details` are numbers worth a place in
    the report, such as a setting found by search; `history` has an entry for each pass, such as
    {"pass": 1, "loss": 0.7, "held_out_loss": 0.8}.
    """

    predict: Predict
    details: Mapping[str, float] = field(default_factory=dict)
    history: Sequence[Mapping[str, float]] = ()


Fit = Callable[[LearningTask, FitContext], FittedModel]


@dataclass(frozen=True, slots=True)
class Experiment:
    """One model on one problem.

    `shares` of the artists are learned from in turn, for the learning curve over songs; the last
    is 1. A network that takes long keeps to (1.0,) and is shown over its passes instead.
    """

    name: str
    task: LearningTask
    fit: Fit
    artist_fractions: tuple[float, ...] = (1.0,)


class Recipe(Protocol):
    """One published system. Its module's docstring names the source and every deviation."""

    @property
    def name(self) -> str:
        """What the command line calls it."""

    @property
    def published(self) -> Mapping[str, float]:
        """The figures of the publication, on its own songs."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the recipe's own flags."""

    def experiments(
        self, data: Path, cache: Path, options: argparse.Namespace, log: Log
    ) -> Sequence[Experiment]:
        """What to fit on the songs of the folder `data`; what takes long is kept in `cache`."""

    def findings(self, outcomes: Mapping[str, list[FoldOutcome]], out: Path) -> dict[str, Any]:
        """What else there is to tell, as JSON values for the report; pictures of it into `out`.

        `outcomes` has an entry for each trial.
        """
