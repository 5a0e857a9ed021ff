"""Geometry of the circumplex."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moodtagger.core.circumplex import (
    QUADRANTS,
    Quadrant,
    angle_deg,
    from_norm,
    intensity,
    quadrant_of,
)

unit = st.floats(-1, 1, allow_nan=False)


@pytest.mark.parametrize(
    ("valence", "arousal", "expected"),
    [
        (0.5, 0.5, Quadrant.HAPPY),
        (-0.5, 0.5, Quadrant.ANGRY),
        (-0.5, -0.5, Quadrant.SAD),
        (0.5, -0.5, Quadrant.RELAXED),
        (0.0, 0.0, Quadrant.HAPPY),
    ],
)
def test_quadrants_lie_as_russell_drew_them(
    valence: float, arousal: float, expected: Quadrant
) -> None:
    assert quadrant_of(valence, arousal) is expected


@given(unit, unit)
def test_angle_and_quadrant_agree(valence: float, arousal: float) -> None:
    if min(abs(valence), abs(arousal)) < 1e-6:
        return
    assert QUADRANTS[int(angle_deg(valence, arousal) // 90)] is quadrant_of(valence, arousal)


@given(unit, unit)
def test_intensity_stays_within_the_circle(valence: float, arousal: float) -> None:
    assert 0 <= intensity(valence, arousal) <= 1
    assert math.isclose(intensity(valence, 0.0), abs(valence))


@pytest.mark.parametrize(("norm", "expected"), [(1, -1.0), (5, 0.0), (9, 1.0), (7, 0.5), (12, 1.0)])
def test_norms_map_with_five_as_neutral(norm: float, expected: float) -> None:
    assert from_norm(norm) == expected
