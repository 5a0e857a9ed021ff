"""The rows below the search box: suggestions for what is typed, and all that can be asked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from moodtagger.core.filter_language import FIELDS, Completion, FilterSuggestion
from moodtagger.ui.formatting import mood_text, song_count
from moodtagger.ui.search.popup import Entry
from moodtagger.ui.text_normalization import display_text
from moodtagger.ui.translation import translate_message


def suggestion_entries(completion: Completion, typed: str) -> list[Entry]:
    """Return a row for each suggestion; `typed` is the text that it would replace."""
    in_field = any(mark in typed for mark in ":=<>")
    return [
        Entry(_suggestion_text(suggestion, in_field=in_field), _note(suggestion), suggestion)
        for suggestion in completion.suggestions
    ]


def _suggestion_text(suggestion: FilterSuggestion, *, in_field: bool) -> str:
    if not suggestion.is_finished or suggestion.count is None:
        return suggestion.text
    is_mood = suggestion.field.name in {"mood", "suggested"}
    value = mood_text(suggestion.value) if is_mood else display_text(suggestion.value)
    title = _titles().get(suggestion.field.name, "")
    return value if in_field or not title else f"{title}: {value}"


def _titles() -> dict[str, str]:
    tr = QCoreApplication.translate
    return {
        "mood": tr("SearchBox", "Mood"),
        "artist": tr("SearchBox", "Artist"),
        "album": tr("SearchBox", "Album"),
        "genre": tr("SearchBox", "Genre"),
    }


def _note(suggestion: FilterSuggestion) -> str:
    if suggestion.count is not None:
        return song_count(suggestion.count)
    return translate_message(suggestion.field.help) if not suggestion.is_finished else ""


def help_entries() -> list[Entry]:
    """Return what can be asked, each row with an example that it enters when chosen."""
    return [*_words(), Entry(_tr("Fields")), *_fields()]


def _words() -> Iterable[Entry]:
    yield Entry(_tr("Words"))
    examples = (
        ("river", _tr("in title, artist, album, genre, moods, or path")),
        ('"live at"', _tr("these words side by side")),
        ("-live", _tr("without this word")),
        ("rock | pop", _tr("either of them")),
        ("-genre:rap", _tr("a minus excludes")),
        ("mood:happy,calm", _tr("one of several values")),
        ("bpm:90-110", _tr("a range")),
        ("energy:>6", _tr("more than; also <, >=, <=")),
        ("-genre:*", _tr("without any value")),
    )
    for example, meaning in examples:
        yield Entry(example, meaning, example)


def _fields() -> Iterable[Entry]:
    for field in FIELDS:
        yield Entry(field.example, translate_message(field.help), field.example)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SearchBox", text)
