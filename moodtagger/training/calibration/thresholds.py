"""From which probability a mood counts as confident, for several precisions."""

from __future__ import annotations

import numpy as np

from moodtagger.core.vocabulary import NEVER, Choice
from moodtagger.training.data.dataset import Floats

PRECISION = 0.6
PRECISIONS = (0.5, PRECISION, 0.7, 0.8, 0.9)  # that a person may choose from
SUPPORT = 10  # a threshold rests on at least so many songs
LEAST = 0.4  # what is less probable is not called confident


def threshold(probability: Floats, present: Floats, asked: float = PRECISION) -> float:
    """The lowest probability from which a mood is right often enough; `NEVER` if none is.

    Of the songs at or over it, at least `SUPPORT`, the share `asked` has the mood; and the mean of
    their probabilities promises as much, so that a few lucky songs do not decide. It is not lower
    than `LEAST`, however good the songs far above make the share.
    """
    order = np.argsort(-probability, kind="stable")
    count = np.arange(1, len(order) + 1)
    counted = np.cumsum(present[order]) / count
    promised = np.cumsum(probability[order].astype(np.float64)) / count
    good = np.flatnonzero(np.minimum(counted, promised)[SUPPORT - 1 :] >= asked)
    if not len(good):
        return NEVER
    lowest = float(probability[order[good[-1] + SUPPORT - 1]])
    return max(LEAST, float(np.floor(lowest * 1e4) / 1e4))


def choice(probability: Floats, present: Floats, asked: float) -> Choice:
    """The threshold for a precision, with the held-out songs behind it."""
    lowest = threshold(probability, present, asked)
    right = present[probability >= lowest]
    precision = round(float(right.mean()), 3) if len(right) else None
    return Choice(asked, lowest, len(right), precision)


def choices(probability: Floats, present: Floats) -> tuple[Choice, ...]:
    """One for each of `PRECISIONS`."""
    return tuple(choice(probability, present, asked) for asked in PRECISIONS)
