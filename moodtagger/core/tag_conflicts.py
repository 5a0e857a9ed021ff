"""Songs whose own mood word and the network's answer lie far apart: likely mistakes.

A song's own word is held against two things that the network says of it: how probable that mood
is beside all other songs of the library (its rank, so that rare moods are judged like frequent
ones), and how far the word's place on the circumplex lies from the song's. Ranking labels by how
little a model believes them follows Northcutt, Jiang and Chuang (2021), Confident Learning,
Journal of Artificial Intelligence Research 70.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from moodtagger.core.mood_synonyms import MoodMeaning

MAX_DISTANCE = math.sqrt(
    2.0
)  # on the plane: from the middle of a quadrant to that of the next, and more
MIN_SCORE = 0.4  # a smaller score is no difference worth a question


@dataclass(frozen=True, slots=True)
class TagConflict:
    """One song to be asked about.

    `mine` are its own mood words as written in the file; `theirs` the moods that the network would
    put in their place; `score` in [0, 1], 1 lies farthest apart; `share` the part of the songs
    that sound less like `mine` (None when only its place is known); `distance` on the plane.
    """

    track_id: int
    file_moods: tuple[str, ...]
    predicted_moods: tuple[str, ...]
    score: float
    rank: float | None
    distance: float


def percentile_ranks(probabilities: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """For each song and mood the part of songs with a smaller share, in [0, 1); shape (n, m)."""
    count, moods = probabilities.shape
    out = np.empty((count, moods), np.float32)
    for mood in range(moods):
        column = probabilities[:, mood]
        out[:, mood] = np.searchsorted(np.sort(column), column, side="left") / max(1, count)
    return out


def conflict_score(rank: float | None, distance: float) -> float:
    """How likely a mistake it is, in [0, 1]: high where the mood is improbable and its place far.

    The geometric mean, since a word that is near or probable is no mistake.
    """
    relative_distance = min(1.0, distance / MAX_DISTANCE)
    return relative_distance if rank is None else math.sqrt((1.0 - rank) * relative_distance)


def best_rank(
    meanings: Sequence[MoodMeaning], ranks: npt.NDArray[np.float32], column_of: dict[str, int]
) -> float | None:
    """The rank of the likeliest of the words' moods in one song's row of ranks; None for none."""
    found = [ranks[column_of[label]] for m in meanings for label in m.labels if label in column_of]
    return float(max(found)) if found else None


def nearest_distance(meanings: Sequence[MoodMeaning], valence: float, arousal: float) -> float:
    """From the song to the nearest of its words on the plane."""
    return min(math.hypot(m.valence - valence, m.arousal - arousal) for m in meanings)
