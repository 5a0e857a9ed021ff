"""Songs that have some of a set of moods, and how many songs have each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.store import Library

LIKELY = 3  # a mood is likely for a song when it is among so many of its most probable


@dataclass(frozen=True, slots=True, eq=False)
class WordAnswer:
    """`counts` of songs by mood; `ids` int64, ascending, of the songs that have what was asked."""

    counts: dict[str, int]
    ids: npt.NDArray[np.int64]


class WordSearch:
    """Answers from memory; `forget` when songs were heard."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: tuple[object, npt.NDArray[np.int64], npt.NDArray[np.float32]] | None = None
        self._lock = Lock()

    def forget(self) -> None:
        """Read everything again when it is next asked for."""
        with self._lock:
            self._known = None

    def find(
        self, moods: Sequence[str], vocabulary: Vocabulary, model: str, *, every: bool, likely: bool
    ) -> WordAnswer:
        """Songs with `every` one of the moods, or with any of them.

        A song has a mood that the person accepted or that is confident, unless she rejected it;
        with `likely` also one that is among its most probable.
        """
        labels = vocabulary.labels
        ids, shares = self._shares(labels, model)
        least = vocabulary.thresholds()
        limits = np.array([least.get(label, np.inf) for label in labels], np.float32)
        has = shares >= limits
        if likely and len(labels) > LIKELY:
            least_likely = np.partition(shares, -LIKELY, axis=1)[:, -LIKELY, None]
            has |= (shares >= least_likely) & (shares > 0)
        self._decide(has, ids, labels)
        counts = dict(zip(labels, has.sum(axis=0).tolist(), strict=True))
        asked = has[:, [labels.index(mood) for mood in moods if mood in labels]]
        if not asked.shape[1]:
            return WordAnswer(counts, ids[:0])
        return WordAnswer(counts, ids[asked.all(axis=1) if every else asked.any(axis=1)])

    def _decide(
        self, has: npt.NDArray[np.bool_], ids: npt.NDArray[np.int64], labels: Sequence[str]
    ) -> None:
        """What the person said counts before what the network says."""
        place = {label: i for i, label in enumerate(labels)}
        made = [d for d in self._library.all_decisions() if d[1] in place]
        if not made or not len(ids):
            return
        rows = np.searchsorted(ids, np.array([track_id for track_id, _, _ in made], np.int64))
        rows = np.minimum(rows, len(ids) - 1)
        for row, (track_id, mood, accepted) in zip(rows.tolist(), made, strict=True):
            if ids[row] == track_id:
                has[row, place[mood]] = accepted

    def _shares(
        self, labels: tuple[str, ...], model: str
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        with self._lock:
            if self._known is None or self._known[0] != (labels, model):
                self._known = ((labels, model), *self._read(labels, model))
            return self._known[1:]

    def _read(
        self, labels: tuple[str, ...], model: str
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        found = self._library.mood_matrices(model=model)
        ids = np.concatenate([np.empty(0, np.int64), *(matrix.ids for matrix in found)])
        shares = np.full((len(ids), len(labels)), -1.0, np.float32)  # a mood it does not know
        start = 0
        for matrix in found:
            rows = slice(start, start + len(matrix.ids))
            start += len(matrix.ids)
            for column, label in enumerate(matrix.labels):
                if label in labels:
                    shares[rows, labels.index(label)] = matrix.shares[:, column]
        order = np.argsort(ids, kind="stable")
        return ids[order], shares[order]
