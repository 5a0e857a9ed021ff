"""The folded texts of the songs, and which of them hold a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

_REMEMBERED = 16
_WORTH_PICKING = 0.7  # of all texts: picking more out costs as much as looking into all


class SearchTexts:
    """A text for each slot; answers are remembered until a text changes.

    The first texts may be made when they are needed. While a word is typed each letter narrows
    what the letters before it found, so only those songs are looked through.
    """

    def __init__(self, count: int = 0, make: Callable[[], Sequence[str]] = list) -> None:
        """`make` gives the texts of the first `count` slots, on any thread."""
        self.make = make
        self._count = count
        self._ready: list[str] | None = [] if not count else None
        self._found: dict[str, npt.NDArray[np.intp]] = {}

    def __len__(self) -> int:
        return self._count if self._ready is None else len(self._ready)

    def __getitem__(self, slot: int) -> str:
        return self._texts[slot]

    def __setitem__(self, slot: int, text: str) -> None:
        self._texts[slot] = text
        self._found.clear()

    def append(self, text: str) -> None:
        """A text for one more slot."""
        self._texts.append(text)
        self._found.clear()

    def take(self, made: Sequence[str]) -> None:
        """Take over what `make` gave, unless that was needed earlier."""
        if self._ready is None:
            self._ready = list(made)

    def slots_with(self, word: str) -> npt.NDArray[np.intp]:
        """The slots whose text holds the word, ascending."""
        if word not in self._found:
            among, texts = self._narrowed(word)
            hits = [word in text for text in texts]
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[word] = among[np.array(hits, dtype=np.bool_)]
        return self._found[word]

    @property
    def _texts(self) -> list[str]:
        if self._ready is None:
            self._ready = list(self.make())
        return self._ready

    def _narrowed(self, word: str) -> tuple[npt.NDArray[np.intp], list[str]]:
        """Slots and texts of the longest part of the word whose answer is known, else all."""
        texts = self._texts
        known = [part for part in self._found if part in word]
        among = self._found[max(known, key=len)] if known else np.arange(len(texts))
        if len(among) > _WORTH_PICKING * len(texts):
            return np.arange(len(texts)), texts
        return among, [texts[slot] for slot in among.tolist()]
