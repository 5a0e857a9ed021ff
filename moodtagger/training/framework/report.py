"""Reports of cross-validated experiments as JSON, and their predictions as arrays."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from moodtagger.files.file_access import write_text_whole
from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.metrics import (
    PRIMARY_METRIC,
    Truth,
    binary_confusion_counts,
    confusion_counts,
    label_flags,
    mean_without_nan,
    metrics_by_label,
    predicted_flags,
    task_metrics,
)
from moodtagger.training.framework.task import FoldOutcome, LearningTask


def experiment_report(outcomes: Sequence[FoldOutcome]) -> dict[str, Any]:
    """Build one experiment's part of the report over all its folds.

    Parameters
    ----------
    outcomes : Sequence[FoldOutcome]
        Outcome of each fold, at least one.

    Returns
    -------
    dict[str, Any]
        Metrics, confusion, learning curve and history as JSON values.
    """
    task = outcomes[0].task
    truth, predicted = join_outcomes(outcomes)
    folds = [task_metrics(task, task.truth[o.indices], o.predicted) for o in outcomes]
    return {
        **summarize_songs(task),
        "figures": mean_and_sd_without_nan(folds),
        "folds": [
            {"fold": o.fold, "songs": len(o.indices), **f, **(o.details or {})}
            for o, f in zip(outcomes, folds, strict=True)
        ],
        "labels": metrics_by_label(task, truth, predicted),
        **_confusion(task, truth, predicted),
        "measure": PRIMARY_METRIC[task.kind],
        "learning_curve": learning_curve(outcomes),
        "passes": mean_history(outcomes),
    }


def join_outcomes(outcomes: Sequence[FoldOutcome]) -> tuple[Truth, Floats]:
    """Concatenate truth and predictions of the held-out songs of all folds.

    Parameters
    ----------
    outcomes : Sequence[FoldOutcome]
        Outcome of each fold, at least one.

    Returns
    -------
    tuple[Truth, Floats]
        Truth (n, ...) and predictions (n, labels).
    """
    return (
        np.concatenate([o.task.truth[o.indices] for o in outcomes]),
        np.concatenate([o.predicted for o in outcomes]),
    )


def mean_and_sd_without_nan(folds: Sequence[dict[str, float]]) -> dict[str, dict[str, float]]:
    """Average metrics over folds, without NaN.

    Parameters
    ----------
    folds : Sequence[dict[str, float]]
        Metrics of each fold, by name.

    Returns
    -------
    dict[str, dict[str, float]]
        Mean and sample standard deviation by metric; the SD of a single value is NaN.
    """
    out = {}
    for name in folds[0]:
        values = np.array([fold[name] for fold in folds])
        valid = values[~np.isnan(values)]
        sd = float(valid.std(ddof=1)) if len(valid) > 1 else float("nan")
        out[name] = {"mean": mean_without_nan(values), "sd": sd}
    return out


def learning_curve(outcomes: Sequence[FoldOutcome]) -> list[dict[str, float]]:
    """Average the learning curves over folds.

    Parameters
    ----------
    outcomes : Sequence[FoldOutcome]
        Outcome of each fold.

    Returns
    -------
    list[dict[str, float]]
        For each fraction of the artists: number of training songs, and both scores.
    """
    return [
        {
            "songs": round(float(np.mean([p.songs for p in points])), 1),
            "learned": mean_without_nan([p.train_score for p in points]),
            "held_out": mean_without_nan([p.held_out_score for p in points]),
        }
        for points in zip(*(o.curve for o in outcomes), strict=True)
    ]


def mean_history(outcomes: Sequence[FoldOutcome]) -> list[dict[str, float]]:
    """Average the histories over folds.

    Parameters
    ----------
    outcomes : Sequence[FoldOutcome]
        Outcome of each fold.

    Returns
    -------
    list[dict[str, float]]
        One entry per epoch, for as many epochs as all folds have.
    """
    return [
        {name: mean_without_nan([e[name] for e in entries]) for name in entries[0]}
        for entries in zip(*(o.history for o in outcomes), strict=False)
    ]


def summarize_songs(task: LearningTask) -> dict[str, Any]:
    """Count the songs, those with each label, and how often the most frequent label is right.

    Parameters
    ----------
    task : LearningTask
        The task to summarize.

    Returns
    -------
    dict[str, Any]
        Counts as JSON values.
    """
    out: dict[str, Any] = {
        "kind": task.kind,
        "songs": len(task.truth),
        "artists": len(np.unique(task.artist)),
    }
    if task.kind == "numbers":
        return out
    counts = label_flags(task, task.truth).sum(axis=0).astype(int)
    out["songs_by_label"] = dict(zip(task.labels, counts.tolist(), strict=True))
    if task.kind == "one":
        out["most_frequent_label_accuracy"] = float(counts.max() / counts.sum())
    return out


def write_json(report: dict[str, Any], path: Path) -> None:
    """Write a report atomically.

    Parameters
    ----------
    report : dict[str, Any]
        JSON values, possibly with NaN.
    path : Path
        The file to create or replace.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    text = json.dumps(round_for_json(report), indent=1, allow_nan=False)
    write_text_whole(path, text + "\n")


def round_for_json(value: Any) -> Any:
    """Round floats to four decimals and replace NaN and infinity by None.

    Parameters
    ----------
    value : Any
        A number, a string, or a nested list or dictionary of them.

    Returns
    -------
    Any
        The same structure with rounded numbers.
    """
    if isinstance(value, dict):
        return {name: round_for_json(v) for name, v in value.items()}
    if isinstance(value, list | tuple):
        return [round_for_json(v) for v in value]
    if isinstance(value, float):
        return round(value, 4) if math.isfinite(value) else None
    return value


def write_predictions(outcomes: Sequence[FoldOutcome], path: Path) -> None:
    """Write the out-of-fold predictions atomically.

    Parameters
    ----------
    outcomes : Sequence[FoldOutcome]
        Outcome of each fold.
    path : Path
        The .npz file with song_id, fold, truth, predicted, labels and kind.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    task = outcomes[0].task
    truth, predicted = join_outcomes(outcomes)
    indices = np.concatenate([o.indices for o in outcomes])
    temporary_path = path.with_suffix(".part.npz")
    np.savez(
        temporary_path,
        song_id=task.song_id[indices],
        fold=task.fold[indices],
        truth=truth,
        predicted=predicted,
        labels=np.array(task.labels),
        kind=np.array(task.kind),
    )
    temporary_path.replace(path)


def _confusion(task: LearningTask, truth: Truth, predicted: Floats) -> dict[str, Any]:
    if task.kind == "numbers":
        return {}
    if task.kind == "one":
        return {"confusion": confusion_counts(truth, predicted).tolist()}
    columns = zip(
        task.labels, label_flags(task, truth).T, predicted_flags(task, predicted).T, strict=True
    )
    return {"confusion": {k: binary_confusion_counts(f, c).tolist() for k, f, c in columns}}
