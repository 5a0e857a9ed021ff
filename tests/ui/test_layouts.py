"""Layouts: map and list, one alone, and details that close in a small window."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

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
