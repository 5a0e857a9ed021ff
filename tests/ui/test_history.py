"""History dialog: undo and redo of a batch, a file and a field, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from moodtagger.core.tag_plan import FieldChange, WritePolicy
from moodtagger.services.tag_history import UndoSummary
from moodtagger.settings import Settings
from moodtagger.store import BatchInfo, EntryState, FieldState, JournalEntry
from moodtagger.ui.main_window.dialogs import FileListDialog
from moodtagger.ui.review import history_dialog
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
from moodtagger.ui.review.history_batches import batch_state_text, entry_state_text, result_text
from moodtagger.ui.review.history_dialog import HistoryDialog
from moodtagger.ui.review.preview_dialog import PreviewDialog
from tests.support.executed_lines import executed_lines
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs

if TYPE_CHECKING:
    from moodtagger.ui.main_window.window import MainWindow

Key, Mod = Qt.Key, Qt.KeyboardModifier
WindowFactory = Callable[..., "MainWindow"]
Role = Qt.ItemDataRole
LEFT_BUTTON = Qt.MouseButton.LeftButton
POLICY = WritePolicy(energy=True)


@pytest.fixture
def service() -> FakeService:
    """Three files, each with two fields written in one batch."""
    rows = [row for row in songs(60) if row.accepted and "Shadow" not in row.path][:3]
    service = FakeService(rows)
    service.tagging.write(service.tagging.preview(rows, POLICY).plans, POLICY)
    return service


@pytest.fixture
def dialog(qtbot: QtBot, make_window: WindowFactory, service: FakeService) -> HistoryDialog:
    window = make_window(service)
    QTest.keyClick(window, Key.Key_H, Mod.ControlModifier)
    dialog = window.findChild(HistoryDialog)
    assert isinstance(dialog, HistoryDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 3)
    return dialog


def select(dialog: HistoryDialog, file: int, field: int | None = None) -> None:
    index = dialog.model.index(file, FILE)
    if field is not None:
        index = dialog.model.index(field, FILE, index)
    flags = QItemSelectionModel.SelectionFlag
    dialog.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)


def undo_buttons(dialog: HistoryDialog) -> tuple[QPushButton, ...]:
    """The buttons that change files."""
    return (
        dialog.undo_button,
        dialog.redo_button,
        dialog.undo_part_button,
        dialog.redo_part_button,
    )


def field_states(service: FakeService) -> list[tuple[FieldState, ...]]:
    return [entry.fields for entry in service.history.entries(1)]


WRITTEN, UNDONE = FieldState.WRITTEN, FieldState.UNDONE


@pytest.mark.parametrize("keep_mtime", [True, False])
def test_undo_and_redo_follow_the_setting_of_the_date_modified(
    qtbot: QtBot, make_window: WindowFactory, service: FakeService, keep_mtime: bool
) -> None:
    window = make_window(service, settings=Settings(keep_mtime=keep_mtime))
    window.history.undo(1)
    qtbot.waitUntil(lambda: field_states(service) == [(UNDONE, UNDONE)] * 3)
    window.history.redo(1)
    qtbot.waitUntil(lambda: field_states(service) == [(WRITTEN, WRITTEN)] * 3)
    assert service.undo_keep_mtime == [keep_mtime] * 2


def test_undo_and_redo_of_a_single_field(
    qtbot: QtBot, dialog: HistoryDialog, service: FakeService
) -> None:
    dialog.view.setFocus()
    select(dialog, 1, 1)
    assert not dialog.redo_part_button.isEnabled()
    QTest.keyClick(dialog.view, Key.Key_Z, Mod.ControlModifier)
    qtbot.waitUntil(lambda: field_states(service)[1] == (WRITTEN, UNDONE))
    assert field_states(service)[0] == field_states(service)[2] == (WRITTEN, WRITTEN)
    qtbot.waitUntil(lambda: dialog.redo_part_button.isEnabled())  # still selected, now undone
    assert dialog.model.data(dialog.model.index(1, STATE), Role.DisplayRole) == "partly undone"
    field = dialog.model.index(1, STATE, dialog.model.index(1, FILE))
    assert dialog.model.data(field, Role.DisplayRole) == "undone"
    assert not dialog.undo_part_button.isEnabled()
    QTest.keyClick(dialog.redo_part_button, Key.Key_Space)
    qtbot.waitUntil(lambda: field_states(service)[1] == (WRITTEN, WRITTEN))
    qtbot.waitUntil(lambda: "1 file written again" in dialog.message.text())


def test_undo_of_a_selected_file(qtbot: QtBot, dialog: HistoryDialog, service: FakeService) -> None:
    select(dialog, 0)
    qtbot.mouseClick(dialog.undo_part_button, LEFT_BUTTON)
    qtbot.waitUntil(lambda: field_states(service)[0] == (UNDONE, UNDONE))
    assert field_states(service)[1] == (WRITTEN, WRITTEN)
    entry = service.history.entries(1)[0]
    assert service.moods_in_files[entry.path] == entry.changes[0].old
    item = dialog.batches.topLevelItem(0)
    assert item is not None
    qtbot.waitUntil(lambda: dialog.batches.topLevelItem(0).text(3) == "1 of 3 undone")  # type: ignore[union-attr]


def test_undo_and_redo_of_a_batch_by_keyboard(
    qtbot: QtBot, dialog: HistoryDialog, service: FakeService
) -> None:
    dialog.batches.setFocus()
    QTest.keyClick(dialog.batches, Key.Key_Z, Mod.ControlModifier)
    qtbot.waitUntil(lambda: field_states(service) == [(UNDONE, UNDONE)] * 3)
    qtbot.waitUntil(lambda: "3 files restored" in dialog.message.text())
    qtbot.waitUntil(lambda: dialog.redo_button.isEnabled())
    assert not dialog.undo_button.isEnabled()
    QTest.keyClick(dialog.redo_button, Key.Key_Space)
    qtbot.waitUntil(lambda: field_states(service) == [(WRITTEN, WRITTEN)] * 3)
    qtbot.waitUntil(lambda: dialog.undo_button.isEnabled())


def test_undo_reports_a_conflict_and_skips_the_field(
    qtbot: QtBot, dialog: HistoryDialog, service: FakeService
) -> None:
    path = service.history.entries(1)[2].path
    service.moods_in_files[path] = ("Rain",)
    select(dialog, 2)
    QTest.keyClick(dialog.undo_part_button, Key.Key_Space)
    qtbot.waitUntil(lambda: "Rain" in dialog.message.text())
    assert service.moods_in_files[path] == ("Rain",)
    qtbot.waitUntil(lambda: field_states(service)[2] == (FieldState.SKIPPED, UNDONE))
    field = dialog.model.index(0, STATE, dialog.model.index(2, FILE))
    qtbot.waitUntil(lambda: dialog.model.data(field, Role.DisplayRole) == "changed since")


def test_buttons_are_disabled_during_undo_except_stop(
    qtbot: QtBot, dialog: HistoryDialog, service: FakeService
) -> None:
    service.gate.clear()
    QTest.keyClick(dialog.undo_button, Key.Key_Space)
    assert dialog.stop_button.isVisible()
    assert not any(button.isEnabled() for button in undo_buttons(dialog))
    with qtbot.waitSignal(dialog.stopRequested):
        QTest.keyClick(dialog.stop_button, Key.Key_Space)
    service.gate.set()
    qtbot.waitUntil(lambda: not dialog.stop_button.isVisible())


def test_a_long_list_of_skipped_files_is_shortened(qtbot: QtBot, dialog: HistoryDialog) -> None:
    skipped = [
        (f"/m/{i}.mp3", "MOOD is no longer there, so nothing was changed.") for i in range(40)
    ]
    dialog.show_result(UndoSummary(1, restored=2, left=skipped))
    assert len(dialog.message.text().splitlines()) == 6
    assert "37 more" in dialog.message.text()
    qtbot.mouseClick(dialog.show_all_button, LEFT_BUTTON)
    file_list = dialog.parent().findChild(FileListDialog)
    assert file_list is not None
    file_list.close()


def test_copy_as_text(qtbot: QtBot, dialog: HistoryDialog, service: FakeService) -> None:
    QTest.keyClick(dialog.copy_button, Key.Key_Space)
    text = QGuiApplication.clipboard().text()
    assert text.count("ENERGYLEVEL = 7") == 3
    assert service.history.entries(1)[0].path in text


def test_a_read_only_library_offers_no_undo(qtbot: QtBot) -> None:
    dialog = HistoryDialog(can_write=False)
    qtbot.addWidget(dialog)
    dialog.show_batches([])
    assert "Nothing has been written" in dialog.message.text()
    assert not any(button.isEnabled() for button in undo_buttons(dialog))


def test_the_message_after_a_write_opens_its_batch(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    rows = [row for row in songs(60) if row.accepted and "Shadow" not in row.path][:1]
    window = make_window(FakeService(rows))
    QTest.keyClick(window, Key.Key_S, Mod.ControlModifier)
    preview = window.findChild(PreviewDialog)
    assert preview is not None
    qtbot.waitUntil(lambda: preview.write_button.isEnabled())
    QTest.keyClick(preview.write_button, Key.Key_Space)
    messages = window.views.messages
    qtbot.waitUntil(lambda: any("Moods written" in text for text in messages.texts()))
    message = next(m for m in messages.messages() if "Moods written" in m.text)
    button = next(b for b in message.buttons if b.text().startswith("History"))
    qtbot.mouseClick(button, LEFT_BUTTON)
    dialog = window.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: dialog.batch_id == 1 and dialog.model.rowCount() == 1)


def test_old_texts_are_readable_whatever_their_encoding(qtbot: QtBot) -> None:
    changes = (FieldChange("TMOO", ("\xe3\xf0\xf3\xf1\xf2\xed\xee",), ("sad",)),)
    decoded = (("TMOO", ("грустно",)),)
    entry = JournalEntry(
        1, 1, "/m/a.mp3", 1, "ID3", "", changes, EntryState.DONE, "", (WRITTEN,), decoded
    )
    dialog = HistoryDialog(can_write=True)
    qtbot.addWidget(dialog)
    dialog.show_batches([BatchInfo(1, datetime.now(UTC), "Moods of a song", 1)])
    dialog.show_entries(1, [entry])
    file = dialog.model.index(0, FILE)
    texts = [dialog.model.index(0, column, file).data() for column in range(5)]
    assert "грустно" in texts


def test_only_fetched_files_of_a_large_batch_are_formatted(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    formatted: set[int] = set()

    def format_and_count(entry: JournalEntry) -> str:
        formatted.add(entry.entry_id)
        return entry_state_text(entry)

    monkeypatch.setattr(history_dialog, "entry_state_text", format_and_count)
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
    dialog.view.selectAll()
    assert dialog.undo_button.isEnabled()
    assert dialog.undo_part_button.isEnabled()
    assert not dialog.redo_part_button.isEnabled()
    bar = dialog.view.verticalScrollBar()
    before = dialog.model.rowCount()
    assert before % FETCH_SIZE == 0
    bar.setValue(bar.maximum())  # fetches more
    after = dialog.model.rowCount()
    assert after > before
    assert dialog.view.isExpanded(dialog.model.index(after - 1, FILE))
    dialog.show_entries(1, entries)
    assert dialog.model.rowCount() >= after  # the same batch, reloaded
    dialog.view.selectAll()
    with qtbot.waitSignal(dialog.undoRequested) as requested:
        qtbot.mouseClick(dialog.undo_part_button, LEFT_BUTTON)
    assert requested.args == [1, None]  # including files not fetched yet
    assert len(formatted) <= dialog.model.rowCount() < len(entries)


def test_the_model_with_states_passes_qts_model_tester(qtbot: QtBot) -> None:
    model = ChangesModel(checkable=False)
    model.set_titles("File", "Tag", "Before", "Written", "State")
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, model
    )
    changes = (FieldChange("MOOD", ("a\nb",), ("c",)), FieldChange("VALENCE", (), ("0.2",)))
    model.set_files([FileChanges("/m/a.mp3", "", changes, "", "written", ("written", "undone"))])
    assert tester.model() is model
    top = model.index(0, FILE)
    second = model.index(1, FILE, top)
    accessible_text = model.data(second, Role.AccessibleTextRole)
    assert accessible_text == "VALENCE. Before: (none). Written: 0.2. undone"
    assert "\n" not in model.data(model.index(0, 2, top), Role.DisplayRole)


def test_segments_mark_the_values_that_differ(model: ChangesModel, qtbot: QtBot) -> None:
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
    assert not view.grab().isNull()  # paints without a Qt warning


def test_the_note_of_the_current_file_is_shown_in_full(model: ChangesModel, qtbot: QtBot) -> None:
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
    model = ChangesModel(checkable=True)
    change = FieldChange("MOOD", ("Mellow", "sad"), ("Mellow", "calm"))
    damaged = FileChanges("/m/b.mp3", "", (), "The file's tags are damaged.")
    model.set_files([FileChanges("/m/a.flac", "Vorbis", (change,)), damaged])
    return model


def test_texts_of_batch_states_and_results(service: FakeService) -> None:
    info = service.history.batches()[0]
    assert batch_state_text(info) == ""
    assert batch_state_text(replace(info, restored=1, failed=2)) == "1 of 3 undone, 2 failed"
    assert batch_state_text(replace(info, restored=3)) == "undone"
    summary = UndoSummary(1, restored=1, there=2, cancelled=True)
    assert (
        result_text(summary, redone=False)
        == "Stopped. 1 file restored. 2 files already up to date."
    )
    summary = UndoSummary(1, restored=3, identical=2, by_fields=1)
    assert result_text(summary, redone=False) == (
        "3 files restored. Tags restored, but not every byte: 1 "
        "(changed since, or too large to keep)."
    )
    entry = service.history.entries(1)[0]
    assert isinstance(entry, JournalEntry)
    assert entry.state is EntryState.DONE
