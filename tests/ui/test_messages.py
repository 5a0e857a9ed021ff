"""The messages over the views: their number, topics, and when they go."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from moodtagger.ui.main_window import messages
from moodtagger.ui.main_window.messages import MAX_MESSAGES, MessageArea, MessageChoice
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory


def test_the_oldest_message_goes_when_there_are_too_many(qtbot: QtBot) -> None:
    area = MessageArea()
    qtbot.addWidget(area)
    for number in range(MAX_MESSAGES + 2):
        area.show_message(f"Message {number}")
    assert area.texts() == [f"Message {number}" for number in range(2, MAX_MESSAGES + 2)]


def test_a_message_replaces_the_last_one_of_its_topic(qtbot: QtBot) -> None:
    area = MessageArea()
    qtbot.addWidget(area)
    for text, topic in (("First", "scan"), ("Other", ""), ("Second", "scan")):
        area.show_message(text, topic=topic)
    area.show_banner("Banner")
    assert area.texts() == ["Other", "Second", "Banner"]


@pytest.fixture
def area(qtbot: QtBot) -> Iterator[MessageArea]:
    """Return messages that float over a view, away from the mouse."""
    view, area = QWidget(), MessageArea()
    qtbot.addWidget(view)
    view.resize(800, 400)
    area.float_over(view, view.rect)
    yield area  # noqa: PT022 - keeps the view


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all times pass quickly."""
    monkeypatch.setattr(messages, "_NOTICE_MS", 1)
    monkeypatch.setattr(messages, "_CHOICE_MS", 30)
    monkeypatch.setattr(messages, "_LONGER_MS", 1)


def test_messages_go_by_themselves_but_warnings_stay(
    qtbot: QtBot, area: MessageArea, soon: None
) -> None:
    area.show_message("Warning", warning=True)
    area.show_message("Notice")
    area.show_message("Choice", MessageChoice("Yes", lambda: None))
    qtbot.waitUntil(lambda: area.texts() == ["Warning"])


def test_messages_with_choices_stay_longer(
    qtbot: QtBot, area: MessageArea, soon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "_CHOICE_MS", 10**8)
    area.show_message("Notice")
    area.show_message("Choice", MessageChoice("Yes", lambda: None))
    qtbot.waitUntil(lambda: area.texts() == ["Choice"])


def test_a_message_with_the_focus_stays(qtbot: QtBot, area: MessageArea, soon: None) -> None:
    area.window().show()
    area.window().activateWindow()
    held = area.show_message("Focus", MessageChoice("Yes", lambda: None))
    area.focus_newest()
    qtbot.waitUntil(held.buttons[0].hasFocus)
    area.show_message("Other")
    qtbot.waitUntil(lambda: area.texts() == ["Focus"])
    QTest.qWait(60)
    assert area.texts() == ["Focus"]
    held.buttons[0].clearFocus()
    qtbot.waitUntil(lambda: area.texts() == [])


def test_messages_move_no_view(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(5)))
    views = window.views
    before = [(w.geometry(), w.isVisible()) for w in (views.map, views.table, views.screens)]
    for number in range(3):
        views.messages.show_message(f"A message {number}. " * 8, MessageChoice("Go", lambda: None))
    qtbot.waitUntil(views.messages.isVisible)
    QTest.qWait(1)
    assert [
        (w.geometry(), w.isVisible()) for w in (views.map, views.table, views.screens)
    ] == before
    assert _is_over(views.messages, views.map)
    views.show_page("review")
    titles = views.bottom_tabs.tabBar()
    qtbot.waitUntil(lambda: views.messages.y() < titles.geometry().bottom())
    assert views.messages.x() > titles.tabRect(titles.count() - 1).right()
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    newest = views.messages.messages()[-1]
    qtbot.waitUntil(newest.buttons[0].hasFocus)
    for message in views.messages.messages():
        message.dismiss()
    qtbot.waitUntil(views.messages.isHidden)


def _is_over(widget: QWidget, view: QWidget) -> bool:
    area = view.rect().translated(view.mapToGlobal(view.rect().topLeft()))
    return area.contains(widget.rect().translated(widget.mapToGlobal(widget.rect().topLeft())))
