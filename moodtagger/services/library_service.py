"""The open library with its network: what the window and the command line work on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock

import numpy as np
import numpy.typing as npt

from moodtagger.core.bulk_accept import Waiting
from moodtagger.core.errors import LibraryBusyError, LibraryError, LibraryPlaceError
from moodtagger.core.mood_preferences import MoodChoice
from moodtagger.core.prediction import AudioInfo, Heard, Prediction
from moodtagger.core.similarity.nearest import SimilarityIndex
from moodtagger.core.similarity.query import Hit, Wish
from moodtagger.core.tag_map import TagMap
from moodtagger.core.tag_map_layout import WordPlace, word_places
from moodtagger.core.tag_plan import TagPlan, WritePolicy
from moodtagger.core.tracks import Neighbour, Progress, SongRow
from moodtagger.core.vocabulary import USUAL_PRECISION
from moodtagger.paths import default_model_dir
from moodtagger.services.analyse_files import analyse, spectrogram
from moodtagger.services.library_preferences import Wanted
from moodtagger.services.models.active import model_info
from moodtagger.services.reanalysis.service import Anew
from moodtagger.services.review.pending_moods import waiting_moods
from moodtagger.services.review.precision import all_thresholds
from moodtagger.services.review.tag_conflicts import Differences, find_differences, replaced_words
from moodtagger.services.scan.discovery import real_path
from moodtagger.services.scan.scanner import ScanJob, ScanSummary
from moodtagger.services.similarity.model_selection import Compared
from moodtagger.services.similarity.mood_search import WordAnswer, WordSearch
from moodtagger.services.similarity.search import Alike, AlikeSearch
from moodtagger.services.tagging import writing as tagging
from moodtagger.services.tagging.history_service import HistoryPart
from moodtagger.services.tagging.recovery import recover
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.priority import Pace
from moodtagger.services.workers.priority_gate import Turns
from moodtagger.store import Library, open_library
from moodtagger.tags import read_cover

TAG_MAP = "tag_map.json"  # in a network's folder


@dataclass(frozen=True, slots=True)
class SongDetail:
    """All that the inspector shows of a song; `prediction` and `info` None before it was heard."""

    row: SongRow
    prediction: Prediction | None
    info: AudioInfo | None


class LibraryService(Wanted, HistoryPart, Anew):
    """The library and the jobs on it. Every method may block: call them on worker threads.

    Reads may run beside a write; the writing methods must be called one at a time.
    """

    def __init__(
        self,
        path: Path,
        model_folder: Path,
        *,
        wait_for_writer: bool = False,
        jobs: int | Pace | None = None,
        separator: str = "",
        notice: str = "",
        precision: float = USUAL_PRECISION,
        moods: MoodChoice | None = None,
        exclude: Sequence[str] = (),
    ) -> None:
        """Open the library at `path`; read-only when another program writes to it or its place
        cannot be written.

        With `wait_for_writer` LibraryError is raised instead of opening read-only. `notice`
        is for whoever shows the library: why another network listens than the chosen one.
        `precision` is how often confident moods are to be right, `moods` which of them are wanted,
        `exclude` patterns of the songs that are not shown, `jobs` how many processes listen.
        """
        self._model = model_info(model_folder)
        self.busy_message = ""
        self.notice = notice
        self._separator = separator
        self._patterns = tuple(exclude)
        self._library = self._open(path, must_write=wait_for_writer)
        self._library.precision = precision
        self._library.choice = moods or MoodChoice()
        self._library.in_use = (self._model.name, self._model.vocabulary)
        self._pool = AnalysisPool(model_folder, jobs)
        self._extra_pool = AnalysisPool(model_folder, Pace(1, gentle=False))  # someone waits for it
        self._turns = Turns()
        self._indices: dict[str, SimilarityIndex] = {}
        self._index_lock = Lock()
        self._alikes = AlikeSearch(self._library, self._similarity)
        self._words = WordSearch(self._library)
        self._compared = Compared(self._library, self.model)
        self.recovered: Sequence[tuple[str, str]] = (
            [] if self.read_only else recover(self._library, separator)
        )

    def _open(self, path: Path, *, must_write: bool) -> Library:
        try:
            library = open_library(path)
        except (LibraryBusyError, LibraryPlaceError) as error:
            if must_write:
                raise
            return self._open_to_look(path, error)
        try:
            library.keep_thresholds(self.model, all_thresholds(self._model.vocabulary))
        except LibraryPlaceError as error:  # a disk that is full
            library.close()
            if must_write:
                raise
            return self._open_to_look(path, error)
        except BaseException:
            library.close()
            raise
        return library

    def _open_to_look(self, path: Path, why: LibraryError) -> Library:
        """For reading only; where even that fails, the first reason is told."""
        try:
            library = open_library(path, read_only=True)
        except LibraryError:
            raise why from None
        self.busy_message = why.sentence
        return library

    def close(self) -> None:
        """Stop the analysis processes and close the database."""
        self._pool.close()
        self._extra_pool.close()
        self._library.close()

    # -- reading ----------------------------------------------------------------------------

    @property
    def read_only(self) -> bool:
        """Whether another program holds the library, so that nothing can be changed here."""
        return self._library.read_only

    def row_of(self, path: str) -> SongRow | None:
        """The song of that path, or of the file behind its links, when the library has it."""
        track_id = self._library.track_id_of(path) or self._library.track_id_of(real_path(path))
        return None if track_id is None else self.rows([track_id])[0]

    def detail(self, track_id: int) -> SongDetail | None:
        """What is known of one song; None when the library no longer has it."""
        rows = self.rows([track_id])
        if not rows:
            return None
        return SongDetail(
            rows[0], self._library.prediction(track_id, self.model), self._library.info(track_id)
        )

    def similar(self, track_id: int, n: int = 12) -> list[Neighbour]:
        """The `n` songs that feel most like this one, nearest first."""
        model = self._compared.network_for([track_id])
        prediction = self._library.prediction(track_id, model)
        if prediction is None:
            return []
        index = self._similarity(prediction.model)
        return index.nearest(prediction.embedding, n, leave_out=track_id)

    def similar_to(self, prediction: Prediction, n: int = 12) -> list[Neighbour]:
        """The library's songs nearest to a song outside it."""
        return self._similarity(prediction.model).nearest(prediction.embedding, n)

    def cover(self, path: str) -> bytes | None:
        """The song's encoded front cover; None when there is none. TagError for a damaged file."""
        return read_cover(path)

    def mood_shares(self, mood: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Track ids and their probability of one mood, both (n,), of all songs that were heard."""
        return self._library.mood_shares(mood, self.model)

    def alike(self, track_ids: Sequence[int], wish: Wish) -> Alike:
        """The songs most like the middle of these; MoodtaggerError when none was heard."""
        model = self._heard_by(track_ids)
        return self._told(self._alikes.like_songs(track_ids, wish, model, self._moods()), model)

    def alike_to(self, heard: Heard, wish: Wish) -> Alike:
        """The library's songs most like a file outside it."""
        model = self.model if heard.prediction is None else heard.prediction.model
        return self._told(self._alikes.like_heard(heard, wish, self._moods()), model)

    def way(self, start: int, end: int, steps: int, wish: Wish) -> list[tuple[SongRow, Hit | None]]:
        """`steps` songs that lead from one to another, each with how it is like the one before."""
        model = self._heard_by([start, end])
        return self._alikes.way(start, end, steps, wish, model, self._moods())

    def words(self) -> list[WordPlace]:
        """The map of words for the moods that are shown; of the bundled network if need be."""
        folder = self._model.folder
        if not (folder / TAG_MAP).exists():
            folder = default_model_dir()
        return word_places(TagMap.from_json(folder / TAG_MAP), self.vocabulary())

    def with_words(self, moods: Sequence[str], *, every: bool, likely: bool) -> WordAnswer:
        """Songs with `every` one of the moods or any of them, and counts; see `WordSearch`."""
        return self._words.find(moods, self.vocabulary(), self.model, every=every, likely=likely)

    def _moods(self) -> tuple[str, ...]:
        return tuple(mood.label for mood in self.vocabulary() if mood.core)

    def _heard_by(self, track_ids: Sequence[int]) -> str:
        """The network in use, or after an update the older one; see `Compared`."""
        model = self._compared.network_for(track_ids)
        known = self._alikes.knows(track_ids, model, self._moods())
        if not known and self._library.networks_of(track_ids).get(model):
            self._forget_heard()  # it was heard a moment ago
        return model

    def _told(self, found: Alike, model: str) -> Alike:
        """The answer with whose it is, where that is not plain."""
        unheard = self._compared.unheard_by(model)
        return replace(found, older="" if model == self.model else model, unheard=unheard)

    def _similarity(self, model: str) -> SimilarityIndex:
        """The songs that this network has heard: vectors of two networks cannot be compared."""
        with self._index_lock:
            if model not in self._indices:
                self._indices[model] = SimilarityIndex(*self._library.embeddings(model))
            return self._indices[model]

    # -- listening --------------------------------------------------------------------------

    def scan(
        self,
        folders: Sequence[str | Path],
        *,
        exclude: Sequence[str] = (),
        keep_older: bool = False,
        on_progress: Callable[[Progress], None] = lambda progress: None,
        on_rows: Callable[[list[SongRow]], None] = lambda rows: None,
        cancel: Event | None = None,
        pause: Event | None = None,
    ) -> ScanSummary:
        """Scan folders into the library; see ScanJob."""
        job = ScanJob(
            self._library,
            self._pool,
            self.model,
            folders,
            exclude=exclude,
            separator=self._separator,
            keep_older=keep_older,
            on_progress=on_progress,
            on_rows=on_rows,
            cancel=cancel,
            pause=pause,
        )
        try:
            with self._turns.first():
                return job.run()
        finally:
            self._forget_heard()

    def analyse_outside(
        self, path: str, *, quick: bool = False, cancel: Event | None = None
    ) -> Heard | None:
        """Listen to one file without adding it to the library; None when cancelled."""
        heard: list[Heard] = []
        analyse(
            self._extra_pool, [path], heard.append, self.vocabulary(), quick=quick, cancel=cancel
        )
        return heard[0] if heard else None

    def spectrogram(
        self, path: str, *, cancel: Event | None = None
    ) -> npt.NDArray[np.float32] | None:
        """A picture of the song's log-mel, (frames, 96) in dB; None when it cannot be made."""
        return spectrogram(self._extra_pool, path, cancel=cancel)

    # -- deciding and writing ----------------------------------------------------------------

    def decide(self, decisions: Sequence[tuple[int, str, bool | None]]) -> list[SongRow]:
        """Accept (True), reject (False) or reopen (None) moods: (track_id, mood, decision)."""
        self._library.decide_many(list(decisions))
        return self.rows(sorted({track_id for track_id, _, _ in decisions}))

    def accept_confident(self, track_ids: Sequence[int]) -> list[SongRow]:
        """Accept every proposed mood that is not decided yet."""
        return self.decide(
            [
                (row.track_id, mood, True)
                for row in self.rows(track_ids)
                for mood in row.proposed
                if mood not in row.rejected and mood not in row.accepted
            ]
        )

    def correct(self, places: Sequence[tuple[int, tuple[float, float] | None]]) -> list[SongRow]:
        """Put songs where the person hears them (valence, arousal), or take that back (None)."""
        self._library.correct(places)
        self._alikes.forget()
        return self.rows(sorted({track_id for track_id, _ in places}))

    def waiting(self) -> Waiting:
        """The proposed moods of all songs that wait for a decision."""
        return waiting_moods(self._library, self.rows(), self.vocabulary(), self.model)

    def differences(self) -> Differences:
        """The songs whose own mood words and the network's answer lie farthest apart."""
        names = self._library.choice.names
        return find_differences(self._library, self.rows(), self.vocabulary(), names, self.model)

    def settle(
        self,
        words: Sequence[tuple[int, str, bool | None]],
        decisions: Sequence[tuple[int, str, bool | None]],
    ) -> list[SongRow]:
        """Keep a file's own word (True), have it replaced (False) or forget that (None); decide.

        What is given as (track_id, word, kept) is not asked about again; see `decide`.
        """
        self._library.choose_words(words)
        self._library.decide_many(decisions)
        return self.rows(sorted({track_id for track_id, _, _ in [*words, *decisions]}))

    def preview(
        self,
        track_ids: Sequence[int],
        policy: WritePolicy,
        *,
        on_step: tagging.Step = lambda done, total, path: None,
        cancel: Event | None = None,
    ) -> tagging.Preview:
        """The exact frames that writing what was accepted or corrected would change."""
        numbers = policy.dimensions or policy.energy
        rows = [r for r in self.rows(track_ids) if r.accepted or (numbers and r.correction)]
        names = self._library.choice.names
        gone = replaced_words(self._library, rows)
        wanted = [
            (r.path, replace(tagging.wanted_tags(r, names=names), instead_of=gone[r.track_id]))
            for r in rows
        ]
        return tagging.preview(wanted, policy, on_step=on_step, cancel=cancel)

    def write(
        self,
        plans: Sequence[TagPlan],
        policy: WritePolicy,
        *,
        on_step: tagging.Step = lambda done, total, path: None,
        cancel: Event | None = None,
    ) -> tagging.WriteSummary:
        """Carry out plans as one batch of the history."""
        self._separator = policy.separator
        recover(self._library, self._separator)  # what could not be settled before
        return tagging.write(self._library, plans, policy, on_step=on_step, cancel=cancel)

    def remove_folder(self, folder: str, *, forget: bool = False) -> None:
        """Take a folder out of the library; its songs and results go only with `forget`."""
        self._library.remove_folder(folder, forget=forget)
        self._alikes.forget()
        self._words.forget()
        self._compared.forget()
