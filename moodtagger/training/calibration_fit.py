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
SLOPE_PRIOR_SD = 0.3  # of a mood's slope around the common slope of all moods
TARGET_SD_RATIO = 0.93  # of the outputs' SD to the labels'; a wider spread costs R2

Doubles = npt.NDArray[np.float64]
DimensionFit = tuple[float, float, float, float]  # slope, lean, offset, scale of the SD

DEFAULT_PRECISION = 0.6
SELECTABLE_PRECISIONS = (0.5, DEFAULT_PRECISION, 0.7, 0.8, 0.9)  # offered to the user
MIN_SUPPORT = 10  # songs at or above a threshold
MIN_THRESHOLD = 0.4  # no mood is confident below it


def fit_calibration(outputs: SongOutputs, targets: Floats) -> Calibration:
    """Fit all calibration parameters.

    Parameters
    ----------
    outputs : SongOutputs
        Raw outputs for n songs that the networks were not trained on.
    targets : Floats
        Their targets as in `labels.build_targets`, (n, 6 + M).

    Returns
    -------
    Calibration
        The calibration, rounded to five decimals.

    References
    ----------
    Guo et al. (2017), On Calibration of Modern Neural Networks, arXiv:1706.04599.
    """
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
    """Fit slope and offset of each mood by Platt scaling.

    A normal prior pulls each slope to the one that fits all moods together, so that a rare mood
    borrows from the others. A mood that all songs have, or none, keeps its logits.

    Parameters
    ----------
    logits : Floats
        Raw mood logits, (n, M).
    present : Floats
        1 where a song has the mood, otherwise 0; (n, M).

    Returns
    -------
    tuple[tuple[float, ...], tuple[float, ...]]
        Slopes, at least 0, and offsets, M each.

    References
    ----------
    Platt (1999), Probabilistic outputs for support vector machines and comparisons to regularized
    likelihood methods, Advances in Large Margin Classifiers.
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
    """Fit one common slope, at least 0, and one offset per column by least cross-entropy.

    `prior_slope` is the mean of a normal prior with an SD of `SLOPE_PRIOR_SD`.
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
    """Find the temperature of least cross-entropy."""

    def cost(log_t: float) -> float:
        x = logits / np.exp(log_t)
        x = x - x.max(axis=1, keepdims=True)
        return float(
            -(target_probability * (x - np.log(np.exp(x).sum(axis=1, keepdims=True)))).sum()
        )

    return round(float(np.exp(minimize_scalar(cost, bounds=(-2, 2), method="bounded").x)), 5)


def _fit_dimension(raw: Floats, lean: Floats, logvar: Floats, truth: Floats) -> DimensionFit:
    """Fit valence's or arousal's map: the best mix of both predictors, spread like the labels.

    The mix is the least-squares one with non-negative weights, so that the map never decreases.
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
    """Compute the expected calibration error over bins with equally many songs.

    Parameters
    ----------
    probability : Floats
        Predicted probabilities, (n,).
    present : Floats
        1 where a song has the mood, otherwise 0; (n,).
    bins : int, optional
        Number of bins.

    Returns
    -------
    float
        Expected calibration error, 0 to 1.
    """
    order = np.argsort(probability, kind="stable")
    return _mean_calibration_gap(np.array_split(order, bins), probability, present)


def calibration_error_equal_width(probability: Floats, present: Floats, bins: int = 10) -> float:
    """Compute the expected calibration error over bins of equal width.

    Parameters
    ----------
    probability : Floats
        Predicted probabilities, (n,).
    present : Floats
        1 where a song has the mood, otherwise 0; (n,).
    bins : int, optional
        Number of bins.

    Returns
    -------
    float
        Expected calibration error, 0 to 1.

    References
    ----------
    Guo et al. (2017), On Calibration of Modern Neural Networks, arXiv:1706.04599.
    """
    bin_index = np.minimum((np.asarray(probability) * bins).astype(np.int64), bins - 1)
    return _mean_calibration_gap(
        [np.flatnonzero(bin_index == k) for k in range(bins)], probability, present
    )


def _mean_calibration_gap(
    bins: list[npt.NDArray[np.int64]], probability: Floats, present: Floats
) -> float:
    """Average |mean probability - observed fraction| over the bins, weighted by their songs."""
    gaps = [
        len(rows) * abs(float(probability[rows].mean() - present[rows].mean()))
        for rows in bins
        if len(rows)
    ]
    return float(np.sum(gaps) / len(probability))


def calibration_metrics(
    calibration: Calibration, outputs: SongOutputs, targets: Floats
) -> dict[str, float]:
    """Measure the quality of calibrated outputs.

    Parameters
    ----------
    calibration : Calibration
        The calibration to apply.
    outputs : SongOutputs
        Raw outputs for n songs.
    targets : Floats
        Their targets, (n, 6 + M).

    Returns
    -------
    dict[str, float]
        Calibration errors, coverage, R2 and spread, by name.
    """
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


def confidence_threshold(
    probability: Floats, present: Floats, target_precision: float = DEFAULT_PRECISION
) -> float:
    """Find the lowest threshold that reaches a precision.

    At least `MIN_SUPPORT` songs are at or above it, and the target precision is reached by both the
    fraction of them with the mood and their mean probability, so that a few lucky songs do not
    decide.

    Parameters
    ----------
    probability : Floats
        Calibrated probabilities, (n,).
    present : Floats
        1 where a song has the mood, otherwise 0; (n,).
    target_precision : float, optional
        Precision to reach, 0 to 1.

    Returns
    -------
    float
        The threshold, at least `MIN_THRESHOLD`; `UNREACHABLE_THRESHOLD` if there is none.
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


def operating_point(
    probability: Floats, present: Floats, target_precision: float
) -> OperatingPoint:
    """Find the threshold for a precision and the held-out songs that support it.

    Parameters
    ----------
    probability : Floats
        Predicted probabilities, (n,).
    present : Floats
        1 where a song has the mood, otherwise 0; (n,).
    target_precision : float
        Precision to reach, 0 to 1.

    Returns
    -------
    OperatingPoint
        Threshold, number of songs at or above it, and their precision.
    """
    lowest = confidence_threshold(probability, present, target_precision)
    is_correct = present[probability >= lowest]
    precision = round(float(is_correct.mean()), 3) if len(is_correct) else None
    return OperatingPoint(target_precision, lowest, len(is_correct), precision)


def operating_points(probability: Floats, present: Floats) -> tuple[OperatingPoint, ...]:
    """Find the thresholds for all of `SELECTABLE_PRECISIONS`.

    Parameters
    ----------
    probability : Floats
        Predicted probabilities, (n,).
    present : Floats
        1 where a song has the mood, otherwise 0; (n,).

    Returns
    -------
    tuple[OperatingPoint, ...]
        One operating point per precision, lowest first.
    """
    return tuple(
        operating_point(probability, present, target_precision)
        for target_precision in SELECTABLE_PRECISIONS
    )
