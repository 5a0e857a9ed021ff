"""What a scan did, in counts and lists, and how far it is."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable, Collection, Container, Iterable
from dataclasses import dataclass, field

from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tracks import JobProgress, SongRow, TrackState

MANY_SONGS = 50  # fewer are analyzed completely at once


class ScanDepth(enum.Enum):
    """How a scan analyzes songs."""

    COMPLETE = "complete"
    QUICK = "quick"  # from excerpts
    TWICE = "twice"  # quickly where they are many; `ReanalysisJob` completes them

    @property
    def only_complete(self) -> bool:
        """Whether a song that was analyzed quickly is analyzed again."""
        return self is ScanDepth.COMPLETE

    def is_quick(self, song_count: int) -> bool:
        """Return whether so many new songs are analyzed quickly."""
        return self is ScanDepth.QUICK or (self is ScanDepth.TWICE and song_count >= MANY_SONGS)


@dataclass(slots=True)
class ScanSummary:
    """Counts of a scan, and (path, message) of the files that failed or were left out.

    Each of the `found` files is analyzed, unchanged, of known audio (a copy, a moved file or one
    whose tags or date changed), failed, or was not reached. `failed_before` of the unchanged files
    failed in an earlier scan and were not tried again.
    `unlisted` songs of the library left the list: what a CUE sheet divides or does not name any
    more, and what is in a folder that is not searched any more. `speech` of the songs are no music.
    `unreadable` of the failed are not among the `found`: what could not be accessed at all.
    """

    found: int = 0
    new: int = 0
    analysed: int = 0
    unchanged: int = 0
    known_audio: int = 0
    failed_before: int = 0
    unreadable: int = 0
    absent: int = 0
    unlisted: int = 0
    speech: int = 0
    cancelled: bool = False
    failed: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


class ScanProgress:
    """Counts each file into a summary once, and reports how many of `todo` are done, how fast.

    The rate is that of the analyzed songs alone: recognizing known ones takes almost no time.
    """

    def __init__(
        self,
        summary: ScanSummary,
        listed: Container[str],
        todo: Collection[str],
        on_progress: Callable[[JobProgress], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._summary = summary
        self._listed = listed
        self._todo = set(todo)
        self._on_progress = on_progress
        self._counted: set[str] = set()
        self._done = 0
        self._clock = clock  # in seconds
        self._started_at = clock()

    def divide(self, path: str, songs: Collection[str]) -> None:
        """Count these songs instead of the file that they are in."""
        if path in self._counted:
            return
        self._counted.add(path)
        self._summary.found += len(songs) - 1
        self._todo.discard(path)
        self._todo.update(songs)

    def count(self, path: str, analysis: AnalysisResult | None) -> None:
        """Count a file, with no `analysis` if its audio was analyzed before.

        One that is identified again was counted before.
        """
        if path in self._counted:
            return
        self._counted.add(path)
        if path in self._todo:
            self._done += 1
        elif path in self._listed:  # it was unchanged when the scan began
            self._summary.unchanged -= 1
        else:
            self._summary.found += 1
        if analysis is None:
            self._summary.known_audio += 1
        elif analysis.error:
            self._summary.failed.append((path, analysis.error))
        else:
            self._summary.analysed += 1
            if self._summary.analysed == 1:  # the rate counts from here: the processes are there
                self._started_at = self._clock()

    def count_failed_copies(self, rows: Iterable[SongRow]) -> None:
        """Count the copies of songs that failed, which were not analyzed themselves."""
        reported = {path for path, _ in self._summary.failed}
        failed = [
            (row.path, row.message)
            for row in rows
            if row.state is TrackState.FAILED and row.path not in reported
        ]
        self._summary.failed += failed
        self._summary.known_audio -= len(failed)

    def wait(self, seconds: float) -> None:
        """Leave a pause out of the rate."""
        self._started_at += seconds

    def report(self, current: str) -> None:
        """Report the progress, with the path that was finished."""
        elapsed = self._clock() - self._started_at
        analyzed = self._summary.analysed - 1
        rate = analyzed / elapsed if analyzed > 0 and elapsed > 0 else 0.0
        remaining = len(self._todo) - self._done
        eta_s = remaining / rate if rate > 0 else None
        failed = len(self._summary.failed)
        self._on_progress(JobProgress(self._done, len(self._todo), failed, rate, eta_s, current))
