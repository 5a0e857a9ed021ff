"""From which probability a mood counts as confident, for several precisions."""

from __future__ import annotations

import numpy as np

from moodtagger.core.vocabulary import UNREACHABLE_THRESHOLD, OperatingPoint
from moodtagger.training.data.dataset import Floats

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
