"""The folded texts of the songs, and which of them hold a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

_CACHE_SIZE = 16
_MAX_SUBSET_FRACTION = 0.7  # of all texts: picking more out costs as much as looking into all


class SearchIndex:
    """A text for each slot; answers are remembered until a text changes.

    The first texts may be made when they are needed. While a word is typed each letter narrows
    what the letters before it found, so only those songs are looked through.
    """

    def __init__(self, count: int = 0, build_texts: Callable[[], Sequence[str]] = list) -> None:
        """`make` gives the texts of the first `count` slots, on any thread."""
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

    def append(self, text: str) -> None:
        """A text for one more slot."""
        self._texts.append(text)
        self._cache.clear()

    def set_texts(self, texts: Sequence[str]) -> None:
        """Take over what `make` gave, unless that was needed earlier."""
        if self._loaded_texts is None:
            self._loaded_texts = list(texts)

    def slots_with(self, word: str) -> npt.NDArray[np.intp]:
        """The slots whose text holds the word, ascending."""
        if word not in self._cache:
            slots, texts = self._candidates(word)
            hits = [word in text for text in texts]
            if len(self._cache) >= _CACHE_SIZE:
                self._cache.clear()
            self._cache[word] = slots[np.array(hits, dtype=np.bool_)]
        return self._cache[word]

    @property
    def _texts(self) -> list[str]:
        if self._loaded_texts is None:
            self._loaded_texts = list(self.build_texts())
        return self._loaded_texts

    def _candidates(self, word: str) -> tuple[npt.NDArray[np.intp], list[str]]:
        """Slots and texts of the longest part of the word whose answer is known, else all."""
        texts = self._texts
        known = [part for part in self._cache if part in word]
        slots = self._cache[max(known, key=len)] if known else np.arange(len(texts))
        if len(slots) > _MAX_SUBSET_FRACTION * len(texts):
            return np.arange(len(texts)), texts
        return slots, [texts[slot] for slot in slots.tolist()]
