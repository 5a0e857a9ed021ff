"""Evaluate a filter on the columns of many songs at once."""

from __future__ import annotations

import functools
import re
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from moodtagger.core.filter_language.fields import Kind, field_named
from moodtagger.core.filter_language.syntax import (
    AgeInterval,
    And,
    AnyValue,
    Codes,
    Interval,
    Node,
    Not,
    NoValue,
    Term,
    TextValue,
    Value,
    Word,
)
from moodtagger.core.mood_synonyms import MoodSynonyms, normalize_word

Mask = npt.NDArray[np.bool_]
_ABSOLUTE = re.compile(r"[/\\]|[a-z]:[/\\]")


class FilterSongs(Protocol):
    """The columns that filters are evaluated on; every array has a value for each of n songs."""

    def __len__(self) -> int:
        """Return n."""

    def filter_numbers(self, column: str) -> npt.NDArray[np.float64]:
        """Return a numeric column, NaN where unknown; choices and flags as codes, -1 if unknown."""

    def filter_texts(self, column: str) -> tuple[npt.NDArray[np.int32], Sequence[str]]:
        """Return a text column as codes (n,) into its distinct texts, which are folded."""

    def shown_texts(self, column: str) -> Sequence[str]:
        """Return the distinct texts of a text column as they are, by code."""

    def filter_moods(self, column: str) -> tuple[npt.NDArray[np.int32], Sequence[tuple[str, ...]]]:
        """Return a column of moods as codes (n,) into its distinct sets."""

    def songs_with(self, folded: str) -> Mask:
        """Return the songs with a folded text in title, artist, album, genre, moods or path."""

    def songs_with_word(self, folded: str) -> Mask:
        """Return the songs in whose tags (not in the path) a folded word stands alone."""

    def songs_in_path(self, folded: str) -> Mask:
        """Return the songs with a folded text in their path."""


class MoodWords:
    """Which moods a word of a filter means: those of that name, else synonyms of them."""

    def __init__(self, synonyms: MoodSynonyms | None = None) -> None:
        self._synonyms = synonyms
        self._labels = functools.cache(self._find_labels)

    def labels(self, word: str) -> frozenset[str]:
        """Return the moods of the vocabulary that a word means; empty for other words."""
        return self._labels(normalize_word(word))

    def named(self, word: str) -> str | None:
        """Return the mood of the vocabulary whose name this is."""
        return None if self._synonyms is None else self._synonyms.named(word)

    def labels_starting(self, start: str) -> list[str]:
        """Return the moods with a name or synonym that starts so, those with a name first."""
        return [] if self._synonyms is None else self._synonyms.labels_starting(start)

    def _find_labels(self, word: str) -> frozenset[str]:
        meaning = None if self._synonyms is None else self._synonyms.meaning(word)
        return frozenset() if meaning is None else frozenset(meaning.labels)

    def contained_in(
        self,
        word: str,
        sets: Sequence[tuple[str, ...]],
        *,
        exact: bool = False,
        of_vocabulary: bool = False,
    ) -> list[bool]:
        """Return for each set whether it has a mood of that name or meaning.

        A word that is neither a name nor a synonym may be the beginning of a name. In sets
        `of_vocabulary`, the name of a mood means that mood only.
        """
        label = self.named(word) if of_vocabulary else None
        if label is not None:
            return [label in moods for moods in sets]
        wanted, labels = normalize_word(word), self.labels(word)
        moods = {mood: normalize_word(mood) for mood in dict.fromkeys(_flattened(sets))}
        found = {mood for mood, name in moods.items() if name == wanted}
        if not exact:
            found |= {mood for mood in moods if labels & ({mood} | self.labels(mood))}
        if not exact and not found and not labels:
            found = {mood for mood, name in moods.items() if name.startswith(wanted)}
        return [not found.isdisjoint(moods_of_song) for moods_of_song in sets]


def _flattened(sets: Iterable[tuple[str, ...]]) -> Iterable[str]:
    return (mood for moods in sets for mood in moods)


def matching(
    node: Node, songs: FilterSongs, moods: MoodWords | None = None, now: float | None = None
) -> Mask:
    """Return which songs a filter matches, shape (n,); `now` is in seconds since 1970."""
    evaluation = _Evaluation(songs, moods or MoodWords(), time.time() if now is None else now)
    return evaluation.mask(node)


