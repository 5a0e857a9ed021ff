"""A column of repeated values as small numbers, so that numpy can sort and filter by them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T", bound=Hashable)


class Categories(Generic[T]):
    """Every distinct value gets a code 0, 1, 2, ...; values are never forgotten.

    `key` gives the sort key of a value, or None for values that come last in any order.
    """

    def __init__(self, key: Callable[[T], str | None]) -> None:
        self._key = key
        self._codes: dict[T, int] = {}
        self._keys: list[str] = []
        self._order: list[int] = []
        self._ranks: npt.NDArray[np.float64] = np.empty(0)

    @property
    def values(self) -> list[T]:
        """Distinct values in the order of their codes."""
        return list(self._codes)

    def code(self, value: T) -> int:
        """The code of a value, a new one when it was not seen before."""
        code = self._codes.get(value)
        if code is None:
            code = self._codes[value] = len(self._codes)
            key = self._key(value)
            self._keys.append(key or "")
            if key is not None:
                self._order.append(code)
        return code

    def ranks(self) -> npt.NDArray[np.float64]:
        """Sort rank of each code; NaN for values that come last."""
        if len(self._ranks) != len(self._codes):
            # Sorted already but for its new tail, which Python's sort does in linear time.
            self._order.sort(key=self._keys.__getitem__)
            self._ranks = np.full(len(self._codes), np.nan)
            self._ranks[self._order] = np.arange(len(self._order))
        return self._ranks

    def matching(self, accept: Callable[[T], bool]) -> npt.NDArray[np.bool_]:
        """For each code whether `accept` holds for its value."""
        return np.fromiter(map(accept, self._codes), dtype=np.bool_, count=len(self._codes))
