"""An in-memory library: its state, songs, preferences and scans."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.music_analysis import BeatEstimate
from moodtagger.core.prediction import AnalysisResult, AudioInfo
from moodtagger.core.track_table import TrackTable
from moodtagger.core.tracks import JobProgress, SongRow, TrackState
from moodtagger.core.vocabulary import PRECISIONS, Vocabulary
from moodtagger.services.active_model import PrecisionForecast, precision_forecasts
from moodtagger.services.scan.summary import ScanDepth, ScanSummary
from moodtagger.services.track_service import SongDetail
from moodtagger.store import BatchInfo, JournalEntry
from moodtagger.store.queries.track_table import track_state
from tests.support.track_tables import make_track_table
from tests.support.ui.fake_songs import (
    analyzed_row,
    prediction,
    probabilities,
    unanalyzed_row,
    vocabulary_with_choices,
)


@dataclass(eq=False)
class FakeLibrary:
    """The state that the fake components share, and what tests set or read of it.

    `gate` holds a write or a scan until it is set; re-analysis takes one of `song_permits` for
    each song. A scan waits to be canceled after `file_limit` files, and `idle_polls` counts how
    often a paused or limited scan has looked at its events. `threads` are the names of the
    threads that called. `precision_error` and `settle_error` say why a choice cannot be saved.
    """

    rows_by_id: dict[int, SongRow] = field(default_factory=dict)
    folder_paths: list[str] = field(default_factory=list)
    moods_in_files: dict[str, tuple[str, ...]] = field(default_factory=dict)
    write_batches: list[tuple[BatchInfo, list[JournalEntry]]] = field(default_factory=list)
    covers: dict[str, bytes] = field(default_factory=dict)
    conflict_answers: dict[tuple[int, str], bool] = field(default_factory=dict)
    precision: float = 0.6
    moods: MoodPreferences = field(default_factory=MoodPreferences)
    exclude_patterns: tuple[str, ...] = ()
    bpm_range: tuple[float, float] | None = None
    precision_error: str = ""
    settle_error: str = ""
    files_per_scan: int = 12
    file_limit: int | None = None
    idle_polls: int = 0
    scanned: list[str] = field(default_factory=list)
    played: list[int] = field(default_factory=list)
    waveforms: dict[int, bytes] = field(default_factory=dict)
    reanalyzed: list[int] = field(default_factory=list)
    undo_keep_mtime: list[bool] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    gate: threading.Event = field(default_factory=threading.Event)
    quick_songs: int = 0  # of the stale ones
    song_permits: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(10_000))

    def put(self, row: SongRow) -> None:
        """Keep a changed song, with the state that the library's rule gives it."""
        state = track_state(
            absent=row.state is TrackState.ABSENT,
            analyzed=row.valence is not None,
            failed=row.state is TrackState.FAILED,
            confident=row.proposed,
            accepted=row.accepted,
            rejected=row.rejected,
            file_moods=row.tags.moods,
        )
        self.rows_by_id[row.track_id] = replace(row, state=state)

    def __post_init__(self) -> None:
        self.gate.set()

    def note_thread(self) -> None:
        """Record the name of the calling thread."""
        self.threads.add(threading.current_thread().name)

    def rows(self, track_ids: Sequence[int] | None = None) -> list[SongRow]:
        """Return the requested songs that exist, or all."""
        self.note_thread()
        if track_ids is None:
            return list(self.rows_by_id.values())
        return [self.rows_by_id[i] for i in track_ids if i in self.rows_by_id]

    def vocabulary(self) -> Vocabulary:
        """Return the selected moods at the current precision."""
        return self.moods.apply_to(vocabulary_with_choices(), self.precision)


class FakeTracks:
    """Songs and folders of the library in memory."""

    def __init__(self, library: FakeLibrary) -> None:
        self._library = library

    def folders(self) -> list[str]:
        return list(self._library.folder_paths)

    def rows(self, track_ids: Sequence[int] | None = None) -> list[SongRow]:
        return self._library.rows(track_ids)

    def table(self) -> TrackTable:
        return make_track_table(self._library.rows())

    def find(self, path: str) -> SongRow | None:
        return next((row for row in self._library.rows_by_id.values() if row.path == path), None)

    def detail(self, track_id: int) -> SongDetail | None:
        row = self._library.rows_by_id.get(track_id)
        if row is None:
            return None
        heard = prediction(row) if row.valence is not None else None
        return SongDetail(row, heard, AudioInfo(row.duration_s or 0, 44100, 2, "FLAC"))

    def cover(self, path: str) -> bytes | None:
        self._library.note_thread()
        return self._library.covers.get(path)

    def waveform(self, track_id: int) -> bytes:
        return self._library.waveforms.get(track_id, b"")

    def save_waveform(self, track_id: int, points: bytes) -> None:
        self._library.waveforms[track_id] = points

    def mood_probabilities(self, mood: str) -> tuple[np.ndarray, np.ndarray]:
        heard = [row for row in self._library.rows_by_id.values() if row.valence is not None]
        ids = np.array([row.track_id for row in heard], np.int64)
        shares = [probabilities(row.valence or 0.0, row.arousal or 0.0)[mood] for row in heard]
        return ids, np.array(shares, np.float32)

    def beats(self, rows: Sequence[SongRow], suffix: str) -> dict[int, BeatEstimate]:
        return {}

    def count_play(self, track_id: int) -> None:
        self._library.played.append(track_id)

    def remove_folder(self, folder: str, *, forget: bool = False) -> None:
        self._library.folder_paths.remove(folder)
        self._library.rows_by_id = {
            i: row
            for i, row in self._library.rows_by_id.items()
            if not row.path.startswith(folder + "/")
        }


