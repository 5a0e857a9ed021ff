"""Hearing a person's songs once for learning: what was heard is kept, by the audio's hash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from moodtagger.core.errors import ModelError
from moodtagger.core.prediction import Heard
from moodtagger.core.tracks import Progress
from moodtagger.inference.finetuning.dataset import SongFeatures
from moodtagger.services.finetuning.training_csv import Fault, TaughtSong
from moodtagger.services.workers.pool import AnalysisPool, Crashed, why_not
from moodtagger.services.workers.worker import Fingerprint, Task, Work


@dataclass(frozen=True, slots=True)
class HeardSong:
    """A row of the table with what the network's ear made of it; `artist` of its tags or empty."""

    row: TaughtSong
    audio_hash: str
    artist: str
    features: SongFeatures


@dataclass(slots=True)
class Gathering:
    """One round of hearing; `kept` is the folder of what was heard before by the same network."""

    kept: Path
    rows: Sequence[TaughtSong]
    on_progress: Callable[[Progress], None]
    songs: list[HeardSong] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    known: int = 0  # songs that need not be decoded again
    _by_path: dict[str, TaughtSong] = field(default_factory=dict)
    _prints: dict[str, tuple[str, str]] = field(default_factory=dict)
    _lines: dict[str, int] = field(default_factory=dict)
    _began: float = 0.0

    def run(self, pool: AnalysisPool, cancel: Event) -> None:
        """Hear what is not kept yet; `songs` and `faults` then are in the order of the table."""
        self._by_path = {row.path: row for row in self.rows}
        self._began = monotonic()
        tasks = (Task(Work.FINGERPRINT, row.path) for row in self.rows)
        pool.run(tasks, self._collect, cancel)
        self.songs.sort(key=lambda song: song.row.line)
        self.faults.sort(key=lambda fault: fault.line)

    def _collect(self, task: Task, result: Any) -> list[Task]:
        row = self._by_path[task.path]
        if isinstance(result, Fingerprint):
            return self._fingerprinted(row, result)
        if isinstance(result, SongFeatures):
            digest, artist = self._prints[row.path]
            try:
                result.save(self._file(digest))
            except OSError as error:
                raise ModelError(
                    f"What was heard cannot be kept: {error.strerror}.", path=self.kept
                ) from error
            self._add(HeardSong(row, digest, artist, result))
        elif result is not None:  # None: cancelled
            self._fail(row, _sentence(result))
        return []

    def _fingerprinted(self, row: TaughtSong, found: Fingerprint) -> list[Task]:
        digest = found.audio_hash
        if digest is None:
            self._fail(row, found.error)
            return []
        if digest in self._lines:
            self._fail(row, f"This is the same audio as on line {self._lines[digest]}.")
            return []
        self._lines[digest] = row.line
        self._prints[row.path] = digest, found.tags.artist
        kept = SongFeatures.load(self._file(digest))
        if kept is None:
            return [Task(Work.DESCRIBE, row.path)]
        self.known += 1
        self._add(HeardSong(row, digest, found.tags.artist, kept))
        return []

    def _file(self, digest: str) -> Path:
        return self.kept / f"{digest}.npz"

    def _add(self, song: HeardSong) -> None:
        self.songs.append(song)
        self._report(song.row.path)

    def _fail(self, row: TaughtSong, reason: str) -> None:
        self.faults.append(Fault(row.line, row.path, reason))
        self._report(row.path)

    def _report(self, path: str) -> None:
        done = len(self.songs) + len(self.faults)
        rate = done / max(monotonic() - self._began, 1e-3)
        left = (len(self.rows) - done) / rate
        self.on_progress(Progress(done, len(self.rows), len(self.faults), rate, left, path))


def _sentence(result: Heard | Crashed | BaseException) -> str:
    return result.error or result.note if isinstance(result, Heard) else why_not(result)
