"""Similarity search over the whole library with a cached index.

Embeddings of two models cannot be compared, so each result is by one model alone: the active one,
or another one that analyzed more songs, until the active one has analyzed nearly all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

import numpy as np
import numpy.typing as npt

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.similarity.candidates import Float32Array, unit_vectors
from moodtagger.core.similarity.query import Seed, SimilarityQuery, SimilarityResult
from moodtagger.core.similarity.search import SimilarityIndex
from moodtagger.core.tracks import SongRow
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.services.recordings import RecordingService
from moodtagger.store import Library

MIN_COVERAGE = 0.9  # of the songs that the other model analyzed

_Embeddings = tuple[npt.NDArray[np.int64], Float32Array]  # track ids (n,), unit vectors (n, d)


class EmbeddingModelSelector:
    """Chooses the model to compare by; `invalidate` after songs were analyzed or removed."""

    def __init__(self, library: Library, active_model: str) -> None:
        self._library = library
        self._active_model = active_model
        self._counts: dict[str, int] | None = None
        self._not_analyzed: dict[str, int] = {}
        self._lock = Lock()

    def invalidate(self) -> None:
        """Count the analyzed songs again on the next query."""
        with self._lock:
            self._counts = None
            self._not_analyzed.clear()

    def model_for(self, track_ids: Sequence[int]) -> str:
        """Return the model to compare these songs by, out of those that analyzed most of them."""
        counts = self._counts_by_model()
        known = self._library.analyses.count_by_model(track_ids) if counts else {}
        if not known:
            return self._active_model
        most_songs = max(known.values())
        candidates = [name for name, songs in known.items() if songs == most_songs]
        if self._active_model in candidates and self._covers_enough(counts):
            return self._active_model
        return max(candidates, key=lambda name: (counts.get(name, 0), name == self._active_model))

    def count_not_analyzed_by(self, model: str) -> int:
        """Return how many songs only other models analyzed, so that `model` does not find them."""
        with self._lock:
            if model not in self._not_analyzed:
                self._not_analyzed[model] = self._library.stale_analyses.count(
                    model, with_old_music=False
                )
            return self._not_analyzed[model]

    def _covers_enough(self, counts: dict[str, int]) -> bool:
        return counts.get(self._active_model, 0) >= MIN_COVERAGE * max(counts.values())

    def _counts_by_model(self) -> dict[str, int]:
        """Return how many songs each model analyzed; empty where only the active one did."""
        with self._lock:
            if self._counts is None:
                other = self._library.stale_analyses.has_other_model(self._active_model)
                self._counts = self._library.analyses.count_by_model() if other else {}
            return self._counts


@dataclass(frozen=True, slots=True)
class SimilarSongs:
    """The results of a similarity search, most similar first, with the reasons for each.

    Each recording is found once: `copies` holds the other songs of it by the id of the result, and
    `seed_copies` those of the songs that were asked about, which are no results.

    `bpm` is the tempo of the query; `searched` how many songs were compared, `without_bpm` how
    many of them a range of tempo left out because theirs is unknown. `other_model` is the model
    that compared them where it is not the active one; `not_analyzed` counts the songs it missed.
    """

    results: list[tuple[SongRow, SimilarityResult]] = field(default_factory=list)
    bpm: float | None = None
    searched: int = 0
    without_bpm: int = 0
    other_model: str = ""
    not_analyzed: int = 0
    copies: dict[int, tuple[SongRow, ...]] = field(default_factory=dict)
    seed_copies: tuple[SongRow, ...] = ()


class SimilaritySearch:
    """Searches cached indexes; `invalidate` after songs were analyzed, corrected or removed."""

    def __init__(self, library: Library, recordings: RecordingService) -> None:
        self._library = library
        self._recordings = recordings
        self._embeddings: dict[str, _Embeddings] = {}
        self._indexes: dict[tuple[str, tuple[str, ...]], SimilarityIndex] = {}
        self._lock = Lock()

    def invalidate(self) -> None:
        """Read everything again on the next query."""
        with self._lock:
            self._embeddings.clear()
            self._indexes.clear()

    def invalidate_features(self) -> None:
        """Read what a correction changes again on the next query, but no embeddings."""
        with self._lock:
            self._indexes.clear()

    def contains_any(self, track_ids: Sequence[int], model: str, labels: tuple[str, ...]) -> bool:
        """Return whether the model analyzed one of these songs."""
        index = self._index(model, labels)
        return any(index.row_of(track_id) is not None for track_id in track_ids)

    def similar_to_songs(
        self, track_ids: Sequence[int], query: SimilarityQuery, model: str, labels: tuple[str, ...]
    ) -> SimilarSongs | None:
        """Return the songs most similar to the mean of these; None when none was analyzed."""
        index = self._index(model, labels)
        seed = index.seed(track_ids)
        if seed is None:
            return None
        copies = self._recordings.copies(track_ids).values()
        seed_copies = {other for group in copies for other in group}.difference(track_ids)
        return self._search(index, seed, query, model, sorted(seed_copies))

    def similar_to_analysis(
        self, analysis: AnalysisResult, query: SimilarityQuery, labels: tuple[str, ...]
    ) -> SimilarSongs:
        """Return songs similar to a file outside the library; MoodtaggerError for a failed one."""
        prediction = analysis.prediction
        if prediction is None:
            raise MoodtaggerError(analysis.error or analysis.skip_reason)
        prediction = self._library.personal.prediction(prediction, None)
        moods = np.array([prediction.moods.get(label, 0.0) for label in labels], np.float32)
        copies = self._recordings.songs_of(analysis)
        seed = Seed(
            prediction.embedding,
            moods,
            prediction.valence,
            prediction.arousal,
            analysis.bpm,
            frozenset(copies),
        )
        index = self._index(prediction.model, labels)
        return self._search(index, seed, query, prediction.model, copies)

    def interpolate_playlist(
        self,
        start: int,
        end: int,
        steps: int,
        query: SimilarityQuery,
        model: str,
        labels: tuple[str, ...],
    ) -> list[tuple[SongRow, SimilarityResult | None]]:
        """Return songs from one to another, each with its similarity to the previous one.

        Raises MoodtaggerError when one of the two is not analyzed.
        """
        index = self._index(model, labels)
        try:
            ids = index.interpolate_playlist(start, end, steps, query)
        except KeyError as error:
            raise MoodtaggerError(
                Message.of("One of these songs has not been analyzed yet."),
                advice=Message.of("Scan its folder first."),
            ) from error
        rows = {row.track_id: row for row in self._library.songs.rows(ids, model=model)}
        previous_ids = [None, *ids]
        return [
            (rows[i], None if last is None else index.compare(i, last))
            for i, last in zip(ids, previous_ids, strict=False)
            if i in rows
        ]

    def _search(
        self,
        index: SimilarityIndex,
        seed: Seed,
        query: SimilarityQuery,
        model: str,
        seed_copies: Sequence[int],
    ) -> SimilarSongs:
        results = index.search(seed, query)
        copies = self._recordings.copies(hit.track_id for hit in results)
        ids = {hit.track_id for hit in results}.union(seed_copies, *copies.values())
        found = self._library.songs.rows(sorted(ids), model=model) if ids else []
        rows = {row.track_id: row for row in found}
        return SimilarSongs(
            [(rows[hit.track_id], hit) for hit in results if hit.track_id in rows],
            seed.bpm,
            int(index.present.sum()),
            0 if query.any_bpm else index.count_without_bpm(),
            copies={i: _existing(rows, others) for i, others in copies.items()},
            seed_copies=_existing(rows, seed_copies),
        )

    def _index(self, model: str, labels: tuple[str, ...]) -> SimilarityIndex:
        with self._lock:
            key = model, labels
            if key not in self._indexes:
                if len(self._indexes) > 1:  # those of the active and of another model
                    self._indexes.clear()
                self._indexes[key] = self._build_index(model, labels)
            return self._indexes[key]

    def _build_index(self, model: str, labels: tuple[str, ...]) -> SimilarityIndex:
        if model not in self._embeddings:
            ids, embeddings = self._library.analyses.embeddings(model)
            self._embeddings[model] = ids, unit_vectors(embeddings)
        ids, matrix = self._embeddings[model]
        features = self._library.similarity.features(model, labels)
        if not np.array_equal(ids, features.ids):  # a scan goes on: what both know
            _, embedding_rows, feature_rows = np.intersect1d(ids, features.ids, return_indices=True)
            matrix, features = matrix[embedding_rows], features.take(feature_rows)
        return SimilarityIndex(
            features.ids,
            matrix,
            features.moods,
            labels,
            features.plane,
            features.bpm,
            features.artist,
            features.album,
            features.present,
            self._recording_codes(features.ids),
        )

    def _recording_codes(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
        """Return equal codes for copies of one recording, -1 for songs without copies."""
        codes = np.full(len(ids), -1, np.int32)
        pairs = [
            (track_id, code)
            for code, group in enumerate(self._recordings.groups())
            for track_id in group
        ]
        if pairs and len(ids):
            songs, numbers = np.array(pairs, np.int64).T
            rows = np.minimum(np.searchsorted(ids, songs), len(ids) - 1)
            is_known = ids[rows] == songs
            codes[rows[is_known]] = numbers[is_known]
        return codes


def _existing(rows: Mapping[int, SongRow], track_ids: Sequence[int]) -> tuple[SongRow, ...]:
    return tuple(rows[track_id] for track_id in track_ids if track_id in rows)


class SimilarityService:
    """Similar songs of the open library, each answer by the embeddings of one model.

    Everything is cached; `invalidate` after songs were analyzed, corrected, moved or removed.
    """

    def __init__(
        self,
        library: Library,
        model: str,
        preferences: LibraryPreferences,
        recordings: RecordingService,
    ) -> None:
        self._library = library
        self._model = model
        self._preferences = preferences
        self._search = SimilaritySearch(library, recordings)
        self._model_selector = EmbeddingModelSelector(library, model)

    def invalidate(self) -> None:
        """Read everything from the library again on the next query."""
        self._search.invalidate()
        self._model_selector.invalidate()

    def invalidate_features(self) -> None:
        """Read what a correction changes again on the next query, but no embeddings."""
        self._search.invalidate_features()

    def nearest(self, track_id: int, n: int = 12) -> SimilarSongs:
        """Return the first `n` songs that `find_similar` finds by its default criteria.

        It holds none when the track has not been analyzed.
        """
        return self._find([track_id], SimilarityQuery(count=n)) or SimilarSongs()

    def find_similar(self, track_ids: Sequence[int], query: SimilarityQuery) -> SimilarSongs:
        """Return the songs most similar to the mean of these.

        Raises MoodtaggerError when none of them has been analyzed.
        """
        result = self._find(track_ids, query)
        if result is None:
            raise MoodtaggerError(
                Message.of("These songs have not been analyzed yet."),
                advice=Message.of("Scan their folder first."),
            )
        return result

    def find_similar_to_file(
        self, analysis: AnalysisResult, query: SimilarityQuery
    ) -> SimilarSongs:
        """Return the library's songs most similar to an analyzed file outside it.

        Raises MoodtaggerError when the file could not be analyzed.
        """
        model = self._model if analysis.prediction is None else analysis.prediction.model
        core_moods = self._preferences.core_moods()
        result = self._search.similar_to_analysis(analysis, query, core_moods)
        return self._finish(result, model)

    def interpolate_playlist(
        self, start: int, end: int, steps: int, query: SimilarityQuery
    ) -> list[tuple[SongRow, SimilarityResult | None]]:
        """Return `steps` songs from one to another, each with its similarity to the previous one.

        Raises MoodtaggerError when one of the two has not been analyzed.
        """
        model = self._comparison_model([start, end])
        return self._search.interpolate_playlist(
            start, end, steps, query, model, self._preferences.core_moods()
        )

    def _find(self, track_ids: Sequence[int], query: SimilarityQuery) -> SimilarSongs | None:
        model = self._comparison_model(track_ids)
        core_moods = self._preferences.core_moods()
        result = self._search.similar_to_songs(track_ids, query, model, core_moods)
        return None if result is None else self._finish(result, model)

    def _comparison_model(self, track_ids: Sequence[int]) -> str:
        """Return the active model or, after an update, the one that analyzed more songs."""
        model = self._model_selector.model_for(track_ids)
        known = self._search.contains_any(track_ids, model, self._preferences.core_moods())
        if not known and self._library.analyses.count_by_model(track_ids).get(model):
            self.invalidate()  # analyzed after the caches were filled
        return model

    def _finish(self, result: SimilarSongs, model: str) -> SimilarSongs:
        """Drop excluded songs, and name the comparing model if it is not the active one."""
        is_excluded = self._preferences.exclusion_test()
        results = result.results
        copies, seed_copies = result.copies, result.seed_copies
        if is_excluded is not None:
            results = [(row, hit) for row, hit in results if not is_excluded(row.path)]
            copies = {
                track_id: tuple(row for row in rows if not is_excluded(row.path))
                for track_id, rows in copies.items()
            }
            seed_copies = tuple(row for row in seed_copies if not is_excluded(row.path))
        return replace(
            result,
            results=results,
            copies=copies,
            seed_copies=seed_copies,
            other_model="" if model == self._model else model,
            not_analyzed=self._model_selector.count_not_analyzed_by(model),
        )
