"""A run's figures as JSON: what is right, on which label, and how sure the models were."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from moodtagger.training.calibrate import calibration_error
from moodtagger.training.crossval import FoldOutcome
from moodtagger.training.data import Floats
from moodtagger.training.evaluate import mean_and_sd, mood_scores
from moodtagger.training.problem import Ints, Problem


def report_of(outcomes: Sequence[FoldOutcome]) -> dict[str, Any]:
    """One model's part of the report, over all its folds."""
    labels = outcomes[0].held_out.labels
    truth, probabilities = joined(outcomes)
    folds = [figures(o.held_out.truth, o.probabilities) for o in outcomes]
    return {
        "figures": mean_and_sd(folds) if len(folds) > 1 else folds[0],
        "folds": [
            {"fold": o.fold, **_rounded(f), **o.details}
            for o, f in zip(outcomes, folds, strict=True)
        ],
        "confusion": confusion(truth, probabilities).tolist(),
        "labels": _by_label(labels, truth, probabilities),
        "learning_curve": learning_curve(outcomes),
    }


def joined(outcomes: Sequence[FoldOutcome]) -> tuple[Ints, Floats]:
    """Truth (n,) and probabilities (n, labels) of the held-out songs of all folds."""
    return (
        np.concatenate([o.held_out.truth for o in outcomes]),
        np.concatenate([o.probabilities for o in outcomes]),
    )


def figures(truth: Ints, probabilities: Floats) -> dict[str, float]:
    """Accuracy, and the means over labels of recall, ROC-AUC and average precision."""
    best = probabilities.argmax(axis=1)
    present = np.unique(truth)
    auc, ap = mood_scores(probabilities, one_hot(truth, probabilities.shape[1]))
    return {
        "accuracy": float((best == truth).mean()),
        "macro_recall": float(np.mean([(best[truth == k] == k).mean() for k in present])),
        "macro_auc": float(np.nanmean(auc)),
        "macro_ap": float(np.nanmean(ap)),
    }


def confusion(truth: Ints, probabilities: Floats) -> Ints:
    """Songs by true label (rows) and most probable label (columns)."""
    k = range(probabilities.shape[1])
    table: Ints = confusion_matrix(truth, probabilities.argmax(axis=1), labels=list(k))
    return table


def one_hot(truth: Ints, labels: int) -> Floats:
    """Positions (n,) -> 0 or 1, (n, labels)."""
    return np.eye(labels, dtype=np.float32)[truth]


def learning_curve(outcomes: Sequence[FoldOutcome]) -> list[dict[str, float]]:
    """For each share of the songs to learn from: their number and both accuracies, fold means."""
    return [
        {
            "songs": round(float(np.mean([p.songs for p in points])), 1),
            "learned": round(float(np.mean([p.learned for p in points])), 4),
            "held_out": round(float(np.mean([p.held_out for p in points])), 4),
        }
        for points in zip(*(o.curve for o in outcomes), strict=True)
    ]


def describe_songs(problem: Problem) -> dict[str, Any]:
    """How many songs, how many with each label, and how often the most frequent label is right."""
    counts = np.bincount(problem.truth, minlength=len(problem.labels))
    return {
        "songs": len(problem.truth),
        "artists": len(np.unique(problem.artist)),
        "songs_by_label": dict(zip(problem.labels, counts.tolist(), strict=True)),
        "most_frequent_label_accuracy": round(float(counts.max() / counts.sum()), 4),
    }


def write_json(report: dict[str, Any], path: Path) -> None:
    """Write `report`, complete or not at all."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    part.replace(path)


def _by_label(labels: Sequence[str], truth: Ints, probabilities: Floats) -> dict[str, Any]:
    flags = one_hot(truth, len(labels))
    auc, ap = mood_scores(probabilities, flags)
    best = probabilities.argmax(axis=1)
    precision, recall, _, support = precision_recall_fscore_support(
        truth, best, labels=list(range(len(labels))), zero_division=0
    )
    return {
        label: {
            "songs": int(support[k]),
            **_rounded(
                {
                    "auc": float(auc[k]),
                    "ap": float(ap[k]),
                    "precision": float(precision[k]),
                    "recall": float(recall[k]),
                    "calibration_error": calibration_error(probabilities[:, k], flags[:, k]),
                }
            ),
        }
        for k, label in enumerate(labels)
    }


def _rounded(values: dict[str, float]) -> dict[str, float | None]:
    """Four decimals; what could not be measured becomes null, as JSON knows no NaN."""
    return {k: None if np.isnan(v) else round(v, 4) for k, v in values.items()}
