"""Scanning folders into the library: only what is new or changed is read, nothing is forgotten."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from moodtagger.core.errors import CancelledError
from moodtagger.core.prediction import Heard
from moodtagger.core.tracks import FileTags, Progress, SongRow, TrackState
from moodtagger.services.scan.discovery import FoundAudio, find_audio, real_path
from moodtagger.services.scan.path_swaps import Exchange
from moodtagger.services.workers.pool import AnalysisPool, Crashed, why_not
from moodtagger.services.workers.worker import Fingerprint, Task, Work
from moodtagger.store import FileStamp, FoundFile, Library

_BATCH = 16
_BATCH_S = 0.5
_HOLD_S = 0.05


@dataclass(slots=True)
class ScanSummary:
    """What a scan did: counts, and the files that failed with the sentence why.

    `failed_before` of the unchanged files failed in an earlier scan and were not tried again.
    """

    found: int = 0
    new: int = 0
    analysed: int = 0
    unchanged: int = 0
    failed_before: int = 0
    absent: int = 0
    cancelled: bool = False
    failed: list[tuple[str, str]] = field(default_factory=list)


class ScanJob:
    """One scan of some folders; `run` blocks and belongs on a worker thread.

    With `keep_older` a song that another network heard counts as heard; see RehearJob.
    """

    def __init__(
        self,
        library: Library,
        pool: AnalysisPool,
        model: str,
        folders: Sequence[str | os.PathLike[str]],
        *,
        exclude: Sequence[str] = (),
        separator: str = "",
        keep_older: bool = False,
        on_progress: Callable[[Progress], None] = lambda progress: None,
        on_rows: Callable[[list[SongRow]], None] = lambda rows: None,
        cancel: Event | None = None,
        pause: Event | None = None,
    ) -> None:
        self._library = library
        self._pool = pool
        self._model = model
        self._folders = [real_path(folder) for folder in folders]
        self._exclude = exclude
        self._separator = separator
        self._keep_older = keep_older
        self._on_progress = on_progress
        self._on_rows = on_rows
        self._cancel = cancel or Event()
        self._pause = pause or Event()
        self._summary = ScanSummary()
        self._files: dict[str, FoundAudio] = {}
        self._tags: dict[str, FileTags] = {}
        self._hashes: dict[str, str] = {}
        self._heard: dict[str, Heard] = {}
        self._claimed: dict[str, str] = {}  # audio hash -> the path that is listened to for it
        self._copies: dict[str, list[str]] = {}
        self._ready: list[str] = []
        self._done = 0
        self._first_at = self._flushed = self._ticked = time.monotonic()

    def run(self) -> ScanSummary:
        """Scan; errors of single files end up in the summary, the run goes on."""
        try:
            known = self._list_files()
        except CancelledError:
            self._summary.cancelled = True
            return self._summary
        gone = self._mark_absent(known)
        self._analysed = self._library.analysed_hashes(self._model, by_any=self._keep_older)
        todo = [path for path in self._files if not self._is_done(path, known)]
        # A file that failed and was touched since is heard again, though its audio is known.
        self._retry = {path for path in todo if path in known and known[path].failed}
        self._return_unchanged(known, set(todo))
        unchanged = set(self._files) - set(todo)
        self._summary.unchanged = len(unchanged)
        self._summary.failed_before = sum(known[path].failed for path in unchanged)
        self._total = len(todo)
        self._report("")
        self._known = known
        self._exchange = Exchange(known, [path for path in todo if path in known])
        self._run(self._tasks(todo, known))
        self._run(self._exchange.tasks())  # those that came after the last file was handed out
        self._flush()
        self._report("")
        self._summary.absent = self._still_absent(gone)
        self._summary.cancelled = self._cancel.is_set()
        return self._summary

    # -- before: what is there ------------------------------------------------------------

    def _list_files(self) -> dict[str, FileStamp]:
        for folder in self._folders:
            if Path(folder).is_dir():
                self._library.add_folder(folder)
        for found in find_audio(self._folders, exclude=self._exclude, cancel=self._cancel):
            while self._pause.is_set() and not self._cancel.wait(_HOLD_S):
                pass
            if found.error:
                self._summary.failed.append((found.path, found.error))
            else:
                self._files[found.path] = found
        self._summary.found = len(self._files)
        return self._library.known_files()

    def _mark_absent(self, known: dict[str, FileStamp]) -> list[int]:
        below = tuple(folder.rstrip(os.sep) + os.sep for folder in self._folders)
        gone = [
            stamp.track_id
            for path, stamp in known.items()
            if path not in self._files and path.startswith(below) and not os.path.lexists(path)
        ]
        self._library.mark_absent(gone)
        self._show(gone)
        return gone

    def _still_absent(self, gone: list[int]) -> int:
        """How many of them were not found again at another place."""
        rows = self._library.rows(gone, model=self._model) if gone else []
        return sum(row.state is TrackState.ABSENT for row in rows)

    def _is_done(self, path: str, known: dict[str, FileStamp]) -> bool:
        stamp = known.get(path)
        found = self._files[path]
        if stamp is None or (stamp.size, stamp.mtime_ns) != (found.size, found.mtime_ns):
            return False
        # A file that could not even be read is tried again: new permissions leave its date alone.
        return stamp.audio_hash in self._analysed

    def _return_unchanged(self, known: dict[str, FileStamp], todo: set[str]) -> None:
        back = [
            known[path].track_id for path in self._files if path not in todo and known[path].absent
        ]
        self._library.mark_present(back)
        self._show(back)

    # -- while: fingerprints and answers come in ------------------------------------------

    def _run(self, tasks: Iterator[Task]) -> None:
        self._pool.run(tasks, self._collect, self._cancel, self._tick, self._pause)

    def _tasks(self, todo: list[str], known: dict[str, FileStamp]) -> Iterator[Task]:
        """The files that changed come first, see `Exchange`."""
        new = [path for path in todo if path not in known]
        self._summary.new = len(new)
        for path in (path for path in todo if path in known):
            yield Task(Work.FINGERPRINT, path, self._separator)
        for path in new:
            yield from self._exchange.tasks()
            yield Task(Work.FINGERPRINT, path, self._separator)
        yield from self._exchange.tasks()

    def _collect(self, task: Task, result: Any) -> list[Task]:
        if result is None:  # cancelled
            return []
        following = self._take(task, result)
        if task.work is Work.FINGERPRINT and self._exchange.read(task.path):
            self._settle_places()
        return following

    def _take(self, task: Task, result: Any) -> list[Task]:
        if isinstance(result, BaseException | Crashed):
            self._finish(task.path, Heard(task.path, error=why_not(result)))
            return []
        if isinstance(result, Heard):
            self._finish(task.path, result)
            return []
        return self._fingerprinted(task.path, result)

    def _fingerprinted(self, path: str, print_: Fingerprint) -> list[Task]:
        self._tags[path] = print_.tags
        if print_.audio_hash is None:
            self._finish(path, Heard(path, error=print_.error))
            return []
        self._hashes[path] = print_.audio_hash
        self._exchange.hold(path, print_.audio_hash)
        if print_.audio_hash in self._analysed and path not in self._retry:
            self._finish(path, None)
            return []
        if print_.audio_hash in self._claimed:  # a copy of a song that is being listened to
            self._copies.setdefault(print_.audio_hash, []).append(path)
            return []
        self._claimed[print_.audio_hash] = path
        listen = Task(Work.LISTEN, path)
        if self._exchange.open:
            self._exchange.listen_later(listen)
            return []
        return [listen]

    def _settle_places(self) -> None:
        """All changed files were read: which song is where is told in one go."""
        held, finished = self._exchange.release()
        there = [path for path in held if os.path.lexists(path)]
        self._library.upsert_files([self._found(path) for path in there])
        self._ready += finished

    def _finish(self, path: str, heard: Heard | None) -> None:
        """The file is done; `heard` is None when its audio was analysed before."""
        self._done += 1
        if self._done == 1:  # from here on: the processes have started
            self._first_at = time.monotonic()
        if not self._exchange.finish(path):
            self._ready.append(path)
        if heard is not None:
            self._heard[path] = heard
            if heard.error:
                self._summary.failed.append((path, heard.error))
            else:
                self._summary.analysed += 1
        digest = self._hashes.get(path)
        if digest is not None:
            self._analysed.add(digest)
            for copy in self._copies.pop(digest, []):
                self._finish(copy, None)
        self._report(path)

    def _tick(self) -> None:
        now = time.monotonic()
        if self._pause.is_set():  # a pause does not make the songs of an hour fewer
            self._first_at += now - self._ticked
        self._ticked = now
        full = len(self._ready) >= _BATCH
        if full or (self._ready and time.monotonic() - self._flushed > _BATCH_S):
            self._flush()

    # -- after: into the library, and to whoever looks on ---------------------------------

    def _flush(self) -> None:
        # A file that vanished in the meantime is in the summary, not in the library.
        paths = [path for path in self._ready if os.path.lexists(path)]
        self._ready.clear()
        self._flushed = time.monotonic()
        if not paths:
            return
        found = [self._found(path) for path in paths]
        ids = self._library.upsert_files(found)
        self._library.save_heard(
            [
                (track_id, self._hashes.get(path), self._model, self._heard[path])
                for track_id, path in zip(ids, paths, strict=True)
                if path in self._heard and not self._was_known(path)
            ]
        )
        for path in paths:
            self._tags.pop(path, None)
            self._heard.pop(path, None)
        self._note_failed(self._show(ids))

    def _was_known(self, path: str) -> bool:
        """Whether a file that cannot be read now was read before: what is known of it stays."""
        stamp = self._known.get(path)
        return path not in self._hashes and stamp is not None and stamp.audio_hash is not None

    def _note_failed(self, rows: list[SongRow]) -> None:
        """A copy of a song that cannot be heard fails with it, though nobody listened to it."""
        noted = {path for path, _ in self._summary.failed}
        self._summary.failed += [
            (row.path, row.message)
            for row in rows
            if row.state is TrackState.FAILED and row.path not in noted
        ]

    def _found(self, path: str) -> FoundFile:
        file = self._files[path]
        tags = self._tags.get(path, FileTags())
        return FoundFile(path, file.size, file.mtime_ns, self._hashes.get(path), tags)

    def _show(self, track_ids: list[int]) -> list[SongRow]:
        rows = self._library.rows(track_ids, model=self._model) if track_ids else []
        if rows:
            self._on_rows(rows)
        return rows

    def _report(self, current: str) -> None:
        elapsed = time.monotonic() - self._first_at
        rate = (self._done - 1) / elapsed if self._done > 1 and elapsed > 0 else 0.0
        left = (self._total - self._done) / rate if rate > 0 else None
        failed = len(self._summary.failed)
        self._on_progress(Progress(self._done, self._total, failed, rate, left, current))
