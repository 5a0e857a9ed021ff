"""How many songs stand behind each entry of the sidebar."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from moodtagger.core.circumplex import QUADRANTS, Quadrant
from moodtagger.core.song_table import STATES
from moodtagger.ui.library.filter import SongKind
from moodtagger.ui.library.song_columns import SongColumns


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """Songs for each kind, quadrant, mood, and directory (its own songs, without subfolders)."""

    kinds: dict[SongKind, int] = field(default_factory=dict)
    quadrants: dict[Quadrant, int] = field(default_factory=dict)
    moods: dict[str, int] = field(default_factory=dict)
    directories: dict[str, int] = field(default_factory=dict)


def count_songs(columns: SongColumns) -> FacetCounts:
    """Count everything at once; a few milliseconds for 100,000 songs."""
    alive = columns.alive
    states = np.bincount(columns.state[alive], minlength=len(STATES)).tolist()
    kinds = {SongKind(state.value): n for state, n in zip(STATES, states, strict=True)}
    kinds[SongKind.ALL] = len(columns)
    kinds[SongKind.CORRECTED] = int(columns.corrected[alive].sum())
    known = columns.quadrant[alive & (columns.quadrant >= 0)]
    quadrants = np.bincount(known, minlength=len(QUADRANTS)).tolist()
    return FacetCounts(
        kinds=kinds,
        quadrants=dict(zip(QUADRANTS, quadrants, strict=True)),
        moods=_mood_counts(columns),
        directories=_directory_counts(columns),
    )


def _mood_counts(columns: SongColumns) -> dict[str, int]:
    per_set = np.bincount(columns.code("moods")[columns.alive]).tolist()
    counts: Counter[str] = Counter()
    for moods, n in zip(columns.mood_sets.values, per_set, strict=False):
        for mood in moods:
            counts[mood] += n
    return {mood: n for mood, n in counts.items() if n}


def _directory_counts(columns: SongColumns) -> dict[str, int]:
    per_directory = np.bincount(columns.code("directory")[columns.alive]).tolist()
    pairs = zip(columns.directories.values, per_directory, strict=False)
    return {path: n for path, n in pairs if n}
