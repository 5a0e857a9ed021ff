"""How well probabilities tell songs with a mood from those without; numpy and scipy only."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.stats import rankdata

Floats = npt.NDArray[np.floating[Any]]

TARGET_PRECISION = 0.6  # from its threshold on, a mood is to be right that often
MIN_SUPPORT = 10  # held-out songs that a threshold or a calibration has to rest on
MIN_THRESHOLD = 0.4  # what is less probable is not called confident


def roc_auc(score: Floats, present: Floats) -> float | None:
    """The chance that a song with the mood scores higher than one without; None without both."""
    positives = int(present.sum())
    negatives = len(present) - positives
    if not positives or not negatives:
        return None
    ranks = float(rankdata(score)[present > 0].sum())
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)


def average_precision(score: Floats, present: Floats) -> float | None:
    """Mean precision at each song with the mood, best scores first; None without one."""
    if not present.sum():
        return None
    ranked = present[np.argsort(-score, kind="stable")]
    precision = np.cumsum(ranked) / np.arange(1, len(ranked) + 1)
    return float(precision[ranked > 0].mean())


def log_loss(probability: Floats, present: Floats) -> float:
    """Mean cross-entropy of probabilities against what is there."""
    p = np.clip(probability.astype(np.float64), 1e-6, 1 - 1e-6)
    return float(-np.where(present > 0, np.log(p), np.log(1 - p)).mean())


def is_supported(present: Floats) -> bool:
    """Whether enough songs have the mood, and enough have it not, to fit numbers on them."""
    return bool(min(present.sum(), len(present) - present.sum()) >= MIN_SUPPORT)


def fit_platt(logits: Floats, present: Floats) -> tuple[float, float]:
    """Slope and offset that turn logits into probabilities. Platt (1999), slope not negative.

    A prior holds them near 1 and 0, where they stand, so that few songs move them little.
    """
    x, y = logits.astype(np.float64), present.astype(np.float64)

    def cost(line: Floats) -> float:
        z = line[0] * x + line[1]
        away = (line[0] - 1) ** 2 / 0.09 + line[1] ** 2
        return float((np.logaddexp(0, z) - z * y).sum() + away / 2)

    best = minimize(cost, np.array([1.0, 0.0]), bounds=[(0, None), (None, None)]).x
    return float(best[0]), float(best[1])


def find_threshold(probability: Floats, present: Floats) -> tuple[float, int, float] | None:
    """The lowest probability that is right often enough: with the songs over it, and their share.

    None when no threshold with enough songs over it reaches the precision.
    """
    order = np.argsort(-probability, kind="stable")[: int((probability >= MIN_THRESHOLD).sum())]
    precision = np.cumsum(present[order]) / np.arange(1, len(order) + 1)
    precise_enough = np.flatnonzero(precision[MIN_SUPPORT - 1 :] >= TARGET_PRECISION)
    if not len(precise_enough):
        return None
    cutoff = float(np.floor(probability[order[precise_enough[-1] + MIN_SUPPORT - 1]] * 1e4) / 1e4)
    above = probability >= cutoff
    count = int(above.sum())
    return cutoff, count, float(present[above].mean()) if count else 0.0
