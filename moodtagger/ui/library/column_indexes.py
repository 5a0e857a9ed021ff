"""Indexes over text columns: categorical codes with sort ranks, and substring search."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from moodtagger.core.text_order import fold_all, shown_name

T = TypeVar("T", bound=Hashable)
SortedKeys = tuple[list[str], list[int]]  # the key of each code, and the codes in sorted order


class CategoricalColumn(Generic[T]):
    """Dictionary encoding: distinct values get codes 0, 1, 2, ...; values are never dropped.

    `make_keys` returns the sort keys of values, None for values that always come last. Keys are
    computed when the order is first needed.
    """

    def __init__(self, make_keys: Callable[[Sequence[T]], Sequence[str | None]]) -> None:
        self._make_keys = make_keys
        self._codes: dict[T, int] = {}
        self._keys: list[str] = []
        self._order: list[int] = []
        self._ranks: npt.NDArray[np.float64] = np.empty(0)
        self._folded: list[str] = []

    @property
    def values(self) -> list[T]:
        """Distinct values in code order."""
        return list(self._codes)

    def code(self, value: T) -> int:
        """Return the code of a value, assigning a new one to a new value."""
        return self._codes.setdefault(value, len(self._codes))

    def codes(self, values: Sequence[T]) -> npt.NDArray[np.int32]:
        """Return the codes of many values, as repeated calls of `code` would."""
        known = self._codes
        for value in dict.fromkeys(values):
            known.setdefault(value, len(known))
        return np.fromiter(map(known.__getitem__, values), np.int32, len(values))

    def ranks(self) -> npt.NDArray[np.float64]:
        """Return the rank of each code, equal for equal keys; NaN for values that come last."""
        if len(self._ranks) != len(self._codes):
            # All but the new tail is sorted already, which Timsort handles in linear time.
            self._set_keys(*_sort_codes(self.values, self._make_keys, self._keys, self._order))
        return self._ranks

    def compute_order(self) -> SortedKeys:
        """Compute the order of all values, on any thread; see `set_order`."""
        return _sort_codes(self.values, self._make_keys, [], [])

    def set_order(self, order: SortedKeys) -> None:
        """Adopt what `compute_order` returned.

        Values added in the meantime are sorted in when the order is next needed.
        """
        if len(order[0]) > len(self._keys):
            self._set_keys(*order)

    def matches(self, accept: Callable[[T], bool]) -> npt.NDArray[np.bool_]:
        """Return for each code whether `accept` holds for its value, shape (codes,)."""
        return np.fromiter(map(accept, self._codes), dtype=np.bool_, count=len(self._codes))

    def folded(self: CategoricalColumn[str]) -> list[str]:
        """Return the names in code order without case and accents; computed when first needed."""
        if len(self._folded) != len(self._codes):
            self._folded += fold_all([shown_name(v) for v in self.values[len(self._folded) :]])
        return self._folded

    def _set_keys(self, keys: list[str], order: list[int]) -> None:
        self._keys, self._order = keys, order
        self._ranks = np.full(len(keys), np.nan)
        in_order = [keys[code] for code in order]
        steps = [key != last for last, key in itertools.pairwise(in_order)]
        self._ranks[order] = np.cumsum([0, *steps])[: len(order)]


def _sort_codes(
    values: Sequence[T],
    make_keys: Callable[[Sequence[T]], Sequence[str | None]],
    keys: list[str],
    order: list[int],
) -> SortedKeys:
    """Extend known keys and their order to all values."""
    new_keys = make_keys(values[len(keys) :])
    order = order + [code for code, key in enumerate(new_keys, len(keys)) if key is not None]
    keys = keys + [key or "" for key in new_keys]
    order.sort(key=keys.__getitem__)
    return keys, order


_CACHE_SIZE = 16
_MAX_SUBSET_FRACTION = 0.7  # of all texts: extracting more costs as much as searching all


class SearchIndex:
    """Substring search over one text per slot; results are cached until a text changes.

    The first texts may be built lazily. While the user types a word, each letter narrows the
    previous results, so only those songs are searched.
    """

    def __init__(self, count: int = 0, build_texts: Callable[[], Sequence[str]] = list) -> None:
        """Let `build_texts` return the texts of the first `count` slots, on any thread."""
        self.build_texts = build_texts
        self._count = count
        self._loaded_texts: list[str] | None = [] if not count else None
        self._cache: dict[str, npt.NDArray[np.intp]] = {}

    def __len__(self) -> int:
        return self._count if self._loaded_texts is None else len(self._loaded_texts)

    def __getitem__(self, slot: int) -> str:
        return self._texts[slot]

    def __setitem__(self, slot: int, text: str) -> None:
        self._texts[slot] = text
        self._cache.clear()

    def texts_at(self, slots: npt.NDArray[np.intp]) -> list[str]:
        """Return the texts of some slots."""
        texts = self._texts
        return texts if len(slots) == len(texts) else [texts[slot] for slot in slots.tolist()]

    def append(self, text: str) -> None:
        """Add the text of one more slot."""
        self._texts.append(text)
        self._cache.clear()

    def set_texts(self, texts: Sequence[str]) -> None:
        """Adopt what `build_texts` returned, unless the texts were needed earlier."""
        if self._loaded_texts is None:
            self._loaded_texts = list(texts)

    def slots_with(self, word: str) -> npt.NDArray[np.intp]:
        """Return the slots whose text contains the word, ascending."""
        if word not in self._cache:
            slots, texts = self._candidates(word)
            matches = [word in text for text in texts]
            if len(self._cache) >= _CACHE_SIZE:
                self._cache.clear()
            self._cache[word] = slots[np.array(matches, dtype=np.bool_)]
        return self._cache[word]

    @property
    def _texts(self) -> list[str]:
        if self._loaded_texts is None:
            self._loaded_texts = list(self.build_texts())
        return self._loaded_texts

    def _candidates(self, word: str) -> tuple[npt.NDArray[np.intp], list[str]]:
        """Return slots and texts from the longest cached part of the word, else all."""
        texts = self._texts
        cached = [part for part in self._cache if part in word]
        slots = self._cache[max(cached, key=len)] if cached else np.arange(len(texts))
        if len(slots) > _MAX_SUBSET_FRACTION * len(texts):
            return np.arange(len(texts)), texts
        return slots, [texts[slot] for slot in slots.tolist()]
