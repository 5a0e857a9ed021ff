"""The map widget with mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from moodtagger.ui import theme
from moodtagger.ui.circumplex import CircumplexView
from tests.support.ui.map_songs import many_songs, prediction, song, vocabulary

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def view(qtbot: QtBot) -> CircumplexView:
    view = CircumplexView()
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.set_vocabulary(vocabulary())
    rows = [song(1, 0.5, 0.5), song(2, -0.5, 0.5), song(3, -0.5, -0.5), song(4, 0.5, -0.5)]
    view.set_songs([*rows, song(5, None, None)])
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


def drag(
    view: CircumplexView, start: QPoint, end: QPoint, button: Qt.MouseButton, keys: object = NONE
) -> None:
    QTest.mousePress(view, button, keys, start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, button, keys, end)


def test_a_click_selects_and_emits(view: CircumplexView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.selectionChanged) as emitted:
        QTest.mouseClick(view, LEFT, NONE, at(view, 2))
    assert emitted.args == [{2}]
    assert view.selection() == {2}


def test_a_click_with_ctrl_toggles(view: CircumplexView) -> None:
    QTest.mouseClick(view, LEFT, NONE, at(view, 1))
    QTest.mouseClick(view, LEFT, CTRL, at(view, 2))
    assert view.selection() == {1, 2}
    QTest.mouseClick(view, LEFT, CTRL, at(view, 1))
    assert view.selection() == {2}
    QTest.mouseClick(view, LEFT, CTRL, QPoint(3, 250))
    assert view.selection() == {2}


def test_a_click_with_shift_adds(view: CircumplexView) -> None:
    for song_id in (1, 2, 1):
        QTest.mouseClick(view, LEFT, SHIFT, at(view, song_id))
    assert view.selection() == {1, 2}


def test_a_click_on_empty_space_selects_none(view: CircumplexView, qtbot: QtBot) -> None:
    view.set_selection({1, 2})
    with qtbot.waitSignal(view.selectionChanged) as emitted:
        QTest.mouseClick(view, LEFT, NONE, QPoint(3, 250))
    assert emitted.args == [set()]


def test_a_rectangle_selects_the_songs_inside(view: CircumplexView) -> None:
    drag(view, QPoint(5, 60), QPoint(595, 250), LEFT)
    assert view.selection() == {1, 2}
    drag(view, QPoint(595, 440), QPoint(320, 260), LEFT, SHIFT)
    assert view.selection() == {1, 2, 4}


def test_escape_cancels_a_rectangle(view: CircumplexView) -> None:
    view.set_selection({3})
    QTest.mousePress(view, LEFT, NONE, QPoint(5, 60))
    QTest.mouseMove(view, QPoint(500, 300))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, NONE, QPoint(500, 300))
    assert view.selection() == {3}


def test_setting_the_selection_emits_nothing(view: CircumplexView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.selectionChanged):
        view.set_selection({1, 5, 99})
    assert view.selection() == {1, 5, 99}


@pytest.mark.parametrize("button", [Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton])
def test_other_buttons_pan_the_map(view: CircumplexView, button: Qt.MouseButton) -> None:
    view.set_selection({1})
    before = at(view, 1)
    drag(view, QPoint(200, 200), QPoint(240, 170), button)
    assert at(view, 1) - before == QPoint(40, -30)
    assert view.selection() == {1}


def test_fractions_of_a_pixel_add_up_while_panning(view: CircumplexView) -> None:
    before = at(view, 1)
    for _ in range(10):
        view.pan(0.4, 0.0)
    assert at(view, 1) - before == QPoint(4, 0)


def test_ctrl_and_drag_pans_the_map(view: CircumplexView) -> None:
    before = at(view, 1)
    drag(view, QPoint(200, 200), QPoint(250, 200), LEFT, CTRL)
    assert at(view, 1) - before == QPoint(50, 0)
    assert view.selection() == set()
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_the_wheel_zooms_around_the_pointer(view: CircumplexView) -> None:
    position = at(view, 1)
    event = QWheelEvent(
        QPointF(position),
        QPointF(view.mapToGlobal(position)),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)
    assert view.scene.viewport.zoom > 1.3
    assert (at(view, 1) - position).manhattanLength() <= 1


def test_a_double_click_activates(view: CircumplexView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.activated) as emitted:
        QTest.mouseDClick(view, LEFT, NONE, at(view, 3))
    assert emitted.args == [3]
    with qtbot.assertNotEmitted(view.activated):
        QTest.mouseDClick(view, LEFT, NONE, QPoint(3, 250))


def test_the_song_under_the_pointer_has_the_hover_card(view: CircumplexView) -> None:
    for position, hovered in ((at(view, 1), 1), (at(view, 1) + QPoint(1, 1), 1)):
        QTest.mouseMove(view, position)
        assert view.hovered_song == hovered
        card = view.hover_card()
        assert card is not None
        assert card.text().startswith("Song 1,")
    QTest.mouseMove(view, QPoint(3, 250))
    assert view.hovered_song is None
    assert view.hover_card() is None


def test_arrow_keys_select_the_next_song(view: CircumplexView) -> None:
    view.select({2}, current=2)
    for key, song_id in (("Right", 1), ("Down", 4), ("Left", 3), ("Up", 2), ("Up", 2)):
        QTest.keyClick(view, getattr(Qt.Key, f"Key_{key}"))
        assert view.selection() == {song_id}
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert view.selection() == {1, 2}
    card = view.hover_card()
    assert card is not None
    assert "Song 1" in card.text()


def test_arrow_keys_bring_the_song_into_view(view: CircumplexView) -> None:
    view.select({2}, current=2)
    view.zoom(6.0)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.rect().contains(at(view, 1))


def test_keys_zoom_fit_open_and_select(view: CircumplexView, qtbot: QtBot) -> None:
    QTest.keyClick(view, Qt.Key.Key_Plus)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.scene.viewport.zoom == pytest.approx(1.69)
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.scene.viewport.zoom == pytest.approx(1.3)
    for key in (Qt.Key.Key_0, Qt.Key.Key_Home):
        view.zoom(2.0)
        QTest.keyClick(view, key)
        assert view.scene.viewport.zoom == 1.0
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)
    assert view.selection() == {1, 2, 3, 4}
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selection() == set()
    view.select({3}, current=3)
    with qtbot.waitSignal(view.activated) as emitted:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert emitted.args == [3]


def test_the_buttons_zoom_and_have_names(view: CircumplexView) -> None:
    buttons = {b.accessibleName(): b for b in view.findChildren(QToolButton)}
    names = {"Zoom in", "Zoom out", "Fit all songs", "Previous view"}
    names |= {"Zoom to selection", "Pan the map"}
    assert set(buttons) == names | {"Rectangle selection", "Lasso selection"}
    for name, zoom in (("Zoom in", 1.3), ("Zoom out", 1.0)):
        QTest.mouseClick(buttons[name], LEFT)
        assert view.scene.viewport.zoom == pytest.approx(zoom)
    view.pan(50, 50)
    QTest.mouseClick(buttons["Fit all songs"], LEFT)
    assert view.scene.viewport.center == (0, 0)
    for button in buttons.values():
        assert button.toolTip()
        assert view.rect().contains(button.geometry().translated(button.parentWidget().pos()))


def test_the_map_has_an_accessible_description(view: CircumplexView) -> None:
    assert view.accessibleName() == "Mood map"
    view.select({2}, current=2)
    assert "4 songs, 1 selected." in view.accessibleDescription()
    assert "Song 2" in view.accessibleDescription()
    assert "arrow" in view.whatsThis()
    view.set_songs([])
    assert view.accessibleDescription() == "No songs on the map."


def test_a_removed_song_is_no_longer_current(view: CircumplexView) -> None:
    QTest.mouseMove(view, at(view, 1))
    view.current_song = 1
    view.update_songs([song(1, None, None)])
    assert view.hovered_song is None
    assert view.hover_card() is None
    assert not view.activate_current()


def test_selection_filter_and_detail_change_the_pixmap(view: CircumplexView) -> None:
    pictures = [view.base_pixmap().toImage()]
    view.set_selection({1})
    pictures.append(view.base_pixmap().toImage())
    view.set_filter({1})
    pictures.append(view.base_pixmap().toImage())
    view.set_detail(prediction(0.5, 0.5))
    pictures.append(view.base_pixmap().toImage())
    assert all(a != b for i, a in enumerate(pictures) for b in pictures[:i])
    view.set_selection(())
    view.set_filter(None)
    view.set_detail(None)
    assert view.base_pixmap().toImage() == pictures[0]


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    theme.apply_theme(qapp, "system")
    qapp.setStyleSheet("")


def test_it_follows_dark_and_light(
    view: CircumplexView, themes: QApplication, qtbot: QtBot
) -> None:
    for mode, is_light in (("dark", False), ("light", True)):
        theme.apply_theme(themes, mode)  # type: ignore[arg-type]
        qtbot.waitUntil(lambda: view.theme().dark is not is_light)  # noqa: B023
        assert (view.grab().toImage().pixelColor(20, 400).lightnessF() > 0.5) is is_light


def test_many_songs_can_be_panned_and_selected(view: CircumplexView) -> None:
    view.set_songs(many_songs(5000))
    view.select(view.scene.shown_songs())
    view.set_filter(set(range(1, 2000)))
    view.pan(-300, 40)
    view.zoom(4.0)
    drag(view, QPoint(5, 60), QPoint(590, 440), LEFT)
    assert 0 < len(view.selection()) < 2000
    assert not view.grab().isNull()
