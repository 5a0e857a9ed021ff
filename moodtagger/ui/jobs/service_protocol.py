# ruff: noqa: D102 - the services document their methods
"""Protocols of the services behind the window, whose methods block: call them on worker threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from moodtagger.core.dj.rekordbox import RekordboxOptions
from moodtagger.core.messages import Message
from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.music_analysis import BeatEstimate
from moodtagger.core.playlists import Playlist
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.similarity.query import SimilarityQuery, SimilarityResult
from moodtagger.core.tag_map import MapLabel
from moodtagger.core.tag_plan import FieldChange, TagPlan, WritePolicy
from moodtagger.core.tag_reading import TagReading
from moodtagger.core.track_table import TrackTable
from moodtagger.core.tracks import JobProgress, SongRow
from moodtagger.core.vocabulary import Vocabulary

if TYPE_CHECKING:  # importing the services costs time that the first window should not wait for
    from moodtagger.core.review import PendingMoods
    from moodtagger.services.active_model import PrecisionForecast
    from moodtagger.services.playlists import ImportedPlaylist, PlaylistSongs
    from moodtagger.services.reanalysis_job import ReanalysisSummary
    from moodtagger.services.review_items import TagConflicts
    from moodtagger.services.scan.summary import ScanDepth, ScanSummary
    from moodtagger.services.similarity_search import SimilarSongs
    from moodtagger.services.tag_history import BatchPart, UndoSummary
    from moodtagger.services.tag_writing import Preview, WriteSummary
    from moodtagger.services.taste.service import TasteSummary
    from moodtagger.services.track_service import SongDetail
    from moodtagger.store import LibraryBackup

OnProgress = Callable[[JobProgress], None]
OnRows = Callable[[list[SongRow]], None]
OnStep = Callable[[int, int, str], None]  # done, total, path
# Track ids and probabilities.
MoodProbabilityArrays = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]


class HistoryBatch(Protocol):
    """A batch of writes in the history; `created` is in UTC."""

    @property
    def batch_id(self) -> int: ...
    @property
    def created(self) -> datetime: ...
    @property
    def description(self) -> str: ...
    @property
    def files(self) -> int: ...
    @property
    def restored(self) -> int: ...
    @property
    def failed(self) -> int: ...
    @property
    def undone(self) -> bool: ...


class HistoryEntry(Protocol):
    """A file of a batch; `fields` are the states of its changes, if it was written."""

    @property
    def entry_id(self) -> int: ...
    @property
    def fields(self) -> Sequence[str]: ...
    @property
    def path(self) -> str: ...
    @property
    def changes(self) -> Sequence[FieldChange]: ...
    @property
    def shown_changes(self) -> Sequence[FieldChange]: ...
    @property
    def state(self) -> str: ...
    @property
    def message(self) -> str: ...


class TrackOperations(Protocol):
    """Songs and folders of the library."""

    def rows(self, track_ids: Sequence[int] | None = None) -> list[SongRow]: ...
    def table(self) -> TrackTable: ...
    def find(self, path: str) -> SongRow | None: ...
    def detail(self, track_id: int) -> SongDetail | None: ...
    def cover(self, path: str) -> bytes | None: ...
    def mood_probabilities(self, mood: str) -> MoodProbabilityArrays: ...
    def beats(self, rows: Sequence[SongRow], suffix: str) -> dict[int, BeatEstimate]: ...
    def waveform(self, track_id: int) -> bytes: ...
    def save_waveform(self, track_id: int, points: bytes) -> None: ...
    def count_play(self, track_id: int) -> None: ...
    def folders(self) -> list[str]: ...
    def remove_folder(self, folder: str, *, forget: bool = False) -> None: ...


class PreferenceOperations(Protocol):
    """The moods, their precision and the excluded files that the user chose."""

    @property
    def precision(self) -> float: ...
    def vocabulary(self) -> Vocabulary: ...
    def full_vocabulary(self) -> Vocabulary: ...
    def precision_forecasts(self) -> list[PrecisionForecast]: ...
    def set_precision(self, precision: float) -> Vocabulary: ...
    def set_mood_preferences(self, preferences: MoodPreferences) -> Vocabulary: ...
    def set_find_speech(self, find_speech: bool) -> None: ...
    def set_bpm_range(self, bpm_range: tuple[float, float] | None) -> None: ...
    def set_exclude_patterns(self, patterns: Sequence[str]) -> None: ...


class AnalysisOperations(Protocol):
    """Jobs that decode audio."""

    def scan(
        self,
        folders: Sequence[str | Path],
        *,
        exclude: Sequence[str] = (),
        keep_stale: bool = False,
        depth: ScanDepth = ...,
        on_progress: OnProgress = ...,
        on_rows: OnRows = ...,
        cancel: Event | None = None,
        pause: Event | None = None,
    ) -> ScanSummary: ...
    def analyze_file(
        self, path: str, *, quick: bool = False, cancel: Event | None = None
    ) -> AnalysisResult | None: ...
    def spectrogram(
        self,
        path: str,
        excerpt: tuple[float, float | None] | None = None,
        *,
        cancel: Event | None = None,
    ) -> npt.NDArray[np.float32] | None: ...
    def waveform(
        self,
        path: str,
        excerpt: tuple[float, float | None] | None = None,
        *,
        cancel: Event | None = None,
    ) -> bytes: ...


class ReanalysisOperations(Protocol):
    """Songs whose analysis is by another model."""

    def count_stale(self) -> int: ...
    def mark_stale(self, track_ids: Sequence[int]) -> None: ...
    def count_quick(self) -> int: ...
    def run(
        self,
        *,
        priority_ids: Callable[[], Iterable[int]] = ...,
        on_progress: OnProgress = ...,
        on_rows: OnRows = ...,
        cancel: Event | None = None,
        pause: Event | None = None,
    ) -> ReanalysisSummary: ...


class PlaylistOperations(Protocol):
    """Playlists and smart playlists."""

    def contents(self) -> list[PlaylistSongs]: ...
    def save(self, playlist: Playlist) -> Playlist: ...
    def remove(self, playlist: Playlist) -> None: ...
    def import_file(self, path: Path, cancel: Event | None = None) -> ImportedPlaylist: ...
    def export(
        self,
        playlist: Playlist,
        path: Path,
        options: RekordboxOptions = ...,
        *,
        absolute: bool = False,
    ) -> list[Message]: ...


class SimilarityOperations(Protocol):
    """Similar songs, and playlists from one song to another."""

    def nearest(self, track_id: int, n: int = 12) -> SimilarSongs: ...
    def find_similar(self, track_ids: Sequence[int], query: SimilarityQuery) -> SimilarSongs: ...
    def find_similar_to_file(
        self, analysis: AnalysisResult, query: SimilarityQuery
    ) -> SimilarSongs: ...
    def interpolate_playlist(
        self, start: int, end: int, steps: int, query: SimilarityQuery
    ) -> list[tuple[SongRow, SimilarityResult | None]]: ...


class RecordingOperations(Protocol):
    """Songs that are copies of one recording."""

    def groups(self) -> list[list[int]]: ...
    def copies(self, track_ids: Sequence[int]) -> dict[int, list[int]]: ...
    def songs_of(self, analysis: AnalysisResult) -> list[int]: ...


class MoodSearchOperations(Protocol):
    """The mood map."""

    def map_labels(self) -> list[MapLabel]: ...


class ReviewOperations(Protocol):
    """Decisions, corrections and the tag check."""

    def decide(self, decisions: Sequence[tuple[int, str, bool | None]]) -> list[SongRow]: ...
    def accept_confident(self, track_ids: Sequence[int]) -> list[SongRow]: ...
    def correct(
        self, positions: Sequence[tuple[int, tuple[float, float] | None]]
    ) -> list[SongRow]: ...
    def correct_tempo(self, tempos: Sequence[tuple[int, float | None]]) -> list[SongRow]: ...
    def pending_moods(self) -> PendingMoods: ...
    def tag_conflicts(self) -> TagConflicts: ...
    def resolve_tag_conflicts(
        self,
        answers: Sequence[tuple[int, str, bool | None]],
        decisions: Sequence[tuple[int, str, bool | None]],
    ) -> list[SongRow]: ...


class TasteOperations(Protocol):
    """Learning from decisions; `revision` counts how often answers of songs changed."""

    @property
    def revision(self) -> int: ...
    @property
    def profile(self) -> str: ...
    def set_enabled(self, enabled: bool) -> None: ...
    def summary(self) -> TasteSummary: ...
    def profiles(self) -> list[str]: ...
    def use_profile(self, name: str) -> None: ...
    def add_profile(self, name: str) -> None: ...
    def export_file(self, path: Path) -> int: ...
    def import_file(self, path: Path) -> int: ...


class TaggingOperations(Protocol):
    """Jobs that write tags into files."""

    def preview(
        self,
        rows: Sequence[SongRow],
        policy: WritePolicy,
        *,
        on_step: OnStep = ...,
        cancel: Event | None = None,
    ) -> Preview: ...
    def write(
        self,
        plans: Sequence[TagPlan],
        policy: WritePolicy,
        *,
        on_step: OnStep = ...,
        cancel: Event | None = None,
    ) -> WriteSummary: ...


class HistoryOperations(Protocol):
    """Written batches of tags, and their undo and redo."""

    def batches(self) -> Sequence[HistoryBatch]: ...
    def entries(self, batch_id: int) -> Sequence[HistoryEntry]: ...
    def undo(
        self,
        batch_id: int,
        parts: Sequence[BatchPart] | None = None,
        *,
        keep_mtime: bool,
        dry_run: bool = False,
        on_step: OnStep = ...,
        cancel: Event | None = None,
    ) -> UndoSummary: ...
    def redo(
        self,
        batch_id: int,
        parts: Sequence[BatchPart] | None = None,
        *,
        keep_mtime: bool,
        on_step: OnStep = ...,
        cancel: Event | None = None,
    ) -> UndoSummary: ...


class Service(Protocol):
    """The open library behind the window; errors meant for the user are MoodtaggerError."""

    busy_message: str
    notice: str
    recovered: Sequence[tuple[str, str]]

    @property
    def read_only(self) -> bool: ...
    @property
    def model(self) -> str: ...
    @property
    def tracks(self) -> TrackOperations: ...
    @property
    def preferences(self) -> PreferenceOperations: ...
    @property
    def analysis(self) -> AnalysisOperations: ...
    @property
    def reanalysis(self) -> ReanalysisOperations: ...
    @property
    def playlists(self) -> PlaylistOperations: ...
    @property
    def similarity(self) -> SimilarityOperations: ...
    @property
    def recordings(self) -> RecordingOperations: ...
    @property
    def mood_search(self) -> MoodSearchOperations: ...
    @property
    def review(self) -> ReviewOperations: ...
    @property
    def taste(self) -> TasteOperations: ...
    @property
    def tagging(self) -> TaggingOperations: ...
    @property
    def history(self) -> HistoryOperations: ...
    def apply_settings(
        self, *, jobs: int | None, reading: TagReading, full_speed: bool = False
    ) -> None: ...
    def close(self) -> None: ...


ServiceFactory = Callable[[], Service]  # blocks: opens the library on a worker thread


class RestoreService(Protocol):
    """Recovery from a library file that cannot be used."""

    def backups(self) -> Sequence[LibraryBackup]: ...
    def restore(self, backup: Path) -> Path: ...
    def create_empty(self) -> Path: ...


RestoreServiceFactory = Callable[[], RestoreService]
