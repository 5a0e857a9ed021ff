"""Made-up songs and what a made-up model said of them, for each kind of problem."""

from __future__ import annotations

import numpy as np

from moodtagger.training.framework.task import (
    FoldOutcome,
    LabelKind,
    LearningCurvePoint,
    LearningTask,
)

SONGS = 100
HISTORY = [{"pass": k + 1.0, "loss": 1 / (k + 1), "held_out_loss": 0.5} for k in range(3)]


def synthetic_problem(kind: LabelKind, labels: int = 4) -> LearningTask:
    """Songs in five folds of 20, two by each artist; inputs say the truth."""
    rng = np.random.default_rng(0)
    inputs = rng.random((SONGS, labels)).astype(np.float32)
    truth = {
        "one": inputs.argmax(axis=1),
        "many": (inputs > 0.7).astype(np.float32),
        "numbers": inputs,
    }[kind]
    song = np.arange(SONGS)
    names = tuple(f"label {k}" for k in range(labels))
    ids = np.array([f"s{k}" for k in song])
    return LearningTask(names, inputs, truth, song // 2 % 5, song // 2, ids, kind)


def synthetic_outcomes(kind: LabelKind, labels: int = 4) -> list[FoldOutcome]:
    """Predictions that lean towards the truth."""
    problem = synthetic_problem(kind, labels)
    rng = np.random.default_rng(1)
    predicted = 0.6 * problem.inputs + 0.4 * rng.random(problem.inputs.shape).astype(np.float32)
    if kind == "one":
        predicted /= predicted.sum(axis=1, keepdims=True)
    curve = [LearningCurvePoint(20, 0.9, 0.4), LearningCurvePoint(80, 0.8, 0.6)]
    rows = [np.flatnonzero(problem.fold == fold) for fold in range(5)]
    return [
        FoldOutcome(f, problem, r, predicted[r], curve, {}, HISTORY) for f, r in enumerate(rows)
    ]
