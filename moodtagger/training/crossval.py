"""Fit a recipe's models on all folds but one and let them judge the songs of that one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from moodtagger.training.data import Floats
from moodtagger.training.problem import Fit, Fitted, Problem

SHARES = (0.2, 0.4, 0.6, 0.8, 1.0)  # of the artists to learn from, for the learning curve


@dataclass(frozen=True, slots=True)
class Point:
    """Accuracy on the songs learned from and on held-out ones, after learning from `songs`."""

    songs: int
    learned: float
    held_out: float


@dataclass(frozen=True, slots=True)
class FoldOutcome:
    """One fold: its songs, `probabilities` (n, labels), the curve and the details."""

    fold: int
    held_out: Problem
    probabilities: Floats
    curve: list[Point]
    details: dict[str, float]


def cross_validate(fit: Fit, problem: Problem, folds: Sequence[int]) -> list[FoldOutcome]:
    """The outcome of each fold in `folds`; all the other songs are learned from."""
    return [_one_fold(fit, problem, fold) for fold in folds]


def _one_fold(fit: Fit, problem: Problem, fold: int) -> FoldOutcome:
    learned, held_out = problem.rows(problem.fold != fold), problem.rows(problem.fold == fold)
    curve = []
    for share in SHARES:
        part = some_artists(learned, share, seed=fold)
        fitted = fit(part)
        curve.append(Point(len(part.truth), accuracy(fitted, part), accuracy(fitted, held_out)))
    # The last share is all of them, so its model is the fold's own.
    return FoldOutcome(
        fold, held_out, fitted.probabilities(held_out.inputs), curve, dict(fitted.details)
    )


def some_artists(problem: Problem, share: float, seed: int) -> Problem:
    """The songs of a share of the artists; a larger share of one seed contains the smaller."""
    artists = np.random.default_rng(seed).permutation(np.unique(problem.artist))
    chosen = artists[: max(1, round(share * len(artists)))]
    return problem.rows(np.isin(problem.artist, chosen))


def accuracy(fitted: Fitted, problem: Problem) -> float:
    """Share of the songs whose most probable label is theirs."""
    best = fitted.probabilities(problem.inputs).argmax(axis=1)
    return float((best == problem.truth).mean())
