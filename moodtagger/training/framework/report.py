"""A run's figures as JSON, and its predictions as numbers for whoever compares runs."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.cross_validation import FoldOutcome
from moodtagger.training.framework.metrics import (
    MEASURE,
    Truth,
    by_label,
    choices,
    confusion,
    figures,
    flags_of,
    mean,
    two_by_two,
)
from moodtagger.training.framework.task import Problem


def report_of(outcomes: Sequence[FoldOutcome]) -> dict[str, Any]:
    """One trial's part of the report, over all its folds."""
    problem = outcomes[0].problem
    truth, predicted = joined(outcomes)
    folds = [figures(problem, problem.truth[o.rows], o.predicted) for o in outcomes]
    return {
        **describe_songs(problem),
        "figures": mean_and_sd(folds),
        "folds": [
            {"fold": o.fold, "songs": len(o.rows), **f, **(o.details or {})}
            for o, f in zip(outcomes, folds, strict=True)
        ],
        "labels": by_label(problem, truth, predicted),
        **_confusion(problem, truth, predicted),
        "measure": MEASURE[problem.kind],
        "learning_curve": learning_curve(outcomes),
        "passes": passes(outcomes),
    }


def joined(outcomes: Sequence[FoldOutcome]) -> tuple[Truth, Floats]:
    """Truth (n, ...) and predictions (n, labels) of the held-out songs of all folds."""
    return (
        np.concatenate([o.problem.truth[o.rows] for o in outcomes]),
        np.concatenate([o.predicted for o in outcomes]),
    )


def mean_and_sd(folds: Sequence[dict[str, float]]) -> dict[str, dict[str, float]]:
    """Each figure's mean and sample standard deviation over the folds; no SD of a single one."""
    out = {}
    for name in folds[0]:
        values = np.array([fold[name] for fold in folds])
        known = values[~np.isnan(values)]
        sd = float(known.std(ddof=1)) if len(known) > 1 else float("nan")
        out[name] = {"mean": mean(values), "sd": sd}
    return out


def learning_curve(outcomes: Sequence[FoldOutcome]) -> list[dict[str, float]]:
    """For each share of the songs to learn from: their number and both figures, fold means."""
    return [
        {
            "songs": round(float(np.mean([p.songs for p in points])), 1),
            "learned": mean([p.learned for p in points]),
            "held_out": mean([p.held_out for p in points]),
        }
        for points in zip(*(o.curve for o in outcomes), strict=True)
    ]


def passes(outcomes: Sequence[FoldOutcome]) -> list[dict[str, float]]:
    """For each pass what was noted of it, fold means; as many passes as all folds have."""
    return [
        {name: mean([e[name] for e in entries]) for name in entries[0]}
        for entries in zip(*(o.history for o in outcomes), strict=False)
    ]


def describe_songs(problem: Problem) -> dict[str, Any]:
    """How many songs, how many with each label, and how often the most frequent label is right."""
    out: dict[str, Any] = {
        "kind": problem.kind,
        "songs": len(problem.truth),
        "artists": len(np.unique(problem.artist)),
    }
    if problem.kind == "numbers":
        return out
    counts = flags_of(problem, problem.truth).sum(axis=0).astype(int)
    out["songs_by_label"] = dict(zip(problem.labels, counts.tolist(), strict=True))
    if problem.kind == "one":
        out["most_frequent_label_accuracy"] = float(counts.max() / counts.sum())
    return out


def write_json(report: dict[str, Any], path: Path) -> None:
    """Write `report`, complete or not at all."""
    part = path.with_suffix(".part")
    text = json.dumps(rounded(report), indent=1, allow_nan=False)
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(path)


def rounded(value: Any) -> Any:
    """Four decimals; what could not be measured becomes None, as JSON knows no NaN."""
    if isinstance(value, dict):
        return {name: rounded(v) for name, v in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(v) for v in value]
    if isinstance(value, float):
        return round(value, 4) if math.isfinite(value) else None
    return value


def write_predictions(outcomes: Sequence[FoldOutcome], path: Path) -> None:
    """Write the out-of-fold predictions: song_id, fold, truth, predicted, labels and kind."""
    problem = outcomes[0].problem
    truth, predicted = joined(outcomes)
    rows = np.concatenate([o.rows for o in outcomes])
    part = path.with_suffix(".part.npz")
    np.savez(
        part,
        song_id=problem.song_id[rows],
        fold=problem.fold[rows],
        truth=truth,
        predicted=predicted,
        labels=np.array(problem.labels),
        kind=np.array(problem.kind),
    )
    part.replace(path)


def _confusion(problem: Problem, truth: Truth, predicted: Floats) -> dict[str, Any]:
    if problem.kind == "numbers":
        return {}
    if problem.kind == "one":
        return {"confusion": confusion(truth, predicted).tolist()}
    columns = zip(
        problem.labels, flags_of(problem, truth).T, choices(problem, predicted).T, strict=True
    )
    return {"confusion": {k: two_by_two(f, c).tolist() for k, f, c in columns}}
