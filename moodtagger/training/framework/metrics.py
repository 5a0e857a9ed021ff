"""Figures of predictions against truth, for each kind of problem; NaN where there is no answer.

Truth and predictions are shaped as `problem.Problem` says. The figures of "many" labels take a
probability of 0.5 as a yes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from moodtagger.training.calibration.fit import calibration_error
from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.task import Ints, Kind, Problem
from moodtagger.training.network_outputs import mood_scores

YES = 0.5
MEASURE: dict[Kind, str] = {"one": "accuracy", "many": "macro_auc", "numbers": "mae"}

Truth = npt.NDArray[Any]


def measure(kind: Kind, truth: Truth, predicted: Floats) -> float:
    """The one figure of the learning curve, `MEASURE`."""
    if kind == "one":
        return float((predicted.argmax(axis=1) == truth).mean())
    if kind == "many":
        return mean(mood_scores(predicted, truth)[0])
    return float(np.abs(predicted - truth).mean())


def figures(problem: Problem, truth: Truth, predicted: Floats) -> dict[str, float]:
    """The main figures of some songs of `problem`.

    "one": accuracy, and means over labels of recall, ROC-AUC and average precision. "many": means
    over labels. "numbers": each label's, and their means.
    """
    labels = by_label(problem, truth, predicted)
    if problem.kind == "numbers":
        parts = next(iter(labels.values())).keys()
        means = {name: mean([values[name] for values in labels.values()]) for name in parts}
        return means | {f"{k}_{name}": v[name] for k, v in labels.items() for name in parts}
    names = ("accuracy", "auc", "ap", "precision", "recall", "f1")
    macro = {f: mean([v[f] for v in labels.values() if f in v]) for f in names}
    if problem.kind == "one":
        return {
            "accuracy": measure("one", truth, predicted),
            **{f"macro_{name}": macro[name] for name in ("recall", "auc", "ap")},
        }
    return {
        "macro_auc": macro["auc"],
        "macro_ap": macro["ap"],
        **{name: macro[name] for name in ("accuracy", "precision", "recall", "f1")},
    }


def by_label(problem: Problem, truth: Truth, predicted: Floats) -> dict[str, dict[str, float]]:
    """Each label's figures."""
    if problem.kind == "numbers":
        span = np.ptp(problem.truth, axis=0)
        columns = zip(problem.labels, truth.T, predicted.T, span, strict=True)
        return {label: _of_numbers(t, p, float(s)) for label, t, p, s in columns}
    flags, chosen = flags_of(problem, truth), choices(problem, predicted)
    auc, ap = mood_scores(predicted, flags)
    out = {}
    for k, label in enumerate(problem.labels):
        out[label] = {
            "songs": int(flags[:, k].sum()),
            "auc": float(auc[k]),
            "ap": float(ap[k]),
            **_of_choices(flags[:, k], chosen[:, k], problem.kind),
            "calibration_error": calibration_error(predicted[:, k], flags[:, k]),
        }
    return out


def flags_of(problem: Problem, truth: Truth) -> Floats:
    """Truth of kind "one" or "many" as 0 or 1, (n, labels)."""
    if problem.kind == "one":
        return np.eye(len(problem.labels), dtype=np.float32)[truth]
    return np.asarray(truth, np.float32)


def choices(problem: Problem, predicted: Floats) -> npt.NDArray[np.bool_]:
    """What the probabilities say yes to, (n, labels): the most probable label, or all over 0.5."""
    if problem.kind == "one":
        return flags_of(problem, predicted.argmax(axis=1)) > 0
    return predicted >= YES


def confusion(truth: Truth, predicted: Floats) -> Ints:
    """Kind "one": songs by true label (rows) and most probable label (columns)."""
    k = range(predicted.shape[1])
    table: Ints = confusion_matrix(truth, predicted.argmax(axis=1), labels=list(k))
    return table


def two_by_two(flags: Floats, chosen: npt.NDArray[np.bool_]) -> Ints:
    """One label: songs without it (row 0) and with it (row 1), by not said and said (columns)."""
    table: Ints = confusion_matrix(flags > 0, chosen, labels=[False, True])
    return table


def mean(values: Sequence[float] | Floats) -> float:
    """Mean of what is not NaN; NaN of nothing."""
    known = np.asarray(values, np.float64)
    known = known[~np.isnan(known)]
    return float(known.mean()) if len(known) else float("nan")


def _of_choices(flags: Floats, chosen: npt.NDArray[np.bool_], kind: Kind) -> dict[str, float]:
    precision, recall, f1, _ = precision_recall_fscore_support(
        flags > 0, chosen, average="binary", zero_division=0
    )
    out = {"precision": float(precision), "recall": float(recall), "f1": float(f1)}
    if not flags.any():
        out = dict.fromkeys(out, float("nan"))
    if kind == "many":
        out["accuracy"] = float(((flags > 0) == chosen).mean())
    return out


def _of_numbers(truth: Floats, predicted: Floats, span: float) -> dict[str, float]:
    """`span` is the distance from the lowest to the highest true number of all songs."""
    miss = predicted - truth
    spread = float(((truth - truth.mean()) ** 2).sum())
    return {
        "mae": float(np.abs(miss).mean()),
        "mae_of_range": float(np.abs(miss).mean()) / span if span else float("nan"),
        "rmse": float(np.sqrt((miss**2).mean())),
        "r2": 1 - float((miss**2).sum()) / spread if spread else float("nan"),
        "sd_truth": float(truth.std()),
        "sd_predicted": float(predicted.std()),
    }
