"""Projection, hit tests and keyboard navigation, without a window."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moodtagger.ui.circumplex.geometry import (
    ZOOM_MAX,
    ZOOM_MIN,
    Viewport,
    nearest_point,
    next_point,
    points_in_rect,
)

feelings = st.floats(-1, 1)
ports = st.builds(
    Viewport,
    width=st.floats(60, 3000),
    height=st.floats(60, 3000),
    zoom=st.floats(ZOOM_MIN, ZOOM_MAX),
    center=st.tuples(feelings, feelings),
)
RIGHT, LEFT, DOWN, UP = (1, 0), (-1, 0), (0, 1), (0, -1)


def test_valence_points_right_and_arousal_up() -> None:
    port = Viewport(500, 400)
    assert port.to_screen(0, 0) == (250, 200)
    assert port.to_screen(0.5, 0)[0] > 250
    assert port.to_screen(0, 0.5)[1] < 200


@given(ports)
def test_the_fitted_circle_is_inside_the_window(port: Viewport) -> None:
    fitted = port.fitted()
    if min(fitted.width, fitted.height) > 2 * fitted.margin + 40:
        for v, a in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            x, y = fitted.to_screen(v, a)
            assert fitted.margin - 1e-6 <= x <= fitted.width - fitted.margin + 1e-6
            assert fitted.margin - 1e-6 <= y <= fitted.height - fitted.margin + 1e-6


@given(ports, feelings, feelings)
def test_to_plane_inverts_to_screen(port: Viewport, v: float, a: float) -> None:
    assert port.to_plane(*port.to_screen(v, a)) == pytest.approx((v, a), abs=1e-6)


@given(ports, feelings, feelings)
def test_arrays_are_projected_like_single_points(port: Viewport, v: float, a: float) -> None:
    x, y = port.project(np.array([v], np.float32), np.array([a], np.float32))
    assert (x[0], y[0]) == pytest.approx(port.to_screen(v, a), rel=1e-4, abs=0.05 * port.zoom)


@given(st.floats(0.2, 5), st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))
def test_zoom_keeps_what_is_under_the_pointer(factor: float, v: float, a: float) -> None:
    port = Viewport(800, 600, zoom=2.0)
    x, y = port.to_screen(v, a)
    assert port.zoomed(factor, x, y).to_plane(x, y) == pytest.approx((v, a), abs=1e-9)
    middle = port.zoomed(factor, 400, 300)
    assert middle.to_plane(400, 300) == pytest.approx((0, 0), abs=1e-9)


def test_zoom_and_pan_are_limited() -> None:
    port = Viewport(800, 600)
    assert port.zoomed(1e9, 0, 0).zoom == ZOOM_MAX
    assert port.zoomed(1e-9, 0, 0).zoom == ZOOM_MIN
    assert abs(port.panned(1e9, -1e9).center[0]) < 2


def test_panning_follows_the_pointer() -> None:
    port = Viewport(800, 600)
    x, y = port.to_screen(0.2, 0.1)
    assert port.panned(30, -20).to_screen(0.2, 0.1) == pytest.approx((x + 30, y - 20))


def test_panned_to_show_pans_only_as_far_as_needed() -> None:
    port = Viewport(800, 600, zoom=5)
    assert port.panned_to_show(0, 0) == port
    x, y = port.panned_to_show(0.9, 0.0, border=24).to_screen(0.9, 0.0)
    assert (x, y) == pytest.approx((776, 300))


def test_nearest_point_respects_the_radius() -> None:
    x, y = np.array([0, 10, 50], np.float32), np.zeros(3, np.float32)
    assert nearest_point(x, y, (12, 0), 5) == 1
    assert nearest_point(x, y, (30, 0), 5) is None
    assert nearest_point(x[:0], y[:0], (0, 0), 5) is None


def test_points_in_rect_include_the_border() -> None:
    x, y = np.array([0, 10, 11], np.float32), np.array([0, 10, 5], np.float32)
    assert points_in_rect(x, y, 0, 0, 10, 10).tolist() == [True, True, False]


def test_next_point_goes_forth_and_back() -> None:
    x = np.array([0, 10, 40, 0, 0], np.float32)
    y = np.array([0, 3, 0, 20, -20], np.float32)
    assert next_point(x, y, 0, RIGHT) == 1
    assert next_point(x, y, 1, RIGHT) == 2
    assert next_point(x, y, 1, LEFT) == 0
    assert next_point(x, y, 0, DOWN) == 3
    assert next_point(x, y, 0, UP) == 4
    assert next_point(x, y, 2, RIGHT) is None


def test_coincident_points_are_all_reached() -> None:
    x = np.array([5, 5, 5, 9], np.float32)
    y = np.array([5, 5, 5, 5], np.float32)
    walked = [0]
    while (following := next_point(x, y, walked[-1], RIGHT)) is not None:
        walked.append(following)
    assert walked == [0, 1, 2, 3]
    assert next_point(x, y, 1, LEFT) == 0


@given(st.lists(st.tuples(feelings, feelings), min_size=2, max_size=30), st.integers(0, 1000))
def test_every_point_has_a_next_point_in_some_direction(
    positions: list[tuple[float, float]], start: int
) -> None:
    x, y = (np.array(column, np.float32) for column in zip(*positions, strict=True))
    steps = [
        next_point(x, y, start % len(positions), direction) for direction in (RIGHT, LEFT, DOWN, UP)
    ]
    assert any(found is not None for found in steps)
    assert start % len(positions) not in steps
