"""The mood map, and search for songs by mood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt

from moodtagger.core.tag_map import MapLabel, map_labels
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.files.model_files import load_tag_map
from moodtagger.paths import default_model_dir
from moodtagger.services.active_model import ModelInfo
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.store import Library

TAG_MAP_FILE = "tag_map.json"  # in a model's folder

LIKELY_RANK = 3  # a song's three most probable moods count as likely


@dataclass(frozen=True, slots=True, eq=False)
class MoodSearchResult:
    """The number of songs by mood, and the ids (int64, ascending) of the matching songs."""

    counts: dict[str, int]
    ids: npt.NDArray[np.int64]


class MoodSearch:
    """Search over cached probabilities; call `invalidate` when songs were analyzed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._cache: tuple[object, npt.NDArray[np.int64], npt.NDArray[np.float32]] | None = None
        self._lock = Lock()

    def invalidate(self) -> None:
        """Read everything again on the next search."""
        with self._lock:
            self._cache = None

    def search(
        self,
        moods: Sequence[str],
        vocabulary: Vocabulary,
        model: str,
        *,
        match_all: bool,
        include_likely: bool,
    ) -> MoodSearchResult:
        """Return the songs with all of the moods (`match_all`), or with any of them.

        A song has the moods that the user accepted and those that are confident, but none that
        the user rejected. With `include_likely` it also has its most probable ones.
        """
        labels = vocabulary.labels
        ids, probabilities = self._probabilities(labels, model)
        thresholds = vocabulary.thresholds()
        limits = np.array([thresholds.get(label, np.inf) for label in labels], np.float32)
        has = probabilities >= limits
        if include_likely and len(labels) > LIKELY_RANK:
            likely_threshold = np.partition(probabilities, -LIKELY_RANK, axis=1)[
                :, -LIKELY_RANK, None
            ]
            has |= (probabilities >= likely_threshold) & (probabilities > 0)
        self._apply_decisions(has, ids, labels)
        counts = dict(zip(labels, has.sum(axis=0).tolist(), strict=True))
        requested = has[:, [labels.index(mood) for mood in moods if mood in labels]]
        if not requested.shape[1]:
            return MoodSearchResult(counts, ids[:0])
        return MoodSearchResult(
            counts, ids[requested.all(axis=1) if match_all else requested.any(axis=1)]
        )

    def _apply_decisions(
        self, has: npt.NDArray[np.bool_], ids: npt.NDArray[np.int64], labels: Sequence[str]
    ) -> None:
        """Let the user's decisions override the predictions, in place."""
        columns = {label: i for i, label in enumerate(labels)}
        decisions = [d for d in self._library.decisions.all() if d[1] in columns]
        if not decisions or not len(ids):
            return
        rows = np.searchsorted(ids, np.array([track_id for track_id, _, _ in decisions], np.int64))
        rows = np.minimum(rows, len(ids) - 1)
        for row, (track_id, mood, accepted) in zip(rows.tolist(), decisions, strict=True):
            if ids[row] == track_id:
                has[row, columns[mood]] = accepted

    def _probabilities(
        self, labels: tuple[str, ...], model: str
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        with self._lock:
            if self._cache is None or self._cache[0] != (labels, model):
                self._cache = ((labels, model), *self._read(labels, model))
            return self._cache[1:]

    def _read(
        self, labels: tuple[str, ...], model: str
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        matrices = self._library.moods.matrices(model=model)
        ids = np.concatenate([np.empty(0, np.int64), *(matrix.ids for matrix in matrices)])
        probabilities = np.full((len(ids), len(labels)), -1.0, np.float32)  # -1: not predicted
        start = 0
        for matrix in matrices:
            rows = slice(start, start + len(matrix.ids))
            start += len(matrix.ids)
            for column, label in enumerate(matrix.labels):
                if label in labels:
                    probabilities[rows, labels.index(label)] = matrix.probabilities[:, column]
        order = np.argsort(ids, kind="stable")
        return ids[order], probabilities[order]


class MoodSearchService:
    """The mood map and the songs of its moods, as the user's preferences show them."""

    def __init__(self, library: Library, model: ModelInfo, preferences: LibraryPreferences) -> None:
        self._model = model
        self._preferences = preferences
        self._search = MoodSearch(library)

    def invalidate(self) -> None:
        """Read the probabilities of all songs again on the next search."""
        self._search.invalidate()

    def map_labels(self) -> list[MapLabel]:
        """Return the mood map's labels; a model without a map of its own uses the bundled one."""
        folder = self._model.folder
        if not (folder / TAG_MAP_FILE).exists():
            folder = default_model_dir()
        return map_labels(load_tag_map(folder / TAG_MAP_FILE), self._preferences.vocabulary())

    def find(
        self, moods: Sequence[str], *, match_all: bool, include_likely: bool
    ) -> MoodSearchResult:
        """Return the songs with all of these moods, or any of them; see `MoodSearch.search`."""
        return self._search.search(
            moods,
            self._preferences.vocabulary(),
            self._model.name,
            match_all=match_all,
            include_likely=include_likely,
        )
