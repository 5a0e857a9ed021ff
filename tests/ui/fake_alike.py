"""The part of the library in memory that finds songs like others and songs of some moods."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.prediction import Heard
from moodtagger.core.similarity.query import Hit, Wish
from moodtagger.core.similarity.search import Catalogue
from moodtagger.core.tag_map import TagMap
from moodtagger.core.tag_map_layout import WordPlace, word_places
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.paths import default_model_dir
from moodtagger.services.similarity.mood_search import WordAnswer
from moodtagger.services.similarity.search import Alike


class FakeAlike:
    """Answers with the real search over made-up columns."""

    known: dict[int, SongRow]

    if TYPE_CHECKING:

        def vocabulary(self) -> Vocabulary: ...

    def catalogue(self) -> Catalogue:
        rows = sorted(
            (row for row in self.known.values() if row.valence is not None),
            key=lambda row: row.track_id,
        )
        labels = self.vocabulary().labels
        plane = np.array([(r.felt_valence, r.felt_arousal) for r in rows], np.float32)
        vectors = np.hstack([plane, np.ones((len(rows), 1), np.float32)])
        artists = sorted({row.tags.artist for row in rows})
        albums = sorted({row.tags.album for row in rows})
        return Catalogue(
            np.array([row.track_id for row in rows], np.int64),
            vectors / np.linalg.norm(vectors, axis=1, keepdims=True),
            np.array([[dict(r.moods).get(m, 0.0) for m in labels] for r in rows], np.float32),
            labels,
            plane,
            np.array([np.nan if r.tempo is None else r.tempo for r in rows], np.float32),
            np.array([artists.index(row.tags.artist) for row in rows], np.int32),
            np.array([albums.index(row.tags.album) for row in rows], np.int32),
            np.ones(len(rows), np.bool_),
        )

    def alike(self, track_ids: Sequence[int], wish: Wish) -> Alike:
        catalogue = self.catalogue()
        seed = catalogue.seed(track_ids)
        if seed is None:
            raise MoodtaggerError("These songs have not been heard yet.")
        hits = [(self.known[hit.track_id], hit) for hit in catalogue.find(seed, wish)]
        untimed = 0 if wish.any_tempo else catalogue.untimed()
        return Alike(hits, seed.tempo, len(catalogue), untimed)

    def alike_to(self, heard: Heard, wish: Wish) -> Alike:
        heard_ids = self.catalogue().ids.tolist()
        return self.alike(heard_ids[:1], wish)

    def way(self, start: int, end: int, steps: int, wish: Wish) -> list[tuple[SongRow, Hit | None]]:
        ids = self.catalogue().way(start, end, steps, wish)
        return [(self.known[i], None) for i in ids]

    def words(self) -> list[WordPlace]:
        tags = TagMap.from_json(Path(default_model_dir()) / "tag_map.json")
        return word_places(tags, self.vocabulary())

    def with_words(self, moods: Sequence[str], *, every: bool, likely: bool) -> WordAnswer:
        has = {
            row.track_id: {mood for mood, _ in row.moods} if likely else set(row.proposed)
            for row in self.known.values()
        }
        labels = self.vocabulary().labels
        counts = {label: sum(label in of for of in has.values()) for label in labels}
        ids = [i for i, of in has.items() if (all if every else any)(m in of for m in moods)]
        return WordAnswer(counts, np.array(sorted(ids) if moods else [], np.int64))
