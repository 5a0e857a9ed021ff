"""Which of a person's songs only judge: a fifth of them, with no artist on both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

SHARE = 0.2
FEWEST = 3
_TRIES = 200
_LARGEST_GROUP = 0.5

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class HoldOut:
    """`mask` (n,) marks the held-out songs; `by` says what is never on both sides."""

    mask: npt.NDArray[np.bool_]
    by: str


def hold_out(paths: Sequence[str], artists: Sequence[str], labels: Floats) -> HoldOut:
    """Choose about a fifth of n songs so that each of the `labels` (n, t) is on both sides.

    Songs stay together by artist where the tags name enough of them, else by folder, else each
    stands for itself. The same songs are always divided in the same way.
    """
    ways: list[tuple[str, Callable[[int], str]]] = [
        ("artist", lambda i: artists[i].casefold() or f"\0{i}"),
        ("folder", lambda i: str(Path(paths[i]).parent)),
        ("song", str),
    ]
    for by, group_of in ways:
        groups = [group_of(i) for i in range(len(paths))]
        mask = _divide(groups, labels)
        if mask is not None and (by == "song" or _is_even(groups)):
            return HoldOut(mask, by)
    raise ValueError("there are not two songs")


def _is_even(groups: Sequence[str]) -> bool:
    counts = Counter(groups)
    return len(counts) >= 4 and max(counts.values()) <= _LARGEST_GROUP * len(groups)


def _divide(groups: Sequence[str], labels: Floats) -> npt.NDArray[np.bool_] | None:
    """Of many random divisions the one whose labels are divided most evenly."""
    wanted = max(FEWEST, round(SHARE * len(groups)))
    numbers = np.unique(np.array(groups, dtype=object), return_inverse=True)[1]
    sizes = np.bincount(numbers)
    rng = np.random.default_rng(0)
    best, least = None, np.inf
    for _ in range(_TRIES):
        order = rng.permutation(len(sizes))
        taken = order[: 1 + int(np.searchsorted(np.cumsum(sizes[order]), wanted))]
        mask = np.isin(numbers, taken)
        if not FEWEST <= mask.sum() <= len(groups) / 2:
            continue
        cost = _unevenness(mask, labels) + abs(int(mask.sum()) - wanted) / len(groups)
        if cost < least:
            best, least = mask, cost
    return best


def _unevenness(mask: npt.NDArray[np.bool_], labels: Floats) -> float:
    """How far each label's share of held-out songs is from the share of all, on average."""
    share = labels[mask].sum(axis=0) / np.maximum(labels.sum(axis=0), 1)
    return float(np.abs(share - SHARE).mean())
