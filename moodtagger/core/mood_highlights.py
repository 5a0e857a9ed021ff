"""Highlights: the parts of a song that support a mood most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from moodtagger.core.prediction import Segment

MAX_HIGHLIGHT_S = 30.0  # a longer part is no highlight
FLAT_RANGE = 0.05  # a mood within this range is equal all through
_MAX_GAP_S = 0.5  # windows this close to each other are adjacent


@dataclass(frozen=True, slots=True)
class MoodHighlight:
    """A part of the song, with the mean probability of the mood in it."""

    start_s: float
    end_s: float
    probability: float


def mood_curve(segments: Sequence[Segment], mood: str) -> npt.NDArray[np.float64]:
    """Return the probability of the mood in each window; NaN where it is unknown."""
    return np.array([s.moods.get(mood, np.nan) for s in segments], dtype=np.float64)


def is_flat(segments: Sequence[Segment], mood: str) -> bool:
    """Return whether all windows support the mood equally."""
    known = mood_curve(segments, mood)
    known = known[~np.isnan(known)]
    return len(known) < 2 or float(np.ptp(known)) < FLAT_RANGE


def mood_highlights(
    segments: Sequence[Segment], mood: str, max_count: int = 3
) -> tuple[MoodHighlight, ...]:
    """Return at most `max_count` highlights of a mood, strongest first.

    Each starts at the strongest remaining window and grows over neighbors whose probability is
    nearer to it than to the mean of the song. Windows below the mean are never part of one, and a
    flat curve has none.
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
    """Return the first and last window of the highlight around `peak`."""
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
    """Mark the windows of a highlight and those adjacent to it, which would extend it."""
    begin = first - 1 if first > 0 and _is_adjacent(segments, first - 1) else first
    end = last + 1 if last + 1 < len(segments) and _is_adjacent(segments, last) else last
    available[begin : end + 1] = False


def _is_adjacent(segments: Sequence[Segment], index: int) -> bool:
    """Return whether the window after `index` follows it without a gap."""
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
