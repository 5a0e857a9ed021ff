"""The moments of a song that speak most for a mood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from moodtagger.core.prediction import Segment

MAX_HIGHLIGHT_S = 30.0  # a moment that is longer points nowhere
FLAT_RANGE = 0.05  # a mood that stays within this range sounds alike all through
_MAX_GAP_S = 0.5  # windows this near to each other follow without a gap


@dataclass(frozen=True, slots=True)
class MoodHighlight:
    """A stretch of the song; `probability` is the mood's mean over it."""

    start_s: float
    end_s: float
    probability: float


def mood_curve(segments: Sequence[Segment], mood: str) -> npt.NDArray[np.float64]:
    """The mood's probability in each window; NaN where a window does not tell it."""
    return np.array([s.moods.get(mood, np.nan) for s in segments], dtype=np.float64)


def is_flat(segments: Sequence[Segment], mood: str) -> bool:
    """Whether no window speaks more for the mood than the others do."""
    known = mood_curve(segments, mood)
    known = known[~np.isnan(known)]
    return len(known) < 2 or float(np.ptp(known)) < FLAT_RANGE


def mood_highlights(
    segments: Sequence[Segment], mood: str, max_count: int = 3
) -> tuple[MoodHighlight, ...]:
    """At most `most` stretches that speak most for the mood, the strongest first.

    Each begins at the strongest window that is left and takes in the neighbours that are nearer
    to it than to the song's mean. Windows below the mean speak for nothing; an even course has
    no moments.
    """
    curve = mood_curve(segments, mood)
    if len(segments) == 0 or is_flat(segments, mood):
        return ()
    lengths = np.array([s.end_s - s.start_s for s in segments])
    known = ~np.isnan(curve)
    mean = float(np.average(curve[known], weights=np.maximum(lengths[known], 1e-9)))
    available = known & (curve > mean)
    found: list[MoodHighlight] = []
    while len(found) < max_count and available.any():
        peak = int(np.argmax(np.where(available, curve, -np.inf)))
        first, last = _grow(segments, curve, available, peak, mean)
        _mark_used(segments, available, first, last)
        found.append(_highlight(segments, curve, lengths, first, last))
    return tuple(found)


def _grow(
    segments: Sequence[Segment],
    curve: npt.NDArray[np.float64],
    available: npt.NDArray[np.bool_],
    peak: int,
    mean: float,
) -> tuple[int, int]:
    """First and last window of the moment around `peak`; the stronger side is taken first."""
    first = last = peak
    min_probability = (float(curve[peak]) + mean) / 2
    while True:
        neighbors = []
        if first > 0 and _is_adjacent(segments, first - 1) and available[first - 1]:
            neighbors.append(first - 1)
        if last + 1 < len(segments) and _is_adjacent(segments, last) and available[last + 1]:
            neighbors.append(last + 1)
        fits = [
            k
            for k in neighbors
            if curve[k] >= min_probability and _fits_length(segments, first, last, k)
        ]
        if not fits:
            return first, last
        best = max(fits, key=lambda k: float(curve[k]))
        first, last = min(first, best), max(last, best)


def _mark_used(
    segments: Sequence[Segment], available: npt.NDArray[np.bool_], first: int, last: int
) -> None:
    """Leave no window free that is in the moment, or touches it: that would be the same one."""
    begin = first - 1 if first > 0 and _is_adjacent(segments, first - 1) else first
    end = last + 1 if last + 1 < len(segments) and _is_adjacent(segments, last) else last
    available[begin : end + 1] = False


def _is_adjacent(segments: Sequence[Segment], index: int) -> bool:
    """Whether the window after `k` follows it without a gap."""
    return segments[index + 1].start_s - segments[index].end_s < _MAX_GAP_S


def _fits_length(segments: Sequence[Segment], first: int, last: int, added: int) -> bool:
    begin, end = segments[min(first, added)].start_s, segments[max(last, added)].end_s
    return end - begin <= MAX_HIGHLIGHT_S + _MAX_GAP_S


def _highlight(
    segments: Sequence[Segment],
    curve: npt.NDArray[np.float64],
    lengths: npt.NDArray[np.float64],
    first: int,
    last: int,
) -> MoodHighlight:
    part = slice(first, last + 1)
    mean = float(np.average(curve[part], weights=np.maximum(lengths[part], 1e-9)))
    return MoodHighlight(segments[first].start_s, segments[last].end_s, mean)
