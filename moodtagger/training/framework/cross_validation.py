"""Fit a trial's model on all folds but one and let it judge the songs of that one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.metrics import measure
from moodtagger.training.framework.task import Desk, Fitted, Ints, Log, Problem, Trial

SHARES = (0.2, 0.4, 0.6, 0.8, 1.0)  # for quick models


@dataclass(frozen=True, slots=True)
class Point:
    """`figures.measure` on the songs learned from and on held-out ones, learning from `songs`."""

    songs: int
    learned: float
    held_out: float


@dataclass(frozen=True, slots=True)
class FoldOutcome:
    """One fold: the held-out songs' positions in `problem`, and what was predicted for them.

    `rows` (n,), `predicted` (n, labels); `curve` has a point for each share if there are several.
    """

    fold: int
    problem: Problem
    rows: Ints
    predicted: Floats
    curve: Sequence[Point] = ()
    details: Mapping[str, float] | None = None
    history: Sequence[Mapping[str, float]] = ()


def cross_validate(trial: Trial, folds: Sequence[int], folder: Path, log: Log) -> list[FoldOutcome]:
    """The outcome of each fold in `folds`; all the other songs are learned from.

    Checkpoints go into a folder of each fold below `folder`.
    """
    return [_one_fold(trial, fold, folder / f"fold{fold}", log) for fold in folds]


def _one_fold(trial: Trial, fold: int, folder: Path, log: Log) -> FoldOutcome:
    rows = np.flatnonzero(trial.problem.fold == fold)
    learned, held_out = (trial.problem.rows(trial.problem.fold != fold), trial.problem.rows(rows))
    desk = Desk(folder, _with_name(log, f"{trial.name}, fold {fold}"), held_out)
    curve = []
    for share in trial.shares:
        part = some_artists(learned, share, seed=fold) if share < 1 else learned
        fitted = trial.fit(part, desk)
        predicted = fitted.predict(held_out.inputs)
        if len(trial.shares) > 1:
            curve.append(_point(fitted, part, held_out, predicted))
    # The last share is all of them, so its model is the fold's own.
    return FoldOutcome(
        fold, trial.problem, rows, predicted, curve, dict(fitted.details), fitted.history
    )


def _point(fitted: Fitted, part: Problem, held_out: Problem, predicted: Floats) -> Point:
    learned = measure(part.kind, part.truth, fitted.predict(part.inputs))
    return Point(len(part.truth), learned, measure(part.kind, held_out.truth, predicted))


def some_artists(problem: Problem, share: float, seed: int) -> Problem:
    """The songs of a share of the artists; a larger share of one seed contains the smaller."""
    artists = np.random.default_rng(seed).permutation(np.unique(problem.artist))
    chosen = artists[: max(1, round(share * len(artists)))]
    return problem.rows(np.isin(problem.artist, chosen))


def _with_name(log: Log, name: str) -> Callable[[str], None]:
    return lambda line: log(f"{name}: {line}")
