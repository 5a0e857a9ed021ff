"""The history: undo and write again a batch, a file and a field, with real keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from moodtagger.core.tag_plan import FieldChange, WritePolicy
from moodtagger.services.tag_history import UndoSummary
from moodtagger.store import BatchInfo, EntryState, FieldState, JournalEntry
from moodtagger.ui.main_window.dialogs import FileListDialog
from moodtagger.ui.review.changes_model import (
    FETCH_SIZE,
    FILE,
    NEW,
    OLD,
    STATE,
    ChangesModel,
    FileChanges,
)
from moodtagger.ui.review.changes_view import ChangesView, NoteLabel
from moodtagger.ui.review.diff_delegate import SEGMENTS_ROLE
from moodtagger.ui.review.history_batches import batch_state_text, result_text
from moodtagger.ui.review.history_dialog import HistoryDialog
from tests.support.executed_lines import executed_lines
from tests.support.ui.fake_service import FakeService, songs

if TYPE_CHECKING:
    from moodtagger.ui.main_window.window import MainWindow

Key, Mod = Qt.Key, Qt.KeyboardModifier
Make = Callable[..., "MainWindow"]
Role = Qt.ItemDataRole
LEFT_BUTTON = Qt.MouseButton.LeftButton
POLICY = WritePolicy(energy=True)


@pytest.fixture
def service() -> FakeService:
    """Three files, each with two fields written in one batch."""
    rows = [row for row in songs(60) if row.accepted and "Shadow" not in row.path][:3]
    made = FakeService(rows)
    made.write(made.preview([row.track_id for row in rows], POLICY).plans, POLICY)
    return made


@pytest.fixture
def dialog(qtbot: QtBot, make_window: Make, service: FakeService) -> HistoryDialog:
    window = make_window(service)
    QTest.keyClick(window, Key.Key_Z, Mod.ControlModifier)
    found = window.findChild(HistoryDialog)
    assert isinstance(found, HistoryDialog)
    qtbot.waitUntil(lambda: found._model.rowCount() == 3)
    return found


def select(dialog: HistoryDialog, file: int, field: int | None = None) -> None:
    index = dialog._model.index(file, FILE)
    if field is not None:
        index = dialog._model.index(field, FILE, index)
    flags = QItemSelectionModel.SelectionFlag
    dialog._view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)


def states(service: FakeService) -> list[tuple[FieldState, ...]]:
    return [entry.fields for entry in service.batch_entries(1)]


WRITTEN, UNDONE = FieldState.WRITTEN, FieldState.UNDONE


def test_a_field_is_undone_and_written_again(
    qtbot: QtBot, dialog: HistoryDialog, service: FakeService
) -> None:
    dialog._view.setFocus()
    select(dialog, 1, 1)
    assert not dialog._redo_part.isEnabled()
    QTest.keyClick(dialog._view, Key.Key_Z, Mod.ControlModifier)
    qtbot.waitUntil(lambda: states(service)[1] == (WRITTEN, UNDONE))
    assert states(service)[0] == states(service)[2] == (WRITTEN, WRITTEN)
    qtbot.waitUntil(lambda: dialog._redo_part.isEnabled())  # still selected, now undone
    assert dialog._model.data(dialog._model.index(1, STATE), Role.DisplayRole) == "partly undone"
    field = dialog._model.index(1, STATE, dialog._model.index(1, FILE))
    assert dialog._model.data(field, Role.DisplayRole) == "undone"
    assert not dialog._undo_part.isEnabled()
    QTest.keyClick(dialog._redo_part, Key.Key_Space)
    qtbot.waitUntil(lambda: states(service)[1] == (WRITTEN, WRITTEN))
    qtbot.waitUntil(lambda: "1 file written again" in dialog._message.text())


def test_a_file_is_undone_by_its_row(
    qtbot: QtBot, dialog: HistoryDialog, service: FakeService
) -> None:
    select(dialog, 0)
    qtbot.mouseClick(dialog._undo_part, LEFT_BUTTON)
    qtbot.waitUntil(lambda: states(service)[0] == (UNDONE, UNDONE))
    assert states(service)[1] == (WRITTEN, WRITTEN)
    entry = service.batch_entries(1)[0]
    assert service.moods_in_files[entry.path] == entry.changes[0].old
    item = dialog._list.topLevelItem(0)
    assert item is not None
    qtbot.waitUntil(lambda: dialog._list.topLevelItem(0).text(3) == "1 of 3 undone")  # type: ignore[union-attr]


def test_the_whole_batch_goes_back_and_forth_by_keys(
    qtbot: QtBot, dialog: HistoryDialog, service: FakeService
) -> None:
    dialog._list.setFocus()
    QTest.keyClick(dialog._list, Key.Key_Z, Mod.ControlModifier)
    qtbot.waitUntil(lambda: states(service) == [(UNDONE, UNDONE)] * 3)
    qtbot.waitUntil(lambda: "3 files restored" in dialog._message.text())
    qtbot.waitUntil(lambda: dialog._redo.isEnabled())
    assert not dialog._undo.isEnabled()
    QTest.keyClick(dialog._redo, Key.Key_Space)
    qtbot.waitUntil(lambda: states(service) == [(WRITTEN, WRITTEN)] * 3)
    qtbot.waitUntil(lambda: dialog._undo.isEnabled())


def test_a_conflict_is_told_and_the_field_stays(
    qtbot: QtBot, dialog: HistoryDialog, service: FakeService
) -> None:
    path = service.batch_entries(1)[2].path
    service.moods_in_files[path] = ("Rain",)
    select(dialog, 2)
    QTest.keyClick(dialog._undo_part, Key.Key_Space)
    qtbot.waitUntil(lambda: "Rain" in dialog._message.text())
    assert service.moods_in_files[path] == ("Rain",)
    qtbot.waitUntil(lambda: states(service)[2] == (FieldState.SKIPPED, UNDONE))
    field = dialog._model.index(0, STATE, dialog._model.index(2, FILE))
    qtbot.waitUntil(lambda: dialog._model.data(field, Role.DisplayRole) == "changed since")


def test_while_it_works_nothing_else_can_be_asked_and_it_can_be_stopped(
    qtbot: QtBot, dialog: HistoryDialog, service: FakeService
) -> None:
    service.gate.clear()
    QTest.keyClick(dialog._undo, Key.Key_Space)
    assert dialog._stop.isVisible()
    for button in (dialog._undo, dialog._redo, dialog._undo_part, dialog._redo_part):
        assert not button.isEnabled()
    with qtbot.waitSignal(dialog.stopRequested):
        QTest.keyClick(dialog._stop, Key.Key_Space)
    service.gate.set()
    qtbot.waitUntil(lambda: not dialog._stop.isVisible())


def test_a_long_list_of_conflicts_is_shortened_and_shown_on_demand(
    qtbot: QtBot, dialog: HistoryDialog
) -> None:
    left = [(f"/m/{i}.mp3", "MOOD is gone now, so it was left so.") for i in range(40)]
    dialog.show_result(UndoSummary(1, restored=2, left=left))
    assert len(dialog._message.text().splitlines()) == 6
    assert "37 more" in dialog._message.text()
    qtbot.mouseClick(dialog._show_all, LEFT_BUTTON)
    shown = dialog.parent().findChild(FileListDialog)
    assert shown is not None
    shown.close()


def test_it_is_copied_as_text(qtbot: QtBot, dialog: HistoryDialog, service: FakeService) -> None:
    QTest.keyClick(dialog._copy, Key.Key_Space)
    text = QGuiApplication.clipboard().text()
    assert text.count("ENERGYLEVEL = 7") == 3
    assert service.batch_entries(1)[0].path in text


def test_a_library_that_is_only_read_shows_its_history_without_undo(qtbot: QtBot) -> None:
    dialog = HistoryDialog(can_write=False)
    qtbot.addWidget(dialog)
    dialog.show_batches([])
    assert "Nothing has been written" in dialog._message.text()
    for button in (dialog._undo, dialog._redo, dialog._undo_part, dialog._redo_part):
        assert not button.isEnabled()


def test_the_message_after_a_write_leads_to_the_batch(qtbot: QtBot, make_window: Make) -> None:
    rows = [row for row in songs(60) if row.accepted and "Shadow" not in row.path][:1]
    window = make_window(FakeService(rows))
    QTest.keyClick(window, Key.Key_S, Mod.ControlModifier)
    preview = window.tagging._dialog
    assert preview is not None
    qtbot.waitUntil(lambda: preview._write.isEnabled())
    QTest.keyClick(preview._write, Key.Key_Space)
    messages = window.views.messages
    qtbot.waitUntil(lambda: any("Moods written" in text for text in messages.texts()))
    message = next(m for m in messages.messages() if "Moods written" in m.text)
    button = next(b for b in message.buttons if b.text().startswith("History"))
    qtbot.mouseClick(button, LEFT_BUTTON)
    dialog = window.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: dialog.batch_id == 1 and dialog._model.rowCount() == 1)


def test_a_batch_of_very_many_files_is_shown_at_once(qtbot: QtBot) -> None:
    changes = (FieldChange("MOOD", (), ("sad",)),)
    entries = [
        JournalEntry(i, 1, f"/m/{i}.mp3", i, "MP4", "", changes, EntryState.DONE, "", (WRITTEN,))
        for i in range(20_000)
    ]
    info = BatchInfo(1, datetime.now(UTC), "Moods of 20000 songs", len(entries))
    dialog = HistoryDialog(can_write=True)
    qtbot.addWidget(dialog)
    dialog.show_batches([info])
    with qtbot.waitExposed(dialog):
        dialog.show()
    few_lines = executed_lines(lambda: dialog.show_entries(1, entries[:2000]))
    many_lines = executed_lines(lambda: dialog.show_entries(1, entries))
    assert (many_lines - few_lines) / (len(entries) - 2000) < 10  # lines for each file
    QApplication.processEvents()
    dialog._view.selectAll()
    assert dialog._undo.isEnabled()
    assert dialog._undo_part.isEnabled()
    assert not dialog._redo_part.isEnabled()
    bar = dialog._view.verticalScrollBar()
    before = dialog._model.rowCount()
    assert before % FETCH_SIZE == 0
    bar.setValue(bar.maximum())  # and more of them come
    after = dialog._model.rowCount()
    assert after > before
    assert dialog._view.isExpanded(dialog._model.index(after - 1, FILE))
    dialog.show_entries(1, entries)
    assert dialog._model.rowCount() >= after  # the same batch anew
    dialog._view.selectAll()
    with qtbot.waitSignal(dialog.undoRequested) as wanted:
        qtbot.mouseClick(dialog._undo_part, LEFT_BUTTON)
    assert wanted.args == [1, None]  # also those that did not come into view


def test_the_model_with_states_keeps_qts_rules(qtbot: QtBot) -> None:
    model = ChangesModel(checkable=False)
    model.set_titles("File", "Frame", "Before", "Written", "State")
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, model
    )
    changes = (FieldChange("MOOD", ("a\nb",), ("c",)), FieldChange("VALENCE", (), ("0.2",)))
    model.set_files([FileChanges("/m/a.mp3", "", changes, "", "written", ("written", "undone"))])
    assert tester.model() is model
    top = model.index(0, FILE)
    second = model.index(1, FILE, top)
    said = model.data(second, Role.AccessibleTextRole)
    assert said == "VALENCE. Before: (not there). Written: 0.2. undone"
    assert "\n" not in model.data(model.index(0, 2, top), Role.DisplayRole)


def test_what_comes_and_what_goes_is_told_apart(model: ChangesModel, qtbot: QtBot) -> None:
    top = model.index(0, FILE)
    assert model.data(model.index(0, OLD, top), SEGMENTS_ROLE) == [("Mellow", False), ("sad", True)]
    assert model.data(model.index(0, NEW, top), SEGMENTS_ROLE) == [
        ("Mellow", False),
        ("calm", True),
    ]
    view = ChangesView(model)
    qtbot.addWidget(view)
    view.resize(900, 200)
    view.expand_files()
    with qtbot.waitExposed(view):
        view.show()
    assert not view.grab().isNull()  # painted without a warning


def test_the_whole_note_of_a_file_is_shown_where_the_cursor_stands(
    model: ChangesModel, qtbot: QtBot
) -> None:
    view = ChangesView(model)
    qtbot.addWidget(view)
    note = NoteLabel(view)
    qtbot.addWidget(note)
    view.setCurrentIndex(model.index(1, FILE))
    assert note.text() == "b.mp3: The file's tags are damaged."
    view.setFocus()
    view.setCurrentIndex(model.index(0, FILE))
    assert note.text() == ""
    assert note.isHidden()


@pytest.fixture
def model(qtbot: QtBot) -> ChangesModel:
    made = ChangesModel(checkable=True)
    change = FieldChange("MOOD", ("Mellow", "sad"), ("Mellow", "calm"))
    damaged = FileChanges("/m/b.mp3", "", (), "The file's tags are damaged.")
    made.set_files([FileChanges("/m/a.flac", "Vorbis", (change,)), damaged])
    return made


def test_words_of_batches_and_outcomes(service: FakeService) -> None:
    info = service.batches()[0]
    assert batch_state_text(info) == ""
    assert batch_state_text(replace(info, restored=1, failed=2)) == "1 of 3 undone, 2 failed"
    assert batch_state_text(replace(info, restored=3)) == "undone"
    summary = UndoSummary(1, restored=1, there=2, cancelled=True)
    assert (
        result_text(summary, redone=False) == "Stopped. 1 file restored. 2 files were so already."
    )
    entry = service.batch_entries(1)[0]
    assert isinstance(entry, JournalEntry)
    assert entry.state is EntryState.DONE
