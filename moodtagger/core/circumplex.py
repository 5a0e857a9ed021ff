"""Russell's circumplex of valence and arousal, and the user's corrections on it.

A correction is stored beside the model's prediction and never changes it.

References: Russell, J. A. (1980). A circumplex model of affect. Journal of Personality and Social
Psychology 39(6). Aljanaki, A., Yang, Y.-H., & Soleymani, M. (2017). Developing a benchmark for
emotional analysis of music. PLoS ONE 12(3).
"""

from __future__ import annotations

import enum
import math
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime


class Quadrant(enum.StrEnum):
    """The four quarters of the plane, counterclockwise from the upper right (Q1..Q4)."""

    HAPPY = "happy"
    ANGRY = "angry"
    SAD = "sad"
    RELAXED = "relaxed"


QUADRANTS: tuple[Quadrant, ...] = tuple(Quadrant)


def quadrant_of(valence: float, arousal: float) -> Quadrant:
    """Return the quadrant of a point; the axes themselves belong to the positive side."""
    if arousal >= 0:
        return Quadrant.HAPPY if valence >= 0 else Quadrant.ANGRY
    return Quadrant.RELAXED if valence >= 0 else Quadrant.SAD


def quadrant_center(quadrant: Quadrant) -> tuple[float, float]:
    """Return the valence and arousal of the center of a quadrant."""
    valence = 0.5 if quadrant in (Quadrant.HAPPY, Quadrant.RELAXED) else -0.5
    return valence, 0.5 if quadrant in (Quadrant.HAPPY, Quadrant.ANGRY) else -0.5


def angle_deg(valence: float, arousal: float) -> float:
    """Return the angle in degrees, counterclockwise from positive valence, in [0, 360)."""
    return math.degrees(math.atan2(arousal, valence)) % 360.0


def intensity(valence: float, arousal: float) -> float:
    """Return the distance from neutral, clipped to [0, 1]."""
    return min(1.0, math.hypot(valence, arousal))


def to_unit_interval(value: float) -> float:
    """Map a coordinate from [-1, 1] to [0, 1], clipped."""
    return min(1.0, max(0.0, (value + 1.0) / 2.0))


# How people's arousal of 1,802 everyday songs spreads (DEAM, see References): from one value to the
# next lies a tenth of them. The network's arousal is calibrated to this scale.
AROUSAL_DECILES = (-1.0, -0.5, -0.375, -0.25, -0.125, -0.025, 0.075, 0.15, 0.25, 0.375, 1.0)


def energy_level(arousal: float) -> int:
    """Map an arousal in [-1, 1] to an energy level for DJs, from 1 (calm) to 10 (energetic)."""
    if math.isnan(arousal):
        raise ValueError("an arousal is a number")
    return min(10, max(1, bisect_right(AROUSAL_DECILES, arousal)))  # without NumPy: tags need it


def from_norm(rating_1to9: float) -> float:
    """Map a rating norm on the 1..9 scale (5 neutral) to [-1, 1]."""
    return max(-1.0, min(1.0, (rating_1to9 - 5.0) / 4.0))


@dataclass(frozen=True, slots=True)
class Correction:
    """The position that the user gave a song.

    `valence` and `arousal` lie in [-1, 1], `corrected_at` is in UTC.
    """

    valence: float
    arousal: float
    corrected_at: datetime

    def __post_init__(self) -> None:
        """Raise ValueError for a position off the plane."""
        if not (-1.0 <= self.valence <= 1.0 and -1.0 <= self.arousal <= 1.0):
            raise ValueError(f"({self.valence}, {self.arousal}) is no place on the plane")

    @property
    def quadrant(self) -> Quadrant:
        """The quadrant in which the position lies."""
        return quadrant_of(self.valence, self.arousal)


def clip_to_plane(valence: float, arousal: float) -> tuple[float, float]:
    """Return the nearest position on the plane, to four decimals; ValueError for NaN."""
    if not (math.isfinite(valence) and math.isfinite(arousal)):
        raise ValueError("a place on the plane is two numbers")
    return round(max(-1.0, min(1.0, valence)), 4), round(max(-1.0, min(1.0, arousal)), 4)
