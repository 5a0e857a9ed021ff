"""Russell's circumplex: valence to the right, arousal upwards, both in [-1, 1], 0 is neutral.

Russell, J. A. (1980). A circumplex model of affect. Journal of Personality and Social
Psychology 39(6).
"""

from __future__ import annotations

import enum
import math


class Quadrant(enum.StrEnum):
    """The four quarters of the plane, anticlockwise from the upper right (Q1..Q4)."""

    HAPPY = "happy"
    ANGRY = "angry"
    SAD = "sad"
    RELAXED = "relaxed"


QUADRANTS: tuple[Quadrant, ...] = tuple(Quadrant)


def quadrant_of(valence: float, arousal: float) -> Quadrant:
    """The quadrant of a point; the axes themselves belong to the positive side."""
    if arousal >= 0:
        return Quadrant.HAPPY if valence >= 0 else Quadrant.ANGRY
    return Quadrant.RELAXED if valence >= 0 else Quadrant.SAD


def quadrant_center(quadrant: Quadrant) -> tuple[float, float]:
    """The valence and arousal in the middle of a quadrant."""
    valence = 0.5 if quadrant in (Quadrant.HAPPY, Quadrant.RELAXED) else -0.5
    return valence, 0.5 if quadrant in (Quadrant.HAPPY, Quadrant.ANGRY) else -0.5


def angle_deg(valence: float, arousal: float) -> float:
    """Direction of the feeling in degrees, anticlockwise from pleasure, in [0, 360)."""
    return math.degrees(math.atan2(arousal, valence)) % 360.0


def intensity(valence: float, arousal: float) -> float:
    """Distance from neutral, clipped to [0, 1]."""
    return min(1.0, math.hypot(valence, arousal))


def to_unit_interval(value: float) -> float:
    """A coordinate of the plane from [-1, 1] to [0, 1], clipped."""
    return min(1.0, max(0.0, (value + 1.0) / 2.0))


def energy_level(arousal: float) -> int:
    """A DJ's energy, 1 (calm) to 10 (stirred), of an arousal in [-1, 1]."""
    return 1 + round(9 * to_unit_interval(arousal))


def from_norm(rating_1to9: float) -> float:
    """Map a rating norm on the 1..9 scale (5 neutral) to [-1, 1]."""
    return max(-1.0, min(1.0, (rating_1to9 - 5.0) / 4.0))
