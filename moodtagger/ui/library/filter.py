"""Which songs are shown, and how many there are for each entry of the sidebar."""

from __future__ import annotations

import enum
import os
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import QUADRANTS, Quadrant
from moodtagger.core.track_table import STATES
from moodtagger.core.tracks import TrackState
from moodtagger.ui.library.song_columns import SongColumns
from moodtagger.ui.text_normalization import fold


class SongKind(enum.StrEnum):
    """The kinds of songs that the sidebar's first group offers."""

    ALL = "all"
    WAITING = "waiting"
    REVIEW = "review"
    UNSURE = "unsure"
    DECIDED = "decided"
    WRITTEN = "written"
    FAILED = "failed"
    ABSENT = "absent"
    CORRECTED = "corrected"  # not a state: the person put the song elsewhere than the network


@dataclass(frozen=True, slots=True, eq=False)
class MoodFilter:
    """Songs that were picked by their moods: `ids` ascending, `words` say which moods."""

    ids: npt.NDArray[np.int64]
    label: str

    def mask(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Which of these track ids are picked, (n,)."""
        if not len(self.ids):
            return np.zeros(len(ids), np.bool_)
        positions = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        mask: npt.NDArray[np.bool_] = self.ids[positions] == ids
        return mask


@dataclass(frozen=True, slots=True)
class Filter:
    """What a song must meet to be shown; every part that is set must hold.

    `folder` is a folder's path (songs below it count too); `mood` holds for songs it was
    accepted for, or proposed and not rejected; `text` are words that all must occur in title,
    artist, album, genre, moods or path, without regard to case and accents; `picked` are the
    songs of moods that were picked on the map of words.
    """

    kind: SongKind = SongKind.ALL
    quadrant: Quadrant | None = None
    mood: str | None = None
    folder: str | None = None
    text: str = ""
    mood_filter: MoodFilter | None = None

    def mask(self, columns: SongColumns) -> npt.NDArray[np.bool_]:
        """Which slots are shown, shape (n,)."""
        shown = columns.alive.copy()
        if self.kind is SongKind.CORRECTED:
            shown &= columns.corrected
        elif self.kind is not SongKind.ALL:
            shown &= columns.state == STATES.index(TrackState(self.kind.value))
        if self.quadrant is not None:
            shown &= columns.quadrant == QUADRANTS.index(self.quadrant)
        if self.mood is not None:
            shown &= _has_mood(columns, self.mood)
        if self.folder is not None:
            shown &= _is_in_folder(columns, self.folder)
        if self.mood_filter is not None:
            shown &= self.mood_filter.mask(columns.ids)
        for word in fold(self.text).split():
            matches = np.zeros_like(shown)
            matches[columns.search.slots_with(word)] = True
            shown &= matches
        return shown


def _has_mood(columns: SongColumns, mood: str) -> npt.NDArray[np.bool_]:
    return columns.mood_sets.matches(lambda moods: mood in moods)[columns.code("moods")]


def _is_in_folder(columns: SongColumns, folder: str) -> npt.NDArray[np.bool_]:
    prefix = folder.rstrip(os.sep) + os.sep
    inside = columns.directories.matches(lambda path: (path + os.sep).startswith(prefix))
    return inside[columns.code("directory")]


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
