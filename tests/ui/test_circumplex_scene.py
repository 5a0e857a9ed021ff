"""The songs of the map: updates, filter, selection and hit tests."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.core.circumplex import QUADRANTS, Quadrant
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.point_cloud import PointCloud
from moodtagger.ui.circumplex.point_raster import (
    CROWDING_LEVELS,
    RasterCanvas,
    affordable_radius,
    argb,
)
from moodtagger.ui.circumplex.points import VisiblePoints
from moodtagger.ui.circumplex.scene import MapScene
from moodtagger.ui.circumplex.strings import printable_line
from tests.support.ui.map_songs import many_songs, song


def test_songs_without_a_position_are_left_out() -> None:
    cloud = PointCloud([song(1, 0.1, 0.2), song(2, None, None), song(3, -0.4, 0.5)])
    assert cloud.ids.tolist() == [1, 3]
    assert QUADRANTS[cloud.quadrant[1]] is Quadrant.ANGRY


def test_updates_move_add_and_remove() -> None:
    cloud = PointCloud([song(1, 0.1, 0.2), song(2, 0.3, 0.3)])
    cloud.update([song(1, -0.5, -0.5), song(9, 0.9, 0.1), song(9, 0.8, 0.1), song(2, None, None)])
    assert cloud.ids.tolist() == [1, 9]
    assert cloud.valence == pytest.approx([-0.5, 0.8])
    assert [row.track_id for row in cloud.rows] == [1, 9]
    assert cloud.index == {1: 0, 9: 1}
    assert QUADRANTS[cloud.quadrant[0]] is Quadrant.SAD


def test_many_updates_equal_one_load() -> None:
    rows = many_songs(300)
    bit_by_bit = PointCloud()
    for start in range(0, 300, 7):
        bit_by_bit.update(rows[start : start + 7])
    whole = PointCloud(rows)
    assert np.array_equal(bit_by_bit.valence, whole.valence)
    assert np.array_equal(bit_by_bit.ids, whole.ids)


def test_a_song_is_hit_at_its_pixel() -> None:
    scene = MapScene(Viewport(600, 600))
    scene.set_rows(many_songs(500))
    for track_id in (1, 77, 500):
        at = scene.screen_position(track_id)
        assert at is not None
        assert scene.song_at(*at) == track_id
    assert scene.song_at(1, 1) is None


def test_songs_that_pass_the_filter_come_first() -> None:
    scene = MapScene(Viewport(600, 600))
    scene.set_rows([song(1, 0.5, 0.5), song(2, 0.505, 0.5), song(3, -0.5, 0.5)])
    scene.set_filter({2})
    at, away = scene.screen_position(1), scene.screen_position(3)
    assert at is not None
    assert away is not None
    assert scene.song_at(*at) == 2
    assert scene.song_at(*away) == 3
    assert scene.songs_in_rect(0, 0, 600, 600) == {2}
    assert scene.shown_songs() == {2}


def test_next_song_starts_at_the_center_and_skips_filtered_songs() -> None:
    scene = MapScene(Viewport(600, 600))
    scene.set_rows([song(1, 0.0, 0.05), song(2, 0.3, 0.0), song(3, 0.6, 0.0)])
    assert scene.next_song(None, (1, 0)) == 1
    assert scene.next_song(1, (1, 0)) == 2
    scene.set_filter({1, 3})
    assert scene.next_song(1, (1, 0)) == 3
    assert scene.next_song(2, (1, 0)) == 3
    assert scene.next_song(3, (1, 0)) is None


def test_screen_positions_follow_the_viewport() -> None:
    scene = MapScene(Viewport(600, 600))
    scene.set_rows([song(1, 0.5, 0.5)])
    before = scene.screen_position(1)
    scene.viewport = scene.viewport.panned(10, 0)
    after = scene.screen_position(1)
    assert before is not None
    assert after is not None
    assert after[0] == pytest.approx(before[0] + 10, abs=1e-3)


def test_a_disc_in_the_corner_is_clipped_not_wrapped() -> None:
    canvas = RasterCanvas(20, 10, margin=6)
    column, row = canvas.pixel_indices(np.array([-1.0], np.float32), np.array([0.5], np.float32))
    color = np.array([argb(1, 0, 0, 1)], np.uint32)
    canvas.draw_discs(column, row, 2.0, color, color)
    painted = np.argwhere(
        canvas.pixels[canvas.margin : -canvas.margin, canvas.margin : -canvas.margin]
    )
    assert len(painted)
    assert painted[:, 1].max() <= 2
    assert painted[:, 0].max() <= 4


def test_crowded_places_have_higher_levels() -> None:
    canvas = RasterCanvas(200, 200, margin=8)
    x = np.concatenate([np.full(4000, 100.0), [20.0]]).astype(np.float32)
    level = canvas.crowding(*canvas.pixel_indices(x, x), radius=1.0)
    assert level[-1] == 0
    assert level[0] > 15
    assert level.max() < CROWDING_LEVELS


def test_the_radius_shrinks_when_there_are_too_many_points() -> None:
    assert affordable_radius(4.0, 100) == 4.0
    assert 1.0 <= affordable_radius(4.0, 100_000) < 2.0


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("<b>Loud</b> & clear", "<b>Loud</b> & clear"),
        ("two\nlines\tand more", "two lines and more"),
        ("broken \udcff name", "broken ? name"),
        ("left \u202eright", "left right"),
        ("x" * 5000, "x" * 300),
    ],
)
def test_text_from_files_becomes_one_plain_line(raw: str, shown: str) -> None:
    assert printable_line(raw) == shown


def test_points_of_high_values_are_painted_last_and_keep_their_places() -> None:
    codes = np.array([9, 200, 7, 9, 0], np.uint8)  # of the whole cloud
    visible = VisiblePoints(
        np.array([0, 1, 3, 4]), np.array([10, 11, 13, 14], "f4"), np.array([5, 6, 8, 9], "f4")
    )
    ordered = visible.sorted_by(codes)
    assert ordered.indices.tolist() == [4, 0, 3, 1]
    assert ordered.x.tolist() == [14, 10, 13, 11]
    assert ordered.y.tolist() == [9, 5, 8, 6]
