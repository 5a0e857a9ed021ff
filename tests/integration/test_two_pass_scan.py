"""Many new songs are analyzed twice: quickly by the scan, then completely in the background."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import numpy as np
import pytest
import soundfile

from moodtagger.core.tracks import JobProgress, TrackState
from moodtagger.services.reanalysis_job import ReanalysisJob
from moodtagger.services.scan.scanner import ScanJob
from moodtagger.services.scan.summary import MANY_SONGS, ScanDepth
from moodtagger.services.workers.priority import PriorityGate
from moodtagger.services.workers.worker import Operation, Task
from moodtagger.store import Library, open_library
from tests.support.fake_pool import FAKE_MODEL, FakePool


class Scans:
    """A library of made-up songs, and what its processes were asked for."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.library = library
        self.folder = folder
        self.operations: list[Operation] = []
        self.pool = FakePool(self._note)

    def _note(self, task: Task) -> None:
        if task.operation in (Operation.ANALYZE, Operation.ANALYZE_QUICK):
            self.operations.append(task.operation)

    def add_songs(self, count: int) -> None:
        """Write songs that differ."""
        known = len(list(self.folder.iterdir()))
        for number in range(known, known + count):
            samples = np.full(2000, number / 100)
            soundfile.write(self.folder / f"{number:03}.wav", samples, 8000)

    def scan(self, depth: ScanDepth) -> list[Operation]:
        """Scan; return how songs were analyzed."""
        self.operations.clear()
        ScanJob(self.library, self.pool, FAKE_MODEL, [self.folder], depth=depth).run()
        return list(self.operations)

    def complete(self, cancel: Event | None = None) -> list[JobProgress]:
        """Analyze completely what was analyzed quickly; return the reports."""
        self.operations.clear()
        reports: list[JobProgress] = []
        ReanalysisJob(
            *(self.library, self.pool, FAKE_MODEL, PriorityGate()),
            only_quick=True,
            on_progress=reports.append,
            cancel=cancel,
        ).run()
        return reports

    @property
    def quick_count(self) -> int:
        """Return how many songs are only analyzed quickly."""
        return self.library.stale_analyses.count_quick(FAKE_MODEL)


@pytest.fixture
def scans(tmp_path: Path) -> Iterator[Scans]:
    folder = tmp_path / "music"
    folder.mkdir()
    with open_library(tmp_path / "library.sqlite") as library:
        yield Scans(library, folder)


def test_many_new_songs_are_analyzed_quickly_and_completed_later(scans: Scans) -> None:
    scans.add_songs(MANY_SONGS)
    assert scans.scan(ScanDepth.TWICE) == [Operation.ANALYZE_QUICK] * MANY_SONGS
    rows = scans.library.songs.rows(model=FAKE_MODEL)
    assert all(row.state is not TrackState.WAITING and row.stale for row in rows)
    assert scans.quick_count == MANY_SONGS
    assert scans.scan(ScanDepth.TWICE) == []
    assert scans.complete()[-1].done == MANY_SONGS
    assert scans.operations == [Operation.ANALYZE] * MANY_SONGS
    assert not any(row.stale for row in scans.library.songs.rows(model=FAKE_MODEL))
    assert scans.quick_count == 0


def test_a_few_new_songs_are_analyzed_completely_at_once(scans: Scans) -> None:
    scans.add_songs(MANY_SONGS - 1)
    assert set(scans.scan(ScanDepth.TWICE)) == {Operation.ANALYZE}
    assert scans.quick_count == 0


def test_a_complete_scan_takes_what_was_analyzed_quickly(scans: Scans) -> None:
    scans.add_songs(2)
    assert scans.scan(ScanDepth.QUICK) == [Operation.ANALYZE_QUICK] * 2
    assert scans.scan(ScanDepth.QUICK) == []
    assert scans.scan(ScanDepth.COMPLETE) == [Operation.ANALYZE] * 2
    assert scans.scan(ScanDepth.COMPLETE) == []


def test_decisions_survive_the_complete_analysis(scans: Scans) -> None:
    scans.add_songs(2)
    scans.scan(ScanDepth.QUICK)
    first, second = scans.library.songs.rows(model=FAKE_MODEL)
    decided = [(first.track_id, "happy", True), (first.track_id, "sad", False)]
    scans.library.decisions.save(decided)
    scans.complete()
    after = {row.track_id: row for row in scans.library.songs.rows(model=FAKE_MODEL)}
    assert (after[first.track_id].accepted, after[first.track_id].rejected) == (
        ("happy",),
        ("sad",),
    )
    assert after[second.track_id].accepted == ()


def test_completing_goes_on_after_a_stop(scans: Scans) -> None:
    scans.add_songs(3)
    scans.scan(ScanDepth.QUICK)
    cancel = Event()
    done: list[str] = []

    def stop_after_one(task: Task) -> None:
        done.append(task.path)
        if len(done) == 2:
            cancel.set()

    scans.pool.before_task = stop_after_one
    scans.complete(cancel)
    left = scans.quick_count
    assert 0 < left < 3
    scans.pool.before_task = lambda task: None
    scans.complete()
    assert scans.quick_count == 0
