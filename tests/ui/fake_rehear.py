"""The part of the library in memory that another network hears anew."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace

from moodtagger.core.tracks import Progress, SongRow
from moodtagger.services.reanalysis.job import RehearSummary


class FakeRehear:
    """Songs marked as older are given new answers, one at a time."""

    model = "moodnet 1.0"
    known: dict[int, SongRow]
    gate: threading.Event

    def __init__(self) -> None:
        self.heard_anew: list[int] = []
        self.plays: list[int] = []
        self.step = threading.Semaphore(10_000)  # one is taken for each song

    def count_older(self) -> int:
        return sum(row.older for row in self.known.values())

    def count_play(self, track_id: int) -> None:
        self.plays.append(track_id)

    def hear_anew(
        self,
        *,
        first: Callable[[], Iterable[int]] = lambda: (),
        on_progress: Callable[[Progress], None] = lambda progress: None,
        on_rows: Callable[[list[SongRow]], None] = lambda rows: None,
        cancel: threading.Event | None = None,
        pause: threading.Event | None = None,
    ) -> RehearSummary:
        summary = RehearSummary()
        total = self.count_older()
        while left := [i for i, row in self.known.items() if row.older]:
            while (pause and pause.is_set()) or not self.step.acquire(timeout=0.02):
                if cancel is not None and cancel.wait(0.01):
                    break
            if cancel is not None and cancel.is_set():
                summary.cancelled = True
                break
            track_id = next((i for i in first() if i in left), left[0])
            self.known[track_id] = replace(self.known[track_id], older=False, valence=0.99)
            self.heard_anew.append(track_id)
            summary.heard += 1
            on_rows([self.known[track_id]])
            on_progress(Progress(summary.heard, total, 0, 2.0, 1.0, self.known[track_id].path))
        return summary
