"""The pages below the map: order, keys, and the page that is restored."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from moodtagger.settings import Settings
from moodtagger.ui.main_window.bottom_tabs import BottomTabs
from moodtagger.ui.widgets import FlowLayout
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory


def test_pages_are_ordered_by_key(qtbot: QtBot) -> None:
    pages = BottomTabs()
    qtbot.addWidget(pages)
    for key in ("own", "words", "songs", "differences", "review"):
        pages.add_page(QLabel(key), key.title(), key)
    titles = [pages.tabText(i) for i in range(pages.count())]
    assert titles == ["Songs", "Review", "Differences", "Words", "Own"]
    assert pages.page("words").accessibleName() == "Words"
    with qtbot.waitSignal(pages.pageShown) as opened:
        pages.show_page("differences")
    assert opened.args == ["differences"]
    pages.show_page("of another version")
    assert pages.current_page() == "differences"
    with pytest.raises(KeyError):
        pages.page("of another version")


def test_keys_switch_pages(qtbot: QtBot) -> None:
    pages = BottomTabs()
    qtbot.addWidget(pages)
    for key in ("songs", "review", "alike"):
        pages.add_page(QWidget(), key, key)
    pages.show()
    pages.tabBar().setFocus()
    QTest.keyClick(pages.tabBar(), Qt.Key.Key_Right)
    assert pages.current_page() == "review"
    QTest.keyClick(pages, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert pages.current_page() in ("review", "alike")


def test_the_current_page_is_restored(qtbot: QtBot, make_window: WindowFactory) -> None:
    first = make_window(FakeService(songs(5)))
    assert first.views.bottom_tabs.current_page() == "songs"
    first.views.show_page("differences")
    with qtbot.waitSignal(first.closed):
        first.close()
    saved: Settings = first.saved_settings[-1]  # type: ignore[attr-defined]
    again = make_window(FakeService(songs(5)), settings=saved)
    assert again.views.bottom_tabs.current_page() == "differences"
    QTest.keyClick(again, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert again.views.bottom_tabs.current_page() == "songs"
    foreign = replace(saved, window={**saved.window, "page": "of another version"})
    third = make_window(FakeService(songs(5)), settings=foreign)
    assert third.views.bottom_tabs.current_page() == "songs"


def test_buttons_wrap_to_the_next_line(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    flow = FlowLayout(4, room)
    labels = [QLabel("x" * 20) for _ in range(4)]
    for label in labels:
        flow.addWidget(label)
    one = flow.sizeHint()
    assert flow.heightForWidth(one.width()) == one.height()
    assert flow.heightForWidth(one.width() // 2 + 4) == 2 * one.height() + 4
    room.resize(one.width() // 2 + 4, 200)
    room.show()
    assert labels[0].y() == labels[1].y() < labels[2].y()
    assert flow.minimumSize().width() < one.width() // 3
