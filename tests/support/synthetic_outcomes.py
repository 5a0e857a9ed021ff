"""Synthetic songs and predictions for each kind of learning task."""

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


def synthetic_task(kind: LabelKind, labels: int = 4) -> LearningTask:
    """Build songs in five folds of 20, two per artist, whose inputs reveal the truth."""
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
    """Build predictions that mix the truth with noise."""
    task = synthetic_task(kind, labels)
    rng = np.random.default_rng(1)
    predicted = 0.6 * task.inputs + 0.4 * rng.random(task.inputs.shape).astype(np.float32)
    if kind == "one":
        predicted /= predicted.sum(axis=1, keepdims=True)
    curve = [LearningCurvePoint(20, 0.9, 0.4), LearningCurvePoint(80, 0.8, 0.6)]
    rows = [np.flatnonzero(task.fold == fold) for fold in range(5)]
    return [FoldOutcome(f, task, r, predicted[r], curve, {}, HISTORY) for f, r in enumerate(rows)]
