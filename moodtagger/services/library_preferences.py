"""How the user wants to see the library: precision of its moods, their choice, excluded files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.options import ExcludePatterns
from moodtagger.core.tag_reading import DEFAULT_READING, TagReading
from moodtagger.core.vocabulary import DEFAULT_PRECISION, PRECISIONS, Vocabulary
from moodtagger.services.active_model import (
    ModelInfo,
    PrecisionForecast,
    precision_forecasts,
    save_precision,
)
from moodtagger.store import Library


class LibraryPreferences:
    """The view of one open library that the user has chosen.

    Nothing here changes the library itself, so all of it works on a read-only one too.
    `reading` is how the tags of files are read, but for the moods that stay whole.
    """

    def __init__(
        self,
        library: Library,
        model: ModelInfo,
        *,
        reading: TagReading = DEFAULT_READING,
        precision: float = DEFAULT_PRECISION,
        mood_preferences: MoodPreferences | None = None,
        exclude: Sequence[str] = (),
        find_speech: bool = True,
        bpm_range: tuple[float, float] | None = None,
    ) -> None:
        self._library = library
        self._model = model
        self._exclude_patterns = tuple(exclude)
        self._reading = reading
        library.thresholds.precision = precision
        library.thresholds.detects_speech = find_speech
        library.songs.bpm_range = bpm_range
        chosen = mood_preferences or MoodPreferences()
        library.thresholds.mood_preferences = chosen.carried_over(model.vocabulary)

    def vocabulary(self) -> Vocabulary:
        """Return the wanted moods of the active model, with thresholds for the chosen precision."""
        return self.mood_preferences.apply_to(self._model.vocabulary, self.precision)

    def full_vocabulary(self) -> Vocabulary:
        """Return every mood of the active model, as it ships."""
        return self._model.vocabulary

    def core_moods(self) -> tuple[str, ...]:
        """Return the labels of the core moods that the user wants to see."""
        return tuple(mood.label for mood in self.vocabulary() if mood.core)

    @property
    def mood_preferences(self) -> MoodPreferences:
        """Which moods are wanted, and under which names."""
        return self._library.thresholds.mood_preferences

    def set_mood_preferences(self, preferences: MoodPreferences) -> Vocabulary:
        """Choose which moods all songs show, and return the resulting vocabulary.

        A decision about a mood that is hidden comes back together with the mood.
        """
        self._library.thresholds.mood_preferences = preferences
        return self.vocabulary()

    @property
    def precision(self) -> float:
        """How often confident moods should be right, one of `PRECISIONS`."""
        return self._library.thresholds.precision or DEFAULT_PRECISION

    def set_precision(self, precision: float) -> Vocabulary:
        """Save another precision for all songs, and return the vocabulary with its thresholds."""
        save_precision(precision)
        self._library.thresholds.precision = precision
        return self.vocabulary()

    def precision_forecasts(self) -> list[PrecisionForecast]:
        """Forecast the effect of each precision that can be chosen."""
        songs = self._library.songs.count_with_confident_mood(PRECISIONS, self._model.name)
        return precision_forecasts(self._model.vocabulary, songs, self.mood_preferences)

    @property
    def reading(self) -> TagReading:
        """How the tags of files are read; moods of the model and of the user stay whole."""
        words = (word for mood in self.full_vocabulary() for word in (mood.label, *mood.sources))
        names = self.mood_preferences.names.values()
        return self._reading.with_moods([*words, *names, *self._library.decisions.accepted_moods()])

    def set_reading(self, reading: TagReading) -> None:
        """Read tags like this from now on; the next scan reads those of all files again."""
        self._reading = reading

    @property
    def find_speech(self) -> bool:
        """Whether songs that are speech have no moods."""
        return self._library.thresholds.detects_speech

    def set_find_speech(self, find_speech: bool) -> None:
        """Choose whether songs that are speech have no moods."""
        self._library.thresholds.detects_speech = find_speech

    def set_bpm_range(self, bpm_range: tuple[float, float] | None) -> None:
        """Double or halve detected tempos into a range, as far as one of them is in it."""
        self._library.songs.bpm_range = bpm_range

    def set_exclude_patterns(self, patterns: Sequence[str]) -> None:
        """Hide the songs that these patterns match; the library keeps what it knows of them."""
        self._exclude_patterns = tuple(patterns)

    def exclusion_test(self) -> Callable[[str], bool] | None:
        """Return a test for excluded paths; None when the library has no folders."""
        folders = self._library.folders.paths()
        if not folders:
            return None
        return ExcludePatterns(self._exclude_patterns, folders).excludes
