"""The service's part that hears known songs with a network that has not heard them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from threading import Event, Lock

from moodtagger.core.exclude_patterns import Exclusions
from moodtagger.core.similarity.nearest import SimilarityIndex
from moodtagger.core.tracks import Progress, SongRow
from moodtagger.services.models.active import ModelInfo
from moodtagger.services.reanalysis.job import RehearJob, RehearSummary
from moodtagger.services.similarity.model_selection import Compared
from moodtagger.services.similarity.mood_search import WordSearch
from moodtagger.services.similarity.search import AlikeSearch
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.priority_gate import Turns
from moodtagger.store import Library

_RENEW_S = 60.0  # what all songs are compared by is read again while songs are heard anew


class Anew:
    """A part of the LibraryService."""

    _library: Library
    _model: ModelInfo
    _pool: AnalysisPool
    _turns: Turns
    _patterns: Sequence[str]
    _indices: dict[str, SimilarityIndex]
    _index_lock: Lock
    _alikes: AlikeSearch
    _words: WordSearch
    _compared: Compared

    def count_older(self) -> int:
        """How many songs only another network has heard than the one in use."""
        if not self._patterns:
            return self._library.count_older(self._model.name)
        songs = self._library.older_songs(self._model.name)
        leaves_out = self._leaves_out()
        return sum(not leaves_out(song.path) for song in songs)

    def hear_anew(
        self,
        *,
        first: Callable[[], Iterable[int]] = lambda: (),
        on_progress: Callable[[Progress], None] = lambda progress: None,
        on_rows: Callable[[list[SongRow]], None] = lambda rows: None,
        cancel: Event | None = None,
        pause: Event | None = None,
    ) -> RehearSummary:
        """Hear those songs with the network in use, and give way to every scan; see RehearJob."""
        renewed = time.monotonic()

        def show(rows: list[SongRow]) -> None:
            nonlocal renewed
            on_rows(rows)
            if time.monotonic() - renewed > _RENEW_S:
                renewed = time.monotonic()
                self._forget_heard()

        job = RehearJob(
            self._library,
            self._pool,
            self._model.name,
            self._turns,
            first=first,
            leaves_out=self._leaves_out(),
            on_progress=on_progress,
            on_rows=show,
            cancel=cancel,
            pause=pause,
        )
        try:
            return job.run()
        finally:
            self._forget_heard()

    def count_play(self, track_id: int) -> None:
        """A song was played once more; what is played most is heard anew first."""
        self._library.count_play(track_id)

    def _forget_heard(self) -> None:
        """Read again what all songs are compared by when it is next asked for."""
        with self._index_lock:
            self._indices.clear()
        self._alikes.forget()
        self._words.forget()
        self._compared.forget()

    def _leaves_out(self) -> Callable[[str], bool]:
        if not self._patterns:
            return lambda path: False
        return Exclusions(self._patterns, self._library.folders()).leaves_out
