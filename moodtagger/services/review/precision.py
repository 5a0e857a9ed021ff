"""How often confident moods are to be right: the person's choice, and what it would bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from moodtagger import paths, settings
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.vocabulary import PRECISIONS, Vocabulary


@dataclass(frozen=True, slots=True)
class PrecisionForecast:
    """What a precision would bring: how many of the core moods can be confident, in how many songs.

    `core` is the number of core moods, `songs` that of present songs with a confident mood.
    """

    precision: float
    moods: int
    core: int
    songs: int


def chosen_precision() -> float:
    """The precision of the settings."""
    return settings.load(paths.settings_path()).precision


def save_precision(precision: float) -> None:
    """Keep another one of `PRECISIONS`; MoodtaggerError when the settings cannot be written."""
    path = paths.settings_path()
    try:
        settings.save(replace(settings.load(path), precision=precision), path)
    except OSError as error:
        raise MoodtaggerError(
            f"The choice cannot be kept: {error.strerror}.",
            path=path,
            advice="Make the settings writable, then choose again.",
        ) from error


def all_thresholds(vocabulary: Vocabulary) -> dict[float, dict[str, float]]:
    """Precision -> core mood -> the probability from which it is confident."""
    return {asked: vocabulary.at_precision(asked).thresholds() for asked in PRECISIONS}


def precision_forecasts(
    vocabulary: Vocabulary, songs: Mapping[float, int], preferences: MoodPreferences | None = None
) -> list[PrecisionForecast]:
    """What each precision would bring; `songs` are those with a confident mood then.

    `vocabulary` is the whole one of the network, `choice` what the person wants of it.
    """
    effective = preferences or MoodPreferences()
    out = []
    for precision in PRECISIONS:
        thresholds = effective.apply_to(vocabulary, precision).thresholds()
        reachable = sum(least <= 1 for least in thresholds.values())
        out.append(PrecisionForecast(precision, reachable, len(thresholds), songs[precision]))
    return out
