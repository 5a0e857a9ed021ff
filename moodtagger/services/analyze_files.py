"""Analysis of files: scans into the open library, and files outside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from moodtagger.core.cue_sheet import CueTrack, cue_track_path
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.speech import SPEECH, is_speech
from moodtagger.core.tracks import JobProgress, SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.services.result_import import ImportSummary, PathMap, ResultImporter
from moodtagger.services.scan.probing import TakenFiles, take_files
from moodtagger.services.scan.scanner import ScanJob
from moodtagger.services.scan.summary import ScanDepth, ScanSummary
from moodtagger.services.workers.pool import AnalysisPool, WorkerCrash, failure_message
from moodtagger.services.workers.priority import PriorityGate, WorkerLimits
from moodtagger.services.workers.worker import Operation, Task
from moodtagger.store import Library


def analyze_files(
    pool: AnalysisPool,
    paths: Iterable[str],
    on_result: Callable[[AnalysisResult], None],
    vocabulary: Vocabulary,
    *,
    cue_tracks: Mapping[str, Sequence[CueTrack]] = MappingProxyType({}),
    quick: bool = False,
    find_speech: bool = True,
    cancel: Event | None = None,
    pause: Event | None = None,
) -> None:
    """Analyze files and pass each result to `on_result` as soon as it is there.

    A file in `cue_tracks` is analyzed song by song. No file is started while `pause` is set. The
    thresholds of `vocabulary` decide which moods are confident.
    """

    def collect(task: Task, result: Any) -> list[Task]:
        if isinstance(result, AnalysisResult):
            on_result(apply_vocabulary(result, vocabulary, find_speech=find_speech))
        elif isinstance(result, WorkerCrash | BaseException):
            on_result(AnalysisResult(task.path, error=failure_message(result)))
        return []

    work = Operation.ANALYZE_QUICK if quick else Operation.ANALYZE
    tasks = (task for path in paths for task in _tasks(work, path, cue_tracks.get(path, ())))
    pool.run(tasks, collect, cancel or Event(), pause=pause)


def _tasks(work: Operation, path: str, tracks: Sequence[CueTrack]) -> Iterator[Task]:
    if not tracks:
        yield Task(work, path)
    for track in tracks:
        yield Task(work, cue_track_path(path, track.number), excerpt=track.excerpt)


def apply_vocabulary(
    analysis: AnalysisResult, vocabulary: Vocabulary, *, find_speech: bool
) -> AnalysisResult:
    """Return the analysis with the vocabulary's moods only, confident by its thresholds."""
    if analysis.prediction is None:
        return analysis
    if find_speech and is_speech(analysis.path, "", analysis.prediction.speech):
        return replace(analysis, skip_reason=SPEECH, prediction=None)
    labels = set(vocabulary.labels)
    moods = {label: p for label, p in analysis.prediction.moods.items() if label in labels}
    confident, likely = vocabulary.suggested(moods)
    prediction = replace(analysis.prediction, moods=moods, confident=confident, likely=likely)
    return replace(analysis, prediction=prediction)


def spectrogram(
    pool: AnalysisPool,
    path: str,
    excerpt: tuple[float, float | None] | None = None,
    *,
    cancel: Event | None = None,
) -> npt.NDArray[np.float32] | None:
    """Return a song's downsampled log-mel, (frames, 96) in dB; None when it cannot be decoded."""
    frames = _run_one(pool, Task(Operation.SPECTROGRAM, path, excerpt=excerpt), cancel)
    return frames if isinstance(frames, np.ndarray) else None


def waveform(
    pool: AnalysisPool,
    path: str,
    excerpt: tuple[float, float | None] | None = None,
    *,
    cancel: Event | None = None,
) -> bytes:
    """Return the outline of a song's loudness; empty when it cannot be decoded."""
    points = _run_one(pool, Task(Operation.WAVEFORM, path, excerpt=excerpt), cancel)
    return points if isinstance(points, bytes) else b""


def _run_one(pool: AnalysisPool, task: Task, cancel: Event | None) -> Any:
    """Return the result of one task; None when it was canceled."""
    results: list[Any] = []

    def collect(task: Task, result: Any) -> list[Task]:
        results.append(result)
        return []

    pool.run([task], collect, cancel or Event())
    return results[0] if results else None


