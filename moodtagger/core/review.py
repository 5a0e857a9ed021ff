"""Review of predictions: moods pending a decision, and tags that contradict the prediction.

The expected precision comes from the model card. For each mood it lists, for some probabilities,
how many held-out songs were at or above them (n) and how many of those were right (r = n *
precision). Of the songs between two such probabilities, (r1 - r2) / (n1 - n2) were right; that
fraction is expected of every song whose probability lies between the two.

A mood word in a file is compared with two parts of the prediction: how probable that mood is among
all songs of the library (its rank, so that rare moods are treated like frequent ones), and how far
the word's position on the circumplex lies from the song's. Ranking labels by how little a model
believes them follows Northcutt, Jiang and Chuang (2021), Confident Learning, Journal of Artificial
Intelligence Research 70.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from moodtagger.core.mood_synonyms import MoodMeaning
from moodtagger.core.vocabulary import Mood


@dataclass(frozen=True, slots=True)
class BulkAcceptForecast:
    """The effect of accepting all moods at or above a probability.

    `expected_precision` is the fraction of the moods expected to be right, over the
    `measured_count` ones; None without any.
    """

    track_count: int
    mood_count: int
    expected_precision: float | None
    measured_count: int


@dataclass(frozen=True, slots=True)
class PendingMoods:
    """Moods without a decision, one entry for each song and mood; all arrays have shape (n,).

    `ids` are track ids, int64, ascending; `moods` int32 indices into `labels`; the probabilities
    and the expected precisions are float32, NaN where the precision was not measured.
    """

    labels: tuple[str, ...]
    ids: npt.NDArray[np.int64]
    moods: npt.NDArray[np.int32]
    probabilities: npt.NDArray[np.float32]
    precisions: npt.NDArray[np.float32]

    def for_tracks(self, track_ids: Sequence[int] | npt.NDArray[np.int64]) -> PendingMoods:
        """Return only the moods of these tracks."""
        return self._masked(np.isin(self.ids, np.asarray(track_ids, np.int64)))

    def at_least(self, min_probability: float) -> PendingMoods:
        """Return only the moods at or above a probability in [0, 1]."""
        return self._masked(self.probabilities >= np.float32(min_probability))

    def forecast(self, min_probability: float) -> BulkAcceptForecast:
        """Count the moods at or above a probability and estimate how many are right."""
        accepted = self.at_least(min_probability)
        track_count = int(np.count_nonzero(np.diff(accepted.ids))) + 1 if len(accepted.ids) else 0
        known = accepted.precisions[~np.isnan(accepted.precisions)]
        expected = float(known.mean()) if len(known) else None
        return BulkAcceptForecast(track_count, len(accepted.ids), expected, len(known))

    def pairs(self) -> list[tuple[int, str]]:
        """Return the (track id, mood) pairs."""
        moods = [self.labels[index] for index in self.moods.tolist()]
        return list(zip(self.ids.tolist(), moods, strict=True))

    def _masked(self, mask: npt.NDArray[np.bool_]) -> PendingMoods:
        columns = (self.ids, self.moods, self.probabilities, self.precisions)
        ids, moods, probabilities, precisions = (part[mask] for part in columns)
        return PendingMoods(self.labels, ids, moods, probabilities, precisions)  # type: ignore[arg-type]


def expected_precision(
    mood: Mood, probabilities: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """Return how often the mood is right at these probabilities, shape (n,); NaN below the lowest.

    NaN everywhere when the model card holds no measurement.
    """
    steps = [
        (choice.threshold, choice.support, choice.support * choice.precision)
        for choice in mood.choices
        if choice.threshold <= 1 and choice.precision is not None and choice.support
    ]
    steps = sorted(set(steps))
    if not steps:
        return np.full(probabilities.shape, np.nan, np.float32)
    next_steps = [*steps[1:], (1.0, 0, 0.0)]
    values = [
        (right - right_above) / (count - count_above) if count > count_above else right / count
        for (_, count, right), (_, count_above, right_above) in zip(steps, next_steps, strict=True)
    ]
    thresholds = np.asarray([threshold for threshold, _, _ in steps])
    # Some tolerance: the thresholds are rounded, the probabilities float32.
    interval = np.searchsorted(thresholds - 1e-6, probabilities, side="right") - 1
    interval_precision = np.clip(np.asarray([np.nan, *values], np.float32), 0, 1)
    return interval_precision[interval + 1]


MAX_DISTANCE = math.sqrt(2.0)  # on the plane: from the center of one quadrant to the next, and more
MIN_SCORE = 0.4  # a smaller score is not worth a question


@dataclass(frozen=True, slots=True)
class TagConflict:
    """A song whose mood words contradict the prediction.

    It holds the words as written in the file, the moods that the model would put in their place, a
    score in [0, 1] (1 is the strongest contradiction), the fraction of songs for which those words
    are less probable (None when only their position is known), and the distance on the plane.
    """

    track_id: int
    file_moods: tuple[str, ...]
    predicted_moods: tuple[str, ...]
    score: float
    rank: float | None
    distance: float


def percentile_ranks(probabilities: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the fraction of songs with a smaller probability, in [0, 1), shape (n, m)."""
    count, moods = probabilities.shape
    out = np.empty((count, moods), np.float32)
    for mood in range(moods):
        column = probabilities[:, mood]
        out[:, mood] = np.searchsorted(np.sort(column), column, side="left") / max(1, count)
    return out


def conflict_score(rank: float | None, distance: float) -> float:
    """Return how likely the tag is a mistake, in [0, 1].

    It is the geometric mean of improbability and distance, since a word that is near or probable is
    no mistake.
    """
    relative_distance = min(1.0, distance / MAX_DISTANCE)
    return relative_distance if rank is None else math.sqrt((1.0 - rank) * relative_distance)


def best_rank(
    meanings: Sequence[MoodMeaning], ranks: npt.NDArray[np.float32], column_of: dict[str, int]
) -> float | None:
    """Return the highest rank of the words' moods in one song's row of ranks; None without any."""
    found = [ranks[column_of[label]] for m in meanings for label in m.labels if label in column_of]
    return float(max(found)) if found else None


def nearest_distance(meanings: Sequence[MoodMeaning], valence: float, arousal: float) -> float:
    """Return the distance on the plane from the song to the nearest of its words."""
    return min(math.hypot(m.valence - valence, m.arousal - arousal) for m in meanings)
