"""Which network's vectors compare songs while the network in use has not heard all of them.

Vectors of two networks cannot be compared, so each answer is by one network alone: that in use,
or until it has heard nearly all songs the one that has heard more of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from moodtagger.store import Library

MIN_COVERAGE = 0.9  # of the songs that the other network heard


class EmbeddingModelSelector:
    """Looks once at who heard how much and keeps it; `forget` when songs were heard or removed."""

    def __init__(self, library: Library, active_model: str) -> None:
        self._library = library
        self._active_model = active_model
        self._counts: dict[str, int] | None = None
        self._not_analyzed: dict[str, int] = {}
        self._lock = Lock()

    def invalidate(self) -> None:
        """Look again when it is next asked for."""
        with self._lock:
            self._counts = None
            self._not_analyzed.clear()

    def model_for(self, track_ids: Sequence[int]) -> str:
        """The network to compare these songs by; that in use when none has heard them all."""
        counts = self._counts_by_model()
        if len(counts) <= (self._active_model in counts):
            return self._active_model
        known = self._library.models_of(track_ids)
        most_songs = max(known.values(), default=0)
        candidates = [name for name, songs in known.items() if songs == most_songs]
        if not candidates or (self._active_model in candidates and self._covers_enough(counts)):
            return self._active_model
        return max(candidates, key=lambda name: (counts.get(name, 0), name == self._active_model))

    def count_not_analyzed_by(self, model: str) -> int:
        """How many songs only others have heard, so that they are not compared by `model`."""
        with self._lock:
            if model not in self._not_analyzed:
                self._not_analyzed[model] = self._library.count_stale(model)
            return self._not_analyzed[model]

    def _covers_enough(self, counts: dict[str, int]) -> bool:
        return counts.get(self._active_model, 0) >= MIN_COVERAGE * max(counts.values(), default=0)

    def _counts_by_model(self) -> dict[str, int]:
        with self._lock:
            if self._counts is None:
                other = self._library.has_other_model(self._active_model)
                self._counts = self._library.models_of() if other else {}
            return self._counts
