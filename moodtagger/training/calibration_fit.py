"""Fit the calibration and the confidence thresholds on out-of-fold outputs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize, minimize_scalar
from sklearn.linear_model import LinearRegression

from moodtagger.core.vocabulary import UNREACHABLE_THRESHOLD, OperatingPoint
from moodtagger.inference.calibration import Calibration
from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS
from moodtagger.training.network_outputs import SongOutputs

ONE_SD_COVERAGE = 0.68
SLOPE_PRIOR_SD = 0.3  # how far a mood's slope is expected to lie from the slope of all moods
TARGET_SD_RATIO = 0.93  # of the labels' standard deviation: each step beyond costs R2

Doubles = npt.NDArray[np.float64]
DimensionFit = tuple[float, float, float, float]  # slope, lean, offset, scale of the SD


def fit_calibration(outputs: SongOutputs, targets: Floats) -> Calibration:
    """Calibration from outputs for songs not learned from; `targets` of `labels.targets_of`."""
    slopes, offsets = fit_mood_calibration(outputs.moods, targets[:, FIRST_MOOD:])
    mood_and_quadrant_only = Calibration(
        mood_slope=slopes,
        mood_offset=offsets,
        quadrant_temperature=_fit_temperature(outputs.quadrant, targets[:, QUADRANT_COLUMNS]),
    )
    lean = mood_and_quadrant_only.expected_signs(outputs.quadrant)
    fits = [
        _fit_dimension(outputs.va[:, k], lean[:, k], outputs.va_logvar[:, k], truth)
        for k, truth in enumerate(targets[:, VA_COLUMNS].T)
    ]
    slope, lean_slope, offset, scale = ((float(v), float(a)) for v, a in zip(*fits, strict=True))
    return Calibration(
        slopes,
        offsets,
        mood_and_quadrant_only.quadrant_temperature,
        slope,
        offset,
        scale,
        va_lean=lean_slope,
    )


def fit_mood_calibration(
    logits: Floats, present: Floats
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Slope and offset of each mood (n, M) that turn logits into probabilities.

    Platt (1999) scaling with a normal prior on the slope around the slope that suits all moods
    together: a mood of few songs borrows from the others. A mood that all songs have, or none,
    keeps its logits as they are.
    """
    has_both_classes = (present.min(axis=0) < present.max(axis=0)).tolist()
    if not any(has_both_classes):
        return (1.0,) * len(has_both_classes), (0.0,) * len(has_both_classes)
    shared_slope = _fit_logistic(logits[:, has_both_classes], present[:, has_both_classes])[0]
    fits = [
        _fit_logistic(logits[:, [m]], present[:, [m]], shared_slope)[:2] if fittable else (1.0, 0.0)
        for m, fittable in enumerate(has_both_classes)
    ]
    slopes, offsets = zip(*fits, strict=True)
    return tuple(round(float(a), 5) for a in slopes), tuple(round(float(b), 5) for b in offsets)


