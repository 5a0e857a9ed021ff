"""Scan of folders into the library, which reads new and changed files only."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import Any

from moodtagger.core.errors import CancelledError, FileExchangedError
from moodtagger.core.open_files import FileIdentity
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tracks import FileTags, JobProgress, SongRow, TrackState
from moodtagger.services.scan.discovery import AudioFileEntry, real_path
from moodtagger.services.scan.path_swaps import PathSwapResolver
from moodtagger.services.scan.probing import take_files
from moodtagger.services.scan.summary import ScanSummary
from moodtagger.services.workers.pool import AnalysisPool, WorkerCrash, failure_message
from moodtagger.services.workers.worker import (
    MAX_TRIES,
    FileExchanged,
    Fingerprint,
    Operation,
    Task,
)
from moodtagger.store import FileStamp, FoundFile, Library

_BATCH_SIZE = 16
_FLUSH_INTERVAL_S = 0.5
_PAUSE_POLL_S = 0.05


class ScanJob:
    """One scan of some folders; `run` blocks and belongs on a worker thread.

    With `keep_stale` an analysis by another model is enough; see `ReanalysisJob`.
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
        keep_stale: bool = False,
        on_progress: Callable[[JobProgress], None] = lambda progress: None,
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
        self._keep_stale = keep_stale
        self._on_progress = on_progress
        self._on_rows = on_rows
        self._cancel = cancel or Event()
        self._pause = pause or Event()
        self._summary = ScanSummary()
        self._files: dict[str, AudioFileEntry] = {}
        self._tags: dict[str, FileTags] = {}
        self._hashes: dict[str, str] = {}
        self._identities: dict[str, FileIdentity] = {}
        self._tries: Counter[str] = Counter()
        self._exchanged: list[str] = []  # to be identified again when all others are done
        self._unsettled: set[str] = set()  # exchanged again and again, left to the next scan
        self._analyses: dict[str, AnalysisResult] = {}
        self._analyzing: dict[str, str] = {}  # audio hash -> the path that is analyzed for it
        self._duplicates: dict[str, list[str]] = {}
        self._unsaved: list[str] = []
        self._counted: set[str] = set()
        self._done = 0
        self._started_at = self._last_flush = self._last_tick = time.monotonic()

    def run(self) -> ScanSummary:
        """Scan the folders; errors of single files end up in the summary."""
        try:
            known = self._list_files()
        except CancelledError:
            self._summary.cancelled = True
            return self._summary
        absent_ids = self._mark_absent(known)
        self._analyzed_hashes = self._library.analyses.analyzed_hashes(
            self._model, any_model=self._keep_stale
        )
        todo = [path for path in self._files if not self._is_done(path, known)]
        # A file that failed and was touched since is tried again, though its audio is known.
        self._retry = {path for path in todo if path in known and known[path].failed}
        self._mark_present(known, set(todo))
        unchanged = set(self._files) - set(todo)
        self._summary.unchanged = len(unchanged)
        self._summary.failed_before = sum(known[path].failed for path in unchanged)
        self._total = len(todo)
        self._report_progress("")
        self._known = known
        self._path_swaps = PathSwapResolver(known, [path for path in todo if path in known])
        self._run(self._tasks(todo, known))
        self._run(self._path_swaps.deferred_tasks())  # those after the last file was submitted
        self._flush()
        self._identify_exchanged_again()
        self._report_progress("")
        self._summary.absent = self._count_still_absent(absent_ids)
        self._summary.cancelled = self._cancel.is_set()
        return self._summary

    # -- before: compare the folders with the library ---------------------------------------

    def _list_files(self) -> dict[str, FileStamp]:
        for folder in self._folders:
            if Path(folder).is_dir():
                self._library.folders.add(folder)
        taken = take_files(
            self._folders,
            self._pool,
            exclude=self._exclude,
            cancel=self._cancel,
            pause=self._pause,
            load_stamps=self._library.tracks.file_stamps,
            on_entry=self._wait_while_paused,
        )
        self._files = {song.path: song for song in taken.songs}
        self._summary.failed, self._summary.left_out = taken.failed, taken.left_out
        self._summary.unreadable = len(taken.failed)
        self._summary.found = len(self._files)
        return taken.stamps

    def _wait_while_paused(self) -> None:
        while self._pause.is_set() and not self._cancel.wait(_PAUSE_POLL_S):
            pass

    def _mark_absent(self, known: dict[str, FileStamp]) -> list[int]:
        below = tuple(folder.rstrip(os.sep) + os.sep for folder in self._folders)
        left_out = {path for path, _ in self._summary.left_out}
        left_out_folders = tuple(path + os.sep for path in left_out)
        absent_ids = [
            stamp.track_id
            for path, stamp in known.items()
            if path not in self._files
            and path.startswith(below)
            and (path in left_out or path.startswith(left_out_folders) or not os.path.lexists(path))
        ]
        self._library.tracks.mark_absent(absent_ids)
        self._emit_rows(absent_ids)
        return absent_ids

    def _count_still_absent(self, absent_ids: list[int]) -> int:
        """Return how many of these songs were not found under another path."""
        rows = self._library.songs.rows(absent_ids, model=self._model) if absent_ids else []
        return sum(row.state is TrackState.ABSENT for row in rows)

    def _is_done(self, path: str, known: dict[str, FileStamp]) -> bool:
        stamp = known.get(path)
        found = self._files[path]
        if stamp is None or not found.is_unchanged(stamp):
            return False
        # A file that could not be read is tried again: new permissions do not change its date.
        return stamp.audio_hash in self._analyzed_hashes

    def _mark_present(self, known: dict[str, FileStamp], todo: set[str]) -> None:
        present_ids = [
            known[path].track_id for path in self._files if path not in todo and known[path].absent
        ]
        self._library.tracks.mark_present(present_ids)
        self._emit_rows(present_ids)

    # -- meanwhile: collect fingerprints and analyses ---------------------------------------

    def _run(self, tasks: Iterator[Task]) -> None:
        self._pool.run(tasks, self._collect, self._cancel, self._tick, self._pause)

    def _tasks(self, todo: list[str], known: dict[str, FileStamp]) -> Iterator[Task]:
        """Yield a task for each file, changed ones first; see `path_swaps`."""
        new = [path for path in todo if path not in known]
        self._summary.new = len(new)
        for path in (path for path in todo if path in known):
            yield Task(Operation.FINGERPRINT, path, self._separator)
        for path in new:
            yield from self._path_swaps.deferred_tasks()
            yield Task(Operation.FINGERPRINT, path, self._separator)
        yield from self._path_swaps.deferred_tasks()

    def _identify_exchanged_again(self) -> None:
        """Identify and analyze the files that were exchanged meanwhile, until they stay."""
        self._queue_exchanged(list(self._identities))
        while self._exchanged and not self._cancel.is_set():
            paths, self._exchanged = sorted(self._exchanged), []
            self._known = self._library.tracks.file_stamps()
            known = [path for path in paths if path in self._known]
            self._path_swaps = PathSwapResolver(self._known, known)
            paths = known + [path for path in paths if path not in self._known]
            self._run(Task(Operation.FINGERPRINT, path, self._separator) for path in paths)
            self._run(self._path_swaps.deferred_tasks())
            self._flush()
            self._queue_exchanged(list(self._identities))
        self._library.tracks.read_again([*self._unsettled, *self._exchanged])

    def _collect(self, task: Task, result: Any) -> list[Task]:
        if result is None:  # canceled
            return []
        following = self._handle_result(task, result)
        if task.operation is Operation.FINGERPRINT and self._path_swaps.mark_read(task.path):
            self._save_swapped_paths()
        return following

    def _handle_result(self, task: Task, result: Any) -> list[Task]:
        if isinstance(result, BaseException | WorkerCrash):
            self._finish(task.path, AnalysisResult(task.path, error=failure_message(result)))
            return []
        if isinstance(result, FileExchanged):
            return self._on_exchanged(task)
        if isinstance(result, AnalysisResult):
            self._finish(task.path, result)
            return []
        return self._on_fingerprint(task.path, result)

    def _on_fingerprint(self, path: str, fingerprint: Fingerprint) -> list[Task]:
        self._tries[path] += 1
        self._tags[path] = fingerprint.tags
        if fingerprint.identity is not None:
            self._identities[path] = fingerprint.identity
        if fingerprint.audio_hash is None:
            self._finish(path, AnalysisResult(path, error=fingerprint.error))
            return []
        self._hashes[path] = fingerprint.audio_hash
        self._path_swaps.hold_if_swapped(path, fingerprint.audio_hash)
        if fingerprint.audio_hash in self._analyzed_hashes and path not in self._retry:
            self._finish(path, None)
            return []
        if fingerprint.audio_hash in self._analyzing:  # a copy of a song in analysis
            self._duplicates.setdefault(fingerprint.audio_hash, []).append(path)
            return []
        return self._start_analysis(path, fingerprint.audio_hash)

    def _start_analysis(self, path: str, digest: str) -> list[Task]:
        self._analyzing[digest] = path
        task = Task(Operation.ANALYZE, path, audio_hash=digest)
        if self._path_swaps.pending:
            self._path_swaps.defer(task)
            return []
        return [task]

    def _on_exchanged(self, task: Task) -> list[Task]:
        """Forget what the file was, to identify it again; a copy of it is analyzed instead."""
        path, digest = task.path, task.audio_hash
        self._forget(path)
        if task.operation is Operation.FINGERPRINT:
            self._tries[path] += 1
        if self._tries[path] < MAX_TRIES:
            self._exchanged.append(path)
        else:
            self._unsettled.add(path)
            self._finish(path, AnalysisResult(path, error=FileExchangedError(path).full_message))
        self._analyzing.pop(digest, None)
        copies = self._duplicates.pop(digest, [])
        if not copies:
            return []
        self._duplicates[digest] = copies[1:]
        return self._start_analysis(copies[0], digest)

    def _forget(self, path: str) -> None:
        for found in (self._hashes, self._identities, self._tags):
            found.pop(path, None)

    def _save_swapped_paths(self) -> None:
        """Save the paths of all held files in one transaction."""
        held, finished = self._path_swaps.release()
        existing = [path for path in held if os.path.lexists(path)]
        self._library.tracks.upsert_files([self._found_file(path) for path in existing])
        self._unsaved += finished

    def _finish(self, path: str, analysis: AnalysisResult | None) -> None:
        """Finish a file; `analysis` is None when its audio was analyzed before."""
        self._done += path not in self._counted
        if self._done == 1:  # the rate counts from here: the processes have started
            self._started_at = time.monotonic()
        if not self._path_swaps.mark_done(path):
            self._unsaved.append(path)
        if analysis is not None:
            self._analyses[path] = analysis
        self._count(path, analysis)
        digest = self._hashes.get(path)
        if digest is not None:
            self._analyzed_hashes.add(digest)
            for copy in self._duplicates.pop(digest, []):
                self._finish(copy, None)
        self._report_progress(path)

    def _count(self, path: str, analysis: AnalysisResult | None) -> None:
        """Count a file once: one that is identified again was counted before."""
        if path in self._counted:
            return
        self._counted.add(path)
        if analysis is None:
            self._summary.known_audio += 1
        elif analysis.error:
            self._summary.failed.append((path, analysis.error))
        else:
            self._summary.analysed += 1

    def _tick(self) -> None:
        now = time.monotonic()
        if self._pause.is_set():  # a pause does not lower the rate
            self._started_at += now - self._last_tick
        self._last_tick = now
        full = len(self._unsaved) >= _BATCH_SIZE
        if full or (self._unsaved and time.monotonic() - self._last_flush > _FLUSH_INTERVAL_S):
            self._flush()

    # -- after: save the results and report them --------------------------------------------

    def _flush(self) -> None:
        # A file that disappeared during the scan is in the summary, not in the library.
        paths = [path for path in self._unsaved if os.path.lexists(path)]
        self._unsaved.clear()
        self._last_flush = time.monotonic()
        if not paths:
            return
        found = [self._found_file(path) for path in paths]
        ids = self._library.tracks.upsert_files(found)
        self._library.analyses.save(
            [
                (track_id, self._hashes.get(path), self._model, self._analyses[path])
                for track_id, path in zip(ids, paths, strict=True)
                if path in self._analyses and not self._was_known(path)
            ]
        )
        self._queue_exchanged(paths)
        for path in paths:
            self._tags.pop(path, None)
            self._analyses.pop(path, None)
        self._report_failed_duplicates(self._emit_rows(ids))

    def _is_still_identified(self, path: str) -> bool:
        """Return whether a path leads to the file that was identified, in the same state."""
        try:
            return self._identities[path] == FileIdentity.of(os.stat(path))  # noqa: PTH116
        except (KeyError, OSError):
            return True  # there is nothing to compare

    def _queue_exchanged(self, paths: Iterable[str]) -> None:
        """Queue those files that are others since they were identified, unless that has no end."""
        for path in paths:
            if self._is_still_identified(path):
                continue
            if self._tries[path] >= MAX_TRIES:
                self._unsettled.add(path)
                continue
            self._forget(path)
            self._exchanged.append(path)

    def _was_known(self, path: str) -> bool:
        """Return whether a file that cannot be read now was analyzed before, which is kept."""
        stamp = self._known.get(path)
        return path not in self._hashes and stamp is not None and stamp.audio_hash is not None

    def _report_failed_duplicates(self, rows: list[SongRow]) -> None:
        """Report the copies of songs that failed, which were not analyzed themselves."""
        reported = {path for path, _ in self._summary.failed}
        failed = [
            (row.path, row.message)
            for row in rows
            if row.state is TrackState.FAILED and row.path not in reported
        ]
        self._summary.failed += failed
        self._summary.known_audio -= len(failed)

    def _found_file(self, path: str) -> FoundFile:
        """Return the file as it was identified, not as it was listed before or is by now."""
        file = self._identities.get(path) or self._files[path]
        tags = self._tags.get(path, FileTags())
        return FoundFile(path, file.size, file.mtime_ns, self._hashes.get(path), tags)

    def _emit_rows(self, track_ids: list[int]) -> list[SongRow]:
        rows = self._library.songs.rows(track_ids, model=self._model) if track_ids else []
        if rows:
            self._on_rows(rows)
        return rows

    def _report_progress(self, current: str) -> None:
        elapsed = time.monotonic() - self._started_at
        rate = (self._done - 1) / elapsed if self._done > 1 and elapsed > 0 else 0.0
        eta_s = (self._total - self._done) / rate if rate > 0 else None
        failed = len(self._summary.failed)
        self._on_progress(JobProgress(self._done, self._total, failed, rate, eta_s, current))
