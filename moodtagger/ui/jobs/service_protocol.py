# ruff: noqa: D102 - the services document their methods
"""What the window asks of the services; every method may block and runs on a worker thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from moodtagger.core.mood_preferences import MoodChoice
from moodtagger.core.prediction import Heard
from moodtagger.core.similarity.query import Hit, Wish
from moodtagger.core.song_table import Shelf
from moodtagger.core.tag_map_layout import WordPlace
from moodtagger.core.tag_plan import FieldChange, TagPlan, WritePolicy
from moodtagger.core.tracks import Neighbour, Progress, SongRow
from moodtagger.core.vocabulary import Vocabulary

if TYPE_CHECKING:  # importing the services costs time that the first window should not wait for
    from moodtagger.core.bulk_accept import Waiting
    from moodtagger.services.library_service import SongDetail
    from moodtagger.services.reanalysis.job import RehearSummary
    from moodtagger.services.review.precision import Prospect
    from moodtagger.services.review.tag_conflicts import Differences
    from moodtagger.services.scan.scanner import ScanSummary
    from moodtagger.services.similarity.mood_search import WordAnswer
    from moodtagger.services.similarity.search import Alike
    from moodtagger.services.tagging.history import Part, UndoSummary
    from moodtagger.services.tagging.writing import Preview, WriteSummary
    from moodtagger.store import LibraryCopy

OnProgress = Callable[[Progress], None]
OnRows = Callable[[list[SongRow]], None]
OnStep = Callable[[int, int, str], None]  # done, total, path
MoodShares = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]  # track ids, probabilities


class Batch(Protocol):
    """One write as the history lists it; `created` is in UTC."""

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


class Entry(Protocol):
    """One file of a batch; `fields` says where each of its changes stands, if it was written."""

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


class Reading(Protocol):
    """What the views read."""

    busy_message: str
    notice: str
    recovered: Sequence[tuple[str, str]]

    @property
    def read_only(self) -> bool: ...
    @property
    def model(self) -> str: ...
    def count_older(self) -> int: ...
    @property
    def precision(self) -> float: ...
    def prospects(self) -> list[Prospect]: ...
    def vocabulary(self) -> Vocabulary: ...
    def all_moods(self) -> Vocabulary: ...
    def folders(self) -> list[str]: ...
    def rows(self, track_ids: Sequence[int] | None = None) -> list[SongRow]: ...
    def shelf(self) -> Shelf: ...
    def row_of(self, path: str) -> SongRow | None: ...
    def detail(self, track_id: int) -> SongDetail | None: ...
    def similar(self, track_id: int, n: int = 12) -> list[Neighbour]: ...
    def cover(self, path: str) -> bytes | None: ...
    def waiting(self) -> Waiting: ...
    def differences(self) -> Differences: ...
    def mood_shares(self, mood: str) -> MoodShares: ...
    def words(self) -> list[WordPlace]: ...
    def with_words(self, moods: Sequence[str], *, every: bool, likely: bool) -> WordAnswer: ...
    def alike(self, track_ids: Sequence[int], wish: Wish) -> Alike: ...
    def alike_to(self, heard: Heard, wish: Wish) -> Alike: ...
    def way(
        self, start: int, end: int, steps: int, wish: Wish
    ) -> list[tuple[SongRow, Hit | None]]: ...
    def history(self) -> Sequence[Batch]: ...
    def batch(self, batch_id: int) -> Sequence[Entry]: ...


class Listening(Protocol):
    """Jobs that decode."""

    def scan(
        self,
        folders: Sequence[str | Path],
        *,
        exclude: Sequence[str] = (),
        keep_older: bool = False,
        on_progress: OnProgress = ...,
        on_rows: OnRows = ...,
        cancel: Event | None = None,
        pause: Event | None = None,
    ) -> ScanSummary: ...
    def hear_anew(
        self,
        *,
        first: Callable[[], Iterable[int]] = ...,
        on_progress: OnProgress = ...,
        on_rows: OnRows = ...,
        cancel: Event | None = None,
        pause: Event | None = None,
    ) -> RehearSummary: ...
    def analyse_outside(
        self, path: str, *, quick: bool = False, cancel: Event | None = None
    ) -> Heard | None: ...
    def spectrogram(
        self, path: str, *, cancel: Event | None = None
    ) -> npt.NDArray[np.float32] | None: ...


class Writing(Protocol):
    """Jobs that change the library or the files."""

    def decide(self, decisions: Sequence[tuple[int, str, bool | None]]) -> list[SongRow]: ...
    def settle(
        self,
        words: Sequence[tuple[int, str, bool | None]],
        decisions: Sequence[tuple[int, str, bool | None]],
    ) -> list[SongRow]: ...
    def accept_confident(self, track_ids: Sequence[int]) -> list[SongRow]: ...
    def choose_precision(self, precision: float) -> Vocabulary: ...
    def choose_moods(self, moods: MoodChoice) -> Vocabulary: ...
    def leave_out(self, patterns: Sequence[str]) -> None: ...
    def use(self, *, jobs: int | None, separator: str, full_speed: bool = False) -> None: ...
    def correct(
        self, places: Sequence[tuple[int, tuple[float, float] | None]]
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
        parts: Sequence[Part] | None = None,
        *,
        dry_run: bool = False,
        on_step: OnStep = ...,
        cancel: Event | None = None,
    ) -> UndoSummary: ...
    def redo(
        self,
        batch_id: int,
        parts: Sequence[Part] | None = None,
        *,
        on_step: OnStep = ...,
        cancel: Event | None = None,
    ) -> UndoSummary: ...
    def count_play(self, track_id: int) -> None: ...
    def remove_folder(self, folder: str, *, forget: bool = False) -> None: ...
    def close(self) -> None: ...


class Service(Reading, Listening, Writing, Protocol):
    """The services behind the window. Errors a person meets are MoodtaggerError."""


Opener = Callable[[], Service]  # blocks: opens the library on a worker thread


class Rescue(Protocol):
    """The ways out when the library's file cannot be used."""

    def copies(self) -> Sequence[LibraryCopy]: ...
    def put_back(self, copy: Path) -> Path: ...
    def start_anew(self) -> Path: ...


Rescuer = Callable[[], Rescue]
