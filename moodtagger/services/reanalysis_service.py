"""Analysis of the library's songs that another model analyzed, or a quick scan."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from threading import Event

from moodtagger.core.tracks import JobProgress, SongRow
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.services.reanalysis_job import ReanalysisJob, ReanalysisSummary
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.priority import PriorityGate
from moodtagger.store import Library

_REFRESH_INTERVAL_S = 60.0  # between two refreshes of the similarity caches while it runs


class ReanalysisService:
    """Stale songs of the open library, and the job that analyzes them with the active model.

    `on_analyzed` is called at the end, and now and then while the job runs; `match_recordings`
    when all is done, as a quick analysis has no acoustic fingerprint.
    """

    def __init__(
        self,
        library: Library,
        model: str,
        preferences: LibraryPreferences,
        pool: AnalysisPool,
        priority_gate: PriorityGate,
        on_analyzed: Callable[[], None],
        match_recordings: Callable[[], None],
    ) -> None:
        self._library = library
        self._model = model
        self._preferences = preferences
        self._pool = pool
        self._priority_gate = priority_gate
        self._on_analyzed = on_analyzed
        self._match_recordings = match_recordings

    def count_stale(self) -> int:
        """Return how many songs have an analysis by another model only, or a quick one."""
        is_excluded = self._preferences.exclusion_test()
        if is_excluded is None:
            return self._library.stale_analyses.count(self._model)
        return sum(
            not is_excluded(song.path) for song in self._library.stale_analyses.tracks(self._model)
        )

    def mark_stale(self, track_ids: Sequence[int]) -> None:
        """Let `run` analyze songs again, whatever their analysis is."""
        self._library.stale_analyses.mark(track_ids)

    def count_quick(self) -> int:
        """Return how many songs the active model has analyzed quickly only."""
        return self._library.stale_analyses.count_quick(self._model)

    def run(
        self,
        *,
        only_quick: bool = False,
        priority_ids: Callable[[], Iterable[int]] = lambda: (),
        on_progress: Callable[[JobProgress], None] = lambda progress: None,
        on_rows: Callable[[list[SongRow]], None] = lambda rows: None,
        cancel: Event | None = None,
        pause: Event | None = None,
    ) -> ReanalysisSummary:
        """Analyze stale songs with the active model, yielding to scans; see `ReanalysisJob`."""
        refreshed_at = time.monotonic()

        def show(rows: list[SongRow]) -> None:
            nonlocal refreshed_at
            on_rows(rows)
            if time.monotonic() - refreshed_at > _REFRESH_INTERVAL_S:
                refreshed_at = time.monotonic()
                self._on_analyzed()

        job = ReanalysisJob(
            self._library,
            self._pool,
            self._model,
            self._priority_gate,
            only_quick=only_quick,
            priority_ids=priority_ids,
            is_excluded=self._preferences.exclusion_test() or (lambda path: False),
            on_progress=on_progress,
            on_rows=show,
            cancel=cancel,
            pause=pause,
        )
        try:
            summary = job.run()
            if summary.analyzed and not summary.cancelled:
                self._match_recordings()
            return summary
        finally:
            self._on_analyzed()
