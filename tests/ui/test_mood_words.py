"""Mood words around the circle: true directions, clear of songs, of each other and of the axes."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from moodtagger.core.circumplex import quadrant_of
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui.circumplex import CircumplexView
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.label_painter import axis_edge_rects, axis_label_rect
from moodtagger.ui.circumplex.labels import LabelCache
from moodtagger.ui.circumplex.mood_positions import MoodPositions
from moodtagger.ui.circumplex.mood_words import spread_apart
from moodtagger.ui.circumplex.point_cloud import PointCloud
from tests.support.track_tables import make_track_table
from tests.support.ui.map_songs import many_songs, song, vocabulary

HAPPY = Mood("happy", (), 0.8, 0.45, 0.8, 0.5)
AXIS_NAMES = {"positive", "negative", "energetic", "calm"}


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> dict[str, QRectF]:
    """The labels of the last frame with their rectangles."""
    out: dict[str, QRectF] = {}
    original = LabelCache.draw

    def draw(self: LabelCache, painter: QPainter, rect: QRectF, text: str, *rest: object) -> None:
        out[text] = QRectF(rect)
        original(self, painter, rect, text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(LabelCache, "draw", draw)
    return out


def make_view(qtbot: QtBot, size: tuple[int, int], songs: int = 400) -> CircumplexView:
    view = CircumplexView()
    qtbot.addWidget(view)
    view.resize(*size)
    view.show()
    moods = [mood for mood in vocabulary() if mood.label != "energetic"]  # an axis has that name
    view.set_vocabulary(Vocabulary(moods))
    view.set_songs(many_songs(songs))
    return view


def words(view: CircumplexView, painted: dict[str, QRectF]) -> dict[str, QRectF]:
    painted.clear()
    view.repaint_map()
    view.grab()
    labels = view.scene.vocabulary.labels
    return {text: rect for text, rect in painted.items() if text in labels and text != "calm"}


@pytest.mark.parametrize("size", [(800, 430), (600, 600), (420, 300)])
def test_words_stand_outside_the_fitted_circle_and_on_no_song(
    qtbot: QtBot, painted: dict[str, QRectF], size: tuple[int, int]
) -> None:
    view = make_view(qtbot, size)
    port = view.scene.viewport
    origin = QPointF(*port.to_screen(0.0, 0.0))
    shown = words(view, painted)
    assert len(shown) >= 6
    assert set(painted) >= AXIS_NAMES
    for text, rect in shown.items():
        nearest = QPointF(
            min(max(origin.x(), rect.left()), rect.right()),
            min(max(origin.y(), rect.top()), rect.bottom()),
        )
        distance = math.hypot(nearest.x() - origin.x(), nearest.y() - origin.y())
        assert distance >= port.radius, text
        assert view.rect().contains(rect.toAlignedRect())


@pytest.mark.parametrize("zoom", [1.3, 2.0, 6.0])
def test_zoomed_in_words_still_point_to_their_songs_and_cover_none(
    qtbot: QtBot, painted: dict[str, QRectF], zoom: float
) -> None:
    view = make_view(qtbot, (800, 500), songs=60)
    view.zoom(zoom)
    x, y = view.scene.screen_positions
    for text, rect in words(view, painted).items():
        inside = (x > rect.left()) & (x < rect.right()) & (y > rect.top()) & (y < rect.bottom())
        assert not inside.any(), text
        mood = next(mood for mood in view.scene.vocabulary if mood.label == text)
        neutral = QPointF(*view.scene.viewport.to_screen(0.0, 0.0))
        offset = rect.center() - neutral
        if mood.label != "neutral":
            assert quadrant_of(offset.x(), -offset.y()) is quadrant_of(mood.valence, mood.arousal)


def test_words_go_where_the_songs_of_their_mood_are() -> None:
    rows = [replace(song(i, -0.4, 0.3), proposed=("happy",)) for i in range(1, 8)]
    from_rows, from_table = PointCloud(rows), PointCloud.from_table(make_track_table(rows))
    for cloud in (from_rows, from_table):
        assert cloud.mood_positions.position(HAPPY) == pytest.approx((-0.4, 0.3))
        assert cloud.mood_positions.count("happy") == 7
        cloud.update([replace(row, rejected=("happy",)) for row in rows[:3]])
        assert cloud.mood_positions.count("happy") == 4
        assert cloud.mood_positions.position(HAPPY) == (HAPPY.valence, HAPPY.arousal)
        cloud.update([song(7, None, None)])
        assert cloud.mood_positions.count("happy") == 3


def test_songs_all_around_give_a_mood_no_direction() -> None:
    moods = [("happy",)] * 8
    angles = np.arange(8) * math.pi / 4
    cosines, sines = np.cos(angles).astype("f4"), np.sin(angles).astype("f4")
    around = MoodPositions.from_arrays(moods, cosines, sines)
    assert around.position(HAPPY) == (HAPPY.valence, HAPPY.arousal)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6).map(sorted))
def test_spread_positions_keep_their_distance_and_order(wanted: list[float]) -> None:
    out = spread_apart(wanted, 16.0, 5.0, 105.0)
    assert all(b - a >= 16.0 - 1e-9 for a, b in itertools.pairwise(out))
    assert out[0] >= 5.0 - 1e-9
    assert out[-1] <= 105.0 + 1e-9


def test_positions_with_room_stay_where_they_are() -> None:
    assert spread_apart([10.0, 40.0, 90.0], 16.0, 0.0, 100.0) == pytest.approx([10, 40, 90])
    assert spread_apart([50.0, 50.0], 16.0, 0.0, 100.0) == pytest.approx([42, 58])


def test_axis_labels_are_true_wherever_the_map_is_panned() -> None:
    size = QSizeF(60, 16)
    whole = Viewport(800, 500)
    assert axis_label_rect(whole, (1, 0), size) is not None
    zoomed = Viewport(800, 500, zoom=8.0, center=(0.9, 0.0))
    assert axis_label_rect(zoomed, (-1, 0), size) is None
    assert axis_edge_rects(zoomed, (-1, 0), size)[0].left() < 10
    beyond = Viewport(800, 500, zoom=8.0, center=(1.3, 0.0))  # the positive end is on the left
    assert axis_edge_rects(beyond, (1, 0), size) == []
    above = Viewport(800, 500, zoom=8.0, center=(0.0, 1.3))
    assert axis_edge_rects(above, (0, 1), size) == []
    (at_bottom, _) = axis_edge_rects(above, (0, -1), size)
    assert at_bottom.bottom() > 480


def test_the_map_opens_fitted_to_its_songs_and_then_stays(qtbot: QtBot) -> None:
    view = make_view(qtbot, (700, 500))
    view.set_songs([])
    view.fit()
    view.set_songs([song(1, 0.5, 0.3), song(2, -0.4, -0.2)])
    before = view.scene.viewport
    assert before.is_fitted
    assert before.rim == pytest.approx(0.65)  # the farthest song is at 0.58
    at = view.scene.screen_position(1)
    view.update_songs([song(3, 0.9, 0.9)])
    assert view.scene.screen_position(1) == pytest.approx(at)
    assert view.scene.viewport.rim > math.hypot(0.9, 0.9)
    view.fit()
    assert view.scene.screen_position(1) != pytest.approx(at)
    assert view.go_back()
    assert view.scene.screen_position(1) == pytest.approx(at)


def test_a_path_is_drawn_with_numbers_and_goes_again(qtbot: QtBot) -> None:
    view = make_view(qtbot, (500, 400), songs=60)
    plain = view.grab().toImage()
    view.set_song_path([3, 8, 999, 20])
    at = view.scene.screen_position(8)
    assert at is not None
    edge = QPointF(at[0] - 7, at[1]).toPoint()
    assert view.grab().toImage().pixelColor(edge) == view.theme().accent
    assert "A path of 4 songs is drawn." in view.accessibleDescription()
    view.set_song_path([])
    assert "path" not in view.accessibleDescription()
    assert view.grab().toImage() == plain


def test_only_a_few_selected_songs_among_many_have_titles(
    qtbot: QtBot, painted: dict[str, QRectF]
) -> None:
    view = make_view(qtbot, (800, 600))
    for count, titles in ((2, 2), (100, 0)):
        view.set_selection(set(range(1, count + 1)))
        words(view, painted)
        assert sum(text.startswith("Song") for text in painted) == titles


def test_a_word_gives_way_to_a_button(qtbot: QtBot, painted: dict[str, QRectF]) -> None:
    view = make_view(qtbot, (800, 430))
    before = words(view, painted)["sad"]
    view.scene.reserved_rects.append(before)
    after = words(view, painted)["sad"]
    assert not after.intersects(before)
    origin = QPointF(*view.scene.viewport.to_screen(0.0, 0.0))
    assert after.center().y() > origin.y()
    assert after.center().x() < origin.x()
