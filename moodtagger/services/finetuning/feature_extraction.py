"""Hearing a person's songs once for learning: what was heard is kept, by the audio's hash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from moodtagger.core.errors import ModelError
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tracks import JobProgress
from moodtagger.inference.finetuning.dataset import SongFeatures
from moodtagger.services.finetuning.training_csv import LabeledSong, RowError
from moodtagger.services.workers.pool import AnalysisPool, WorkerCrash, failure_message
from moodtagger.services.workers.worker import Fingerprint, Operation, Task


@dataclass(frozen=True, slots=True)
class TrainingSong:
    """A row of the table with what the network's ear made of it; `artist` of its tags or empty."""

    row: LabeledSong
    audio_hash: str
    artist: str
    features: SongFeatures


@dataclass(slots=True)
class FeatureExtractionJob:
    """One round of hearing; `kept` is the folder of what was heard before by the same network."""

    cache_dir: Path
    rows: Sequence[LabeledSong]
    on_progress: Callable[[JobProgress], None]
    songs: list[TrainingSong] = field(default_factory=list)
    row_errors: list[RowError] = field(default_factory=list)
    cached_count: int = 0  # songs that need not be decoded again
    _by_path: dict[str, LabeledSong] = field(default_factory=dict)
    _fingerprints: dict[str, tuple[str, str]] = field(default_factory=dict)
    _line_by_hash: dict[str, int] = field(default_factory=dict)
    _started_at: float = 0.0

    def run(self, pool: AnalysisPool, cancel: Event) -> None:
        """Hear what is not kept yet; `songs` and `faults` then are in the order of the table."""
        self._by_path = {row.path: row for row in self.rows}
        self._started_at = monotonic()
        tasks = (Task(Operation.FINGERPRINT, row.path) for row in self.rows)
        pool.run(tasks, self._collect, cancel)
        self.songs.sort(key=lambda song: song.row.line)
        self.row_errors.sort(key=lambda fault: fault.line)

    def _collect(self, task: Task, result: Any) -> list[Task]:
        row = self._by_path[task.path]
        if isinstance(result, Fingerprint):
            return self._on_fingerprint(row, result)
        if isinstance(result, SongFeatures):
            digest, artist = self._fingerprints[row.path]
            try:
                result.save(self._cache_path(digest))
            except OSError as error:
                raise ModelError(
                    f"What was heard cannot be kept: {error.strerror}.", path=self.cache_dir
                ) from error
            self._add(TrainingSong(row, digest, artist, result))
        elif result is not None:  # None: cancelled
            self._fail(row, _failure_message(result))
        return []

    def _on_fingerprint(self, row: LabeledSong, fingerprint: Fingerprint) -> list[Task]:
        digest = fingerprint.audio_hash
        if digest is None:
            self._fail(row, fingerprint.error)
            return []
        if digest in self._line_by_hash:
            self._fail(row, f"This is the same audio as on line {self._line_by_hash[digest]}.")
            return []
        self._line_by_hash[digest] = row.line
        self._fingerprints[row.path] = digest, fingerprint.tags.artist
        features = SongFeatures.load(self._cache_path(digest))
        if features is None:
            return [Task(Operation.EXTRACT_FEATURES, row.path)]
        self.cached_count += 1
        self._add(TrainingSong(row, digest, fingerprint.tags.artist, features))
        return []

    def _cache_path(self, digest: str) -> Path:
        return self.cache_dir / f"{digest}.npz"

    def _add(self, song: TrainingSong) -> None:
        self.songs.append(song)
        self._report_progress(song.row.path)

    def _fail(self, row: LabeledSong, reason: str) -> None:
        self.row_errors.append(RowError(row.line, row.path, reason))
        self._report_progress(row.path)

    def _report_progress(self, path: str) -> None:
        done = len(self.songs) + len(self.row_errors)
        rate = done / max(monotonic() - self._started_at, 1e-3)
        eta_s = (len(self.rows) - done) / rate
        self.on_progress(JobProgress(done, len(self.rows), len(self.row_errors), rate, eta_s, path))


def _failure_message(result: AnalysisResult | WorkerCrash | BaseException) -> str:
    return (
        result.error or result.skip_reason
        if isinstance(result, AnalysisResult)
        else failure_message(result)
    )
