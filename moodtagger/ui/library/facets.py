"""The facets of the sidebar: what the shown songs have, and how many of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from moodtagger.core.filter_language import (
    Choice,
    MoodWords,
    chosen_keys,
    field_named,
    known_values,
    without_field,
)
from moodtagger.core.filter_language.known_values import decades, tempo_ranges, top_texts
from moodtagger.core.filter_language.syntax import TextValue
from moodtagger.core.musical_keys import parse_key
from moodtagger.ui.formatting import key_text
from moodtagger.ui.library.filter import Filter
from moodtagger.ui.library.filter_columns import FilterColumns
from moodtagger.ui.library.song_columns import SongColumns
from moodtagger.ui.text_normalization import display_text

FACETS = ("genre", "artist", "album", "year", "bpm", "key", "rating")
_TEXTS = frozenset({"genre", "artist", "album"})
_COUNTS = {"year": decades, "bpm": tempo_ranges}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet: what it asks for, its name, and how many songs have it."""

    choice: Choice
    name: str
    count: int


def facet_title(name: str) -> str:
    """Return the heading of a facet."""
    tr = QCoreApplication.translate
    return {
        "genre": tr("Facets", "Genre"),
        "artist": tr("Facets", "Artist"),
        "album": tr("Facets", "Album"),
        "year": tr("Facets", "Year"),
        "bpm": tr("Facets", "BPM"),
        "key": tr("Facets", "Key"),
        "rating": tr("Facets", "Rating"),
    }[name]


@dataclass(frozen=True, slots=True)
class FacetValues:
    """The first values of a facet, and how many there are."""

    values: tuple[FacetValue, ...] = ()
    total: int = 0


def facet_values(
    name: str,
    columns: SongColumns,
    song_filter: Filter,
    mood_words: MoodWords | None = None,
    limit: int = 10,
) -> FacetValues:
    """Return values among the songs that all other parts of the filter show.

    Values that the filter asks for come first, so that they can be taken out again.
    """
    field = field_named(name)
    assert field is not None
    others = replace(song_filter, text=without_field(song_filter.text, name))
    among, songs = others.mask(columns, mood_words), FilterColumns(columns)
    chosen = {key for key in chosen_keys(song_filter.text) if key[0] == name}
    if name in _TEXTS:
        first = {value.text for _, value in chosen if isinstance(value, TextValue)}
        counted, total = top_texts(field, songs, among, limit=limit, first=first)
    else:
        counted = _COUNTS.get(name, known_values)(field, songs, among)
        counted.sort(key=lambda item: Choice(name, item[0]).key not in chosen)
        total = len(counted)
    choices = [(Choice(name, text, name in _TEXTS), count) for text, count in counted[:limit]]
    values = (FacetValue(choice, _value_name(choice), count) for choice, count in choices)
    return FacetValues(tuple(values), total)


def _value_name(choice: Choice) -> str:
    if choice.field == "key":
        return key_text(parse_key(choice.value))
    if choice.field == "year":
        template = QCoreApplication.translate("Facets", "%1s", "a decade, such as 1990s")
        return template.replace("%1", choice.value.rstrip("s"))
    if choice.field == "rating":
        return "\N{BLACK STAR}" * int(choice.value)
    if choice.field == "bpm":
        return choice.value.replace("-", "\N{EN DASH}")
    return display_text(choice.value)
