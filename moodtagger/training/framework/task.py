"""The interface between recipes and the framework: tasks, experiments and fitted models."""

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
    """n songs with inputs and labels; no artist is in two folds.

    Attributes
    ----------
    labels : tuple[str, ...]
        Names of the labels.
    inputs : npt.NDArray[Any]
        Model inputs, (n, ...).
    truth : npt.NDArray[Any]
        For kind "one", indices in `labels`, (n,); for "many", 0 or 1, (n, labels); for "numbers",
        values, (n, labels).
    fold : Ints
        Cross-validation fold of each song, (n,).
    artist : Ints
        Id of each song's artist, (n,).
    song_id : npt.NDArray[np.str_]
        Ids of the songs, (n,).
    kind : LabelKind
        One label per song, many labels per song, or numbers.
    """

    labels: tuple[str, ...]
    inputs: npt.NDArray[Any]
    truth: npt.NDArray[Any]
    fold: Ints
    artist: Ints
    song_id: npt.NDArray[np.str_]
    kind: LabelKind = "one"

    def select(self, indices: npt.NDArray[Any]) -> LearningTask:
        """Select songs.

        Parameters
        ----------
        indices : npt.NDArray[Any]
            Indices or a boolean mask.

        Returns
        -------
        LearningTask
            The task with these songs only.
        """
        names = ("inputs", "truth", "fold", "artist", "song_id")
        return replace(self, **{name: getattr(self, name)[indices] for name in names})


@dataclass(frozen=True, slots=True)
class LearningCurvePoint:
    """One point of a learning curve, in the task's primary metric.

    Attributes
    ----------
    songs : int
        Number of training songs.
    train_score : float
        Score on the training songs.
    held_out_score : float
        Score on the held-out songs.
    """

    songs: int
    train_score: float
    held_out_score: float


@dataclass(frozen=True, slots=True)
class FoldOutcome:
    """The predictions for one held-out fold.

    Attributes
    ----------
    fold : int
        Number of the fold.
    task : LearningTask
        The whole task.
    indices : Ints
        Indices of the n held-out songs in the task, (n,).
    predicted : Floats
        Their predictions, (n, labels).
    curve : Sequence[LearningCurvePoint]
        Learning curve, empty for a single fraction of the artists.
    details : Mapping[str, float] | None
        Numbers for the report, see `FittedModel`.
    history : Sequence[Mapping[str, float]]
        Entries of each epoch, see `FittedModel`.
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
    """Where and with what a model is fitted.

    Attributes
    ----------
    folder : Path
        Folder of its checkpoints.
    log : Log
        Receives progress lines.
    held_out : LearningTask | None
        Songs for learning curves only, never for model selection.
    """

    folder: Path
    log: Log
    held_out: LearningTask | None = None


@dataclass(frozen=True, slots=True)
class FittedModel:
    """A fitted model.

    Attributes
    ----------
    predict : Predict
        Turns inputs (n, ...) into predictions (n, labels): probabilities for kinds "one" and
        "many".
    details : Mapping[str, float]
        Numbers for the report, such as a setting found by a search.
    history : Sequence[Mapping[str, float]]
        An entry per epoch, such as {"pass": 1, "loss": 0.7, "held_out_loss": 0.8}.
    """

    predict: Predict
    details: Mapping[str, float] = field(default_factory=dict)
    history: Sequence[Mapping[str, float]] = ()


Fit = Callable[[LearningTask, FitContext], FittedModel]


@dataclass(frozen=True, slots=True)
class Experiment:
    """One model on one task.

    Attributes
    ----------
    name : str
        Name for files and the report.
    task : LearningTask
        Songs and labels.
    fit : Fit
        Fits the model.
    artist_fractions : tuple[float, ...]
        Fractions of the artists to learn from in turn, for the learning curve; the last is 1. A
        slow network keeps to (1.0,) and shows its history instead.
    """

    name: str
    task: LearningTask
    fit: Fit
    artist_fractions: tuple[float, ...] = (1.0,)


class Recipe(Protocol):
    """One published system; its module's docstring names the source and every deviation."""

    @property
    def name(self) -> str:
        """Name on the command line."""

    @property
    def published(self) -> Mapping[str, float]:
        """Metrics of the publication, on its own songs."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the recipe's own options.

        Parameters
        ----------
        parser : argparse.ArgumentParser
            Parser of the recipe's command.
        """

    def experiments(
        self, data: Path, cache: Path, options: argparse.Namespace, log: Log
    ) -> Sequence[Experiment]:
        """Prepare the experiments.

        Parameters
        ----------
        data : Path
            Folder of the training data.
        cache : Path
            Folder of expensive intermediate results.
        options : argparse.Namespace
            The command's options.
        log : Log
            Receives progress lines.

        Returns
        -------
        Sequence[Experiment]
            The experiments to cross-validate.
        """

    def findings(self, outcomes: Mapping[str, list[FoldOutcome]], out: Path) -> dict[str, Any]:
        """Compute further results from the outcomes.

        Parameters
        ----------
        outcomes : Mapping[str, list[FoldOutcome]]
            Outcomes of all folds by experiment.
        out : Path
            Folder for further files.

        Returns
        -------
        dict[str, Any]
            JSON values to add to the report.
        """
