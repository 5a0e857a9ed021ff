"""How many songs stand behind each entry of the sidebar."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from moodtagger.core.circumplex import QUADRANTS, Quadrant
from moodtagger.core.song_table import STATES
from moodtagger.ui.library.filter import Kind
from moodtagger.ui.library.song_columns import SongColumns


@dataclass(frozen=True, slots=True)
class Counts:
    """Songs for each kind, quadrant, mood, and directory (its own songs, without subfolders)."""

    kinds: dict[Kind, int] = field(default_factory=dict)
    quadrants: dict[Quadrant, int] = field(default_factory=dict)
    moods: dict[str, int] = field(default_factory=dict)
    directories: dict[str, int] = field(default_factory=dict)


def count_songs(columns: SongColumns) -> Counts:
    """Count everything at once; a few milliseconds for 100,000 songs."""
    alive = columns.alive
    states = np.bincount(columns.state[alive], minlength=len(STATES)).tolist()
    kinds = {Kind(state.value): n for state, n in zip(STATES, states, strict=True)}
    kinds[Kind.ALL] = len(columns)
    kinds[Kind.CORRECTED] = int(columns.corrected[alive].sum())
    known = columns.quadrant[alive & (columns.quadrant >= 0)]
    quadrants = np.bincount(known, minlength=len(QUADRANTS)).tolist()
    return Counts(
        kinds=kinds,
        quadrants=dict(zip(QUADRANTS, quadrants, strict=True)),
        moods=_moods(columns),
        directories=_directories(columns),
    )


def _moods(columns: SongColumns) -> dict[str, int]:
    per_set = np.bincount(columns.code("moods")[columns.alive]).tolist()
    out: Counter[str] = Counter()
    for moods, n in zip(columns.mood_sets.values, per_set, strict=False):
        for mood in moods:
            out[mood] += n
    return {mood: n for mood, n in out.items() if n}


def _directories(columns: SongColumns) -> dict[str, int]:
    per_folder = np.bincount(columns.code("directory")[columns.alive]).tolist()
    pairs = zip(columns.directories.values, per_folder, strict=False)
    return {path: n for path, n in pairs if n}
