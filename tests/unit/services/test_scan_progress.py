"""How fast a scan says that it is."""

from __future__ import annotations

import pytest

from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tracks import JobProgress
from moodtagger.services.scan.summary import ScanProgress, ScanSummary


class Scan:
    """A scan of `count` files, whose clock stands still between its files."""

    def __init__(self, count: int) -> None:
        self.now = 100.0
        self.seen: list[JobProgress] = []
        self.paths = [f"/m/{i}.mp3" for i in range(count)]
        self._left = iter(self.paths)
        self._progress = ScanProgress(
            ScanSummary(), self.paths, self.paths, self.seen.append, lambda: self.now
        )

    def finish(self, seconds: float, *, analyzed: bool = True, error: str = "") -> JobProgress:
        self.now += seconds
        path = next(self._left)
        self._progress.count(path, AnalysisResult(path, error=error) if analyzed else None)
        self._progress.report(path)
        return self.seen[-1]

    def pause(self, seconds: float) -> None:
        self.now += seconds
        self._progress.wait(seconds)


def test_recognized_songs_have_no_rate() -> None:
    scan = Scan(100)
    for _ in range(50):
        progress = scan.finish(1e-5, analyzed=False)
    assert (progress.done, progress.total) == (50, 100)
    assert (progress.rate, progress.eta_s) == (0.0, None)


def test_failed_files_have_no_rate() -> None:
    scan = Scan(10)
    for _ in range(9):
        progress = scan.finish(1e-5, error="This file is damaged.")
    assert (progress.rate, progress.eta_s) == (0.0, None)


def test_the_rate_is_that_of_the_analyzed_songs() -> None:
    scan = Scan(300)
    scan.finish(30.0)  # the first waits for the processes
    for _ in range(199):
        scan.finish(1e-5, analyzed=False)
    for _ in range(4):
        progress = scan.finish(2.0)
    assert progress.rate == pytest.approx(0.5, rel=1e-3)
    assert progress.eta_s == pytest.approx(96 / 0.5, rel=1e-3)
    scan.pause(500.0)
    assert scan.finish(2.0).rate == pytest.approx(0.5, rel=1e-3)
