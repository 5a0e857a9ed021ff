"""Which songs have which moods, counted from the columns: one source for all numbers of songs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from moodtagger.ui.library.song_columns import SongColumns, suggestions_of

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class MoodSearchResult:
    """The number of songs by mood, and the ids (int64, ascending) of the matching songs."""

    counts: dict[str, int]
    ids: npt.NDArray[np.int64]


def count_moods(columns: SongColumns) -> dict[str, int]:
    """Count the songs of each mood: accepted ones, and clear suggestions that are not rejected."""
    per_set = np.bincount(columns.code("moods")[columns.alive]).tolist()
    return _sums(columns.mood_sets.values, per_set)


def count_likely(columns: SongColumns) -> dict[str, int]:
    """Count the songs of which each mood is a likely suggestion that waits for a decision."""
    per_text = np.bincount(columns.code("suggested")[columns.alive]).tolist()
    texts = columns.category("suggested").values
    return _sums([suggestions_of(text)[1] for text in texts], per_text)


def has_mood(columns: SongColumns, mood: str, *, include_likely: bool = False) -> Mask:
    """Return which slots have a mood, as `count_moods` counts it, or as a likely suggestion too."""
    has = columns.mood_sets.matches(lambda moods: mood in moods)[columns.code("moods")]
    if include_likely:
        likely = columns.category("suggested").matches(lambda text: mood in suggestions_of(text)[1])
        has = has | likely[columns.code("suggested")]
    return has & columns.alive


def search_moods(
    columns: SongColumns, moods: Sequence[str], *, match_all: bool, include_likely: bool
) -> MoodSearchResult:
    """Return the songs with all of the moods (`match_all`) or any of them, and all counts."""
    counts = Counter(count_moods(columns))
    if include_likely:
        counts.update(count_likely(columns))
    found = [has_mood(columns, mood, include_likely=include_likely) for mood in moods]
    combine = np.logical_and if match_all else np.logical_or
    shown = combine.reduce(found) if found else np.zeros(len(columns.alive), np.bool_)
    return MoodSearchResult(dict(counts), np.sort(columns.ids[shown]))


def _sums(sets: Sequence[tuple[str, ...]], songs: Sequence[int]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for moods, count in zip(sets, songs, strict=False):
        for mood in moods:
            counts[mood] += count
    return {mood: count for mood, count in counts.items() if count}
