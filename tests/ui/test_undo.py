"""Undo and redo of whatever was done last, by the keys of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from moodtagger.core.tracks import TrackState
from moodtagger.ui.main_window.undo import UndoStack, UndoStep
from moodtagger.ui.main_window.window import MainWindow
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory
from tests.ui.test_review_page import decisions

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


def undo_text(window: MainWindow) -> str:
    return window.actions_.undo.text().replace("&", "")


def test_steps_are_undone_last_first_and_done_again() -> None:
    stack, log = UndoStack(), list[str]()

    def step(name: str) -> UndoStep:
        return UndoStep(name, lambda: log.append(f"-{name}"), lambda: log.append(f"+{name}"))

    first, second = stack.push(step("a")), stack.push(step("b"))
    stack.undo()
    stack.undo()
    stack.undo()
    stack.redo()
    assert log == ["-b", "-a", "+a"]
    assert (stack.next_undo, stack.next_redo) == (first, second)
    stack.push(step("c"))
    assert stack.next_redo is None
    stack.undo(first)  # a message offers it although something was done since
    assert log[-1] == "-a"
    stack.discard(first)
    assert stack.next_redo is None


def test_ctrl_z_undoes_decision_correction_and_accept_in_turn(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    rows = [row for row in songs(40) if row.proposed and not row.accepted][:3]
    service = FakeService(rows)
    window = make_window(service)
    before = decisions(service.rows_by_id)
    first = rows[0]
    assert not window.actions_.undo.isEnabled()
    window.views.inspector.decided.emit(first.track_id, first.proposed[0], False)
    window.corrections.correct(first.track_id, -0.5, 0.5)
    qtbot.waitUntil(lambda: undo_text(window).startswith("Undo correction of"))
    after_correction = decisions(service.rows_by_id)
    window.tagging.accept([row.track_id for row in rows])
    qtbot.waitUntil(lambda: undo_text(window).startswith("Undo accept of"))
    accepted = decisions(service.rows_by_id)
    button = window.views.top_bar.undo_button
    assert button.text() == "Undo"
    assert button.toolTip().startswith("Undo accept of ")
    QTest.keyClick(window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: decisions(service.rows_by_id) == after_correction)
    QTest.keyClick(window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: service.rows_by_id[first.track_id].correction is None)
    assert undo_text(window) == "Undo reject of 1 mood"
    QTest.keyClick(window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: decisions(service.rows_by_id) == before)
    assert not window.actions_.undo.isEnabled()
    for _ in range(3):
        QTest.keyClick(window, Key.Key_Z, CTRL_SHIFT)
    qtbot.waitUntil(lambda: decisions(service.rows_by_id) == accepted)
    assert not window.actions_.redo.isEnabled()


def test_a_write_is_undone_after_a_question(qtbot: QtBot, make_window: WindowFactory) -> None:
    rows = [row for row in songs(60) if row.state is TrackState.DECIDED][:2]
    service = FakeService(rows)
    before = dict(service.moods_in_files)
    window = make_window(service)
    QTest.keyClick(window, Key.Key_S, CTRL)
    dialog = window.tagging.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.write_button.isEnabled())
    QTest.keyClick(dialog.write_button, Key.Key_Space)
    qtbot.waitUntil(lambda: undo_text(window) == "Undo writing tags to 2 files")
    written = dict(service.moods_in_files)
    for key, expected in ((Key.Key_Escape, written), (Key.Key_Return, before)):
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(window, Key.Key_Z, CTRL)
        boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
        assert "2 files" in boxes[-1].text()
        QTest.keyClick(boxes[-1], key)
        qtbot.waitUntil(lambda expected=expected: service.moods_in_files == expected)
    assert not window.actions_.undo.isEnabled()
    assert window.actions_.redo.isEnabled()
