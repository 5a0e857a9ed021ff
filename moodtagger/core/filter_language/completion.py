"""What may follow at the cursor of a filter that is typed: fields, their values, and moods."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from moodtagger.core.filter_language.evaluation import MoodWords
from moodtagger.core.filter_language.fields import FIELDS, Field, Kind, field_named
from moodtagger.core.filter_language.known_values import usual_values
from moodtagger.core.filter_language.tokens import QUOTES, quoted
from moodtagger.core.text_order import fold

KnownValues = Callable[[Field], Sequence[tuple[str, int]]]

MAX_SUGGESTIONS = 12
_MAX_NAMES = 3  # of artists, albums and genres each, after a plain word
_MIN_NAME_LENGTH = 2
_MAX_MOODS = 4
_NAME_FIELDS = ("artist", "album", "genre")
_FIELD = re.compile(r"(-?)([^\W\d][\w-]*)(:=|:[<>]=?|[:=]|[<>]=?)(.*)", re.DOTALL)
_EXACT_KINDS = {Kind.TEXT, Kind.FOLDER}


@dataclass(frozen=True, slots=True)
class FilterSuggestion:
    """A text to replace the typed one, and what it asks about.

    `value` is a value of the field that `count` songs have, "" where only the field's name is
    suggested: then the value is still to be typed.
    """

    text: str
    field: Field
    value: str = ""
    count: int | None = None

    @property
    def is_finished(self) -> bool:
        """Whether nothing has to follow."""
        return bool(self.value)


@dataclass(frozen=True, slots=True)
class Completion:
    """Suggestions for the text from character `start` to the cursor."""

    start: int
    suggestions: tuple[FilterSuggestion, ...]


def complete(text: str, cursor: int, values: KnownValues, moods: MoodWords) -> Completion:
    """Return what may stand at the cursor; `values` returns the values of a field with counts."""
    start = _start(text, cursor)
    typed = text[start:cursor]
    match = _FIELD.fullmatch(typed)
    field = field_named(match[2]) if match else None
    if match and field:
        found = _values(field, match, values, moods)
    else:
        found = _words(typed, values, moods)
    suggestions = [suggestion for suggestion in found if suggestion.text != typed]
    return Completion(start, tuple(suggestions[:MAX_SUGGESTIONS]))


def _start(text: str, cursor: int) -> int:
    """Return where the word or field at the cursor begins."""
    start, is_quoted = 0, False
    for i, char in enumerate(text[:cursor]):
        if char in QUOTES:
            is_quoted = not is_quoted
        elif not is_quoted and (char.isspace() or char in "(|"):
            start = i + 1
    return start


def _values(
    field: Field, match: re.Match[str], known: KnownValues, moods: MoodWords
) -> Iterator[FilterSuggestion]:
    """Suggest values that begin with what is typed, then those that contain it."""
    before, _, typed = _split_last(match[4])
    head = match[1] + match[2] + match[3] + before
    wanted = fold(typed.strip("".join(QUOTES))).strip()
    labels = moods.labels_starting(wanted) if field.kind is Kind.MOODS and wanted else []
    listed = list(known(field))
    counts = dict(listed)
    named = [(label, counts[label]) for label in labels if label in counts]
    for value, count in dict.fromkeys([*_matching(listed, wanted), *named]):
        yield FilterSuggestion(head + quoted(value), field, value, count)
    if not listed and not typed:
        for value in usual_values(field):
            yield FilterSuggestion(head + value, field, value)


def _split_last(values: str) -> tuple[str, str, str]:
    """Split what precedes the last of several values from it."""
    is_quoted, last = False, 0
    for i, char in enumerate(values):
        if char in QUOTES:
            is_quoted = not is_quoted
        elif char == "," and not is_quoted:
            last = i + 1
    return values[:last], "", values[last:]


def _words(typed: str, known: KnownValues, moods: MoodWords) -> Iterator[FilterSuggestion]:
    """Suggest what a plain word may mean: moods, fields, names."""
    minus, word = ("-", typed[1:]) if typed.startswith("-") else ("", typed)
    wanted = fold(word.strip("".join(QUOTES))).strip()
    if not wanted:
        return
    mood, found = field_named("mood"), list(moods.labels(wanted))
    assert mood is not None
    if len(wanted) >= _MIN_NAME_LENGTH:
        found += moods.labels_starting(wanted)
    counts = dict(known(mood))
    meant = moods.labels(wanted)
    offered = [label for label in dict.fromkeys(found) if counts.get(label) or label in meant]
    offered.sort(key=lambda label: not counts.get(label))
    for label in offered[:_MAX_MOODS]:
        yield FilterSuggestion(f"{minus}mood:{quoted(label)}", mood, label, counts.get(label, 0))
    for field in FIELDS:
        if any(name.startswith(wanted) for name in (field.name, *field.aliases)):
            if field.kind is Kind.FLAG:
                yield FilterSuggestion(f"{minus}{field.name}:yes", field, "yes")
            else:
                yield FilterSuggestion(f"{minus}{field.name}:", field)
    if len(wanted) >= _MIN_NAME_LENGTH:
        yield from _names(minus, wanted, known)


def _names(minus: str, wanted: str, known: KnownValues) -> Iterator[FilterSuggestion]:
    for name in _NAME_FIELDS:
        field = field_named(name)
        assert field is not None
        for value, count in _matching(known(field), wanted)[:_MAX_NAMES]:
            yield FilterSuggestion(f"{minus}{name}={quoted(value)}", field, value, count)


def _matching(values: Iterable[tuple[str, int]], wanted: str) -> list[tuple[str, int]]:
    """Return the values that begin with a folded text, then those with a word that does."""
    first, later = [], []
    for value, count in values:
        folded = fold(value)
        if folded.startswith(wanted):
            first.append((value, count))
        elif f" {wanted}" in folded:
            later.append((value, count))
    return first + later
