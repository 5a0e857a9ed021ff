"""The moments of a song that speak most for a mood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from moodtagger.core.prediction import Segment

LONGEST_S = 30.0  # a moment that is longer points nowhere
EVEN = 0.05  # a mood that stays within this range sounds alike all through
_TOUCH_S = 0.5  # windows this near to each other follow without a gap


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of the song; `probability` is the mood's mean over it."""

    start_s: float
    end_s: float
    probability: float


def mood_course(segments: Sequence[Segment], mood: str) -> npt.NDArray[np.float64]:
    """The mood's probability in each window; NaN where a window does not tell it."""
    return np.array([s.moods.get(mood, np.nan) for s in segments], dtype=np.float64)


def is_even(segments: Sequence[Segment], mood: str) -> bool:
    """Whether no window speaks more for the mood than the others do."""
    told = mood_course(segments, mood)
    told = told[~np.isnan(told)]
    return len(told) < 2 or float(np.ptp(told)) < EVEN


def moments(segments: Sequence[Segment], mood: str, most: int = 3) -> tuple[Moment, ...]:
    """At most `most` stretches that speak most for the mood, the strongest first.

    Each begins at the strongest window that is left and takes in the neighbours that are nearer
    to it than to the song's mean. Windows below the mean speak for nothing; an even course has
    no moments.
    """
    course = mood_course(segments, mood)
    if len(segments) == 0 or is_even(segments, mood):
        return ()
    lengths = np.array([s.end_s - s.start_s for s in segments])
    told = ~np.isnan(course)
    mean = float(np.average(course[told], weights=np.maximum(lengths[told], 1e-9)))
    free = told & (course > mean)
    found: list[Moment] = []
    while len(found) < most and free.any():
        peak = int(np.argmax(np.where(free, course, -np.inf)))
        first, last = _spread(segments, course, free, peak, mean)
        _take(segments, free, first, last)
        found.append(_moment(segments, course, lengths, first, last))
    return tuple(found)


def _spread(
    segments: Sequence[Segment],
    course: npt.NDArray[np.float64],
    free: npt.NDArray[np.bool_],
    peak: int,
    mean: float,
) -> tuple[int, int]:
    """First and last window of the moment around `peak`; the stronger side is taken first."""
    first = last = peak
    least = (float(course[peak]) + mean) / 2
    while True:
        sides = []
        if first > 0 and _joins(segments, first - 1) and free[first - 1]:
            sides.append(first - 1)
        if last + 1 < len(segments) and _joins(segments, last) and free[last + 1]:
            sides.append(last + 1)
        fits = [k for k in sides if course[k] >= least and _span(segments, first, last, k)]
        if not fits:
            return first, last
        best = max(fits, key=lambda k: float(course[k]))
        first, last = min(first, best), max(last, best)


def _take(segments: Sequence[Segment], free: npt.NDArray[np.bool_], first: int, last: int) -> None:
    """Leave no window free that is in the moment, or touches it: that would be the same one."""
    begin = first - 1 if first > 0 and _joins(segments, first - 1) else first
    end = last + 1 if last + 1 < len(segments) and _joins(segments, last) else last
    free[begin : end + 1] = False


def _joins(segments: Sequence[Segment], k: int) -> bool:
    """Whether the window after `k` follows it without a gap."""
    return segments[k + 1].start_s - segments[k].end_s < _TOUCH_S


def _span(segments: Sequence[Segment], first: int, last: int, new: int) -> bool:
    begin, end = segments[min(first, new)].start_s, segments[max(last, new)].end_s
    return end - begin <= LONGEST_S + _TOUCH_S


def _moment(
    segments: Sequence[Segment],
    course: npt.NDArray[np.float64],
    lengths: npt.NDArray[np.float64],
    first: int,
    last: int,
) -> Moment:
    part = slice(first, last + 1)
    mean = float(np.average(course[part], weights=np.maximum(lengths[part], 1e-9)))
    return Moment(segments[first].start_s, segments[last].end_s, mean)
