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
from moodtagger.core.filter_language.known_values import decades, tempo_ranges
from moodtagger.core.musical_keys import parse_key
from moodtagger.ui.formatting import key_text
from moodtagger.ui.library.filter import Filter
from moodtagger.ui.library.filter_columns import FilterColumns
from moodtagger.ui.library.song_columns import SongColumns
from moodtagger.ui.text_normalization import display_text

FACETS = ("genre", "artist", "album", "year", "bpm", "key")
_EXACT = frozenset({"genre", "artist", "album"})
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
    }[name]


def facet_values(
    name: str, columns: SongColumns, song_filter: Filter, mood_words: MoodWords | None = None
) -> list[FacetValue]:
    """Return the values among the songs that all other parts of the filter show.

    Values that the filter asks for come first, so that they can be taken out again.
    """
    field = field_named(name)
    assert field is not None
    others = replace(song_filter, text=without_field(song_filter.text, name))
    among = others.mask(columns, mood_words)
    counted = _COUNTS.get(name, known_values)(field, FilterColumns(columns), among)
    values = [
        FacetValue(choice, _value_name(choice), count)
        for choice, count in ((Choice(name, text, name in _EXACT), n) for text, n in counted)
    ]
    chosen = chosen_keys(song_filter.text)
    if not any(key[0] == name for key in chosen):
        return values
    return sorted(values, key=lambda value: value.choice.key not in chosen)


def _value_name(choice: Choice) -> str:
    if choice.field == "key":
        return key_text(parse_key(choice.value))
    if choice.field == "year":
        template = QCoreApplication.translate("Facets", "%1s", "a decade, such as 1990s")
        return template.replace("%1", choice.value.rstrip("s"))
    if choice.field == "bpm":
        return choice.value.replace("-", "\N{EN DASH}")
    return display_text(choice.value)
