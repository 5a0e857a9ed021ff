"""Geometry of the circumplex."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moodtagger.core.circumplex import (
    QUADRANTS,
    Quadrant,
    angle_deg,
    clip_to_plane,
    energy_level,
    from_norm,
    intensity,
    quadrant_center,
    quadrant_of,
    to_unit_interval,
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
        (-0.5, 0.0, Quadrant.ANGRY),
        (0.0, -0.5, Quadrant.RELAXED),
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


@pytest.mark.parametrize(
    ("norm", "expected"), [(1, -1.0), (5, 0.0), (9, 1.0), (7, 0.5), (12, 1.0), (-3, -1.0)]
)
def test_norms_map_with_five_as_neutral(norm: float, expected: float) -> None:
    assert from_norm(norm) == expected


@pytest.mark.parametrize("quadrant", QUADRANTS)
def test_the_center_of_a_quadrant_lies_in_its_middle(quadrant: Quadrant) -> None:
    valence, arousal = quadrant_center(quadrant)
    assert quadrant_of(valence, arousal) is quadrant
    assert (abs(valence), abs(arousal)) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("arousal", "unit_value", "level"),
    [(-1.0, 0.0, 1), (0.0, 0.5, 6), (0.2, 0.6, 8), (1.0, 1.0, 10), (3.0, 1.0, 10), (-3.0, 0.0, 1)],
)
def test_energy_has_ten_levels(arousal: float, unit_value: float, level: int) -> None:
    assert to_unit_interval(arousal) == unit_value
    assert energy_level(arousal) == level


def test_energy_is_one_of_ten_for_a_tenth_of_everyday_songs_each() -> None:
    quantiles = np.array([0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95])
    deciles = [-0.7, -0.5, -0.375, -0.25, -0.125, -0.025, 0.075, 0.15, 0.25, 0.375, 0.6]  # DEAM
    arousals = np.interp(quantiles, np.linspace(0.01, 0.99, 11), deciles)
    assert [energy_level(arousal) for arousal in arousals.tolist()] == list(range(1, 11))


def test_no_energy_without_an_arousal() -> None:
    with pytest.raises(ValueError, match="arousal"):
        energy_level(math.nan)


def test_intensity_and_angle_of_known_points() -> None:
    assert intensity(0.3, -0.4) == pytest.approx(0.5)
    assert intensity(1.0, 1.0) == 1.0
    assert [angle_deg(v, a) for v, a in ((1, 0), (0, 1), (-1, 0), (0, -1))] == [0, 90, 180, 270]


@pytest.mark.parametrize(
    ("place", "clipped"),
    [((2.0, 3.0), (1.0, 1.0)), ((-2.0, -3.0), (-1.0, -1.0)), ((0.12346, -0.5), (0.1235, -0.5))],
)
def test_a_place_is_clipped_and_rounded_to_four_digits(
    place: tuple[float, float], clipped: tuple[float, float]
) -> None:
    assert clip_to_plane(*place) == clipped