def _fit_logistic(logits: Floats, present: Floats, prior_slope: float | None = None) -> Doubles:
    """One slope and an offset for each column, of least cross-entropy; the slope is not negative.

    `prior` is the slope expected, give or take `SLOPE_SD`.
    """
    x, y = logits.astype(np.float64), present.astype(np.float64)

    def cost(parameters: Doubles) -> tuple[float, Doubles]:
        z = parameters[0] * x + parameters[1:]
        residual = 1 / (1 + np.exp(-np.clip(z, -50, 50))) - y
        deviation = 0.0 if prior_slope is None else (parameters[0] - prior_slope) / SLOPE_PRIOR_SD
        value = float((np.logaddexp(0, z) - z * y).sum()) + deviation**2 / 2
        return value, np.r_[(residual * x).sum() + deviation / SLOPE_PRIOR_SD, residual.sum(axis=0)]

    start = np.r_[1.0 if prior_slope is None else prior_slope, np.zeros(x.shape[1])]
    bounds = [(0, None)] + [(None, None)] * x.shape[1]
    best: Doubles = minimize(cost, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    return best


def _fit_temperature(logits: Floats, target_probability: Floats) -> float:
    """The temperature of least cross-entropy."""

    def cost(log_t: float) -> float:
        x = logits / np.exp(log_t)
        x = x - x.max(axis=1, keepdims=True)
        return float(
            -(target_probability * (x - np.log(np.exp(x).sum(axis=1, keepdims=True)))).sum()
        )

    return round(float(np.exp(minimize_scalar(cost, bounds=(-2, 2), method="bounded").x)), 5)


def _fit_dimension(raw: Floats, lean: Floats, logvar: Floats, truth: Floats) -> DimensionFit:
    """Valence's or arousal's line: the best mix of both hints, spread as widely as the labels.

    The mix is the least-squares one without negative weights, so that the map never turns round.
    """
    predictors = np.stack([raw, lean], axis=1).astype(np.float64)
    weights = LinearRegression(positive=True).fit(predictors, truth).coef_
    estimate = predictors @ weights
    gain = TARGET_SD_RATIO * float(truth.std()) / max(float(estimate.std()), 1e-6)
    offset = float(truth.mean()) - gain * float(estimate.mean())
    abs_error = np.abs(gain * estimate + offset - truth)
    scale = float(np.quantile(abs_error / np.exp(0.5 * logvar), ONE_SD_COVERAGE))
    slope, lean_slope = gain * weights
    return round(float(slope), 5), round(float(lean_slope), 5), round(offset, 5), round(scale, 5)


def calibration_error(probability: Floats, present: Floats, bins: int = 10) -> float:
    """Expected calibration error over equally filled bins."""
    order = np.argsort(probability, kind="stable")
    return _mean_calibration_gap(np.array_split(order, bins), probability, present)


def calibration_error_equal_width(probability: Floats, present: Floats, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width, as in Guo et al. (2017)."""
    bin_index = np.minimum((np.asarray(probability) * bins).astype(np.int64), bins - 1)
    return _mean_calibration_gap(
        [np.flatnonzero(bin_index == k) for k in range(bins)], probability, present
    )


def _mean_calibration_gap(
    bins: list[npt.NDArray[np.int64]], probability: Floats, present: Floats
) -> float:
    """Mean of |mean probability - share| over the bins, weighted by their songs."""
    gaps = [
        len(rows) * abs(float(probability[rows].mean() - present[rows].mean()))
        for rows in bins
        if len(rows)
    ]
    return float(np.sum(gaps) / len(probability))


def calibration_metrics(
    calibration: Calibration, outputs: SongOutputs, targets: Floats
) -> dict[str, float]:
    """How honest the calibrated outputs are."""
    va = calibration.va(outputs.va, outputs.quadrant)
    truth = targets[:, VA_COLUMNS]
    within_one_sd = np.abs(va - truth) <= calibration.va_sd(outputs.va_logvar)
    moods = calibration.moods(outputs.moods)
    present = targets[:, FIRST_MOOD:]
    errors = [calibration_error(moods[:, m], present[:, m]) for m in range(moods.shape[1])]
    unexplained = ((va - truth) ** 2).sum(axis=0) / ((truth - truth.mean(axis=0)) ** 2).sum(axis=0)
    return {
        "mood_calibration_error_mean": round(float(np.mean(errors)), 4),
        "mood_calibration_error_worst": round(float(np.max(errors)), 4),
        "valence_within_one_sd": round(float(within_one_sd[:, 0].mean()), 4),
        "arousal_within_one_sd": round(float(within_one_sd[:, 1].mean()), 4),
        "valence_r2_after_map": round(1 - float(unexplained[0]), 4),
        "arousal_r2_after_map": round(1 - float(unexplained[1]), 4),
        "valence_spread_ratio": round(float(va[:, 0].std() / truth[:, 0].std()), 4),
        "arousal_spread_ratio": round(float(va[:, 1].std() / truth[:, 1].std()), 4),
    }


DEFAULT_PRECISION = 0.6
SELECTABLE_PRECISIONS = (0.5, DEFAULT_PRECISION, 0.7, 0.8, 0.9)  # that a person may choose from
MIN_SUPPORT = 10  # a threshold rests on at least so many songs
MIN_THRESHOLD = 0.4  # what is less probable is not called confident


def confidence_threshold(
    probability: Floats, present: Floats, target_precision: float = DEFAULT_PRECISION
) -> float:
    """The lowest probability from which a mood is right often enough; `NEVER` if none is.

    Of the songs at or over it, at least `SUPPORT`, the share `asked` has the mood; and the mean of
    their probabilities promises as much, so that a few lucky songs do not decide. It is not lower
    than `LEAST`, however good the songs far above make the share.
    """
    order = np.argsort(-probability, kind="stable")
    count = np.arange(1, len(order) + 1)
    observed_precision = np.cumsum(present[order]) / count
    expected_precision = np.cumsum(probability[order].astype(np.float64)) / count
    valid_counts = np.flatnonzero(
        np.minimum(observed_precision, expected_precision)[MIN_SUPPORT - 1 :] >= target_precision
    )
    if not len(valid_counts):
        return UNREACHABLE_THRESHOLD
    lowest = float(probability[order[valid_counts[-1] + MIN_SUPPORT - 1]])
    return max(MIN_THRESHOLD, float(np.floor(lowest * 1e4) / 1e4))


def threshold_choice(
    probability: Floats, present: Floats, target_precision: float
) -> OperatingPoint:
    """The threshold for a precision, with the held-out songs behind it."""
    lowest = confidence_threshold(probability, present, target_precision)
    is_correct = present[probability >= lowest]
    precision = round(float(is_correct.mean()), 3) if len(is_correct) else None
    return OperatingPoint(target_precision, lowest, len(is_correct), precision)


def threshold_choices(probability: Floats, present: Floats) -> tuple[OperatingPoint, ...]:
    """One for each of `PRECISIONS`."""
    return tuple(
        threshold_choice(probability, present, target_precision)
        for target_precision in SELECTABLE_PRECISIONS
    )
