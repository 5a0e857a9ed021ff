"""The service's part that hears known songs with a network that has not heard them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from threading import Event, Lock

from moodtagger.core.options import ExcludePatterns
from moodtagger.core.similarity.candidates import EmbeddingIndex
from moodtagger.core.tracks import JobProgress, SongRow
from moodtagger.services.active_model import ModelInfo
from moodtagger.services.mood_search import MoodSearch
from moodtagger.services.reanalysis_job import ReanalysisJob, ReanalysisSummary
from moodtagger.services.similarity_search import EmbeddingModelSelector, SimilaritySearch
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.priority import PriorityGate
from moodtagger.store import Library

_REFRESH_INTERVAL_S = (
    60.0  # what all songs are compared by is read again while songs are heard anew
)


class Reanalysis:
    """A part of the LibraryService."""

    _library: Library
    _model: ModelInfo
    _pool: AnalysisPool
    _priority_gate: PriorityGate
    _exclude_patterns: Sequence[str]
    _embedding_indexes: dict[str, EmbeddingIndex]
    _index_lock: Lock
    _similarity_search: SimilaritySearch
    _mood_search: MoodSearch
    _model_selector: EmbeddingModelSelector

    def count_stale(self) -> int:
        """How many songs only another network has heard than the one in use."""
        if not self._exclude_patterns:
            return self._library.stale_analyses.count(self._model.name)
        songs = self._library.stale_analyses.tracks(self._model.name)
        is_excluded = self._exclusion_test()
        return sum(not is_excluded(song.path) for song in songs)

    def reanalyze(
        self,
        *,
        priority_ids: Callable[[], Iterable[int]] = lambda: (),
        on_progress: Callable[[JobProgress], None] = lambda progress: None,
        on_rows: Callable[[list[SongRow]], None] = lambda rows: None,
        cancel: Event | None = None,
        pause: Event | None = None,
    ) -> ReanalysisSummary:
        """Hear those songs with the network in use, and give way to every scan; see RehearJob."""
        refreshed_at = time.monotonic()

        def show(rows: list[SongRow]) -> None:
            nonlocal refreshed_at
            on_rows(rows)
            if time.monotonic() - refreshed_at > _REFRESH_INTERVAL_S:
                refreshed_at = time.monotonic()
                self._invalidate_caches()

        job = ReanalysisJob(
            self._library,
            self._pool,
            self._model.name,
            self._priority_gate,
            priority_ids=priority_ids,
            is_excluded=self._exclusion_test(),
            on_progress=on_progress,
            on_rows=show,
            cancel=cancel,
            pause=pause,
        )
        try:
            return job.run()
        finally:
            self._invalidate_caches()

    def count_play(self, track_id: int) -> None:
        """A song was played once more; what is played most is heard anew first."""
        self._library.tracks.count_play(track_id)

    def _invalidate_caches(self) -> None:
        """Read again what all songs are compared by when it is next asked for."""
        with self._index_lock:
            self._embedding_indexes.clear()
        self._similarity_search.invalidate()
        self._mood_search.invalidate()
        self._model_selector.invalidate()

    def _exclusion_test(self) -> Callable[[str], bool]:
        if not self._exclude_patterns:
            return lambda path: False
        return ExcludePatterns(self._exclude_patterns, self._library.folders.paths()).excludes
