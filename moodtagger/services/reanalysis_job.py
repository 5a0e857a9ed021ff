"""Background analysis of songs that another model than the one in use analyzed, or a quick scan.

The older analysis is kept and shown until the new one is there. Only files that are as the last
scan saw them are analyzed; the others are left to the next scan.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from moodtagger.core.cue_sheet import song_file
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tracks import JobProgress, SongRow
from moodtagger.services.workers.pool import AnalysisPool, failure_message
from moodtagger.services.workers.priority import PriorityGate
from moodtagger.services.workers.worker import FileExchanged, Operation, Task
from moodtagger.store import Library, StaleTrack


class ReanalysisQueue:
    """Songs grouped by audio, which copies have in common: priority songs first, then in order."""

    def __init__(self, songs: Iterable[StaleTrack]) -> None:
        self._songs_by_hash: dict[str, list[StaleTrack]] = {}
        for song in songs:
            self._songs_by_hash.setdefault(song.audio_hash, []).append(song)
        self._order = deque(self._songs_by_hash)
        self._remaining = set(self._songs_by_hash)
        self._hash_by_track = {
            song.track_id: song.audio_hash
            for copies in self._songs_by_hash.values()
            for song in copies
        }

    def __len__(self) -> int:
        """Return how many different audio streams are left."""
        return len(self._remaining)

    def take(self, priority_ids: Iterable[int] = ()) -> list[StaleTrack]:
        """Take the next song with its copies, out of `priority_ids` if any; empty at the end."""
        for track_id in priority_ids:
            digest = self._hash_by_track.get(track_id)
            if digest in self._remaining:
                return self._pop(digest)
        while self._order:
            digest = self._order.popleft()
            if digest in self._remaining:
                return self._pop(digest)
        return []

    def requeue(self, digest: str) -> None:
        """Put audio that was taken but not analyzed back to the front."""
        self._remaining.add(digest)
        self._order.appendleft(digest)

    def _pop(self, digest: str) -> list[StaleTrack]:
        self._remaining.discard(digest)
        return self._songs_by_hash[digest]


_BATCH_SIZE = 16
_FLUSH_INTERVAL_S = 2.0  # results are saved and shown at least this often
_POLL_S = 0.1


@dataclass(slots=True)
class ReanalysisSummary:
    """Counts of a re-analysis; `failed` songs keep their older analysis.

    `skipped` files are missing, or changed since the last scan; the next scan analyzes them.
    """

    analyzed: int = 0
    skipped: int = 0
    cancelled: bool = False
    failed: list[tuple[str, str]] = field(default_factory=list)


class ReanalysisJob:
    """Analyzes all stale songs, or only those that were analyzed quickly.

    `run` blocks and belongs on a worker thread.

    `priority_ids` is called before each song and returns the track ids to analyze first. Songs
    whose path `is_excluded` are left as they are.
    """

    def __init__(
        self,
        library: Library,
        pool: AnalysisPool,
        model: str,
        priority_gate: PriorityGate,
        *,
        only_quick: bool = False,
        priority_ids: Callable[[], Iterable[int]] = lambda: (),
        is_excluded: Callable[[str], bool] = lambda path: False,
        on_progress: Callable[[JobProgress], None] = lambda progress: None,
        on_rows: Callable[[list[SongRow]], None] = lambda rows: None,
        cancel: Event | None = None,
        pause: Event | None = None,
    ) -> None:
        self._library = library
        self._pool = pool
        self._model = model
        self._priority_gate = priority_gate
        self._only_quick = only_quick
        self._priority_ids = priority_ids
        self._is_excluded = is_excluded
        self._on_progress = on_progress
        self._on_rows = on_rows
        self._cancel = cancel or Event()
        self._pause = pause or Event()
        self._summary = ReanalysisSummary()
        self._queue = ReanalysisQueue(())
        self._in_progress: dict[str, list[StaleTrack]] = {}  # path -> the song and its copies
        self._unsaved: list[tuple[list[StaleTrack], AnalysisResult]] = []
        self._done = self._total = 0
        self._work_s = 0.0  # seconds without pauses
        self._last_tick = self._last_flush = time.monotonic()

    def run(self) -> ReanalysisSummary:
        """Analyze all stale songs; errors of single files end up in the summary."""
        analyzed = -1
        # Files that were written, moved or scanned during a round are picked up by the next.
        while self._count_analyzed() > analyzed and not self._cancel.is_set():
            analyzed = self._count_analyzed()
            self._begin_round()
            self._finish_round()
        self._report_progress("")
        self._summary.cancelled = self._cancel.is_set()
        return self._summary

    def _begin_round(self) -> None:
        songs = self._library.stale_analyses.tracks(self._model, only_quick=self._only_quick)
        self._queue = ReanalysisQueue(song for song in songs if not self._is_excluded(song.path))
        self._done -= self._summary.skipped
        self._summary.skipped = 0
        self._total = self._done + len(self._queue)
        self._report_progress("")

    def _finish_round(self) -> None:
        while len(self._queue) and not self._cancel.is_set():
            if self._priority_gate.busy or self._pause.is_set():
                self._cancel.wait(_POLL_S)
            else:
                self._run_pool()

    def _count_analyzed(self) -> int:
        return self._summary.analyzed + len(self._summary.failed)

    def _run_pool(self) -> None:
        """Analyze songs until the queue is empty or urgent work needs the processes."""
        stop = Event()
        self._last_tick = time.monotonic()

        def tick() -> None:
            self._tick()
            if self._cancel.is_set() or self._priority_gate.busy:
                stop.set()

        try:
            self._pool.run(
                self._tasks(stop), self._collect, stop, tick, self._pause, low_priority=True
            )
        finally:
            for songs in self._in_progress.values():
                self._queue.requeue(songs[0].audio_hash)
            self._in_progress.clear()
            self._flush()

    def _tasks(self, stop: Event) -> Iterator[Task]:
        while not stop.is_set():
            songs = self._queue.take(self._priority_ids())
            if not songs:
                return
            song = next((song for song in songs if _is_unchanged(song)), None)
            if song is None:
                self._summary.skipped += 1
                self._finish(songs[0].path)
            else:
                self._in_progress[song.path] = songs
                yield Task(
                    Operation.ANALYZE, song.path, audio_hash=song.audio_hash, excerpt=song.excerpt
                )

    def _collect(self, task: Task, result: Any) -> list[Task]:
        if result is None:  # stopped, to be analyzed later
            return []
        songs = self._in_progress.pop(task.path)
        song = next(song for song in songs if song.path == task.path)
        if isinstance(result, FileExchanged) or not _is_unchanged(song):
            self._summary.skipped += 1  # the next scan identifies it
        else:
            analysis = _as_analysis(task.path, result)
            self._unsaved.append(([song, *(s for s in songs if s is not song)], analysis))
            if analysis.error:
                self._summary.failed.append((task.path, analysis.error))
            else:
                self._summary.analyzed += 1
        self._finish(task.path)
        return []

    def _finish(self, path: str) -> None:
        self._done += 1
        self._report_progress(path)

    def _tick(self) -> None:
        now = time.monotonic()
        if not self._pause.is_set():
            self._work_s += now - self._last_tick
        self._last_tick = now
        if len(self._unsaved) >= _BATCH_SIZE or (
            self._unsaved and now - self._last_flush > _FLUSH_INTERVAL_S
        ):
            self._flush()

    def _flush(self) -> None:
        """Save the results, and report the rows of the songs and all their copies."""
        unsaved, self._unsaved = self._unsaved, []
        self._last_flush = time.monotonic()
        if not unsaved:
            return
        self._library.analyses.save(
            [
                (song.track_id, song.audio_hash, self._model, analysis)
                for songs, analysis in unsaved
                # A failure belongs to a file; an analysis to the audio, so one copy is enough.
                for song in (songs if analysis.error else songs[:1])
            ]
        )
        ids = [song.track_id for songs, _ in unsaved for song in songs]
        self._on_rows(self._library.songs.rows(ids, model=self._model))

    def _report_progress(self, current: str) -> None:
        analyzed = self._count_analyzed()
        rate = analyzed / self._work_s if self._work_s > 0 else 0.0
        eta_s = (self._total - self._done) / rate if rate > 0 else None
        failed = len(self._summary.failed)
        self._on_progress(JobProgress(self._done, self._total, failed, rate, eta_s, current))


def _as_analysis(path: str, result: Any) -> AnalysisResult:
    return (
        result
        if isinstance(result, AnalysisResult)
        else AnalysisResult(path, error=failure_message(result))
    )


def _is_unchanged(song: StaleTrack) -> bool:
    try:
        found = Path(song_file(song.path)).stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (song.size, song.mtime_ns)
