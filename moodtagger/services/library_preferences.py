"""What the person wants to see of the library: how sure, which moods, which files."""

from __future__ import annotations

from collections.abc import Sequence

from moodtagger.core.exclude_patterns import Exclusions
from moodtagger.core.mood_preferences import MoodChoice
from moodtagger.core.song_table import Shelf
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import PRECISIONS, USUAL_PRECISION, Vocabulary
from moodtagger.services.models.active import ModelInfo
from moodtagger.services.review.precision import Prospect, choose_precision, prospects
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.priority import pace
from moodtagger.store import Library


class Wanted:
    """A part of the LibraryService. Nothing here changes the library, so all of it is possible
    in one that is open for reading only."""

    _library: Library
    _model: ModelInfo
    _pool: AnalysisPool
    _separator: str
    _patterns: Sequence[str] = ()

    @property
    def model(self) -> str:
        """Name and version of the network in use."""
        return self._model.name

    def vocabulary(self) -> Vocabulary:
        """The wanted moods of the network in use, confident from the chosen precision."""
        return self._library.choice.applied(self._model.vocabulary, self.precision)

    @property
    def moods(self) -> MoodChoice:
        """Which moods are wanted, and under which names."""
        return self._library.choice

    def all_moods(self) -> Vocabulary:
        """Every mood of the network in use, as it ships."""
        return self._model.vocabulary

    def choose_moods(self, moods: MoodChoice) -> Vocabulary:
        """See all songs with other moods from now on; those that are wanted.

        What was decided about a mood that is hidden comes back with it.
        """
        self._library.choice = moods
        return self.vocabulary()

    @property
    def precision(self) -> float:
        """How often confident moods are to be right, one of `PRECISIONS`."""
        return self._library.precision or USUAL_PRECISION

    def prospects(self) -> list[Prospect]:
        """What each precision that can be chosen would bring."""
        songs = self._library.with_confident_mood(PRECISIONS, self.model)
        return prospects(self._model.vocabulary, songs, self._library.choice)

    def choose_precision(self, precision: float) -> Vocabulary:
        """See all songs with another precision from now on and keep it; the new thresholds."""
        choose_precision(precision)
        self._library.precision = precision
        return self.vocabulary()

    def use(self, *, jobs: int | None, separator: str, full_speed: bool = False) -> None:
        """Listen at this pace, see `pace`, also in a scan that is under way, and take moods of one
        text apart at this separator."""
        self._pool.use(pace(jobs, full_speed=full_speed))
        self._separator = separator

    def leave_out(self, patterns: Sequence[str]) -> None:
        """Do not show songs that these patterns leave out; what is known of them is kept."""
        self._patterns = tuple(patterns)

    def folders(self) -> list[str]:
        """The library's folders."""
        return self._library.folders()

    def rows(self, track_ids: Sequence[int] | None = None) -> list[SongRow]:
        """All songs, or those asked for, but for those that are left out."""
        rows = self._library.rows(track_ids, model=self.model)
        if not self._patterns:
            return rows
        exclusions = Exclusions(self._patterns, self.folders())
        return [row for row in rows if not exclusions.leaves_out(row.path)]

    def shelf(self) -> Shelf:
        """All songs, but for those that are left out, as columns."""
        shelf = self._library.shelf(model=self.model)
        if not self._patterns:
            return shelf
        leaves_out = Exclusions(self._patterns, self.folders()).leaves_out
        return shelf.only([at for at, path in enumerate(shelf.paths) if not leaves_out(path)])