class AnalysisService:
    """Scans into the open library, and quick analyses that the user waits for.

    Scans run in `pool`. Files outside the library have a pool of their own with one process, so
    that they never wait behind a scan. `on_scanned` is called after every scan, and before it
    `match_recordings` where the scan was not canceled.
    """

    def __init__(
        self,
        library: Library,
        model: str,
        model_folder: Path,
        preferences: LibraryPreferences,
        pool: AnalysisPool,
        priority_gate: PriorityGate,
        on_scanned: Callable[[], None],
        match_recordings: Callable[[], None],
    ) -> None:
        self._library = library
        self._model = model
        self._preferences = preferences
        self._pool = pool
        self._interactive_pool = AnalysisPool(model_folder, WorkerLimits(1))
        self._priority_gate = priority_gate
        self._on_scanned = on_scanned
        self._match_recordings = match_recordings

    def close(self) -> None:
        """Stop the process for files outside the library."""
        self._interactive_pool.close()

    def scan(
        self,
        folders: Sequence[str | Path],
        *,
        exclude: Sequence[str] = (),
        keep_stale: bool = False,
        depth: ScanDepth = ScanDepth.COMPLETE,
        on_progress: Callable[[JobProgress], None] = lambda progress: None,
        on_rows: Callable[[list[SongRow]], None] = lambda rows: None,
        cancel: Event | None = None,
        pause: Event | None = None,
    ) -> ScanSummary:
        """Scan folders into the library; see `ScanJob`."""
        job = ScanJob(
            self._library,
            self._pool,
            self._model,
            folders,
            exclude=exclude,
            reading=self._preferences.reading,
            keep_stale=keep_stale,
            depth=depth,
            on_progress=on_progress,
            on_rows=on_rows,
            cancel=cancel,
            pause=pause,
        )
        try:
            with self._priority_gate.urgent():
                summary = job.run()
            if not summary.cancelled:  # it may end the program, which then must not wait
                self._match_recordings()
            return summary
        finally:
            self._on_scanned()

    def import_results(
        self,
        lines: Iterable[bytes],
        path_map: PathMap,
        *,
        on_progress: Callable[[int], None] = lambda lines: None,
        cancel: Event | None = None,
    ) -> ImportSummary:
        """Save the results of `moodtagger analyze --json`; see `ResultImporter`."""
        importer = ResultImporter(self._library, self._model)
        try:
            return importer.run(lines, path_map, on_progress=on_progress, cancel=cancel)
        finally:
            self._on_scanned()

    def take_files(self, targets: Sequence[str], *, cancel: Event | None = None) -> TakenFiles:
        """Return the songs at or below some files, folders and playlists."""
        load_stamps = self._library.tracks.file_stamps
        return take_files(targets, self._pool, cancel=cancel, load_stamps=load_stamps)

    def analyze_file(
        self, path: str, *, quick: bool = False, cancel: Event | None = None
    ) -> AnalysisResult | None:
        """Analyze one file without adding it to the library; return None when canceled."""
        results: list[AnalysisResult] = []
        vocabulary = self._preferences.vocabulary()
        pool = self._interactive_pool
        analyze_files(
            pool,
            [path],
            results.append,
            vocabulary,
            quick=quick,
            find_speech=self._preferences.find_speech,
            cancel=cancel,
        )
        return results[0] if results else None

    def spectrogram(
        self,
        path: str,
        excerpt: tuple[float, float | None] | None = None,
        *,
        cancel: Event | None = None,
    ) -> npt.NDArray[np.float32] | None:
        """Return a song's log-mel for display, (frames, 96) in dB; None when there is none."""
        return spectrogram(self._interactive_pool, path, excerpt, cancel=cancel)

    def waveform(
        self,
        path: str,
        excerpt: tuple[float, float | None] | None = None,
        *,
        cancel: Event | None = None,
    ) -> bytes:
        """Return the outline of a song's loudness; empty where there is none."""
        return waveform(self._interactive_pool, path, excerpt, cancel=cancel)
