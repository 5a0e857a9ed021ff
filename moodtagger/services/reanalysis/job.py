"""Hearing known songs anew, after another network was taken into use, while nobody waits.

What the older network heard stays, and is shown, until the new answer is there. Only the files
are listened to that are as the last scan saw them; the others are left to the next scan.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from moodtagger.core.prediction import Heard
from moodtagger.core.tracks import Progress, SongRow
from moodtagger.services.reanalysis.queue import RehearQueue
from moodtagger.services.workers.pool import AnalysisPool, why_not
from moodtagger.services.workers.priority_gate import Turns
from moodtagger.services.workers.worker import Task, Work
from moodtagger.store import Library, OlderSong

_BATCH = 16
_BATCH_S = 2.0  # what is heard is kept, and shown, at this pace at the latest
_POLL_S = 0.1


@dataclass(slots=True)
class RehearSummary:
    """What came of it; `failed` songs keep their older result.

    `left` files are away, or have changed since the last scan, which hears them.
    """

    heard: int = 0
    left_out: int = 0
    cancelled: bool = False
    failed: list[tuple[str, str]] = field(default_factory=list)


class RehearJob:
    """Hears all songs that are left; `run` blocks and belongs on a worker thread.

    `first` is asked for track ids to hear before all others each time a song is given out;
    songs whose path `leaves_out` says yes to are not heard.
    """

    def __init__(
        self,
        library: Library,
        pool: AnalysisPool,
        model: str,
        turns: Turns,
        *,
        first: Callable[[], Iterable[int]] = lambda: (),
        leaves_out: Callable[[str], bool] = lambda path: False,
        on_progress: Callable[[Progress], None] = lambda progress: None,
        on_rows: Callable[[list[SongRow]], None] = lambda rows: None,
        cancel: Event | None = None,
        pause: Event | None = None,
    ) -> None:
        self._library = library
        self._pool = pool
        self._model = model
        self._turns = turns
        self._first = first
        self._leaves_out = leaves_out
        self._on_progress = on_progress
        self._on_rows = on_rows
        self._cancel = cancel or Event()
        self._pause = pause or Event()
        self._summary = RehearSummary()
        self._queue = RehearQueue(())
        self._out: dict[str, list[OlderSong]] = {}  # path -> the song and its copies
        self._ready: list[tuple[list[OlderSong], Heard]] = []
        self._done = self._total = 0
        self._worked = 0.0  # seconds without pauses
        self._ticked = self._flushed = time.monotonic()

    def run(self) -> RehearSummary:
        """Hear what is left; errors of single files end up in the summary, the run goes on."""
        heard = -1
        # Files that were written, moved or scanned meanwhile are known as they are now.
        while self._count_heard() > heard and not self._cancel.is_set():
            heard = self._count_heard()
            self._begin_round()
            self._finish_round()
        self._report("")
        self._summary.cancelled = self._cancel.is_set()
        return self._summary

    def _begin_round(self) -> None:
        songs = self._library.older_songs(self._model)
        self._queue = RehearQueue(song for song in songs if not self._leaves_out(song.path))
        self._done -= self._summary.left_out
        self._summary.left_out = 0
        self._total = self._done + len(self._queue)
        self._report("")

    def _finish_round(self) -> None:
        while len(self._queue) and not self._cancel.is_set():
            if self._turns.taken or self._pause.is_set():
                self._cancel.wait(_POLL_S)
            else:
                self._work()

    def _count_heard(self) -> int:
        return self._summary.heard + len(self._summary.failed)

    def _work(self) -> None:
        """Hear songs until all are heard, or somebody else wants the processes."""
        stop = Event()
        self._ticked = time.monotonic()

        def tick() -> None:
            self._tick()
            if self._cancel.is_set() or self._turns.taken:
                stop.set()

        try:
            self._pool.run(self._tasks(stop), self._collect, stop, tick, self._pause, gently=True)
        finally:
            for songs in self._out.values():
                self._queue.put_back(songs[0].audio_hash)
            self._out.clear()
            self._flush()

    def _tasks(self, stop: Event) -> Iterator[Task]:
        while not stop.is_set():
            songs = self._queue.take(self._first())
            if not songs:
                return
            song = next((song for song in songs if _is_as_scanned(song)), None)
            if song is None:
                self._summary.left_out += 1
                self._finish(songs[0].path)
            else:
                self._out[song.path] = songs
                yield Task(Work.LISTEN, song.path)

    def _collect(self, task: Task, result: Any) -> list[Task]:
        if result is None:  # stopped; it is heard later
            return []
        songs = self._out.pop(task.path)
        song = next(song for song in songs if song.path == task.path)
        heard = _as_heard(task.path, result)
        if not _is_as_scanned(song):  # what was heard may be of other audio, or none
            self._summary.left_out += 1
        else:
            self._ready.append(([song, *(s for s in songs if s is not song)], heard))
            if heard.error:
                self._summary.failed.append((task.path, heard.error))
            else:
                self._summary.heard += 1
        self._finish(task.path)
        return []

    def _finish(self, path: str) -> None:
        self._done += 1
        self._report(path)

    def _tick(self) -> None:
        now = time.monotonic()
        if not self._pause.is_set():
            self._worked += now - self._ticked
        self._ticked = now
        if len(self._ready) >= _BATCH or (self._ready and now - self._flushed > _BATCH_S):
            self._flush()

    def _flush(self) -> None:
        """Keep what was heard, and show it with all copies of the songs."""
        ready, self._ready = self._ready, []
        self._flushed = time.monotonic()
        if not ready:
            return
        self._library.save_heard(
            [
                (song.track_id, song.audio_hash, self._model, heard)
                for songs, heard in ready
                # A failure is a file's own; what was heard is the audio's, and one copy's enough.
                for song in (songs if heard.error else songs[:1])
            ]
        )
        ids = [song.track_id for songs, _ in ready for song in songs]
        self._on_rows(self._library.rows(ids, model=self._model))

    def _report(self, current: str) -> None:
        heard = self._count_heard()
        rate = heard / self._worked if self._worked > 0 else 0.0
        left = (self._total - self._done) / rate if rate > 0 else None
        failed = len(self._summary.failed)
        self._on_progress(Progress(self._done, self._total, failed, rate, left, current))


def _as_heard(path: str, result: Any) -> Heard:
    return result if isinstance(result, Heard) else Heard(path, error=why_not(result))


def _is_as_scanned(song: OlderSong) -> bool:
    try:
        found = Path(song.path).stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (song.size, song.mtime_ns)
