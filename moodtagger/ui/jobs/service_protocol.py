# ruff: noqa: D102 - the services document their methods
"""Protocols of the services behind the window; methods may block and run on workers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.similarity.query import SimilarityQuery, SimilarityResult
from moodtagger.core.tag_map import MapLabel
from moodtagger.core.tag_plan import FieldChange, TagPlan, WritePolicy
from moodtagger.core.track_table import TrackTable
from moodtagger.core.tracks import JobProgress, Neighbor, SongRow
from moodtagger.core.vocabulary import Vocabulary

if TYPE_CHECKING:  # importing the services would delay the first window
    from moodtagger.core.review import PendingMoods
    from moodtagger.services.active_model import PrecisionForecast
    from moodtagger.services.library_service import SongDetail
    from moodtagger.services.mood_search import MoodSearchResult
    from moodtagger.services.reanalysis_job import ReanalysisSummary
    from moodtagger.services.review_items import TagConflicts
    from moodtagger.services.scan.scanner import ScanSummary
    from moodtagger.services.similarity_search import SimilarSongs
    from moodtagger.services.tag_history import BatchPart, UndoSummary
    from moodtagger.services.tag_writing import Preview, WriteSummary
    from moodtagger.store import LibraryBackup

OnProgress = Callable[[JobProgress], None]
OnRows = Callable[[list[SongRow]], None]
OnStep = Callable[[int, int, str], None]  # done, total, path
MoodProbabilityArrays = tuple[
    npt.NDArray[np.int64], npt.NDArray[np.float32]
]  # track ids, probabilities


class HistoryBatch(Protocol):
    """One batch of writes in the history; `created` is in UTC."""

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
    """One file of a batch; `fields` holds the state of each of its changes, if written."""

    @property
    def entry_id(self) -> int: ...
    @property
    def fields(self) -> Sequence[str]: ...
    @property
    def path(self) -> str: ...
    @property
    def changes(self) -> Sequence[FieldChange]: ...
    @property
    def state(self) -> str: ...
    @property
    def message(self) -> str: ...


class LibraryReader(Protocol):
    """Methods that read the library."""

    busy_message: str
    notice: str
    recovered: Sequence[tuple[str, str]]

    @property
    def read_only(self) -> bool: ...
    @property
    def model(self) -> str: ...
    def count_stale(self) -> int: ...
    @property
    def precision(self) -> float: ...
    def precision_forecasts(self) -> list[PrecisionForecast]: ...
    def vocabulary(self) -> Vocabulary: ...
    def full_vocabulary(self) -> Vocabulary: ...
    def folders(self) -> list[str]: ...
    def rows(self, track_ids: Sequence[int] | None = None) -> list[SongRow]: ...
    def track_table(self) -> TrackTable: ...
    def row_of(self, path: str) -> SongRow | None: ...
    def detail(self, track_id: int) -> SongDetail | None: ...
    def nearest_songs(self, track_id: int, n: int = 12) -> list[Neighbor]: ...
    def cover(self, path: str) -> bytes | None: ...
    def pending_moods(self) -> PendingMoods: ...
    def tag_conflicts(self) -> TagConflicts: ...
    def mood_probabilities(self, mood: str) -> MoodProbabilityArrays: ...
    def mood_map_labels(self) -> list[MapLabel]: ...
    def find_by_moods(
        self, moods: Sequence[str], *, match_all: bool, include_likely: bool
    ) -> MoodSearchResult: ...
    def find_similar(self, track_ids: Sequence[int], query: SimilarityQuery) -> SimilarSongs: ...
    def find_similar_to_file(
        self, analysis: AnalysisResult, query: SimilarityQuery
    ) -> SimilarSongs: ...
    def interpolate_playlist(
        self, start: int, end: int, steps: int, query: SimilarityQuery
    ) -> list[tuple[SongRow, SimilarityResult | None]]: ...
    def batches(self) -> Sequence[HistoryBatch]: ...
    def batch_entries(self, batch_id: int) -> Sequence[HistoryEntry]: ...


class AudioAnalyzer(Protocol):
    """Methods that decode audio."""

    def scan(
        self,
        folders: Sequence[str | Path],
        *,
        exclude: Sequence[str] = (),
        keep_stale: bool = False,
        on_progress: OnProgress = ...,
        on_rows: OnRows = ...,
        cancel: Event | None = None,
        pause: Event | None = None,
    ) -> ScanSummary: ...
    def reanalyze(
        self,
        *,
        priority_ids: Callable[[], Iterable[int]] = ...,
        on_progress: OnProgress = ...,
        on_rows: OnRows = ...,
        cancel: Event | None = None,
        pause: Event | None = None,
    ) -> ReanalysisSummary: ...
    def analyze_external_file(
        self, path: str, *, quick: bool = False, cancel: Event | None = None
    ) -> AnalysisResult | None: ...
    def spectrogram(
        self, path: str, *, cancel: Event | None = None
    ) -> npt.NDArray[np.float32] | None: ...


class LibraryWriter(Protocol):
    """Methods that change the library or the files."""

    def decide(self, decisions: Sequence[tuple[int, str, bool | None]]) -> list[SongRow]: ...
    def resolve_tag_conflicts(
        self,
        answers: Sequence[tuple[int, str, bool | None]],
        decisions: Sequence[tuple[int, str, bool | None]],
    ) -> list[SongRow]: ...
    def accept_confident(self, track_ids: Sequence[int]) -> list[SongRow]: ...
    def set_precision(self, precision: float) -> Vocabulary: ...
    def set_mood_preferences(self, preferences: MoodPreferences) -> Vocabulary: ...
    def set_exclude_patterns(self, patterns: Sequence[str]) -> None: ...
    def apply_settings(
        self, *, jobs: int | None, separator: str, full_speed: bool = False
    ) -> None: ...
    def correct(
        self, positions: Sequence[tuple[int, tuple[float, float] | None]]
    ) -> list[SongRow]: ...
    def preview(
        self,
        track_ids: Sequence[int],
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
    def undo(
        self,
        batch_id: int,
        parts: Sequence[BatchPart] | None = None,
        *,
        dry_run: bool = False,
        on_step: OnStep = ...,
        cancel: Event | None = None,
    ) -> UndoSummary: ...
    def redo(
        self,
        batch_id: int,
        parts: Sequence[BatchPart] | None = None,
        *,
        on_step: OnStep = ...,
        cancel: Event | None = None,
    ) -> UndoSummary: ...
    def count_play(self, track_id: int) -> None: ...
    def remove_folder(self, folder: str, *, forget: bool = False) -> None: ...
    def close(self) -> None: ...


class Service(LibraryReader, AudioAnalyzer, LibraryWriter, Protocol):
    """The services behind the window; errors for the user are MoodtaggerError."""


ServiceFactory = Callable[[], Service]  # blocks: opens the library on a worker thread


class RestoreService(Protocol):
    """Recovery from a library file that cannot be used."""

    def backups(self) -> Sequence[LibraryBackup]: ...
    def restore(self, backup: Path) -> Path: ...
    def create_empty(self) -> Path: ...


RestoreServiceFactory = Callable[[], RestoreService]
