"""Re-analysis of the library in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from moodtagger.core.tracks import JobProgress, SongRow
from moodtagger.services.reanalysis_job import ReanalysisSummary
from tests.support.ui.fake_library import FakeLibrary


class FakeReanalysis:
    """Gives stale songs a new analysis, one at a time."""

    def __init__(self, library: FakeLibrary) -> None:
        self._library = library

    def count_stale(self) -> int:
        return sum(row.stale for row in self._library.rows_by_id.values())

    def mark_stale(self, track_ids: Sequence[int]) -> None:
        for track_id in track_ids:
            row = self._library.rows_by_id[track_id]
            self._library.rows_by_id[track_id] = replace(row, stale=True)

    def count_quick(self) -> int:
        return self._library.quick_songs

    def run(
        self,
        *,
        only_quick: bool = False,
        priority_ids: Callable[[], Iterable[int]] = lambda: (),
        on_progress: Callable[[JobProgress], None] = lambda progress: None,
        on_rows: Callable[[list[SongRow]], None] = lambda rows: None,
        cancel: threading.Event | None = None,
        pause: threading.Event | None = None,
    ) -> ReanalysisSummary:
        summary = ReanalysisSummary()
        songs, permits = self._library.rows_by_id, self._library.song_permits
        total = self.count_stale()
        while left := [i for i, row in songs.items() if row.stale]:
            while (pause and pause.is_set()) or not permits.acquire(timeout=0.02):
                if cancel is not None and cancel.wait(0.01):
                    break
            if cancel is not None and cancel.is_set():
                summary.cancelled = True
                break
            track_id = next((i for i in priority_ids() if i in left), left[0])
            songs[track_id] = replace(songs[track_id], stale=False, valence=0.99)
            self._library.reanalyzed.append(track_id)
            summary.analyzed += 1
            on_rows([songs[track_id]])
            on_progress(JobProgress(summary.analyzed, total, 0, 2.0, 1.0, songs[track_id].path))
        return summary
