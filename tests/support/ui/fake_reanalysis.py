"""The part of the library in memory that another network hears anew."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace

from moodtagger.core.tracks import JobProgress, SongRow
from moodtagger.services.reanalysis_job import ReanalysisSummary


class FakeReanalysis:
    """Songs marked as older are given new answers, one at a time."""

    model = "moodnet 1.0"
    rows_by_id: dict[int, SongRow]
    gate: threading.Event

    def __init__(self) -> None:
        self.reanalyzed: list[int] = []
        self.played: list[int] = []
        self.song_permits = threading.Semaphore(10_000)  # one is taken for each song

    def count_stale(self) -> int:
        return sum(row.stale for row in self.rows_by_id.values())

    def count_play(self, track_id: int) -> None:
        self.played.append(track_id)

    def reanalyze(
        self,
        *,
        priority_ids: Callable[[], Iterable[int]] = lambda: (),
        on_progress: Callable[[JobProgress], None] = lambda progress: None,
        on_rows: Callable[[list[SongRow]], None] = lambda rows: None,
        cancel: threading.Event | None = None,
        pause: threading.Event | None = None,
    ) -> ReanalysisSummary:
        summary = ReanalysisSummary()
        total = self.count_stale()
        while left := [i for i, row in self.rows_by_id.items() if row.stale]:
            while (pause and pause.is_set()) or not self.song_permits.acquire(timeout=0.02):
                if cancel is not None and cancel.wait(0.01):
                    break
            if cancel is not None and cancel.is_set():
                summary.cancelled = True
                break
            track_id = next((i for i in priority_ids() if i in left), left[0])
            self.rows_by_id[track_id] = replace(
                self.rows_by_id[track_id], stale=False, valence=0.99
            )
            self.reanalyzed.append(track_id)
            summary.analyzed += 1
            on_rows([self.rows_by_id[track_id]])
            on_progress(
                JobProgress(summary.analyzed, total, 0, 2.0, 1.0, self.rows_by_id[track_id].path)
            )
        return summary
