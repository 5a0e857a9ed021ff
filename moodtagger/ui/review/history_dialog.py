"""History dialog: written batches, with undo and redo of a batch, a file or a field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from moodtagger.ui import formatting, theme
from moodtagger.ui.jobs.service_protocol import HistoryBatch, HistoryEntry
from moodtagger.ui.review.changes_model import ChangesModel, FileChanges
from moodtagger.ui.review.changes_view import ChangesView, NoteLabel, changes_as_text
from moodtagger.ui.review.history_batches import (
    MAX_LISTED,
    BatchList,
    entry_state_text,
    field_state_text,
    result_text,
)
from moodtagger.ui.translation import translate_message
from moodtagger.ui.widgets import FlowLayout

if TYPE_CHECKING:
    from moodtagger.services.tag_history import UndoSummary

JournalParts = list[tuple[int, str | None]]  # journal entry and frame (None: all frames)
_UNDOABLE_STATES, _REDOABLE_STATES = ("written", "left"), ("undone",)


class HistoryDialog(QDialog):
    """Lists the batches, newest first; it does no work itself but requests it.

    `undoRequested` and `redoRequested` carry a batch and its `JournalParts`, or None for all of
    it; `listRequested` the skipped files as (path, reason).
    """

    entriesRequested = Signal(int)
    undoRequested = Signal(int, object)
    redoRequested = Signal(int, object)
    stopRequested = Signal()
    listRequested = Signal(object)

    def __init__(self, can_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("History of written tags"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1180, 640)
        self._can_write = can_write
        self._busy = False
        self._entries: list[HistoryEntry] = []
        self._field_states: set[str] = set()  # the states that occur in the entries
        self._shown_batch_id: int | None = None  # the batch whose entries are shown
        self._skipped: list[tuple[str, str]] = []
        self._pending_batch_id: int | None = None
        self.batches = BatchList()
        self.batches.batchChanged.connect(self._on_batch_changed)
        self.model = ChangesModel(checkable=False, parent=self)
        self.model.set_titles(
            self.tr("File"),
            self.tr("Tag"),
            self.tr("Before"),
            self.tr("Written"),
            self.tr("Status"),
        )
        self.view = ChangesView(self.model, (215, 105), self)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._update_buttons())
        self.message = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._make_buttons()
        self._lay_out()
        self._loading_text = self.tr("Loading the history…")
        self._show_message(self._loading_text)

    @property
    def batch_id(self) -> int | None:
        """The selected batch, if any."""
        batch = self.batches.batch
        return None if batch is None else batch.batch_id

    def select_batch(self, batch_id: int | None) -> None:
        """Select a batch as soon as the batches are loaded."""
        self._pending_batch_id = batch_id

    def show_batches(self, batches: Sequence[HistoryBatch]) -> None:
        """Fill the list, keeping the selection."""
        select_id, self._pending_batch_id = self._pending_batch_id, None
        self.batches.show_batches(batches, select_id)
        if not batches:
            nothing = self.tr("Nothing has been written yet.")
            how = self.tr("Accept moods and choose Write tags. You can undo it here later.")
            self._show_message(f"{nothing} {how}")
        elif self.message.text() == self._loading_text:
            self._show_message("")

    def show_entries(self, batch_id: int, entries: Sequence[HistoryEntry]) -> None:
        """Show the files of a batch; ignored if another one is selected by now."""
        if batch_id != self.batch_id:
            return
        same_batch = batch_id == self._shown_batch_id
        view_state = self.view.view_state() if same_batch else None
        self._entries, self._shown_batch_id = list(entries), batch_id
        self._field_states = {str(state) for entry in entries for state in set(entry.fields)}
        self.model.set_files(_LazyFileChanges(self._entries), same_batch)
        if view_state is not None:
            self.view.restore_view_state(view_state)
        self._update_buttons()

    def show_progress(self, done: int, total: int) -> None:
        """Show the progress of an undo or redo."""
        text = self.tr("%1 of %Ln file(s)\N{HORIZONTAL ELLIPSIS}", "", total)
        self._show_message(text.replace("%1", formatting.format_count(done)))

    def show_result(self, summary: UndoSummary, redone: bool = False) -> None:
        """Show what was restored or written again, and what was not."""
        self._busy = False
        self._skipped = list(summary.left)
        self._show_message(result_text(summary, redone))
        self.show_all_button.setVisible(len(self._skipped) > MAX_LISTED)
        self._update_buttons()

    def show_problem(self, sentence: str) -> None:
        """Show why a request failed."""
        self._busy = False
        self._show_message(sentence)
        self._update_buttons()

    # --- selection

    def _selected_parts(self, states: Sequence[str]) -> JournalParts | None:
        """Return the selected parts that have one of these states; None if all are selected."""
        if self.view.all_selected() and not self._field_states.isdisjoint(states):
            return None
        parts: JournalParts = []
        for row, field in self.view.selected_parts():
            entry = self._entries[row]
            fields = [str(state) for state in entry.fields]
            if field is None and any(state in states for state in fields):
                parts.append((entry.entry_id, None))
            elif field is not None and field < len(fields) and fields[field] in states:
                parts.append((entry.entry_id, entry.changes[field].frame))
        return parts

    def _on_batch_changed(self) -> None:
        batch_id = self.batch_id
        if batch_id != self._shown_batch_id:
            self._entries, self._shown_batch_id, self._field_states = [], None, set()
            self.model.set_files([])
        if batch_id is not None:
            self.entriesRequested.emit(batch_id)
        self._update_buttons()

    def _request(self, signal: SignalInstance, parts: JournalParts | None) -> None:
        batch_id = self.batch_id
        if batch_id is None or not self._can_write or self._busy or parts == []:
            return
        self._busy = True
        self._update_buttons()
        signal.emit(batch_id, parts)

    # --- buttons

    def _make_buttons(self) -> None:
        self.undo_button = self._button(self.tr("&Undo"))
        self.undo_button.clicked.connect(lambda: self._request(self.undoRequested, None))
        self.redo_button = self._button(self.tr("&Write again"))
        self.redo_button.clicked.connect(lambda: self._request(self.redoRequested, None))
        self.undo_part_button = self._button(self.tr("Undo s&elected"))
        self.undo_part_button.clicked.connect(
            lambda: self._request(self.undoRequested, self._selected_parts(_UNDOABLE_STATES))
        )
        self.redo_part_button = self._button(self.tr("Write selected a&gain"))
        self.redo_part_button.clicked.connect(
            lambda: self._request(self.redoRequested, self._selected_parts(_REDOABLE_STATES))
        )
        self.copy_button = self._button(self.tr("&Copy as text"))
        self.copy_button.clicked.connect(self._copy_text)
        self.show_all_button = self._button(self.tr("&Show all\N{HORIZONTAL ELLIPSIS}"))
        self.show_all_button.clicked.connect(lambda: self.listRequested.emit(self._skipped))
        self.stop_button = self._button(self.tr("S&top"))
        self.stop_button.clicked.connect(self.stopRequested)
        keys = QKeySequence.StandardKey
        pairs = (
            (self.batches, self.undo_button, self.redo_button),
            (self.view, self.undo_part_button, self.redo_part_button),
        )
        for widget, undo, redo in pairs:
            for key, button in ((keys.Undo, undo), (keys.Redo, redo)):
                shortcut = QShortcut(QKeySequence(key), widget)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(button.click)
                shortcut_text = shortcut.key().toString(QKeySequence.SequenceFormat.NativeText)
                button.setToolTip(f"{button.text().replace('&', '')} ({shortcut_text})")

    def _button(self, text: str) -> QPushButton:
        return QPushButton(text, autoDefault=False)

    def _update_buttons(self) -> None:
        batch = self.batches.batch
        enabled = batch is not None and self._can_write and not self._busy
        self.undo_button.setEnabled(enabled and "written" in self._field_states)
        self.redo_button.setEnabled(enabled and "undone" in self._field_states)
        self.undo_part_button.setEnabled(enabled and self._selected_parts(_UNDOABLE_STATES) != [])
        self.redo_part_button.setEnabled(enabled and self._selected_parts(_REDOABLE_STATES) != [])
        self.copy_button.setEnabled(bool(self.model.files))
        self.stop_button.setVisible(self._busy)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(_column(self.batches, self.undo_button, self.redo_button))
        buttons = (self.undo_part_button, self.redo_part_button, self.copy_button)
        split.addWidget(_column(self.view, *buttons, note=NoteLabel(self.view)))
        split.setSizes([380, 800])
        split.setChildrenCollapsible(False)
        close = self._button(self.tr("Close"))
        close.clicked.connect(self.reject)
        below = QHBoxLayout()
        below.addWidget(self.message, stretch=1)
        for button in (self.show_all_button, self.stop_button, close):
            below.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
        self.show_all_button.hide()
        self.stop_button.hide()
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE)
        column.addWidget(split, stretch=1)
        column.addLayout(below)

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(changes_as_text(self.model.files))

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.setAccessibleName(text)
        self.show_all_button.hide()


class _LazyFileChanges(Sequence[FileChanges]):
    """The entries as rows of the view, formatted only on access."""

    def __init__(self, entries: Sequence[HistoryEntry]) -> None:
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, index: Any) -> Any:
        return _file_changes(self._entries[index])


def _file_changes(entry: HistoryEntry) -> FileChanges:
    return FileChanges(
        entry.path,
        "",
        tuple(entry.shown_changes),
        translate_message(entry.message),
        entry_state_text(entry),
        tuple(field_state_text(state) for state in entry.fields),
    )


def _column(main: QWidget, *buttons: QPushButton, note: QLabel | None = None) -> QWidget:
    """Put buttons below a widget, in as many rows as they need."""
    out, row_of_buttons = QWidget(), QWidget()
    row = FlowLayout(theme.SPACE_S, row_of_buttons)
    for button in buttons:
        row.addWidget(button)
    column = QVBoxLayout(out)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(main, stretch=1)
    if note is not None:
        column.addWidget(note)
    column.addWidget(row_of_buttons)
    return out
