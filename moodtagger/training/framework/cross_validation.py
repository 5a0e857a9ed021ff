"""Fit a trial's model on all folds but one and let it judge the songs of that one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.metrics import primary_metric
from moodtagger.training.framework.task import (
    Experiment,
    FitContext,
    FittedModel,
    Ints,
    LearningTask,
    Log,
)

ARTIST_FRACTIONS = (0.2, 0.4, 0.6, 0.8, 1.0)  # for quick models


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


def cross_validate(
    experiment: Experiment, folds: Sequence[int], folder: Path, log: Log
) -> list[FoldOutcome]:
    """The outcome of each fold in `folds`; all the other songs are learned from.

    Checkpoints go into a folder of each fold below `folder`.
    """
    return [_run_fold(experiment, fold, folder / f"fold{fold}", log) for fold in folds]


def _run_fold(experiment: Experiment, fold: int, folder: Path, log: Log) -> FoldOutcome:
    indices = np.flatnonzero(experiment.task.fold == fold)
    train_task, held_out = (
        experiment.task.select(experiment.task.fold != fold),
        experiment.task.select(indices),
    )
    context = FitContext(folder, _prefix_log(log, f"{experiment.name}, fold {fold}"), held_out)
    curve = []
    for fraction in experiment.artist_fractions:
        subset = subsample_artists(train_task, fraction, seed=fold) if fraction < 1 else train_task
        model = experiment.fit(subset, context)
        predicted = model.predict(held_out.inputs)
        if len(experiment.artist_fractions) > 1:
            curve.append(_curve_point(model, subset, held_out, predicted))
    # The last share is all of them, so its model is the fold's own.
    return FoldOutcome(
        fold, experiment.task, indices, predicted, curve, dict(model.details), model.history
    )


def _curve_point(
    model: FittedModel, subset: LearningTask, held_out: LearningTask, predicted: Floats
) -> LearningCurvePoint:
    train_score = primary_metric(subset.kind, subset.truth, model.predict(subset.inputs))
    return LearningCurvePoint(
        len(subset.truth), train_score, primary_metric(subset.kind, held_out.truth, predicted)
    )


def subsample_artists(task: LearningTask, fraction: float, seed: int) -> LearningTask:
    """The songs of a share of the artists; a larger share of one seed contains the smaller."""
    artists = np.random.default_rng(seed).permutation(np.unique(task.artist))
    kept_artists = artists[: max(1, round(fraction * len(artists)))]
    return task.select(np.isin(task.artist, kept_artists))


def _prefix_log(log: Log, prefix: str) -> Callable[[str], None]:
    return lambda line: log(f"{prefix}: {line}")
