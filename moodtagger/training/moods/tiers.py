"""Find the probabilities from which a mood is a clear or a likely suggestion, and evaluate them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.core.vocabulary import (
    DEFAULT_PRECISION,
    LIKELY_PRECISION,
    MAX_SUGGESTIONS,
    PRECISIONS,
    UNREACHABLE_THRESHOLD,
    OperatingPoint,
)
from moodtagger.training.data.dataset import FOLDS
from moodtagger.training.moods.evidence import Doubles, Ints, MoodEvidence

MIN_SUPPORT: Final = 10  # songs that a tier is measured on
SHORTFALL: Final = 0.1  # of a clear suggestion's own probability from the precision
LEAST_LIKELY: Final = 0.4
MARGIN: Final = 0.5  # standard errors by which a precision must be exceeded
PRIOR_SONGS: Final = 10.0  # that the mean probability counts as, beside the songs themselves
LIKELY_LIFT: Final = 2.0  # likely songs have the mood this many times as often as all songs


@dataclass(frozen=True, slots=True)
class FittedTiers:
    """Where the tiers of a mood begin.

    Attributes
    ----------
    clear : float
        Least probability of a clear suggestion; above 1 if there is none.
    likely : float
        Least probability of a likely one; above 1 if there is none, else below `clear`.
    """

    clear: float
    likely: float


def fit_clear(probability: Doubles, evidence: MoodEvidence, precision: float) -> float:
    """Find the lowest probability from which a mood is right often enough.

    The precision is reached by the corrected labels of all songs from there on, by those alone
    whose labels are complete if there are enough, and by the mean probability, so that a few lucky
    songs do not decide.

    Parameters
    ----------
    probability : Doubles
        Probabilities for n held-out songs, (n,).
    evidence : MoodEvidence
        Their labels.
    precision : float
        Precision to reach, 0 to 1.

    Returns
    -------
    float
        The threshold, at most `SHORTFALL` below the precision; `UNREACHABLE_THRESHOLD` if there is
        none.
    """
    order = np.argsort(-probability, kind="stable")
    credit, rated = evidence.credit[order], evidence.rated[order]
    reached = _cautious_mean(credit, np.ones_like(rated)) >= precision
    reached &= np.cumsum(probability[order]) / np.arange(1, len(order) + 1) >= precision
    reached &= (np.cumsum(rated) < MIN_SUPPORT) | (_cautious_mean(credit, rated) >= precision)
    return _lowest(probability[order], reached, round(precision - SHORTFALL, 4))


def fit_likely(probability: Doubles, evidence: MoodEvidence, clear: float) -> float:
    """Find the lowest probability from which a mood that is not clear is likely.

    The songs between the two thresholds have the mood often enough, and `LIKELY_LIFT` times as
    often as all songs.

    Parameters
    ----------
    probability : Doubles
        Probabilities for n held-out songs, (n,).
    evidence : MoodEvidence
        Their labels.
    clear : float
        Probability from which the mood is clear.

    Returns
    -------
    float
        The threshold, at least `LEAST_LIKELY`; `UNREACHABLE_THRESHOLD` if there is none.
    """
    below = np.flatnonzero(probability < clear)
    order = below[np.argsort(-probability[below], kind="stable")]
    target = max(LIKELY_PRECISION, LIKELY_LIFT * evidence.base_rate)
    count = np.arange(1, len(order) + 1)
    expected = np.cumsum(probability[order]) / count
    right = np.cumsum(evidence.credit[order]) + PRIOR_SONGS * expected
    reached = right / (count + PRIOR_SONGS) >= target
    threshold = _lowest(probability[order], reached, LEAST_LIKELY)
    return threshold if threshold < clear else UNREACHABLE_THRESHOLD


def fit_tiers(
    probability: Doubles, evidence: MoodEvidence, precision: float = DEFAULT_PRECISION
) -> FittedTiers:
    """Find where both tiers of a mood begin.

    Parameters
    ----------
    probability : Doubles
        Probabilities for n held-out songs, (n,).
    evidence : MoodEvidence
        Their labels.
    precision : float, optional
        Precision of clear suggestions.

    Returns
    -------
    FittedTiers
        The thresholds.
    """
    clear = fit_clear(probability, evidence, precision)
    return FittedTiers(clear, fit_likely(probability, evidence, clear))


def operating_points(probability: Doubles, evidence: MoodEvidence) -> tuple[OperatingPoint, ...]:
    """Find the thresholds of clear suggestions for every precision that users can choose.

    Support and precision are those of thresholds that were fitted on the other folds: what a user
    is shown was not fitted on the songs that it was measured on.

    Parameters
    ----------
    probability : Doubles
        Probabilities for n held-out songs, (n,).
    evidence : MoodEvidence
        Their labels.

    Returns
    -------
    tuple[OperatingPoint, ...]
        One for each precision, lowest first.
    """
    points = []
    for asked in PRECISIONS:
        threshold = fit_clear(probability, evidence, asked)
        called = _called_by_other_folds(probability, evidence, asked)
        if threshold > 1:
            called[:] = False
        precision = evidence.precision(called)
        rounded = None if precision is None else round(precision, 3)
        points.append(OperatingPoint(asked, threshold, int(called.sum()), rounded))
    return tuple(points)


def _called_by_other_folds(
    probability: Doubles, evidence: MoodEvidence, precision: float
) -> npt.NDArray[np.bool_]:
    called = np.zeros(len(probability), np.bool_)
    for number in np.unique(evidence.fold):
        taught = evidence.fold != number
        threshold = fit_clear(probability[taught], evidence.select(taught), precision)
        called[~taught] = probability[~taught] >= threshold
    return called


def cross_tiers(
    probability: Doubles, fold: Ints, evidence: Sequence[MoodEvidence]
) -> tuple[Doubles, Doubles]:
    """Fit the thresholds for the songs of each fold on the other folds.

    Parameters
    ----------
    probability : Doubles
        Probabilities for n held-out songs, (n, M).
    fold : Ints
        Their folds, (n,).
    evidence : Sequence[MoodEvidence]
        For each mood, labels of as many of the first songs as have some.

    Returns
    -------
    tuple[Doubles, Doubles]
        Thresholds of clear and of likely suggestions for each song, (n, M) each.
    """
    clear, likely = np.zeros_like(probability), np.zeros_like(probability)
    for m, mood in enumerate(evidence):
        labeled = probability[: len(mood.present), m]
        for number in range(FOLDS):
            taught = mood.fold != number
            fitted = fit_tiers(labeled[taught], mood.select(taught))
            clear[fold == number, m], likely[fold == number, m] = fitted.clear, fitted.likely
    return clear, likely


def call_moods(
    probability: Doubles, clear: Doubles, likely: Doubles
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Call the moods of songs as the app does.

    Parameters
    ----------
    probability : Doubles
        Probabilities for n songs, (n, M).
    clear : Doubles
        Thresholds of clear suggestions, (M,) or (n, M).
    likely : Doubles
        Thresholds of likely suggestions, (M,) or (n, M).

    Returns
    -------
    tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]
        Whether each mood is a clear and whether it is a likely suggestion, (n, M) each.
    """
    is_clear = probability >= clear
    is_likely = ~is_clear & (probability >= likely)
    rank = probability + 2.0 * is_clear + 1.0 * is_likely
    suggested = np.zeros_like(is_clear)
    np.put_along_axis(suggested, np.argsort(-rank, axis=1)[:, :MAX_SUGGESTIONS], True, axis=1)
    return is_clear & suggested, is_likely & suggested


def _cautious_mean(values: Doubles, counted: npt.NDArray[np.bool_]) -> Doubles:
    """Return the mean of those counted of the first 1, 2, ... values, less standard errors."""
    count = np.maximum(np.cumsum(counted), 1)
    mean = np.cumsum(values * counted) / count
    variance = np.maximum(np.cumsum(values**2 * counted) / count - mean**2, 0)
    out: Doubles = mean - MARGIN * np.sqrt(variance / count)
    return out


def _lowest(probability: Doubles, reached: object, least: float) -> float:
    """Return the lowest probability that is reached with enough songs above it."""
    counts = np.flatnonzero(np.asarray(reached)[MIN_SUPPORT - 1 :])
    if not len(counts):
        return UNREACHABLE_THRESHOLD
    lowest = float(probability[counts[-1] + MIN_SUPPORT - 1])
    return max(least, float(np.floor(lowest * 1e4) / 1e4))
