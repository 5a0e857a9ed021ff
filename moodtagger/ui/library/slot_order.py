"""The order of the songs, all of them and those that are shown, as arrays of slots."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Slots = npt.NDArray[np.intp]


def sorted_slots(order: Slots, key: npt.NDArray[np.float64], descending: bool) -> Slots:
    """`order` sorted by `key[slot]`, ties as they were; NaN last in either direction."""
    values = key[order]
    return order[np.argsort(-values if descending else values, kind="stable")]


def row_of_each_slot(shown: Slots, slot_count: int) -> npt.NDArray[np.int32]:
    """The row of each slot, -1 where it is not shown; shape (slots,)."""
    rows = np.full(slot_count, -1, dtype=np.int32)
    rows[shown] = np.arange(len(shown), dtype=np.int32)
    return rows


def row_ranges(rows: npt.NDArray[np.integer]) -> list[tuple[int, int]]:
    """Ascending row numbers as (first, last) runs."""
    if not len(rows):
        return []
    breaks = np.flatnonzero(np.diff(rows) != 1)
    first = rows[np.r_[0, breaks + 1]]
    last = rows[np.r_[breaks, len(rows) - 1]]
    return list(zip(first.tolist(), last.tolist(), strict=True))
