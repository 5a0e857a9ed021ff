"""The mood map: layout, keys, picking moods and the filtered library."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.mood_map.label_layout import any_overlap, layout_labels
from moodtagger.ui.mood_map.map_view import MoodMapView, MoodWordButton
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.settle import settle
from tests.ui.conftest import WindowFactory

Key = Qt.Key


def test_labels_never_overlap_and_lie_inside() -> None:
    positions = [(0.01 * i % 0.3, 0.02 * i % 0.2) for i in range(50)]
    area = QRectF(0, 0, 900, 350)
    rects = layout_labels(positions, [QSizeF(80, 20)] * 50, area)
    assert all(area.contains(rect) for rect in rects)
    assert not any_overlap(rects)


def test_neighbors_stay_neighbors() -> None:
    positions = [(-0.5, -0.5), (-0.45, -0.5), (0.9, 0.9)]
    left, near, far = layout_labels(positions, [QSizeF(10, 10)] * 3, QRectF(0, 0, 600, 300))
    assert abs(left.center().x() - near.center().x()) < abs(left.center().x() - far.center().x())
    assert far.center().y() < left.center().y()  # upwards on the screen


def open_page(qtbot: QtBot, make_window: WindowFactory) -> MainWindow:
    window = make_window(FakeService(songs(80)))
    QTest.keyClick(window, Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    assert window.views.bottom_tabs.current_page() == "words"
    qtbot.waitUntil(lambda: any(button.count for button in window.mood_map.page.map_view.buttons()))
    return window


def test_moods_are_read_when_the_page_is_shown(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(3)))
    assert window.mood_map.page.map_view.buttons() == []
    QTest.keyClick(window, Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(button.count for button in window.mood_map.page.map_view.buttons()))
    qtbot.waitUntil(lambda: window.mood_map.page.map_view.buttons()[0].hasFocus())


def button(plane: MoodMapView, text: str) -> MoodWordButton:
    return next(button for button in plane.buttons() if button.text() == text)


def visible(window: MainWindow) -> set[int]:
    return window.views.table.shown_ids()


def chips(window: MainWindow) -> list[str]:
    return [chip.text() for chip in window.views.search.chips.chips()]


def test_a_click_shows_the_songs_of_a_mood(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = open_page(qtbot, make_window)
    plane, everything = window.mood_map.page.map_view, visible(window)
    QTest.mouseClick(button(plane, "calm"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: visible(window) != everything)
    rows = window.context.service.rows_by_id
    assert not window.mood_map.page.likely_box.isChecked()  # counts agree with the sidebar's
    assert visible(window) == {i for i, r in rows.items() if "calm" in r.proposed}
    assert button(plane, "calm").count == len(visible(window))
    assert str(len(visible(window))) in window.mood_map.page.result_label.text()
    assert chips(window) == ["Moods: calm"]


def test_any_and_all(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = open_page(qtbot, make_window)
    plane = window.mood_map.page.map_view
    for text in ("calm", "dreamy"):
        QTest.mouseClick(button(plane, text), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "calm, dreamy" in window.mood_map.page.result_label.text())
    any_ = visible(window)
    window.mood_map.page.match_box.setFocus()
    QTest.keyClick(window.mood_map.page.match_box, Key.Key_Down)
    qtbot.waitUntil(lambda: "calm + dreamy" in window.mood_map.page.result_label.text())
    assert visible(window) < any_
    QTest.keyClick(window.mood_map.page.likely_box, Key.Key_Space)
    qtbot.waitUntil(window.mood_map.page.likely_box.isChecked)


def test_buttons_of_one_mood_are_picked_together(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = open_page(qtbot, make_window)
    plane = window.mood_map.page.map_view
    shared = next(w for w in plane.buttons() if w.text() != w.mood.label)
    QTest.mouseClick(shared, Qt.MouseButton.LeftButton)
    same_mood = [w for w in plane.buttons() if w.mood.label == shared.mood.label]
    assert len(same_mood) > 1
    assert all(w.isChecked() for w in same_mood)
    assert "found as" in shared.accessibleName()


def test_arrow_keys_move_the_focus_and_space_picks(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = open_page(qtbot, make_window)
    settle(qtbot, window)  # the map follows the size of the page
    plane = window.mood_map.page.map_view
    start = button(plane, "calm")
    start.setFocus()
    QTest.keyClick(start, Key.Key_Up)
    there = plane.focusWidget()
    assert isinstance(there, MoodWordButton)
    assert there.y() < start.y()
    QTest.keyClick(there, Key.Key_Space)
    assert plane.moods() == [there.mood.label]


def test_the_search_clears_the_picks(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = open_page(qtbot, make_window)
    everything = visible(window)
    QTest.mouseClick(button(window.mood_map.page.map_view, "sad"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: visible(window) != everything)
    QTest.mouseClick(window.views.search.clear_button, Qt.MouseButton.LeftButton)
    assert visible(window) == everything
    assert window.mood_map.page.moods() == []
    assert chips(window) == []


def test_picks_and_search_are_combined(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = open_page(qtbot, make_window)
    QTest.mouseClick(button(window.mood_map.page.map_view, "sad"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: chips(window) == ["Moods: sad"])
    before = visible(window)
    QTest.keyClicks(window.views.search.edit, "river")
    assert visible(window) < before


def test_labels_fit_in_a_small_window(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = open_page(qtbot, make_window)
    window.resize(720, 480)
    plane = window.mood_map.page.map_view
    qtbot.waitUntil(lambda: all(w.count is not None for w in plane.buttons()))
    settle(qtbot, window)
    assert not any_overlap([QRectF(w.geometry()) for w in plane.buttons()])
    assert all(plane.rect().contains(w.geometry()) for w in plane.buttons())
    assert window.mood_map.page.result_label.visibleRegion().boundingRect().width() > 100
