"""Which of a person's songs only judge: a fifth of them, with no artist on both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

HOLD_OUT_FRACTION = 0.2
MIN_HELD_OUT_SONGS = 3
_RANDOM_SPLITS = 200
_MAX_GROUP_FRACTION = 0.5

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class HoldOutSplit:
    """`mask` (n,) marks the held-out songs; `by` says what is never on both sides."""

    mask: npt.NDArray[np.bool_]
    grouped_by: str


def hold_out_split(paths: Sequence[str], artists: Sequence[str], labels: Floats) -> HoldOutSplit:
    """Choose about a fifth of n songs so that each of the `labels` (n, t) is on both sides.

    Songs stay together by artist where the tags name enough of them, else by folder, else each
    stands for itself. The same songs are always divided in the same way.
    """
    groupings: list[tuple[str, Callable[[int], str]]] = [
        ("artist", lambda i: artists[i].casefold() or f"\0{i}"),
        ("folder", lambda i: str(Path(paths[i]).parent)),
        ("song", str),
    ]
    for by, group_of in groupings:
        groups = [group_of(i) for i in range(len(paths))]
        mask = _best_split(groups, labels)
        if mask is not None and (by == "song" or _is_balanced(groups)):
            return HoldOutSplit(mask, by)
    raise ValueError("there are not two songs")


def _is_balanced(groups: Sequence[str]) -> bool:
    counts = Counter(groups)
    return len(counts) >= 4 and max(counts.values()) <= _MAX_GROUP_FRACTION * len(groups)


def _best_split(groups: Sequence[str], labels: Floats) -> npt.NDArray[np.bool_] | None:
    """Of many random divisions the one whose labels are divided most evenly."""
    target_count = max(MIN_HELD_OUT_SONGS, round(HOLD_OUT_FRACTION * len(groups)))
    group_ids = np.unique(np.array(groups, dtype=object), return_inverse=True)[1]
    sizes = np.bincount(group_ids)
    rng = np.random.default_rng(0)
    best, lowest_cost = None, np.inf
    for _ in range(_RANDOM_SPLITS):
        order = rng.permutation(len(sizes))
        held_out_groups = order[: 1 + int(np.searchsorted(np.cumsum(sizes[order]), target_count))]
        mask = np.isin(group_ids, held_out_groups)
        if not MIN_HELD_OUT_SONGS <= mask.sum() <= len(groups) / 2:
            continue
        cost = _label_imbalance(mask, labels) + abs(int(mask.sum()) - target_count) / len(groups)
        if cost < lowest_cost:
            best, lowest_cost = mask, cost
    return best


def _label_imbalance(mask: npt.NDArray[np.bool_], labels: Floats) -> float:
    """How far each label's share of held-out songs is from the share of all, on average."""
    fraction = labels[mask].sum(axis=0) / np.maximum(labels.sum(axis=0), 1)
    return float(np.abs(fraction - HOLD_OUT_FRACTION).mean())
