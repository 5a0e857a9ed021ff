"""The columns of a track table, as filters are evaluated on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Sequence
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from moodtagger.core.attributes import INSTRUMENTAL_FROM
from moodtagger.core.circumplex import AROUSAL_DECILES
from moodtagger.core.filter_language.evaluation import Mask
from moodtagger.core.filter_language.fields import NO_TIER, TIERS
from moodtagger.core.musical_keys import parse_key
from moodtagger.core.text_order import fold_all
from moodtagger.core.track_table import TrackTable, detected_keys, effective_columns, effective_keys
from moodtagger.core.tracks import parent_dirs
from moodtagger.core.vocabulary import Tier

T = TypeVar("T", bound=Hashable)
_WORD_FIELDS = ("title", "artist", "album", "genre")
_MOOD_FIELDS = ("moods", "tagged")


class TableSongs:
    """A `FilterSongs` of a table; texts are folded when they are first needed.

    `find_duplicates` returns the ids of songs that other songs are copies of.
    """

    def __init__(
        self, table: TrackTable, find_duplicates: Callable[[], Collection[int]] = tuple
    ) -> None:
        self._table = table
        self._find_duplicates = find_duplicates
        self._texts: dict[str, tuple[npt.NDArray[np.int32], list[str]]] = {}

    def __len__(self) -> int:
        return len(self._table)

    @cached_property
    def _effective(self) -> dict[str, npt.NDArray[np.float64]]:
        columns = effective_columns(self._table)
        return {name: column.astype(np.float64) for name, column in columns.items()}

    @cached_property
    def _paths(self) -> list[str]:
        return fold_all(self._table.paths)

    def filter_numbers(self, column: str) -> npt.NDArray[np.float64]:
        """Return a numeric column; see `FilterSongs`."""
        if column == "energy":
            return energy_levels(self._effective["arousal"])
        if column == "instrumental":
            return instrumental_flags(self._table.numbers.instrumentalness)
        if column in {"key", "detected_key"}:
            find_keys = effective_keys if column == "key" else detected_keys
            codes, keys = _factorize(find_keys(self._table))
            return wheel_codes(keys)[codes]
        if column == "key_differs":
            return differing_keys(*map(self.filter_numbers, ("key", "detected_key")))
        if column == "duplicate":
            return np.isin(self._table.ids, list(self._find_duplicates())).astype(np.float64)
        if column == "tier":
            codes, tiers = _factorize(self._table.undecided_suggestions())
            return np.array([*map(best_tier, tiers), 0.0])[codes]
        if column == "state":
            return self._table.state.astype(np.float64)
        if column == "duration":
            return self._table.numbers.duration_s
        if column in self._effective:
            return self._effective[column]
        numbers: npt.NDArray[np.float64] = getattr(self._table.numbers, column)
        return numbers

    def filter_texts(self, column: str) -> tuple[npt.NDArray[np.int32], Sequence[str]]:
        """Return a text column; see `FilterSongs`."""
        if column not in self._texts:
            codes, texts = _factorize(self._column(column))
            self._texts[column] = codes, fold_all(texts)
        return self._texts[column]

    def shown_texts(self, column: str) -> Sequence[str]:
        """Return the distinct texts of a column; see `FilterSongs`."""
        return _factorize(self._column(column))[1]

    def _column(self, column: str) -> Sequence[str]:
        if column == "format":
            return self._table.formats()
        if column == "title":
            return self._table.names()
        if column == "directory":
            return parent_dirs(self._table.paths)
        texts: Sequence[str] = getattr(self._table.text, column)
        return texts

    def filter_moods(self, column: str) -> tuple[npt.NDArray[np.int32], Sequence[tuple[str, ...]]]:
        """Return a column of moods; see `FilterSongs`."""
        if column == "suggested":
            suggestions = self._table.undecided_suggestions()
            return _factorize([clear + likely for clear, likely in suggestions])
        sets = self._table.text.moods if column == "tagged" else self._table.effective_moods()
        return _factorize(sets)

    def songs_with(self, folded: str) -> Mask:
        """Return the songs with a text anywhere; see `FilterSongs`."""
        return self._matching_tags(lambda text: folded in text) | self.songs_in_path(folded)

    def songs_with_word(self, folded: str) -> Mask:
        """Return the songs with a whole word in their tags; see `FilterSongs`."""
        word = re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)")
        return self._matching_tags(lambda text: word.search(text) is not None)

    def songs_in_path(self, folded: str) -> Mask:
        """Return the songs with a text in their path; see `FilterSongs`."""
        return np.fromiter((folded in path for path in self._paths), np.bool_, len(self))

    def _matching_tags(self, accept: Callable[[str], bool]) -> Mask:
        mask = np.zeros(len(self), np.bool_)
        for column in _WORD_FIELDS:
            codes, texts = self.filter_texts(column)
            mask |= np.array([*map(accept, texts), False], np.bool_)[codes]
        for column in _MOOD_FIELDS:
            codes, sets = self.filter_moods(column)
            accepted = [any(map(accept, fold_all(moods))) for moods in sets]
            mask |= np.array([*accepted, False], np.bool_)[codes]
        return mask


def best_tier(suggestions: tuple[tuple[str, ...], tuple[str, ...]]) -> float:
    """Return the code of the better tier that there are suggestions of."""
    found = [TIERS.index(str(tier)) for tier, moods in zip(Tier, suggestions, strict=True) if moods]
    return float(found[0] if found else TIERS.index(NO_TIER))


def energy_levels(arousal: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return `circumplex.energy_level` of many songs; NaN stays."""
    levels = np.clip(np.searchsorted(AROUSAL_DECILES, arousal, side="right"), 1, 10)
    return np.where(np.isnan(arousal), np.nan, levels)


def instrumental_flags(instrumentalness: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return 1 for songs without a voice, 0 for the others, -1 where it is unknown."""
    flags = (instrumentalness >= INSTRUMENTAL_FROM).astype(np.float64)
    return np.where(np.isnan(instrumentalness), -1.0, flags)


def differing_keys(
    keys: npt.NDArray[np.float64], detected: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return 1 where the tag names another key than was detected, else 0, from wheel codes."""
    is_known = ~np.isnan(keys) & ~np.isnan(detected)
    differs: npt.NDArray[np.float64] = (is_known & (keys != detected)).astype(np.float64)
    return differs


def wheel_codes(texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return twice the number on Camelot's wheel, plus 1 for major; NaN for what is no key."""
    keys = map(parse_key, texts)
    codes = [np.nan if key is None else 2 * key.camelot[0] + key.camelot[1] for key in keys]
    return np.array(codes, np.float64)


def _factorize(values: Sequence[T]) -> tuple[npt.NDArray[np.int32], list[T]]:
    """Return codes (n,) and the distinct values."""
    code_of = {value: code for code, value in enumerate(dict.fromkeys(values))}
    return np.fromiter(map(code_of.__getitem__, values), np.int32, len(values)), list(code_of)
