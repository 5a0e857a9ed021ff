"""Where a person hears a song on the plane when that is not where the network put it.

A correction stands beside the network's answer and never changes it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from moodtagger.core.circumplex import Quadrant, quadrant_of


@dataclass(frozen=True, slots=True)
class Correction:
    """The place that a person gave a song; `valence`, `arousal` in [-1, 1], `when` in UTC."""

    valence: float
    arousal: float
    corrected_at: datetime

    def __post_init__(self) -> None:
        """Refuse a place off the plane (ValueError)."""
        if not (-1.0 <= self.valence <= 1.0 and -1.0 <= self.arousal <= 1.0):
            raise ValueError(f"({self.valence}, {self.arousal}) is no place on the plane")

    @property
    def quadrant(self) -> Quadrant:
        """The quarter of the plane in which the place lies."""
        return quadrant_of(self.valence, self.arousal)


def clip_to_plane(valence: float, arousal: float) -> tuple[float, float]:
    """The nearest place on the plane, to four decimals; ValueError for what is no number."""
    if not (math.isfinite(valence) and math.isfinite(arousal)):
        raise ValueError("a place on the plane is two numbers")
    return round(max(-1.0, min(1.0, valence)), 4), round(max(-1.0, min(1.0, arousal)), 4)