class FakePreferences:
    """Precision, moods and excluded files of the library in memory."""

    def __init__(self, library: FakeLibrary) -> None:
        self._library = library

    def vocabulary(self) -> Vocabulary:
        return self._library.vocabulary()

    @property
    def precision(self) -> float:
        return self._library.precision

    def full_vocabulary(self) -> Vocabulary:
        return vocabulary_with_choices()

    def set_mood_preferences(self, preferences: MoodPreferences) -> Vocabulary:
        self._library.note_thread()
        self._library.moods = preferences
        return self.vocabulary()

    def set_find_speech(self, find_speech: bool) -> None:
        pass

    def set_bpm_range(self, bpm_range: tuple[float, float] | None) -> None:
        self._library.bpm_range = bpm_range

    def set_exclude_patterns(self, patterns: Sequence[str]) -> None:
        self._library.exclude_patterns = tuple(patterns)

    def precision_forecasts(self) -> list[PrecisionForecast]:
        self._library.note_thread()
        self._library.gate.wait()
        songs = {p: round((1 - p) * len(self._library.rows_by_id)) for p in PRECISIONS}
        return precision_forecasts(vocabulary_with_choices(), songs)

    def set_precision(self, precision: float) -> Vocabulary:
        self._library.note_thread()
        if self._library.precision_error:
            raise MoodtaggerError(self._library.precision_error)
        self._library.precision = precision
        limits = self.vocabulary().thresholds()
        for row in self._library.rows_by_id.values():
            sure = tuple(mood for mood, p in row.moods if p >= limits[mood])
            self._library.rows_by_id[row.track_id] = replace(row, proposed=sure)
        return self.vocabulary()


class FakeAnalysis:
    """Scans that find synthetic songs."""

    def __init__(self, library: FakeLibrary) -> None:
        self._library = library

    def spectrogram(
        self,
        path: str,
        excerpt: tuple[float, float | None] | None = None,
        *,
        cancel: threading.Event | None = None,
    ) -> np.ndarray:
        rng = np.random.default_rng(len(path))
        slope = np.linspace(-20, -70, 96)[None, :]
        beat = 8 * np.sin(np.arange(600) / 9)[:, None]
        return np.asarray(slope + beat + rng.normal(0, 5, (600, 96)), np.float32)

    def waveform(
        self,
        path: str,
        excerpt: tuple[float, float | None] | None = None,
        *,
        cancel: threading.Event | None = None,
    ) -> bytes:
        return b"" if "broken" in path else bytes(range(1, 101))

    def analyze_file(
        self, path: str, *, quick: bool = False, cancel: threading.Event | None = None
    ) -> AnalysisResult | None:
        if "broken" in path:
            return AnalysisResult(path, error="This file holds no sound that can be decoded.")
        rng = np.random.default_rng(5)
        row = analyzed_row(unanalyzed_row(0, rng), rng)
        return AnalysisResult(path, AudioInfo(201.0, 44100, 2, "MP3"), prediction(row))

    def scan(
        self,
        folders: Sequence[str | Path],
        *,
        exclude: Sequence[str] = (),
        keep_stale: bool = False,
        depth: ScanDepth = ScanDepth.COMPLETE,
        on_progress: Callable[[JobProgress], None] = lambda progress: None,
        on_rows: Callable[[list[SongRow]], None] = lambda rows: None,
        cancel: threading.Event | None = None,
        pause: threading.Event | None = None,
    ) -> ScanSummary:
        self._library.scanned += map(str, folders)
        rng = np.random.default_rng(2)
        summary = ScanSummary(found=self._library.files_per_scan)
        for folder in map(str, folders):
            single = folder.endswith((".mp3", ".flac"))
            if not single and folder not in self._library.folder_paths:
                self._library.folder_paths.append(folder)
            for i in range(1 if single else self._library.files_per_scan):
                self._library.gate.wait()
                self._wait_while_held(summary.analysed, pause, cancel)
                if cancel is not None and cancel.is_set():
                    summary.cancelled = True
                    return summary
                row = analyzed_row(
                    unanalyzed_row(len(self._library.rows_by_id) + 1, rng, folder), rng
                )
                if single:
                    row = replace(row, path=folder)
                if i % 10 == 9:
                    row = replace(row, state=TrackState.FAILED, message="It is damaged.")
                    summary.failed.append((row.path, "It is damaged."))
                self._library.rows_by_id[row.track_id] = row
                self._library.moods_in_files[row.path] = row.tags.moods
                summary.analysed += 1
                on_rows([row])
                on_progress(
                    JobProgress(
                        i + 1, self._library.files_per_scan, len(summary.failed), 3.4, 9.0, row.path
                    )
                )
        return summary

    def _wait_while_held(
        self, done: int, pause: threading.Event | None, cancel: threading.Event | None
    ) -> None:
        while (pause is not None and pause.is_set()) or done == self._library.file_limit:
            self._library.idle_polls += 1
            if cancel is not None and cancel.wait(0.01):
                break
