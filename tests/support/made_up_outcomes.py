"""Made-up songs and what a made-up model said of them, for each kind of problem."""

from __future__ import annotations

import numpy as np

from moodtagger.training.framework.cross_validation import FoldOutcome, Point
from moodtagger.training.framework.task import Kind, Problem

SONGS = 100
HISTORY = [{"pass": k + 1.0, "loss": 1 / (k + 1), "held_out_loss": 0.5} for k in range(3)]


def made_up_problem(kind: Kind, labels: int = 4) -> Problem:
    """Songs in five folds of 20, two by each artist; inputs say the truth."""
    rng = np.random.default_rng(0)
    numbers = rng.random((SONGS, labels)).astype(np.float32)
    truth = {
        "one": numbers.argmax(axis=1),
        "many": (numbers > 0.7).astype(np.float32),
        "numbers": numbers,
    }[kind]
    song = np.arange(SONGS)
    names = tuple(f"label {k}" for k in range(labels))
    ids = np.array([f"s{k}" for k in song])
    return Problem(names, numbers, truth, song // 2 % 5, song // 2, ids, kind)


def made_up_outcomes(kind: Kind, labels: int = 4) -> list[FoldOutcome]:
    """Predictions that lean towards the truth."""
    problem = made_up_problem(kind, labels)
    rng = np.random.default_rng(1)
    said = 0.6 * problem.inputs + 0.4 * rng.random(problem.inputs.shape).astype(np.float32)
    if kind == "one":
        said /= said.sum(axis=1, keepdims=True)
    curve = [Point(20, 0.9, 0.4), Point(80, 0.8, 0.6)]
    rows = [np.flatnonzero(problem.fold == fold) for fold in range(5)]
    return [FoldOutcome(f, problem, r, said[r], curve, {}, HISTORY) for f, r in enumerate(rows)]
