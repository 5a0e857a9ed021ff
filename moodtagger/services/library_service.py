"""The open library with its network: what the window and the command line work on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock

import numpy as np
import numpy.typing as npt

from moodtagger.core.errors import LibraryBusyError, LibraryError, LibraryLocationError
from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.prediction import AnalysisResult, AudioInfo, Prediction
from moodtagger.core.review import PendingMoods
from moodtagger.core.similarity.candidates import EmbeddingIndex
from moodtagger.core.similarity.query import SimilarityQuery, SimilarityResult
from moodtagger.core.tag_map import MapLabel, TagMap, map_labels
from moodtagger.core.tag_plan import TagPlan, WritePolicy
from moodtagger.core.tracks import JobProgress, Neighbor, SongRow
from moodtagger.core.vocabulary import DEFAULT_PRECISION
from moodtagger.paths import default_model_dir
from moodtagger.services import tag_writing
from moodtagger.services.active_model import all_thresholds, model_info
from moodtagger.services.analyze_files import analyze_files, spectrogram
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.services.mood_search import MoodSearch, MoodSearchResult
from moodtagger.services.reanalysis_service import Reanalysis
from moodtagger.services.review_items import (
    TagConflicts,
    find_tag_conflicts,
    pending_moods,
    words_to_replace,
)
from moodtagger.services.scan.discovery import real_path
from moodtagger.services.scan.scanner import ScanJob, ScanSummary
from moodtagger.services.similarity_search import (
    EmbeddingModelSelector,
    SimilaritySearch,
    SimilarSongs,
)
from moodtagger.services.tag_history import HistoryService
from moodtagger.services.tag_writing import recover
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.priority import PriorityGate, WorkerLimits
from moodtagger.store import Library, open_library
from moodtagger.tags import read_cover

TAG_MAP_FILE = "tag_map.json"  # in a network's folder


@dataclass(frozen=True, slots=True)
class SongDetail:
    """All that the inspector shows of a song; `prediction` and `info` None before it was heard."""

    row: SongRow
    prediction: Prediction | None
    info: AudioInfo | None


class LibraryService(LibraryPreferences, HistoryService, Reanalysis):
    """The library and the jobs on it. Every method may block: call them on worker threads.

    Reads may run beside a write; the writing methods must be called one at a time.
    """

    def __init__(
        self,
        path: Path,
        model_folder: Path,
        *,
        require_writer: bool = False,
        jobs: int | WorkerLimits | None = None,
        separator: str = "",
        notice: str = "",
        precision: float = DEFAULT_PRECISION,
        mood_preferences: MoodPreferences | None = None,
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
        self._exclude_patterns = tuple(exclude)
        self._library = self._open(path, require_writer=require_writer)
        self._library.thresholds.precision = precision
        self._library.thresholds.mood_preferences = mood_preferences or MoodPreferences()
        self._library.thresholds.active_model = (self._model.name, self._model.vocabulary)
        self._pool = AnalysisPool(model_folder, jobs)
        self._interactive_pool = AnalysisPool(
            model_folder, WorkerLimits(1, low_priority=False)
        )  # someone waits for it
        self._priority_gate = PriorityGate()
        self._embedding_indexes: dict[str, EmbeddingIndex] = {}
        self._index_lock = Lock()
        self._similarity_search = SimilaritySearch(self._library, self._embedding_index_for)
        self._mood_search = MoodSearch(self._library)
        self._model_selector = EmbeddingModelSelector(self._library, self.model)
        self.recovered: Sequence[tuple[str, str]] = (
            [] if self.read_only else recover(self._library, separator)
        )

    def _open(self, path: Path, *, require_writer: bool) -> Library:
        try:
            library = open_library(path)
        except (LibraryBusyError, LibraryLocationError) as error:
            if require_writer:
                raise
            return self._open_read_only(path, error)
        try:
            library.thresholds.save(self.model, all_thresholds(self._model.vocabulary))
        except LibraryLocationError as error:  # a disk that is full
            library.close()
            if require_writer:
                raise
            return self._open_read_only(path, error)
        except BaseException:
            library.close()
            raise
        return library

    def _open_read_only(self, path: Path, reason: LibraryError) -> Library:
        """For reading only; where even that fails, the first reason is told."""
        try:
            library = open_library(path, read_only=True)
        except LibraryError:
            raise reason from None
        self.busy_message = reason.full_message
        return library

    def close(self) -> None:
        """Stop the analysis processes and close the database."""
        self._pool.close()
        self._interactive_pool.close()
        self._library.close()

    # -- reading ----------------------------------------------------------------------------

    @property
    def read_only(self) -> bool:
        """Whether another program holds the library, so that nothing can be changed here."""
        return self._library.read_only

    def row_of(self, path: str) -> SongRow | None:
        """The song of that path, or of the file behind its links, when the library has it."""
        track_id = self._library.tracks.id_of(path) or self._library.tracks.id_of(real_path(path))
        return None if track_id is None else self.rows([track_id])[0]

    def detail(self, track_id: int) -> SongDetail | None:
        """What is known of one song; None when the library no longer has it."""
        rows = self.rows([track_id])
        if not rows:
            return None
        return SongDetail(
            rows[0],
            self._library.analyses.prediction(track_id, self.model),
            self._library.analyses.audio_info(track_id),
        )

    def nearest_songs(self, track_id: int, n: int = 12) -> list[Neighbor]:
        """The `n` songs that feel most like this one, nearest first."""
        model = self._model_selector.model_for([track_id])
        prediction = self._library.analyses.prediction(track_id, model)
        if prediction is None:
            return []
        index = self._embedding_index_for(prediction.model)
        return index.nearest(prediction.embedding, n, exclude_id=track_id)

    def nearest_to(self, prediction: Prediction, n: int = 12) -> list[Neighbor]:
        """The library's songs nearest to a song outside it."""
        return self._embedding_index_for(prediction.model).nearest(prediction.embedding, n)

    def cover(self, path: str) -> bytes | None:
        """The song's encoded front cover; None when there is none. TagError for a damaged file."""
        return read_cover(path)

    def mood_probabilities(
        self, mood: str
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Track ids and their probability of one mood, both (n,), of all songs that were heard."""
        return self._library.moods.probabilities(mood, self.model)

    def find_similar(self, track_ids: Sequence[int], query: SimilarityQuery) -> SimilarSongs:
        """The songs most like the middle of these; MoodtaggerError when none was heard."""
        model = self._comparison_model(track_ids)
        return self._annotate_model(
            self._similarity_search.similar_to_songs(track_ids, query, model, self._core_moods()),
            model,
        )

    def find_similar_to_file(
        self, analysis: AnalysisResult, query: SimilarityQuery
    ) -> SimilarSongs:
        """The library's songs most like a file outside it."""
        model = self.model if analysis.prediction is None else analysis.prediction.model
        return self._annotate_model(
            self._similarity_search.similar_to_analysis(analysis, query, self._core_moods()), model
        )

    def interpolate_playlist(
        self, start: int, end: int, steps: int, query: SimilarityQuery
    ) -> list[tuple[SongRow, SimilarityResult | None]]:
        """`steps` songs that lead from one to another, each with how it is like the one before."""
        model = self._comparison_model([start, end])
        return self._similarity_search.interpolate_playlist(
            start, end, steps, query, model, self._core_moods()
        )

    def mood_map_labels(self) -> list[MapLabel]:
        """The map of words for the moods that are shown; of the bundled network if need be."""
        folder = self._model.folder
        if not (folder / TAG_MAP_FILE).exists():
            folder = default_model_dir()
        return map_labels(TagMap.from_json(folder / TAG_MAP_FILE), self.vocabulary())

    def find_by_moods(
        self, moods: Sequence[str], *, match_all: bool, include_likely: bool
    ) -> MoodSearchResult:
        """Songs with `every` one of the moods or any of them, and counts; see `WordSearch`."""
        return self._mood_search.search(
            moods, self.vocabulary(), self.model, match_all=match_all, include_likely=include_likely
        )

    def _core_moods(self) -> tuple[str, ...]:
        return tuple(mood.label for mood in self.vocabulary() if mood.core)

    def _comparison_model(self, track_ids: Sequence[int]) -> str:
        """The network in use, or after an update the older one; see `Compared`."""
        model = self._model_selector.model_for(track_ids)
        known = self._similarity_search.contains_any(track_ids, model, self._core_moods())
        if not known and self._library.analyses.count_by_model(track_ids).get(model):
            self._invalidate_caches()  # it was heard a moment ago
        return model

    def _annotate_model(self, result: SimilarSongs, model: str) -> SimilarSongs:
        """The answer with whose it is, where that is not plain."""
        not_analyzed = self._model_selector.count_not_analyzed_by(model)
        return replace(
            result, other_model="" if model == self.model else model, not_analyzed=not_analyzed
        )

    def _embedding_index_for(self, model: str) -> EmbeddingIndex:
        """The songs that this network has heard: vectors of two networks cannot be compared."""
        with self._index_lock:
            if model not in self._embedding_indexes:
                self._embedding_indexes[model] = EmbeddingIndex(
                    *self._library.analyses.embeddings(model)
                )
            return self._embedding_indexes[model]

    # -- listening --------------------------------------------------------------------------

    def scan(
        self,
        folders: Sequence[str | Path],
        *,
        exclude: Sequence[str] = (),
        keep_stale: bool = False,
        on_progress: Callable[[JobProgress], None] = lambda progress: None,
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
            keep_stale=keep_stale,
            on_progress=on_progress,
            on_rows=on_rows,
            cancel=cancel,
            pause=pause,
        )
        try:
            with self._priority_gate.urgent():
                return job.run()
        finally:
            self._invalidate_caches()

    def analyze_external_file(
        self, path: str, *, quick: bool = False, cancel: Event | None = None
    ) -> AnalysisResult | None:
        """Listen to one file without adding it to the library; None when cancelled."""
        results: list[AnalysisResult] = []
        analyze_files(
            self._interactive_pool,
            [path],
            results.append,
            self.vocabulary(),
            quick=quick,
            cancel=cancel,
        )
        return results[0] if results else None

    def spectrogram(
        self, path: str, *, cancel: Event | None = None
    ) -> npt.NDArray[np.float32] | None:
        """A picture of the song's log-mel, (frames, 96) in dB; None when it cannot be made."""
        return spectrogram(self._interactive_pool, path, cancel=cancel)

    # -- deciding and writing ----------------------------------------------------------------

    def decide(self, decisions: Sequence[tuple[int, str, bool | None]]) -> list[SongRow]:
        """Accept (True), reject (False) or reopen (None) moods: (track_id, mood, decision)."""
        self._library.decisions.save(list(decisions))
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

    def correct(self, positions: Sequence[tuple[int, tuple[float, float] | None]]) -> list[SongRow]:
        """Put songs where the person hears them (valence, arousal), or take that back (None)."""
        self._library.corrections.save(positions)
        self._similarity_search.invalidate()
        return self.rows(sorted({track_id for track_id, _ in positions}))

    def pending_moods(self) -> PendingMoods:
        """The proposed moods of all songs that wait for a decision."""
        return pending_moods(self._library, self.rows(), self.vocabulary(), self.model)

    def tag_conflicts(self) -> TagConflicts:
        """The songs whose own mood words and the network's answer lie farthest apart."""
        names = self._library.thresholds.mood_preferences.names
        return find_tag_conflicts(self._library, self.rows(), self.vocabulary(), names, self.model)

    def resolve_tag_conflicts(
        self,
        answers: Sequence[tuple[int, str, bool | None]],
        decisions: Sequence[tuple[int, str, bool | None]],
    ) -> list[SongRow]:
        """Keep a file's own word (True), have it replaced (False) or forget that (None); decide.

        What is given as (track_id, word, kept) is not asked about again; see `decide`.
        """
        self._library.tag_conflict_answers.save(answers)
        self._library.decisions.save(decisions)
        return self.rows(sorted({track_id for track_id, _, _ in [*answers, *decisions]}))

    def preview(
        self,
        track_ids: Sequence[int],
        policy: WritePolicy,
        *,
        on_step: tag_writing.StepCallback = lambda done, total, path: None,
        cancel: Event | None = None,
    ) -> tag_writing.Preview:
        """The exact frames that writing what was accepted or corrected would change."""
        numbers = policy.dimensions or policy.energy
        rows = [r for r in self.rows(track_ids) if r.accepted or (numbers and r.correction)]
        names = self._library.thresholds.mood_preferences.names
        replaced = words_to_replace(self._library, rows)
        tags_by_path = [
            (
                r.path,
                replace(
                    tag_writing.tags_to_write(r, mood_names=names),
                    replaced_moods=replaced[r.track_id],
                ),
            )
            for r in rows
        ]
        return tag_writing.preview(tags_by_path, policy, on_step=on_step, cancel=cancel)

    def write(
        self,
        plans: Sequence[TagPlan],
        policy: WritePolicy,
        *,
        on_step: tag_writing.StepCallback = lambda done, total, path: None,
        cancel: Event | None = None,
    ) -> tag_writing.WriteSummary:
        """Carry out plans as one batch of the history."""
        self._separator = policy.separator
        recover(self._library, self._separator)  # what could not be settled before
        return tag_writing.write(self._library, plans, policy, on_step=on_step, cancel=cancel)

    def remove_folder(self, folder: str, *, forget: bool = False) -> None:
        """Take a folder out of the library; its songs and results go only with `forget`."""
        self._library.folders.remove(folder, forget=forget)
        self._similarity_search.invalidate()
        self._mood_search.invalidate()
        self._model_selector.invalidate()
