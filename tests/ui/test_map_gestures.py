"""Gestures on the map: lasso, tools, zoom, view history, and dragging a song."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from moodtagger.core.circumplex import Correction
from moodtagger.ui.circumplex import CircumplexView
from moodtagger.ui.circumplex.canvas import ViewHistory
from moodtagger.ui.circumplex.geometry import Viewport, points_in_polygon
from moodtagger.ui.circumplex.selectable_map import Tool
from tests.support.ui.map_songs import many_songs, prediction, song, vocabulary

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
Key = Qt.Key


@pytest.fixture
def view(qtbot: QtBot) -> CircumplexView:
    view = CircumplexView()
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.set_vocabulary(vocabulary())
    view.set_songs([song(1, 0.5, 0.5), song(2, -0.5, 0.5), song(3, -0.5, -0.5), song(4, 0.5, -0.5)])
    view.correctable = True
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


def at(view: CircumplexView, track_id: int) -> QPoint:
    position = view.scene.screen_position(track_id)
    assert position is not None
    return QPoint(round(position[0]), round(position[1]))


def draw(view: CircumplexView, *points: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    """Drag along a line in small steps."""
    QTest.mousePress(view, LEFT, keys, points[0])
    for start, end in pairwise(points):
        for fraction in (0.25, 0.5, 0.75, 1.0):
            QTest.mouseMove(view, start + (end - start) * fraction)
    QTest.mouseRelease(view, LEFT, keys, points[-1])


def around(view: CircumplexView, track_id: int, reach: int = 25) -> list[QPoint]:
    middle = at(view, track_id)
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
    return [middle + QPoint(dx * reach, dy * reach) for dx, dy in corners]


def test_the_lasso_selects_the_songs_inside(view: CircumplexView) -> None:
    QTest.keyClick(view, Key.Key_L)
    assert view.tool() is Tool.LASSO
    draw(view, *around(view, 2))
    assert view.selection() == {2}
    draw(view, *around(view, 4), keys=SHIFT)
    assert view.selection() == {2, 4}
    # Around all but song 3, which lies in the notch.
    notch = [at(view, 2) + QPoint(-30, -30), at(view, 1) + QPoint(30, -30)]
    notch += [at(view, 4) + QPoint(30, 30), at(view, 4) + QPoint(-30, 30), QPoint(300, 245)]
    notch += [at(view, 2) + QPoint(-30, 30)]
    draw(view, *notch)
    assert view.selection() == {1, 2, 4}


def test_escape_cancels_a_lasso(view: CircumplexView) -> None:
    view.set_selection({3})
    view.set_tool(Tool.LASSO)
    QTest.mousePress(view, LEFT, NONE, QPoint(10, 60))
    QTest.mouseMove(view, QPoint(500, 60))
    QTest.mouseMove(view, QPoint(500, 400))
    QTest.keyClick(view, Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, NONE, QPoint(500, 400))
    assert view.selection() == {3}


def test_filtered_songs_are_not_selected(view: CircumplexView) -> None:
    view.set_filter(np.array([1, 4]))
    view.set_tool(Tool.LASSO)
    draw(view, QPoint(60, 60), QPoint(590, 60), QPoint(590, 430), QPoint(60, 430), QPoint(60, 60))
    assert view.selection() == {1, 4}


def test_the_lasso_knows_inside_from_outside_for_many_songs() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.uniform(-20, 320, (2, 5000)).astype(np.float32)
    diamond = [QPointF(150, 20), QPointF(280, 150), QPointF(150, 280), QPointF(20, 150)]
    found = points_in_polygon(diamond, x, y, 300, 300)
    distance = np.abs(x - 150) + np.abs(y - 150)
    assert found[distance < 128].all()
    assert not found[distance > 132].any()
    assert not points_in_polygon(diamond[:2], x, y, 300, 300).any()


def test_tools_are_chosen_by_button_and_key(view: CircumplexView) -> None:
    buttons = {b.accessibleName(): b for b in view.findChildren(QToolButton)}
    hand, band = buttons["Pan the map"], buttons["Rectangle selection"]
    assert band.isChecked()
    QTest.mouseClick(hand, LEFT)
    assert hand.isChecked()
    assert not band.isChecked()
    before = at(view, 1)
    draw(view, QPoint(200, 200), QPoint(260, 180))
    assert at(view, 1) - before == QPoint(60, -20)
    assert view.selection() == set()
    QTest.keyClick(view, Key.Key_R)
    assert band.isChecked()
    QTest.keyClick(view, Key.Key_H)
    assert hand.isChecked()


def test_zoom_to_selection_and_back(view: CircumplexView) -> None:
    start = view.scene.viewport
    assert not view.corners.zoom.back.isEnabled()
    assert not view.corners.zoom.selection.isEnabled()
    QTest.keyClick(view, Key.Key_Backspace)
    assert view.scene.viewport == start
    view.select({1, 4}, current=1)
    QTest.keyClick(view, Key.Key_Z)
    assert view.scene.viewport.zoom > 1.0
    assert all(view.rect().adjusted(30, 30, -30, -30).contains(at(view, i)) for i in (1, 4))
    nearer = view.scene.viewport
    view.select({4}, current=4)
    QTest.mouseClick(view.corners.zoom.selection, LEFT)
    assert (at(view, 4) - view.rect().center()).manhattanLength() <= 2
    assert view.scene.viewport.zoom > nearer.zoom
    QTest.mouseClick(view.corners.zoom.back, LEFT)
    assert view.scene.viewport == nearer
    QTest.keyClick(view, Key.Key_Backspace)
    assert view.scene.viewport == start
    assert not view.corners.zoom.back.isEnabled()


def test_successive_wheel_steps_are_one_view_in_the_history() -> None:
    now = [0.0]
    history, port = ViewHistory(lambda: now[0]), Viewport(600, 500)
    for zoom in (1.0, 1.2, 1.4):
        history.push(replace(port, zoom=zoom), "zoom")
        now[0] += 0.1
    now[0] += 5
    history.push(replace(port, zoom=1.6), "zoom")
    bigger = replace(port, zoom=2.0, width=900)
    steps = []
    while (before := history.back(bigger)) is not None:
        bigger = before
        steps.append((before.zoom, before.width))
    assert steps == [(1.6, 900), (1.0, 900)]


def test_ctrl_and_arrows_pan_the_map(view: CircumplexView) -> None:
    before = at(view, 1)
    QTest.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert at(view, 1) - before == QPoint(-60, 0)
    assert view.selection() == set()


def test_space_requests_playback_of_the_selection(view: CircumplexView, qtbot: QtBot) -> None:
    QTest.mouseMove(view, at(view, 3))
    qtbot.waitUntil(lambda: view.hovered_song == 3)
    with qtbot.waitSignal(view.playRequested):
        QTest.keyClick(view, Key.Key_Space)
    assert view.selection() == {3}
    QTest.mouseMove(view, at(view, 1))
    with qtbot.waitSignal(view.playRequested):
        QTest.keyClick(view, Key.Key_Space)
    assert view.selection() == {3}


def test_dragging_a_selected_song_corrects_it(view: CircumplexView, qtbot: QtBot) -> None:
    view.select({2}, current=2)
    target = view.scene.viewport.to_screen(0.25, -0.3)
    with qtbot.waitSignal(view.corrected) as emitted:
        draw(view, at(view, 2), QPoint(round(target[0]), round(target[1])))
    assert emitted.args is not None
    track_id, valence, arousal = emitted.args
    assert track_id == 2
    assert (valence, arousal) == pytest.approx((0.25, -0.3), abs=0.01)
    assert view.selection() == {2}
    row = view.scene.row(2)
    assert row is not None
    assert (row.valence, row.arousal) == (-0.5, 0.5)


def test_a_position_off_the_plane_is_clipped(view: CircumplexView, qtbot: QtBot) -> None:
    view.select({2}, current=2)
    with qtbot.waitSignal(view.corrected) as emitted:
        draw(view, at(view, 2), QPoint(2, 250))
    assert emitted.args is not None
    assert emitted.args[1] == -1.0


@pytest.mark.parametrize("case", ["not selected", "two selected", "read only", "short", "escape"])
def test_a_song_is_not_corrected_by_accident(view: CircumplexView, qtbot: QtBot, case: str) -> None:
    selection = {"not selected": {1}, "two selected": {1, 2}}.get(case, {2})
    view.set_selection(selection)
    view.correctable = case != "read only"
    start = at(view, 2)
    end = start + (QPoint(8, 4) if case == "short" else QPoint(70, 60))
    with qtbot.assertNotEmitted(view.corrected):
        QTest.mousePress(view, LEFT, NONE, start)
        QTest.mouseMove(view, (start + end) / 2)
        QTest.mouseMove(view, end)
        if case == "escape":
            QTest.keyClick(view, Key.Key_Escape)
        QTest.mouseRelease(view, LEFT, NONE, end)
    if case in ("short", "escape"):
        assert view.selection() == {2}


def test_the_cursor_shows_that_a_song_can_be_dragged(view: CircumplexView) -> None:
    view.select({2}, current=2)
    QTest.mouseMove(view, at(view, 2))
    assert view.cursor().shape() == Qt.CursorShape.OpenHandCursor
    QTest.mouseMove(view, at(view, 1))
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_a_corrected_song_has_a_line_to_its_prediction(
    view: CircumplexView,
) -> None:
    before = at(view, 1)
    middle = QPoint(*map(round, view.scene.viewport.to_screen(0.5, 0.0)))
    plain = view.base_pixmap().toImage()
    correction = Correction(0.5, -0.1, datetime.now(UTC))
    view.update_songs([replace(song(1, 0.5, 0.5), correction=correction)])
    assert at(view, 1) == QPoint(*map(round, view.scene.viewport.to_screen(0.5, -0.1)))
    now = view.base_pixmap().toImage()
    assert now.pixelColor(middle + QPoint(0, -40)) != plain.pixelColor(middle + QPoint(0, -40))
    assert now.pixelColor(before).lightnessF() > plain.pixelColor(before).lightnessF()
    assert view.scene.song_at(before.x(), before.y()) is None
    view.select({1}, current=1)
    assert "Relaxed · corrected" in view.accessibleDescription()
    assert "Original analysis: Happy · 78%" in view.accessibleDescription()


def test_a_right_click_requests_the_menu_of_the_song(view: CircumplexView, qtbot: QtBot) -> None:
    view.select({1}, current=1)
    with qtbot.waitSignal(view.menuRequested) as emitted:
        QTest.mouseClick(view, RIGHT, NONE, at(view, 3))
    assert emitted.args == [view.mapToGlobal(at(view, 3))]
    assert view.selection() == {3}
    with qtbot.waitSignal(view.menuRequested) as emitted:
        QTest.keyClick(view, Key.Key_Menu)
    assert emitted.args == [view.mapToGlobal(at(view, 3))]


def test_the_playback_marker_follows_the_path(view: CircumplexView) -> None:
    predicted = prediction(0.0, 0.0)
    view.set_detail(predicted)
    view.set_playback_position(5.0)
    first, last = predicted.segments[0], predicted.segments[-1]
    start = QPoint(*map(round, view.scene.viewport.to_screen(first.valence, first.arousal)))
    end = QPoint(*map(round, view.scene.viewport.to_screen(last.valence, last.arousal)))
    ring = QPoint(0, -6)  # around the marker

    def dark_rings() -> list[bool]:
        image = view.grab().toImage()
        return [image.pixelColor(at + ring).lightnessF() < 0.2 for at in (start, end)]

    assert dark_rings() == [True, False]
    view.set_playback_position(65.0)
    assert dark_rings() == [False, True]
    view.set_playback_position(None)
    assert dark_rings() == [False, False]


@pytest.mark.parametrize("count", [30, 1500, 6000])
@pytest.mark.parametrize("zoom", [1.0, 3.0])
def test_a_scrolled_pixmap_equals_a_repainted_one(
    view: CircumplexView, count: int, zoom: float
) -> None:
    view.set_songs(many_songs(count))
    view.set_selection(range(1, 9))
    view.zoom(zoom)
    view.base_pixmap()
    for dx, dy in ((17, -9), (-40, 3), (0.4, 25.7), (-3, 0)):
        view.pan(dx, dy)
        moved = view.base_pixmap().toImage()
    style = view.static_layer.style
    fresh = CircumplexView()
    fresh.resize(view.size())
    fresh.set_vocabulary(vocabulary())
    fresh.set_songs(many_songs(count))
    fresh.set_selection(range(1, 9))
    fresh.scene.viewport = view.scene.viewport
    fresh.corners.refresh()
    wanted = fresh.base_pixmap().toImage()
    a, b = (
        np.frombuffer(image.constBits(), np.uint8).astype(np.int16).reshape(500, 600, 4)
        for image in (moved, wanted)
    )
    different = (np.abs(a - b).max(axis=2) > 24).mean()
    assert different < (0.002 if fresh.static_layer.style == style else 0.03)


def test_a_second_button_does_not_disturb_the_first(view: CircumplexView, qtbot: QtBot) -> None:
    menus: list[QPoint] = []
    view.menuRequested.connect(menus.append)
    QTest.mousePress(view, LEFT, NONE, at(view, 1))
    QTest.mousePress(view, Qt.MouseButton.RightButton, NONE, at(view, 3))
    QTest.mouseRelease(view, Qt.MouseButton.RightButton, NONE, at(view, 3))
    assert menus == []
    QTest.mouseRelease(view, LEFT, NONE, at(view, 1))
    assert view.selection() == {1}


@pytest.mark.parametrize("offset", [(0.4, 0.0), (0.0, -0.4), (600.0, 0.0), (3.0, -500.0)])
def test_a_pan_by_fractions_or_out_of_view_repaints_everything(
    view: CircumplexView, offset: tuple[float, float]
) -> None:
    view.zoom(3.0)
    view.base_pixmap()
    view.pan(*offset)
    moved = view.base_pixmap().toImage()
    fresh = CircumplexView()
    fresh.resize(view.size())
    fresh.set_vocabulary(vocabulary())
    fresh.set_songs([view.scene.row(i) for i in range(1, 5)])  # type: ignore[misc]
    fresh.scene.viewport = view.scene.viewport
    fresh.corners.refresh()
    assert fresh.base_pixmap().toImage() == moved
