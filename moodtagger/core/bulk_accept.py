"""Moods that wait for a decision, and how many of them a least confidence would accept.

What share of them is right is expected from the network's card. Each mood has there, for some
probabilities, how many held-out songs were at or over it (n) and how many of those were right
(r = n * precision). Of the songs between two such probabilities (r1 - r2) / (n1 - n2) were right;
that share is expected of every song whose probability lies between the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from moodtagger.core.vocabulary import Mood


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a least confidence means: `songs` and `tags` that it accepts.

    `right` is the share of tags expected to be right, over the `measured` ones; None without any.
    """

    songs: int
    tags: int
    right: float | None
    measured: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """The moods that wait, song by song: all arrays have shape (n,).

    `ids` int64, ascending; `moods` int32 places in `labels`; `shares` float32 probabilities;
    `right` float32, how often such a mood is right, NaN where that was not measured.
    """

    labels: tuple[str, ...]
    ids: npt.NDArray[np.int64]
    moods: npt.NDArray[np.int32]
    shares: npt.NDArray[np.float32]
    right: npt.NDArray[np.float32]

    def of(self, track_ids: Sequence[int] | npt.NDArray[np.int64]) -> Waiting:
        """Those of some songs only."""
        return self._chosen(np.isin(self.ids, np.asarray(track_ids, np.int64)))

    def over(self, least: float) -> Waiting:
        """Those at or over a probability, 0..1."""
        return self._chosen(self.shares >= np.float32(least))

    def outlook(self, least: float) -> Outlook:
        """How many songs and tags a least probability means, and how many are right."""
        chosen = self.over(least)
        songs = int(np.count_nonzero(np.diff(chosen.ids))) + 1 if len(chosen.ids) else 0
        known = chosen.right[~np.isnan(chosen.right)]
        right = float(known.mean()) if len(known) else None
        return Outlook(songs, len(chosen.ids), right, len(known))

    def pairs(self) -> list[tuple[int, str]]:
        """(track id, mood) of each."""
        moods = [self.labels[place] for place in self.moods.tolist()]
        return list(zip(self.ids.tolist(), moods, strict=True))

    def _chosen(self, mask: npt.NDArray[np.bool_]) -> Waiting:
        parts = (self.ids, self.moods, self.shares, self.right)
        ids, moods, shares, right = (part[mask] for part in parts)
        return Waiting(self.labels, ids, moods, shares, right)  # type: ignore[arg-type]


def how_often_right(mood: Mood, shares: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """How often the mood is right at these probabilities, shape (n,); NaN under the lowest.

    NaN everywhere when the card measured nothing.
    """
    steps = [
        (choice.threshold, choice.support, choice.support * choice.precision)
        for choice in mood.choices
        if choice.threshold <= 1 and choice.precision is not None and choice.support
    ]
    steps = sorted(set(steps))
    if not steps:
        return np.full(shares.shape, np.nan, np.float32)
    ends = [*steps[1:], (1.0, 0, 0.0)]
    values = [
        (right - right_above) / (count - count_above) if count > count_above else right / count
        for (_, count, right), (_, count_above, right_above) in zip(steps, ends, strict=True)
    ]
    limits = np.asarray([threshold for threshold, _, _ in steps])
    # A hair of tolerance: the thresholds are rounded, the probabilities float32.
    place = np.searchsorted(limits - 1e-6, shares, side="right") - 1
    table = np.clip(np.asarray([np.nan, *values], np.float32), 0, 1)
    return table[place + 1]
