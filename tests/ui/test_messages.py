"""The messages above the views: their number, topics and undo buttons."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from moodtagger.ui.main_window.messages import MAX_MESSAGES, MessageArea, MessageChoice


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


def test_undo_presses_the_button_of_the_newest_message_only(qtbot: QtBot) -> None:
    area = MessageArea()
    qtbot.addWidget(area)
    undone: list[str] = []
    for name in ("a", "b"):
        undo = MessageChoice("Undo", lambda name=name: undone.append(name), is_undo=True)
        area.show_message(name, undo)
    assert area.undo_newest()
    assert undone == ["b"]
    assert area.texts() == ["a"]
    area.show_message("Nothing to undo", MessageChoice("Show", lambda: undone.append("shown")))
    assert not area.undo_newest()
    assert undone == ["b"]
