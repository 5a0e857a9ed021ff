"""The columns of the song table, as filters are evaluated on them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from moodtagger.core.filter_language.table_songs import (
    best_tier,
    differing_keys,
    energy_levels,
    instrumental_flags,
    wheel_codes,
)
from moodtagger.core.text_order import shown_name
from moodtagger.ui.library.song_columns import SongColumns, suggestions_of

Mask = npt.NDArray[np.bool_]


class FilterColumns:
    """A `FilterSongs` whose songs are the slots of `SongColumns`, used and free ones."""

    def __init__(self, columns: SongColumns) -> None:
        self._columns = columns

    def __len__(self) -> int:
        return len(self._columns.rows)

    def filter_numbers(self, column: str) -> npt.NDArray[np.float64]:
        """Return a numeric column; see `FilterSongs`."""
        columns = self._columns
        if column == "energy":
            return energy_levels(columns.number("arousal"))
        if column == "instrumental":
            return instrumental_flags(columns.number("instrumentalness"))
        if column == "tier":
            texts = self._columns.category("suggested").values
            tiers = [best_tier(suggestions_of(text)) for text in texts]
            return np.array([*tiers, 0.0])[self._columns.code("suggested")]
        if column in {"key", "detected_key"}:
            keys = np.append(wheel_codes(columns.category(column).values), np.nan)
            return keys[columns.code(column)]
        if column == "key_differs":
            return differing_keys(*map(self.filter_numbers, ("key", "detected_key")))
        if column == "duplicate":
            return np.isin(columns.ids, columns.duplicate_ids).astype(np.float64)
        if column in {"state", "quadrant", "corrected"}:
            codes: npt.NDArray[np.float64] = getattr(columns, column).astype(np.float64)
            return codes
        return columns.number(column)

    def filter_texts(self, column: str) -> tuple[npt.NDArray[np.int32], Sequence[str]]:
        """Return a text column; see `FilterSongs`."""
        return self._columns.code(column), self._columns.category(column).folded()

    def shown_texts(self, column: str) -> Sequence[str]:
        """Return the distinct texts of a column; see `FilterSongs`."""
        return [shown_name(text) for text in self._columns.category(column).values]

    def filter_moods(self, column: str) -> tuple[npt.NDArray[np.int32], Sequence[tuple[str, ...]]]:
        """Return a column of moods; see `FilterSongs`."""
        if column == "moods":
            return self._columns.code("moods"), self._columns.mood_sets.values
        if column == "suggested":
            found = map(suggestions_of, self._columns.category("suggested").values)
            return self._columns.code("suggested"), [clear + likely for clear, likely in found]
        texts = self._columns.category("tagged").values
        sets = [tuple(text.split(", ")) if text else () for text in texts]
        return self._columns.code("tagged"), sets

    def songs_with(self, folded: str) -> Mask:
        """Return the songs with a text anywhere; see `FilterSongs`."""
        return self._mask(self._columns.search.slots_with(folded))

    def songs_with_word(self, folded: str) -> Mask:
        """Return the songs with a whole word in their tags; see `FilterSongs`."""
        word = re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)")
        slots = self._columns.search.slots_with(folded)
        texts = self._columns.search.texts_at(slots)
        is_word = [word.search(text.rpartition("\n")[0]) is not None for text in texts]
        return self._mask(slots[np.array(is_word, np.bool_)])

    def songs_in_path(self, folded: str) -> Mask:
        """Return the songs with a text in their path; see `FilterSongs`."""
        slots = self._columns.search.slots_with(folded)
        texts = self._columns.search.texts_at(slots)
        in_path = [text.rfind(folded) > text.rfind("\n") for text in texts]
        return self._mask(slots[np.array(in_path, np.bool_)])

    def _mask(self, slots: npt.NDArray[np.intp]) -> Mask:
        mask = np.zeros(len(self), np.bool_)
        mask[slots] = True
        return mask
