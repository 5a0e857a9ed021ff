"""Metrics of predictions for each kind of task; NaN where a metric is undefined.

Truth and predictions are shaped as `LearningTask` describes. Tasks with many labels per song count
a probability of at least 0.5 as positive.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from moodtagger.training.calibration_fit import calibration_error
from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.task import Ints, LabelKind, LearningTask
from moodtagger.training.network_outputs import mood_scores

DECISION_THRESHOLD = 0.5
PRIMARY_METRIC: dict[LabelKind, str] = {"one": "accuracy", "many": "macro_auc", "numbers": "mae"}

Truth = npt.NDArray[Any]


def primary_metric(kind: LabelKind, truth: Truth, predicted: Floats) -> float:
    """Compute the one metric that the learning curve shows, see `PRIMARY_METRIC`.

    Parameters
    ----------
    kind : LabelKind
        Kind of the task.
    truth : Truth
        True labels of n songs.
    predicted : Floats
        Predictions, (n, labels).

    Returns
    -------
    float
        Accuracy, macro ROC-AUC or mean absolute error.
    """
    if kind == "one":
        return float((predicted.argmax(axis=1) == truth).mean())
    if kind == "many":
        return mean_without_nan(mood_scores(predicted, truth)[0])
    return float(np.abs(predicted - truth).mean())


def task_metrics(task: LearningTask, truth: Truth, predicted: Floats) -> dict[str, float]:
    """Compute the main metrics of a set of songs.

    For one label per song: accuracy, and means over labels of recall, ROC-AUC and average
    precision. For many: means over labels. For numbers: those of each label, and their means.

    Parameters
    ----------
    task : LearningTask
        The task the songs belong to.
    truth : Truth
        True labels of n songs.
    predicted : Floats
        Predictions, (n, labels).

    Returns
    -------
    dict[str, float]
        Metrics by name.
    """
    labels = metrics_by_label(task, truth, predicted)
    if task.kind == "numbers":
        metric_names = next(iter(labels.values())).keys()
        means = {
            name: mean_without_nan([values[name] for values in labels.values()])
            for name in metric_names
        }
        return means | {f"{k}_{name}": v[name] for k, v in labels.items() for name in metric_names}
    names = ("accuracy", "auc", "ap", "precision", "recall", "f1")
    macro = {f: mean_without_nan([v[f] for v in labels.values() if f in v]) for f in names}
    if task.kind == "one":
        return {
            "accuracy": primary_metric("one", truth, predicted),
            **{f"macro_{name}": macro[name] for name in ("recall", "auc", "ap")},
        }
    return {
        "macro_auc": macro["auc"],
        "macro_ap": macro["ap"],
        **{name: macro[name] for name in ("accuracy", "precision", "recall", "f1")},
    }


def metrics_by_label(
    task: LearningTask, truth: Truth, predicted: Floats
) -> dict[str, dict[str, float]]:
    """Compute the metrics of each label.

    Parameters
    ----------
    task : LearningTask
        The task the songs belong to.
    truth : Truth
        True labels of n songs.
    predicted : Floats
        Predictions, (n, labels).

    Returns
    -------
    dict[str, dict[str, float]]
        Metrics by label and name.
    """
    if task.kind == "numbers":
        truth_range = np.ptp(task.truth, axis=0)
        columns = zip(task.labels, truth.T, predicted.T, truth_range, strict=True)
        return {label: _regression_metrics(t, p, float(s)) for label, t, p, s in columns}
    flags, predicted_yes = label_flags(task, truth), predicted_flags(task, predicted)
    auc, ap = mood_scores(predicted, flags)
    out = {}
    for k, label in enumerate(task.labels):
        out[label] = {
            "songs": int(flags[:, k].sum()),
            "auc": float(auc[k]),
            "ap": float(ap[k]),
            **_classification_metrics(flags[:, k], predicted_yes[:, k], task.kind),
            "calibration_error": calibration_error(predicted[:, k], flags[:, k]),
        }
    return out


def label_flags(task: LearningTask, truth: Truth) -> Floats:
    """Convert the truth of a classification task to flags.

    Parameters
    ----------
    task : LearningTask
        A task of kind "one" or "many".
    truth : Truth
        True labels of n songs.

    Returns
    -------
    Floats
        1 where a song has the label, otherwise 0; (n, labels).
    """
    if task.kind == "one":
        return np.eye(len(task.labels), dtype=np.float32)[truth]
    return np.asarray(truth, np.float32)


def predicted_flags(task: LearningTask, predicted: Floats) -> npt.NDArray[np.bool_]:
    """Convert probabilities to positive predictions.

    Parameters
    ----------
    task : LearningTask
        A task of kind "one" or "many".
    predicted : Floats
        Probabilities, (n, labels).

    Returns
    -------
    npt.NDArray[np.bool_]
        The most probable label, or all labels from 0.5 on; (n, labels).
    """
    if task.kind == "one":
        return label_flags(task, predicted.argmax(axis=1)) > 0
    return predicted >= DECISION_THRESHOLD


def confusion_counts(truth: Truth, predicted: Floats) -> Ints:
    """Count the songs of a task of kind "one" by true and by most probable label.

    Parameters
    ----------
    truth : Truth
        True label indices, (n,).
    predicted : Floats
        Probabilities, (n, labels).

    Returns
    -------
    Ints
        Songs by true label (rows) and most probable label (columns).
    """
    k = range(predicted.shape[1])
    table: Ints = confusion_matrix(truth, predicted.argmax(axis=1), labels=list(k))
    return table


def binary_confusion_counts(flags: Floats, predicted_yes: npt.NDArray[np.bool_]) -> Ints:
    """Count the songs without and with one label by its prediction.

    Parameters
    ----------
    flags : Floats
        1 where a song has the label, otherwise 0; (n,).
    predicted_yes : npt.NDArray[np.bool_]
        Whether the label was predicted, (n,).

    Returns
    -------
    Ints
        Songs without and with the label (rows), by predicted no and yes (columns); (2, 2).
    """
    table: Ints = confusion_matrix(flags > 0, predicted_yes, labels=[False, True])
    return table


def mean_without_nan(values: Sequence[float] | Floats) -> float:
    """Average the values that are not NaN.

    Parameters
    ----------
    values : Sequence[float] | Floats
        Numbers, (n,).

    Returns
    -------
    float
        Their mean; NaN if there are none.
    """
    known = np.asarray(values, np.float64)
    known = known[~np.isnan(known)]
    return float(known.mean()) if len(known) else float("nan")


def _classification_metrics(
    flags: Floats, predicted_yes: npt.NDArray[np.bool_], kind: LabelKind
) -> dict[str, float]:
    precision, recall, f1, _ = precision_recall_fscore_support(
        flags > 0, predicted_yes, average="binary", zero_division=0
    )
    out = {"precision": float(precision), "recall": float(recall), "f1": float(f1)}
    if not flags.any():
        out = dict.fromkeys(out, float("nan"))
    if kind == "many":
        out["accuracy"] = float(((flags > 0) == predicted_yes).mean())
    return out


def _regression_metrics(truth: Floats, predicted: Floats, truth_range: float) -> dict[str, float]:
    """Compute the metrics of one number; `truth_range` is the range of all its labels."""
    error = predicted - truth
    total_sum_of_squares = float(((truth - truth.mean()) ** 2).sum())
    return {
        "mae": float(np.abs(error).mean()),
        "mae_of_range": float(np.abs(error).mean()) / truth_range if truth_range else float("nan"),
        "rmse": float(np.sqrt((error**2).mean())),
        "r2": 1 - float((error**2).sum()) / total_sum_of_squares
        if total_sum_of_squares
        else float("nan"),
        "sd_truth": float(truth.std()),
        "sd_predicted": float(predicted.std()),
    }
