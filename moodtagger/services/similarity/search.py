"""Songs like others, over the whole library: the columns are read once and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.prediction import Heard
from moodtagger.core.similarity.nearest import SimilarityIndex
from moodtagger.core.similarity.query import Hit, Seed, Wish
from moodtagger.core.similarity.search import Catalogue
from moodtagger.core.tracks import SongRow
from moodtagger.store import Library


@dataclass(frozen=True, slots=True)
class Alike:
    """The answer: songs with the reasons for each, most alike first.

    `tempo` is that of what was asked about; `searched` how many songs were looked at, `untimed`
    how many of them a range of tempo left out because theirs is not known. `older` is the network
    that compared them where it is not the one in use; `unheard` songs it has not heard.
    """

    hits: list[tuple[SongRow, Hit]] = field(default_factory=list)
    tempo: float | None = None
    searched: int = 0
    untimed: int = 0
    older: str = ""
    unheard: int = 0


class AlikeSearch:
    """Answers from memory; `forget` when songs were heard, moved or removed."""

    def __init__(self, library: Library, similarity: Callable[[str], SimilarityIndex]) -> None:
        self._library = library
        self._similarity = similarity
        self._catalogues: dict[tuple[str, tuple[str, ...]], Catalogue] = {}
        self._lock = Lock()

    def forget(self) -> None:
        """Read everything again when it is next asked for."""
        with self._lock:
            self._catalogues.clear()

    def knows(self, track_ids: Sequence[int], model: str, labels: tuple[str, ...]) -> bool:
        """Whether the network heard one of these songs."""
        catalogue = self._catalogue(model, labels)
        return any(catalogue.row_of(track_id) is not None for track_id in track_ids)

    def like_songs(
        self, track_ids: Sequence[int], wish: Wish, model: str, labels: tuple[str, ...]
    ) -> Alike:
        """Songs like the middle of these; MoodtaggerError when none of them was heard."""
        catalogue = self._catalogue(model, labels)
        seed = catalogue.seed(track_ids)
        if seed is None:
            raise MoodtaggerError(
                "These songs have not been heard yet.", advice="Scan their folder first."
            )
        return self._answer(catalogue, seed, wish, model)

    def like_heard(self, heard: Heard, wish: Wish, labels: tuple[str, ...]) -> Alike:
        """Songs like a file that is not in the library; MoodtaggerError when it was not heard."""
        prediction = heard.prediction
        if prediction is None:
            raise MoodtaggerError(heard.error or heard.note)
        moods = np.array([prediction.moods.get(label, 0.0) for label in labels], np.float32)
        seed = Seed(
            prediction.embedding, moods, prediction.valence, prediction.arousal, heard.tempo
        )
        catalogue = self._catalogue(prediction.model, labels)
        return self._answer(catalogue, seed, wish, prediction.model)

    def way(
        self,
        start: int,
        end: int,
        steps: int,
        wish: Wish,
        model: str,
        labels: tuple[str, ...],
    ) -> list[tuple[SongRow, Hit | None]]:
        """Songs that lead from one to another, each with what it shares with the one before.

        MoodtaggerError when one of the two was not heard.
        """
        catalogue = self._catalogue(model, labels)
        try:
            ids = catalogue.way(start, end, steps, wish)
        except KeyError as error:
            raise MoodtaggerError(
                "One of these songs has not been heard yet.", advice="Scan its folder first."
            ) from error
        rows = {row.track_id: row for row in self._library.rows(ids, model=model)}
        before = [None, *ids]
        return [
            (rows[i], None if last is None else catalogue.compare(i, last))
            for i, last in zip(ids, before, strict=False)
            if i in rows
        ]

    def _answer(self, catalogue: Catalogue, seed: Seed, wish: Wish, model: str) -> Alike:
        hits = catalogue.find(seed, wish)
        found = self._library.rows([hit.track_id for hit in hits], model=model) if hits else []
        rows = {row.track_id: row for row in found}
        return Alike(
            [(rows[hit.track_id], hit) for hit in hits if hit.track_id in rows],
            seed.tempo,
            int(catalogue.present.sum()),
            0 if wish.any_tempo else catalogue.untimed(),
        )

    def _catalogue(self, model: str, labels: tuple[str, ...]) -> Catalogue:
        with self._lock:
            key = model, labels
            if key not in self._catalogues:
                if len(self._catalogues) > 1:  # the network in use and an older one
                    self._catalogues.clear()
                self._catalogues[key] = self._read(model, labels)
            return self._catalogues[key]

    def _read(self, model: str, labels: tuple[str, ...]) -> Catalogue:
        sounds = self._similarity(model)
        traits = self._library.traits(model, labels)
        if np.array_equal(sounds.ids, traits.ids):
            matrix = sounds.matrix  # shared, since it is the largest part
        else:  # a scan goes on: what both know
            _, here, there = np.intersect1d(sounds.ids, traits.ids, return_indices=True)
            matrix, traits = sounds.matrix[here], traits.only(there)
        return Catalogue(
            traits.ids,
            matrix,
            traits.moods,
            labels,
            traits.plane,
            traits.tempo,
            traits.artist,
            traits.album,
            traits.present,
        )
