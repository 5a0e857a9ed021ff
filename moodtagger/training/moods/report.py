"""Evaluate suggestions on songs that nothing was fitted on: precision, songs without any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from moodtagger.training.moods.evidence import Doubles, MoodEvidence

Calls = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PoolCalls:
    """Suggestions for n songs of a pool.

    Attributes
    ----------
    clear : Calls
        Whether each mood is a clear suggestion, (n, M).
    likely : Calls
        Whether each mood is a likely suggestion, (n, M).
    """

    clear: Calls
    likely: Calls

    @property
    def without(self) -> float:
        """The fraction of songs without any suggestion, 0 to 1."""
        return float((~(self.clear | self.likely).any(axis=1)).mean())

    def as_dict(self) -> dict[str, Any]:
        """Describe the pool.

        Returns
        -------
        dict[str, Any]
            Number of songs, fractions without suggestions, and suggestions for each song.
        """
        return {
            "songs": len(self.clear),
            "without": round(self.without, 4),
            "without_clear": round(float((~self.clear.any(axis=1)).mean()), 4),
            "clear_per_song": round(float(self.clear.sum(axis=1).mean()), 2),
            "likely_per_song": round(float(self.likely.sum(axis=1).mean()), 2),
        }


def evaluate_mood(evidence: MoodEvidence, probability: Doubles, calls: Calls) -> dict[str, Any]:
    """Evaluate one tier of a mood on the songs that have labels.

    Parameters
    ----------
    evidence : MoodEvidence
        Labels of the first m songs.
    probability : Doubles
        Probabilities for all n songs, (n,).
    calls : Calls
        For which of them the mood is suggested, (n,).

    Returns
    -------
    dict[str, Any]
        Number of songs, corrected precision in all and in each set, and mean probability.
    """
    called = calls[: len(evidence.present)]
    return {
        "songs": int(called.sum()),
        "precision": _rounded(evidence.precision(called)),
        "precision_labeled": _rounded(evidence.precision(called & ~evidence.rated)),
        "precision_rated": _rounded(evidence.precision(called & evidence.rated)),
        "probability": _rounded(
            float(probability[: len(called)][called].mean()) if called.any() else None
        ),
    }


def evaluate_tier(evidence: Sequence[MoodEvidence], calls: Calls) -> dict[str, Any]:
    """Evaluate one tier of all moods together, each suggestion counted once.

    Parameters
    ----------
    evidence : Sequence[MoodEvidence]
        For each mood, labels of as many of the first songs as have some.
    calls : Calls
        Whether each mood is suggested for each song, (n, M).

    Returns
    -------
    dict[str, Any]
        Number of suggestions and their corrected precision.
    """
    right = count = 0.0
    for m, mood in enumerate(evidence):
        called = calls[: len(mood.present), m]
        count += int(called.sum())
        right += (mood.precision(called) or 0.0) * int(called.sum())
    return {"suggestions": int(count), "precision": _rounded(right / count if count else None)}


def weigh_pools(pools: Mapping[str, PoolCalls], weights: Mapping[str, float]) -> float:
    """Compute the fraction of songs of a broad set that have no suggestion.

    Parameters
    ----------
    pools : Mapping[str, PoolCalls]
        Suggestions by pool.
    weights : Mapping[str, float]
        Weight of each pool.

    Returns
    -------
    float
        The weighted mean, 0 to 1.
    """
    total = sum(weights[pool] for pool in pools)
    return sum(weights[pool] * calls.without for pool, calls in pools.items()) / total


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
