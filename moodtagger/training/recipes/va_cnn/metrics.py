"""How good several runs of one setting are: each run judged alone, then mean and spread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from sklearn.metrics import r2_score

from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.task import Ints

NORM_SCALE = 10  # the labels' 0.1..0.9 stand for the norms' 1..9
LABEL_RANGE = 0.8


def scale_labels(valence_arousal: Floats) -> Floats:
    """Valence or arousal in [-1, 1] -> 0.1..0.9, a tenth of the norms of 1..9."""
    return np.float32(0.5) + np.float32(LABEL_RANGE / 2) * valence_arousal


def metrics_over_runs(truth: Floats, predicted: Floats, fold: Ints) -> dict[str, Any]:
    """Figures of `said` (runs, n, 2) against valence and arousal, `truth` (n, 2).

    Each is the mean over the runs and their sample standard deviation, null for a single run. A
    run's MAE and R2 are means over its folds; spreads are those of all held-out songs, in norms.
    """
    runs = [_run_metrics(truth, run_predictions, fold) for run_predictions in predicted]
    return {
        name: {
            "mean": round(float(np.mean([run[name] for run in runs])), 4),
            "sd": round(float(np.std([run[name] for run in runs], ddof=1)), 4)
            if len(runs) > 1
            else None,
        }
        for name in runs[0]
    }


def label_sd(truth: Floats) -> dict[str, float]:
    """Standard deviations of the labels (n, 2), in norms."""
    valence, arousal = (truth.std(axis=0) * NORM_SCALE).tolist()
    return {"valence_sd": round(valence, 4), "arousal_sd": round(arousal, 4)}


def format_mean_sd(statistic: Mapping[str, float | None], digits: int = 3) -> str:
    """A mean and its spread, such as "0.092 +- 0.004"."""
    sd = statistic["sd"]
    tail = "" if sd is None else f" +- {sd:.{digits}f}"
    return f"{statistic['mean']:.{digits}f}{tail}"


def _run_metrics(truth: Floats, predicted: Floats, fold: Ints) -> dict[str, float]:
    parts = [(truth[fold == k], predicted[fold == k]) for k in np.unique(fold)]
    mae = np.mean([np.abs(t - s).mean(axis=0) for t, s in parts], axis=0)
    r2 = np.mean([r2_score(t, s, multioutput="raw_values") for t, s in parts], axis=0)
    sd = predicted.std(axis=0) * NORM_SCALE
    return {
        "mae": float(mae.mean()),
        "percent_of_range": float(100 * mae.mean() / LABEL_RANGE),
        **{
            f"{label}_{name}": float(values[k])
            for k, label in enumerate(("valence", "arousal"))
            for name, values in (("mae", mae), ("r2", r2), ("sd", sd))
        },
    }