class _Evaluation:
    def __init__(self, songs: FilterSongs, moods: MoodWords, now: float) -> None:
        self._songs = songs
        self._moods = moods
        self._now = now

    def mask(self, node: Node) -> Mask:
        if isinstance(node, Word):
            return self._word(node)
        if isinstance(node, Term):
            masks = (self._value(node, value) for value in node.values)
            return functools.reduce(np.bitwise_or, masks)
        if isinstance(node, Not):
            return ~self.mask(node.part)
        if isinstance(node, And):
            everything = np.ones(len(self._songs), np.bool_)
            return functools.reduce(np.bitwise_and, map(self.mask, node.parts), everything)
        nothing = np.zeros(len(self._songs), np.bool_)
        return functools.reduce(np.bitwise_or, map(self.mask, node.parts), nothing)

    def _word(self, word: Word) -> Mask:
        if not word.text.strip():
            return np.ones(len(self._songs), np.bool_)
        found = self._words(word)
        flag = field_named(word.text)
        if flag is not None and flag.kind is Kind.FLAG:  # "instrumental" alone
            found = found | (self._songs.filter_numbers(flag.column) == 1)
        return found

    def _words(self, word: Word) -> Mask:
        if word.whole and not _has_wide_letters(word.text):
            return self._songs.songs_with_word(word.text)
        found = self._songs.songs_with(word.text)
        labels = self._moods.labels(word.text)
        if labels and not word.whole:
            codes, sets = self._songs.filter_moods("moods")
            found = found | _per_value(codes, [not labels.isdisjoint(moods) for moods in sets])
        return found

    def _value(self, term: Term, value: Value) -> Mask:
        if isinstance(value, AnyValue):
            return self._is_known(term)
        if isinstance(value, NoValue):
            return ~self._is_known(term)
        return _EVALUATORS[term.field.kind](self, term.field.column, value)

    def _is_known(self, term: Term) -> Mask:
        kind, column = term.field.kind, term.field.column
        if kind is Kind.MOODS:
            codes, sets = self._songs.filter_moods(column)
            return _per_value(codes, [bool(moods) for moods in sets])
        if kind in {Kind.TEXT, Kind.FORMAT}:
            codes, texts = self._songs.filter_texts(column)
            return _per_value(codes, [bool(text.strip()) for text in texts])
        if kind in {Kind.PATH, Kind.FOLDER}:
            return np.ones(len(self._songs), np.bool_)
        numbers = self._songs.filter_numbers(column)
        if kind in {Kind.CHOICE, Kind.FLAG}:
            return numbers >= 0
        return ~np.isnan(numbers)

    def texts(self, column: str, value: Value) -> Mask:
        assert isinstance(value, TextValue)
        codes, texts = self._songs.filter_texts(column)
        wanted = value.text
        if value.exact:
            return _per_value(codes, [text.strip() == wanted for text in texts])
        return _per_value(codes, [wanted in text for text in texts])

    def moods(self, column: str, value: Value) -> Mask:
        assert isinstance(value, TextValue)
        codes, sets = self._songs.filter_moods(column)
        accepted = self._moods.contained_in(
            value.text, sets, exact=value.exact, of_vocabulary=column != "tagged"
        )
        return _per_value(codes, accepted)

    def path(self, column: str, value: Value) -> Mask:
        assert isinstance(value, TextValue)
        return self._songs.songs_in_path(value.text)

    def folder(self, column: str, value: Value) -> Mask:
        assert isinstance(value, TextValue)
        codes, folders = self._songs.filter_texts(column)
        return _per_value(codes, [is_in_folder(folder, value.text) for folder in folders])

    def codes(self, column: str, value: Value) -> Mask:
        assert isinstance(value, Codes)
        return np.isin(self._songs.filter_numbers(column), list(value.codes))

    def numbers(self, column: str, value: Value) -> Mask:
        numbers = self._songs.filter_numbers(column)
        if isinstance(value, AgeInterval):
            return (numbers >= self._now - value.oldest) & (numbers <= self._now - value.newest)
        assert isinstance(value, Interval)
        above = numbers > value.low if value.open_low else numbers >= value.low
        below = numbers < value.high if value.open_high else numbers <= value.high
        mask: Mask = above & below
        return mask


_EVALUATORS: Mapping[Kind, Callable[[_Evaluation, str, Value], Mask]] = {
    Kind.TEXT: _Evaluation.texts,
    Kind.FORMAT: _Evaluation.texts,
    Kind.PATH: _Evaluation.path,
    Kind.FOLDER: _Evaluation.folder,
    Kind.MOODS: _Evaluation.moods,
    Kind.MUSICAL_KEY: _Evaluation.codes,
    Kind.CHOICE: _Evaluation.codes,
    Kind.FLAG: _Evaluation.codes,
    Kind.NUMBER: _Evaluation.numbers,
    Kind.LENGTH: _Evaluation.numbers,
    Kind.DATE: _Evaluation.numbers,
}


def is_in_folder(folder: str, wanted: str) -> bool:
    """Return whether a folder is the wanted one or below it, or has a part of a path in its own."""
    if not _ABSOLUTE.match(wanted):
        return wanted in folder
    wanted = wanted.rstrip("/\\")
    return folder == wanted or folder.startswith((f"{wanted}/", f"{wanted}\\"))


def _per_value(codes: npt.NDArray[np.int32], accepted: Sequence[bool]) -> Mask:
    """Return for each song whether its value is accepted."""
    mask: Mask = np.array([*accepted, False], np.bool_)[codes]
    return mask


def _has_wide_letters(text: str) -> bool:
    """Whether the text is Chinese, Japanese or Korean, which is written without spaces."""
    return any(unicodedata.east_asian_width(char) in "WF" for char in text)
