"""The picture of the plane: every song of each network is drawn, in the color of its quadrant."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("matplotlib")

from moodtagger.training.plots.plane import COLORS, draw_planes


def test_each_network_has_a_plane_with_all_songs() -> None:
    corners = np.array([[0.5, 0.5], [-0.5, 0.5], [-0.5, -0.5], [0.5, -0.5]])
    figure = draw_planes({"before": corners / 5, "after": corners})
    assert [axes.get_title() for axes in figure.axes] == ["before, 4 songs", "after, 4 songs"]
    points = figure.axes[1].collections[0]
    np.testing.assert_allclose(points.get_offsets(), corners)
    assert len({tuple(color) for color in points.get_facecolors()}) == len(COLORS)
    assert all(axes.get_xlim() == axes.get_ylim() == (-1, 1) for axes in figure.axes)
