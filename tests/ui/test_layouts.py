"""Layouts: map and list, one alone, and details that close in a small window."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from moodtagger.core.tracks import TrackState
from moodtagger.settings import Settings
from moodtagger.ui.main_window.controllers.layouts import Layout
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_ALT = CTRL | Qt.KeyboardModifier.AltModifier


def test_keys_switch_between_the_layouts(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(3)))
    views = window.views
    QTest.keyClick(window, Qt.Key.Key_2, CTRL_ALT)
    assert (views.map.isHidden(), views.bottom_tabs.isHidden()) == (False, True)
    QTest.keyClick(window, Qt.Key.Key_3, CTRL_ALT)
    assert (views.map.isHidden(), views.bottom_tabs.isHidden()) == (True, False)
    QTest.keyClick(window, Qt.Key.Key_1, CTRL_ALT)
    assert (views.map.isHidden(), views.bottom_tabs.isHidden()) == (False, False)


def test_going_to_what_is_hidden_shows_it(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(3)))
    window.layouts.show(Layout.MAP)
    QTest.keyClick(window, Qt.Key.Key_3, CTRL)
    assert window.layouts.layout is Layout.BOTH
    window.layouts.show(Layout.LIST)
    QTest.keyClick(window, Qt.Key.Key_2, CTRL)
    assert not window.views.map.isHidden()
    window.layouts.show(Layout.MAP)
    window.views.show_page("review")
    assert not window.views.bottom_tabs.isHidden()


def test_the_switch_shows_the_layout(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(3)))
    buttons = {b.text(): b for b in window.views.top_bar.switch.buttons.values()}
    assert [t for t, b in buttons.items() if b.isChecked()] == ["Both"]
    assert [a.text() for a in window.layouts.layout_actions.values() if a.isChecked()] == [
        "Map and li&st"
    ]
    QTest.mouseClick(buttons["List"], Qt.MouseButton.LeftButton)
    assert window.views.map.isHidden()
    QTest.keyClick(window, Qt.Key.Key_2, CTRL_ALT)
    assert [t for t, b in buttons.items() if b.isChecked()] == ["Map"]


def test_a_page_takes_the_center_until_the_map_is_wanted(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = make_window(FakeService(songs(3)))
    views = window.views
    views.show_page("review")
    assert views.map.isHidden()
    QTest.keyClick(window, Qt.Key.Key_1, CTRL_ALT)
    assert not views.map.isHidden()
    views.show_page("songs")
    window.layouts.show(Layout.MAP)
    views.show_page("alike")
    assert not views.map.isHidden()  # remembered for the pages
    bar = views.bottom_tabs.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(0).center())
    assert views.bottom_tabs.isHidden()  # remembered for the songs
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(0).center())
    assert not views.bottom_tabs.isHidden()


def test_a_small_window_folds_the_filters_and_shows_map_or_list(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = make_window(FakeService(songs(3)))
    views, bar = window.views, window.views.top_bar
    assert views.sidebar.isVisible()
    assert not bar.menu_button.isVisible()
    window.resize(800, 600)
    qtbot.waitUntil(views.sidebar.isHidden)
    assert views.map.isVisible()
    assert not views.table.isVisible()
    assert [b.text() for b in bar.switch.buttons.values() if b.isVisible()] == ["Map", "List"]
    assert not bar.undo_button.isVisible()
    QTest.mouseClick(bar.menu_button, Qt.MouseButton.LeftButton)
    assert views.sidebar.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert not views.sidebar.isVisible()
    QTest.keyClick(window, Qt.Key.Key_1, CTRL)  # go to the filters
    assert views.sidebar.isVisible()
    QTest.keyClick(window, Qt.Key.Key_3, CTRL)
    assert (views.map.isVisible(), views.table.isVisible()) == (False, True)
    window.resize(1280, 800)
    qtbot.waitUntil(views.map.isVisible)
    assert views.sidebar.isVisible()
    assert views.table.isVisible()


def test_the_write_button_counts_what_is_ready(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(60)))
    ready = sum(row.state is TrackState.DECIDED for row in songs(60))
    button = window.views.top_bar.write_button
    assert ready
    assert button.text() == f"Write tags  {ready}"
    window.actions_.write.setEnabled(False)
    assert not button.isEnabled()


def test_the_layout_is_remembered(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(3)))
    window.layouts.show(Layout.LIST)
    with qtbot.waitSignal(window.closed):
        window.close()
    saved = window.saved_settings[-1]  # type: ignore[attr-defined]
    again = make_window(FakeService(songs(3)), settings=saved)
    assert again.layouts.layout is Layout.LIST
    assert again.views.map.isHidden()
    unknown = replace(Settings(), window={"layout": "sideways"})
    assert make_window(FakeService(songs(3)), settings=unknown).layouts.layout is Layout.BOTH


def test_a_small_window_shows_details_of_a_selection_only(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = make_window(FakeService(songs(3)))
    inspector = window.views.inspector
    window.resize(800, 600)
    qtbot.waitUntil(inspector.isHidden)
    window.library.select({2})
    qtbot.waitUntil(inspector.isVisible)
    window.library.select(set())
    qtbot.waitUntil(inspector.isHidden)
    window.resize(1280, 800)
    qtbot.waitUntil(inspector.isVisible)
    window.actions_.show_inspector.trigger()
    assert inspector.isHidden()
    window.library.select({2})
    assert inspector.isHidden()


def test_pages_have_the_room_of_empty_details(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(3)))
    inspector = window.views.inspector
    assert inspector.isVisible()
    window.views.show_page("set")
    assert inspector.isHidden()
    window.library.select({2})
    assert inspector.isVisible()
    window.resize(1024, 700)
    qtbot.waitUntil(inspector.isHidden)
    QTest.keyClick(window, Qt.Key.Key_F10)  # wanted all the same
    assert inspector.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F10)
    assert inspector.isHidden()


def test_one_theme_is_ticked(qtbot: QtBot, make_window: WindowFactory) -> None:
    settings = replace(Settings(), theme="contrast-dark")
    window = make_window(FakeService(songs(3)), settings=settings)
    ticked = [name for name, action in window.actions_.themes.items() if action.isChecked()]
    assert ticked == ["contrast-dark"]


def test_tab_goes_through_the_bar_from_left_to_right(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = make_window(FakeService(songs(60)))
    window.activateWindow()
    window.actions_.find.trigger()
    texts = []
    while window.focusWidget() is not window.views.bottom_tabs.tabBar() and len(texts) < 20:
        focus = window.focusWidget()
        if isinstance(focus, QPushButton):
            texts.append(focus.text())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert texts[:2] == ["Both", "Accept suggestions"]
    assert texts[2].startswith("Write tags")
