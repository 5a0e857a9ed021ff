"""Scan of folders into the library, which reads new and changed files only."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from threading import Event
from typing import Any

from moodtagger.core.cue_sheet import song_file
from moodtagger.core.errors import CancelledError, FileExchangedError
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tag_reading import DEFAULT_READING, TagReading
from moodtagger.core.tracks import FileTags, JobProgress, SongRow, TrackState
from moodtagger.services.scan.discovery import AudioFileEntry, real_path
from moodtagger.services.scan.divided_files import DividedFiles, song_tags
from moodtagger.services.scan.missing_songs import SongPresence, find_missing_songs
from moodtagger.services.scan.path_swaps import PathSwapResolver
from moodtagger.services.scan.probing import take_files
from moodtagger.services.scan.read_files import ReadFiles
from moodtagger.services.scan.summary import ScanDepth, ScanProgress, ScanSummary
from moodtagger.services.scan.tag_refresh import refresh_old_tags
from moodtagger.services.workers.pool import AnalysisPool, WorkerCrash, failure_message
from moodtagger.services.workers.worker import FileExchanged, Fingerprint, Operation, Task
from moodtagger.store import FileStamp, FoundFile, LeftOut, Library

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
        reading: TagReading = DEFAULT_READING,
        keep_stale: bool = False,
        depth: ScanDepth = ScanDepth.COMPLETE,
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
        self._reading = reading
        self._keep_stale = keep_stale
        self._depth = depth
        self._on_progress = on_progress
        self._on_rows = on_rows
        self._cancel = cancel or Event()
        self._pause = pause or Event()
        self._summary = ScanSummary()
        self._files: dict[str, AudioFileEntry] = {}
        self._tags: dict[str, FileTags] = {}
        self._hashes: dict[str, str] = {}
        self._analyses: dict[str, AnalysisResult] = {}
        self._analyzing: dict[str, str] = {}  # audio hash -> the path that is analyzed for it
        self._duplicates: dict[str, list[str]] = {}
        self._unsaved: list[str] = []
        self._speech: set[int] = set()
        self._last_flush = self._last_tick = time.monotonic()

    def run(self) -> ScanSummary:
        """Scan the folders; errors of single files end up in the summary."""
        try:
            known = self._list_files()
        except CancelledError:
            self._summary.cancelled = True
            return self._summary
        self._read_files = ReadFiles(self._files, known)
        left_out = [path for path, _ in self._summary.left_out]
        self._presence = SongPresence(self._library, self._summary, self._emit_rows)
        self._presence.mark_missing(find_missing_songs(known, self._files, self._folders, left_out))
        self._analyzed_hashes = self._library.analyses.analyzed_hashes(
            self._model, any_model=self._keep_stale, only_complete=self._depth.only_complete
        )
        todo = [path for path in self._files if not self._is_done(path, known)]
        # A file that failed and was touched since is tried again, though its audio is known.
        self._retry = {path for path in todo if path in known and known[path].failed}
        self._quick = self._depth.is_quick(len(todo))
        unchanged = set(self._files) - set(todo)
        self._presence.mark_present(
            song for path in unchanged for song in (known[path], *self._divided.listed(path))
        )
        self._summary.unchanged = sum(self._divided.song_count(path) for path in unchanged)
        self._summary.found += self._summary.unchanged - len(unchanged)
        self._summary.failed_before = sum(known[path].failed for path in unchanged)
        self._progress = ScanProgress(self._summary, self._files, todo, self._on_progress)
        self._progress.report("")
        run = partial(self._pool.run, cancel=self._cancel, on_wait=lambda: None, pause=self._pause)
        refresh_old_tags(self._library, run, known, unchanged, self._reading, self._emit_rows)
        self._known = known
        self._run(self._tasks(todo, known))
        self._flush()
        self._identify_exchanged_again()
        self._progress.report("")
        self._presence.count_still_absent(self._model)
        self._summary.cancelled = self._cancel.is_set()
        return self._summary

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
            code_page=self._reading.code_page,
            load_stamps=self._library.tracks.file_stamps,
            on_entry=self._wait_while_paused,
        )
        self._files = {song.path: song for song in taken.songs}
        self._divided = DividedFiles(taken.cue_tracks, taken.stamps, self._reading, taken.left_out)
        self._summary.failed, self._summary.left_out = taken.failed, taken.left_out
        self._summary.unreadable = len(taken.failed)
        self._summary.found = len(self._files)
        return taken.stamps

    def _wait_while_paused(self) -> None:
        while self._pause.is_set() and not self._cancel.wait(_PAUSE_POLL_S):
            ...

    def _is_done(self, path: str, known: dict[str, FileStamp]) -> bool:
        stamp = known.get(path)
        if stamp is None or not self._files[path].is_unchanged(stamp):
            return False
        # A file that could not be read is tried again: new permissions do not change its date.
        return self._divided.is_done(path, stamp, self._analyzed_hashes)

    def _run(self, tasks: Iterator[Task]) -> None:
        """Run these tasks and those that they queue, also after the last one was submitted."""
        while (task := next(tasks, None)) is not None and not self._cancel.is_set():
            self._pool.run(
                chain([task], tasks), self._collect, self._cancel, self._tick, self._pause
            )
            tasks = self._path_swaps.queued_tasks()

    def _tasks(self, todo: list[str], known: dict[str, FileStamp]) -> Iterator[Task]:
        """Return a task for each file, first those that may have swapped paths."""
        changed = [path for path in todo if path in known]
        new = [path for path in todo if path not in known]
        self._summary.new = len(new)
        # A renamed file keeps its size. Its old name may have another file by now.
        sizes = {known[path].size for path in changed}
        changed += [path for path in new if self._files[path].size in sizes]
        self._path_swaps = PathSwapResolver(known, changed)
        return self._fingerprints(dict.fromkeys((*changed, *new)))

    def _fingerprints(self, paths: Iterable[str]) -> Iterator[Task]:
        for path in paths:
            yield from self._path_swaps.queued_tasks()
            yield self._divided.fingerprint_task(path)
        yield from self._path_swaps.queued_tasks()

    def _identify_exchanged_again(self) -> None:
        """Identify and analyze the files that were exchanged meanwhile, until they stay."""
        self._queue_exchanged(self._read_files)
        while self._read_files.queued and not self._cancel.is_set():
            paths = sorted(self._read_files.queued)
            self._known = self._library.tracks.file_stamps()
            self._path_swaps = PathSwapResolver(self._known, paths)
            self._run(self._fingerprints(paths))
            self._flush()
            self._queue_exchanged(self._read_files)
        unsaved = self._read_files.unsaved(self._path_swaps.held)
        self._library.tracks.read_again(sorted(unsaved))

    def _collect(self, task: Task, result: Any) -> list[Task]:
        if result is None:  # canceled
            return []
        is_read = task.operation is Operation.FINGERPRINT
        if is_read:
            self._read_files.count_try(task.path)
        following = self._handle_result(task, result)
        if is_read and self._path_swaps.mark_read(task.path):
            self._settle_path_swaps()
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
        self._read_files.identify(path, fingerprint.identity)
        if self._path_swaps.hold_if_swapped(path, fingerprint):
            return []
        former_paths = self._path_swaps.former_paths(path, fingerprint.audio_hash)
        exchanged = [p for p in former_paths if self._read_files.is_exchanged(p)]
        if path not in self._known and exchanged:  # not a copy, but the file that was there
            self._identify_again([path, *exchanged])
            return []
        return self._take(path, fingerprint)

    def _take(self, path: str, fingerprint: Fingerprint) -> list[Task]:
        """Take a file for the song that it was identified as."""
        self._unsaved = [other for other in self._unsaved if other != path]  # in an older state
        self._tags[path] = fingerprint.tags
        if fingerprint.audio_hash is None:
            self._finish(path, AnalysisResult(path, error=fingerprint.error))
            return []
        self._hashes[path] = fingerprint.audio_hash
        songs = self._divided.divide(path, fingerprint)
        if not songs:
            return self._analyze_unless_known(path, fingerprint.audio_hash)
        self._unsaved.append(path)
        self._progress.divide(path, [song_path for song_path, _ in songs])
        following = []
        for (song_path, digest), song in zip(songs, fingerprint.songs, strict=True):
            self._hashes[song_path] = digest
            self._tags[song_path] = song_tags(song, fingerprint.tags)
            following += self._analyze_unless_known(song_path, digest)
        return following

    def _analyze_unless_known(self, path: str, digest: str) -> list[Task]:
        if digest in self._analyzed_hashes and song_file(path) not in self._retry:
            self._finish(path, None)
            return []
        if digest in self._analyzing:  # a copy of a song in analysis
            self._duplicates.setdefault(digest, []).append(path)
            return []
        return self._start_analysis(path, digest)

    def _start_analysis(self, path: str, digest: str) -> list[Task]:
        self._analyzing[digest] = path
        return [self._divided.analysis_task(path, digest, quick=self._quick)]

    def _settle_path_swaps(self) -> None:
        """Save the paths of all held files in one transaction, if none has changed meanwhile."""
        if not self._path_swaps.held:
            return
        involved = self._path_swaps.involved()
        changed = [path for path in involved if self._read_files.is_exchanged(path)]
        if all(map(self._read_files.may_try_again, changed)):
            self._path_swaps.read_again(changed)
            for path in changed:
                self._path_swaps.queue(self._divided.fingerprint_task(path))
        held = {} if self._path_swaps.pending else self._path_swaps.release()
        if changed:
            for path in held:
                self._leave_to_next_scan(path)
            return
        existing = [(path, file) for path, file in held.items() if self._is_present(path)]
        for path, file in existing:
            self._divided.divide(path, file)
        self._save([self._found_file(p, file.audio_hash, file.tags) for p, file in existing])
        for path, fingerprint in held.items():
            for task in self._take(path, fingerprint):
                self._path_swaps.queue(task)

    def _on_exchanged(self, task: Task) -> list[Task]:
        """Forget what the file was, to identify it again; a copy of it is analyzed instead."""
        digest = task.audio_hash
        self._identify_again([song_file(task.path)])
        self._analyzing.pop(digest, None)
        copies = self._duplicates.pop(digest, [])
        if not copies:
            return []
        self._duplicates[digest] = copies[1:]
        return self._start_analysis(copies[0], digest)

    def _identify_again(self, paths: Iterable[str]) -> None:
        """Forget what these files were, to identify them when all others are done."""
        for path in paths:
            if self._read_files.may_try_again(path):
                self._forget(path)
                self._read_files.queued.add(path)
            else:
                self._leave_to_next_scan(path)

    def _leave_to_next_scan(self, path: str) -> None:
        """Give up on a file that other programs keep exchanging; the library keeps what it has."""
        self._forget(path)
        self._read_files.unsettled.add(path)
        error = FileExchangedError(path).full_message
        self._progress.count(path, AnalysisResult(path, error=error))
        self._progress.report(path)

    def _forget(self, path: str) -> None:
        self._read_files.forget(path)
        self._hashes.pop(path, None)
        self._tags.pop(path, None)

    def _finish(self, path: str, analysis: AnalysisResult | None) -> None:
        """Finish a file; `analysis` is None when its audio was analyzed before."""
        self._unsaved.append(path)
        if analysis is not None:
            self._analyses[path] = analysis
        self._progress.count(path, analysis)
        digest = self._hashes.get(path)
        if digest is not None:
            self._analyzed_hashes.add(digest)
            for copy in self._duplicates.pop(digest, []):
                self._finish(copy, None)
        self._progress.report(path)

    def _tick(self) -> None:
        now = time.monotonic()
        if self._pause.is_set():  # a pause does not lower the rate
            self._progress.wait(now - self._last_tick)
        self._last_tick = now
        full = len(self._unsaved) >= _BATCH_SIZE
        if full or (self._unsaved and time.monotonic() - self._last_flush > _FLUSH_INTERVAL_S):
            self._flush()

    def _flush(self) -> None:
        # A file that disappeared during the scan is in the summary, not in the library.
        paths = [path for path in self._unsaved if self._is_present(path)]
        self._unsaved.clear()
        self._last_flush = time.monotonic()
        if not paths:
            return
        hashes, tags = self._hashes, self._tags
        ids = self._save(
            [self._found_file(p, hashes.get(p), tags.get(p, FileTags())) for p in paths]
        )
        self._library.analyses.save(
            [
                (track_id, self._hashes.get(path), self._model, self._analyses[path])
                for path, track_id in ids.items()
                if path in self._analyses and not self._was_known(path)
            ]
        )
        self._queue_exchanged(paths)
        for path in paths:
            self._tags.pop(path, None)
            self._analyses.pop(path, None)
        self._progress.count_failed_copies(self._emit_rows(list(ids.values())))

    def _save(self, files: Iterable[FoundFile]) -> dict[str, int]:
        """Save files with the songs in them; return the track of each path."""
        found = [part for file in files for part in self._divided.found_files(file)]
        ids = self._library.tracks.upsert_files(found)
        divided = (self._known.get(file.path) for file in found if file.left_out)
        self._summary.unlisted += sum(s is not None and not s.left_out for s in divided)
        self._presence.leave_out(self._divided.leaving(found, set(ids)), LeftOut.SHEET)
        return dict(zip((file.path for file in found), ids, strict=True))

    def _is_present(self, path: str) -> bool:
        """Return whether a file still exists, and when it was found or read."""
        file = song_file(path)
        was_found = file in self._files or self._read_files.identity(file) is not None
        return was_found and os.path.lexists(file)

    def _queue_exchanged(self, paths: Iterable[str]) -> None:
        """Queue those files that are others since they were identified, unless that has no end."""
        for path in dict.fromkeys(map(song_file, paths)):
            if self._read_files.is_other(path):
                if self._read_files.may_try_again(path):
                    self._identify_again([path])
                else:
                    self._read_files.unsettled.add(path)  # what is saved was true when it was read

    def _was_known(self, path: str) -> bool:
        """Return whether a file that cannot be read now was analyzed before, which is kept."""
        stamp = self._known.get(path)
        return path not in self._hashes and stamp is not None and stamp.audio_hash is not None

    def _found_file(self, path: str, audio_hash: str | None, tags: FileTags) -> FoundFile:
        """Return the file as it was identified, not as it was listed before or is by now."""
        file = self._read_files.identity(song_file(path)) or self._files[song_file(path)]
        return FoundFile(path, file.size, file.mtime_ns, audio_hash, tags, self._reading.key)

    def _emit_rows(self, track_ids: list[int]) -> list[SongRow]:
        rows = self._library.songs.rows(track_ids, model=self._model) if track_ids else []
        self._speech.update(row.track_id for row in rows if row.state is TrackState.SPEECH)
        self._summary.speech = len(self._speech)
        if rows:
            self._on_rows(rows)
        return rows
