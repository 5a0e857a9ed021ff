"""Fit the calibration on out-of-fold outputs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize, minimize_scalar
from sklearn.linear_model import LinearRegression

from moodtagger.inference.calibration import Calibration
from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS
from moodtagger.training.network_outputs import Outputs

WITHIN_ONE_SD = 0.68
SLOPE_SD = 0.3  # how far a mood's slope is expected to lie from the slope of all moods
SPREAD = 0.93  # of the labels' standard deviation: each step beyond costs R2

Doubles = npt.NDArray[np.float64]
Line = tuple[float, float, float, float]  # slope, lean, offset, scale of the SD


def fit(outputs: Outputs, targets: Floats) -> Calibration:
    """Calibration from outputs for songs not learned from; `targets` of `labels.targets_of`."""
    slopes, offsets = fit_moods(outputs.moods, targets[:, FIRST_MOOD:])
    neutral = Calibration(
        mood_slope=slopes,
        mood_offset=offsets,
        quadrant_temperature=_temperature(outputs.quadrant, targets[:, QUADRANT_COLUMNS]),
    )
    lean = neutral.lean(outputs.quadrant)
    lines = [
        _dimension(outputs.va[:, k], lean[:, k], outputs.va_logvar[:, k], truth)
        for k, truth in enumerate(targets[:, VA_COLUMNS].T)
    ]
    slope, leaning, offset, scale = ((float(v), float(a)) for v, a in zip(*lines, strict=True))
    return Calibration(
        slopes, offsets, neutral.quadrant_temperature, slope, offset, scale, va_lean=leaning
    )


def fit_moods(logits: Floats, present: Floats) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Slope and offset of each mood (n, M) that turn logits into probabilities.

    Platt (1999) scaling with a normal prior on the slope around the slope that suits all moods
    together: a mood of few songs borrows from the others. A mood that all songs have, or none,
    keeps its logits as they are.
    """
    both = (present.min(axis=0) < present.max(axis=0)).tolist()
    if not any(both):
        return (1.0,) * len(both), (0.0,) * len(both)
    shared = _logistic(logits[:, both], present[:, both])[0]
    lines = [
        _logistic(logits[:, [m]], present[:, [m]], shared)[:2] if fits else (1.0, 0.0)
        for m, fits in enumerate(both)
    ]
    slopes, offsets = zip(*lines, strict=True)
    return tuple(round(float(a), 5) for a in slopes), tuple(round(float(b), 5) for b in offsets)


def _logistic(logits: Floats, present: Floats, prior: float | None = None) -> Doubles:
    """One slope and an offset for each column, of least cross-entropy; the slope is not negative.

    `prior` is the slope expected, give or take `SLOPE_SD`.
    """
    x, y = logits.astype(np.float64), present.astype(np.float64)

    def cost(line: Doubles) -> tuple[float, Doubles]:
        z = line[0] * x + line[1:]
        miss = 1 / (1 + np.exp(-np.clip(z, -50, 50))) - y
        away = 0.0 if prior is None else (line[0] - prior) / SLOPE_SD
        value = float((np.logaddexp(0, z) - z * y).sum()) + away**2 / 2
        return value, np.r_[(miss * x).sum() + away / SLOPE_SD, miss.sum(axis=0)]

    start = np.r_[1.0 if prior is None else prior, np.zeros(x.shape[1])]
    bounds = [(0, None)] + [(None, None)] * x.shape[1]
    best: Doubles = minimize(cost, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    return best


def _temperature(logits: Floats, share: Floats) -> float:
    """The temperature of least cross-entropy."""

    def cost(log_t: float) -> float:
        x = logits / np.exp(log_t)
        x = x - x.max(axis=1, keepdims=True)
        return float(-(share * (x - np.log(np.exp(x).sum(axis=1, keepdims=True)))).sum())

    return round(float(np.exp(minimize_scalar(cost, bounds=(-2, 2), method="bounded").x)), 5)


def _dimension(heard: Floats, lean: Floats, logvar: Floats, truth: Floats) -> Line:
    """Valence's or arousal's line: the best mix of both hints, spread as widely as the labels.

    The mix is the least-squares one without negative weights, so that the map never turns round.
    """
    hints = np.stack([heard, lean], axis=1).astype(np.float64)
    mix = LinearRegression(positive=True).fit(hints, truth).coef_
    estimate = hints @ mix
    wider = SPREAD * float(truth.std()) / max(float(estimate.std()), 1e-6)
    offset = float(truth.mean()) - wider * float(estimate.mean())
    miss = np.abs(wider * estimate + offset - truth)
    scale = float(np.quantile(miss / np.exp(0.5 * logvar), WITHIN_ONE_SD))
    slope, leaning = wider * mix
    return round(float(slope), 5), round(float(leaning), 5), round(offset, 5), round(scale, 5)


def calibration_error(probability: Floats, present: Floats, bins: int = 10) -> float:
    """Expected calibration error over equally filled bins."""
    order = np.argsort(probability, kind="stable")
    return _gaps(np.array_split(order, bins), probability, present)


def calibration_error_by_width(probability: Floats, present: Floats, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width, as in Guo et al. (2017)."""
    place = np.minimum((np.asarray(probability) * bins).astype(np.int64), bins - 1)
    return _gaps([np.flatnonzero(place == k) for k in range(bins)], probability, present)


def _gaps(parts: list[npt.NDArray[np.int64]], probability: Floats, present: Floats) -> float:
    """Mean of |mean probability - share| over the bins, weighted by their songs."""
    gaps = [
        len(part) * abs(float(probability[part].mean() - present[part].mean()))
        for part in parts
        if len(part)
    ]
    return float(np.sum(gaps) / len(probability))


def figures(calibration: Calibration, outputs: Outputs, targets: Floats) -> dict[str, float]:
    """How honest the calibrated outputs are."""
    va = calibration.va(outputs.va, outputs.quadrant)
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
