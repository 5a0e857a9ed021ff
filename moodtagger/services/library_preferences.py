"""What the person wants to see of the library: how sure, which moods, which files."""

from __future__ import annotations

from collections.abc import Sequence

from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.options import ExcludePatterns
from moodtagger.core.track_table import TrackTable
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import DEFAULT_PRECISION, PRECISIONS, Vocabulary
from moodtagger.services.active_model import (
    ModelInfo,
    PrecisionForecast,
    precision_forecasts,
    save_precision,
)
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.priority import worker_limits
from moodtagger.store import Library


class LibraryPreferences:
    """A part of the LibraryService. Nothing here changes the library, so all of it is possible
    in one that is open for reading only."""

    _library: Library
    _model: ModelInfo
    _pool: AnalysisPool
    _separator: str
    _exclude_patterns: Sequence[str] = ()

    @property
    def model(self) -> str:
        """Name and version of the network in use."""
        return self._model.name

    def vocabulary(self) -> Vocabulary:
        """The wanted moods of the network in use, confident from the chosen precision."""
        return self._library.thresholds.mood_preferences.apply_to(
            self._model.vocabulary, self.precision
        )

    @property
    def mood_preferences(self) -> MoodPreferences:
        """Which moods are wanted, and under which names."""
        return self._library.thresholds.mood_preferences

    def full_vocabulary(self) -> Vocabulary:
        """Every mood of the network in use, as it ships."""
        return self._model.vocabulary

    def set_mood_preferences(self, preferences: MoodPreferences) -> Vocabulary:
        """See all songs with other moods from now on; those that are wanted.

        What was decided about a mood that is hidden comes back with it.
        """
        self._library.thresholds.mood_preferences = preferences
        return self.vocabulary()

    @property
    def precision(self) -> float:
        """How often confident moods are to be right, one of `PRECISIONS`."""
        return self._library.thresholds.precision or DEFAULT_PRECISION

    def precision_forecasts(self) -> list[PrecisionForecast]:
        """What each precision that can be chosen would bring."""
        songs = self._library.songs.count_with_confident_mood(PRECISIONS, self.model)
        return precision_forecasts(
            self._model.vocabulary, songs, self._library.thresholds.mood_preferences
        )

    def set_precision(self, precision: float) -> Vocabulary:
        """See all songs with another precision from now on and keep it; the new thresholds."""
        save_precision(precision)
        self._library.thresholds.precision = precision
        return self.vocabulary()

    def apply_settings(self, *, jobs: int | None, separator: str, full_speed: bool = False) -> None:
        """Listen at this pace, see `pace`, also in a scan that is under way, and take moods of one
        text apart at this separator."""
        self._pool.set_limits(worker_limits(jobs, full_speed=full_speed))
        self._separator = separator

    def set_exclude_patterns(self, patterns: Sequence[str]) -> None:
        """Do not show songs that these patterns leave out; what is known of them is kept."""
        self._exclude_patterns = tuple(patterns)

    def folders(self) -> list[str]:
        """The library's folders."""
        return self._library.folders.paths()

    def rows(self, track_ids: Sequence[int] | None = None) -> list[SongRow]:
        """All songs, or those asked for, but for those that are left out."""
        rows = self._library.songs.rows(track_ids, model=self.model)
        if not self._exclude_patterns:
            return rows
        exclusions = ExcludePatterns(self._exclude_patterns, self.folders())
        return [row for row in rows if not exclusions.excludes(row.path)]

    def track_table(self) -> TrackTable:
        """All songs, but for those that are left out, as columns."""
        table = self._library.songs.table(model=self.model)
        if not self._exclude_patterns:
            return table
        is_excluded = ExcludePatterns(self._exclude_patterns, self.folders()).excludes
        return table.take([at for at, path in enumerate(table.paths) if not is_excluded(path)])
