"""Similarity and mood search over the library in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.similarity.query import SimilarityQuery, SimilarityResult
from moodtagger.core.similarity.search import SimilarityIndex
from moodtagger.core.tag_map import MapLabel, map_labels
from moodtagger.core.tracks import SongRow
from moodtagger.files.model_files import load_tag_map
from moodtagger.paths import default_model_dir
from moodtagger.services.similarity_search import SimilarSongs
from tests.support.ui.fake_library import FakeLibrary


class FakeSimilarity:
    """Answers with the real search over synthetic columns."""

    def __init__(self, library: FakeLibrary, recordings: FakeRecordings) -> None:
        self._library = library
        self._recordings = recordings

    def nearest(self, track_id: int, n: int = 12) -> SimilarSongs:
        if self._library.rows_by_id[track_id].valence is None:
            return SimilarSongs()
        return self.find_similar([track_id], SimilarityQuery(count=n))

    def similarity_index(self) -> SimilarityIndex:
        rows = sorted(
            (row for row in self._library.rows_by_id.values() if row.valence is not None),
            key=lambda row: row.track_id,
        )
        labels = self._library.vocabulary().labels
        plane = np.array([(r.effective_valence, r.effective_arousal) for r in rows], np.float32)
        vectors = np.hstack([plane, np.ones((len(rows), 1), np.float32)])
        artists = sorted({row.tags.artist for row in rows})
        albums = sorted({row.tags.album for row in rows})
        return SimilarityIndex(
            np.array([row.track_id for row in rows], np.int64),
            vectors / np.linalg.norm(vectors, axis=1, keepdims=True),
            np.array([[dict(r.moods).get(m, 0.0) for m in labels] for r in rows], np.float32),
            labels,
            plane,
            np.array(
                [np.nan if r.effective_bpm is None else r.effective_bpm for r in rows], np.float32
            ),
            np.array([artists.index(row.tags.artist) for row in rows], np.int32),
            np.array([albums.index(row.tags.album) for row in rows], np.int32),
            np.ones(len(rows), np.bool_),
            np.array([self._recording_code(row.track_id) for row in rows], np.int32),
        )

    def _recording_code(self, track_id: int) -> int:
        groups = enumerate(self._recordings.known_groups)
        return next((code for code, group in groups if track_id in group), -1)

    def find_similar(self, track_ids: Sequence[int], query: SimilarityQuery) -> SimilarSongs:
        index = self.similarity_index()
        seed = index.seed(track_ids)
        if seed is None:
            raise MoodtaggerError("These songs have not been analyzed yet.")
        rows = self._library.rows_by_id
        results = [(rows[result.track_id], result) for result in index.search(seed, query)]
        without_bpm = 0 if query.any_bpm else index.count_without_bpm()
        copies = self._recordings.copies([row.track_id for row, _ in results])
        seed_copies = self._recordings.copies(track_ids).values()
        return SimilarSongs(
            results,
            seed.bpm,
            len(index),
            without_bpm,
            copies={i: tuple(rows[other] for other in others) for i, others in copies.items()},
            seed_copies=tuple(rows[other] for others in seed_copies for other in others),
        )

    def find_similar_to_file(
        self, analysis: AnalysisResult, query: SimilarityQuery
    ) -> SimilarSongs:
        analyzed_ids = self.similarity_index().ids.tolist()
        return self.find_similar(analyzed_ids[:1], query)

    def interpolate_playlist(
        self, start: int, end: int, steps: int, query: SimilarityQuery
    ) -> list[tuple[SongRow, SimilarityResult | None]]:
        ids = self.similarity_index().interpolate_playlist(start, end, steps, query)
        return [(self._library.rows_by_id[i], None) for i in ids]


class FakeRecordings:
    """Groups of songs that are copies of one recording, as set by a test."""

    def __init__(self) -> None:
        self.known_groups: list[list[int]] = []
        self.copies_of_files: dict[str, list[int]] = {}

    def groups(self) -> list[list[int]]:
        return self.known_groups

    def songs_of(self, analysis: AnalysisResult) -> list[int]:
        return self.copies_of_files.get(analysis.path, [])

    def copies(self, track_ids: Sequence[int]) -> dict[int, list[int]]:
        return {
            i: [other for other in group if other != i]
            for group in self.known_groups
            for i in track_ids
            if i in group
        }


class FakeMoodSearch:
    """The real mood map."""

    def __init__(self, library: FakeLibrary) -> None:
        self._library = library

    def map_labels(self) -> list[MapLabel]:
        tags = load_tag_map(Path(default_model_dir()) / "tag_map.json")
        return map_labels(tags, self._library.vocabulary())
