"""Fit the calibration and the thresholds on out-of-fold outputs."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from moodtagger.inference.calibration import Calibration
from moodtagger.training.data import Floats
from moodtagger.training.evaluate import Outputs
from moodtagger.training.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS

PRECISION = 0.6
SUPPORT = 10  # a threshold rests on at least so many songs
LEAST = 0.4  # what is less probable is not called confident
NEVER = 1.01  # a threshold that no probability reaches
WITHIN_ONE_SD = 0.68


def fit(outputs: Outputs, targets: Floats) -> Calibration:
    """Calibration from outputs for songs not learned from; `targets` of `labels.targets_of`."""
    moods = targets[:, FIRST_MOOD:]
    slopes, offsets = zip(
        *(_platt(outputs.moods[:, m], moods[:, m]) for m in range(moods.shape[1])), strict=True
    )
    va = [_dimension(outputs, targets[:, VA_COLUMNS], k) for k in range(2)]
    return Calibration(
        mood_slope=slopes,
        mood_offset=offsets,
        quadrant_temperature=_temperature(outputs.quadrant, targets[:, QUADRANT_COLUMNS]),
        va_slope=(va[0][0], va[1][0]),
        va_offset=(va[0][1], va[1][1]),
        sd_scale=(va[0][2], va[1][2]),
    )


def _platt(logits: Floats, present: Floats) -> tuple[float, float]:
    """Slope and offset that turn logits into probabilities; a song that lacks both: neutral."""
    if present.min() == present.max():
        return 1.0, 0.0
    model = LogisticRegression(C=1e4, max_iter=1000).fit(logits[:, None], present)
    return round(float(model.coef_[0, 0]), 5), round(float(model.intercept_[0]), 5)


def _temperature(logits: Floats, share: Floats) -> float:
    """The temperature of least cross-entropy."""

    def cost(log_t: float) -> float:
        x = logits / np.exp(log_t)
        x = x - x.max(axis=1, keepdims=True)
        return float(-(share * (x - np.log(np.exp(x).sum(axis=1, keepdims=True)))).sum())

    return round(float(np.exp(minimize_scalar(cost, bounds=(-2, 2), method="bounded").x)), 5)


def _dimension(outputs: Outputs, va: Floats, k: int) -> tuple[float, float, float]:
    """Slope and offset that give valence or arousal the labels' mean and spread; SD's scale."""
    heard, truth = outputs.va[:, k], va[:, k]
    slope = float(truth.std() / max(float(heard.std()), 1e-6))
    offset = float(truth.mean() - slope * heard.mean())
    miss = np.abs(slope * heard + offset - truth)
    scale = float(np.quantile(miss / np.exp(0.5 * outputs.va_logvar[:, k]), WITHIN_ONE_SD))
    return round(slope, 5), round(offset, 5), round(scale, 5)


def threshold(probability: Floats, present: Floats) -> float:
    """The lowest probability from which a mood is right often enough; `NEVER` if none is.

    Of the songs at or over it, at least `SUPPORT`, the share `PRECISION` has the mood. It is not
    lower than `LEAST`, however good the songs far above make the share.
    """
    order = np.argsort(-probability, kind="stable")
    right = np.cumsum(present[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(right[SUPPORT - 1 :] >= PRECISION)
    if not len(good):
        return NEVER
    lowest = float(probability[order[good[-1] + SUPPORT - 1]])
    return max(LEAST, float(np.floor(lowest * 1e4) / 1e4))


def calibration_error(probability: Floats, present: Floats, bins: int = 10) -> float:
    """Expected calibration error over equally filled bins."""
    order = np.argsort(probability, kind="stable")
    parts = np.array_split(order, bins)
    gaps = [len(p) * abs(float(probability[p].mean() - present[p].mean())) for p in parts]
    return float(np.sum(gaps) / len(order))


def figures(calibration: Calibration, outputs: Outputs, targets: Floats) -> dict[str, float]:
    """How honest the calibrated outputs are."""
    va = calibration.va(outputs.va)
    truth = targets[:, VA_COLUMNS]
    within = np.abs(va - truth) <= calibration.va_sd(outputs.va_logvar)
    moods = calibration.moods(outputs.moods)
    present = targets[:, FIRST_MOOD:]
    errors = [calibration_error(moods[:, m], present[:, m]) for m in range(moods.shape[1])]
    unexplained = ((va - truth) ** 2).sum(axis=0) / ((truth - truth.mean(axis=0)) ** 2).sum(axis=0)
    return {
        "mood_calibration_error_mean": round(float(np.mean(errors)), 4),
        "mood_calibration_error_worst": round(float(np.max(errors)), 4),
        "valence_within_one_sd": round(float(within[:, 0].mean()), 4),
        "arousal_within_one_sd": round(float(within[:, 1].mean()), 4),
        "valence_r2_after_map": round(1 - float(unexplained[0]), 4),
        "arousal_r2_after_map": round(1 - float(unexplained[1]), 4),
        "valence_spread_ratio": round(float(va[:, 0].std() / truth[:, 0].std()), 4),
        "arousal_spread_ratio": round(float(va[:, 1].std() / truth[:, 1].std()), 4),
    }
