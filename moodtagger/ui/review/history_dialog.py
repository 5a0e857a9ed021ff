"""What was written, batch by batch, and the way back and forth: of a batch, a file or a field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
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
from moodtagger.ui.translation import translate_error

if TYPE_CHECKING:
    from moodtagger.services.tag_history import UndoSummary

JournalParts = list[tuple[int, str | None]]  # an entry of the journal and a frame of it, or all
_UNDOABLE_STATES, _REDOABLE_STATES = ("written", "left"), ("undone",)


class HistoryDialog(QDialog):
    """Lists the batches, newest first; it does no work itself but asks for it.

    `undoWanted` and `redoWanted` carry a batch and its `Parts`, or None for all of it;
    `listWanted` the files (path, sentence) that were left.
    """

    entriesRequested = Signal(int)
    undoRequested = Signal(int, object)
    redoRequested = Signal(int, object)
    stopRequested = Signal()
    listRequested = Signal(object)

    def __init__(self, can_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("History of written moods"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1180, 640)
        self._can_write = can_write
        self._busy = False
        self._entries: list[HistoryEntry] = []
        self._field_states: set[str] = set()  # the states that occur among them
        self._shown_batch_id: int | None = None  # the batch whose entries are shown
        self._skipped: list[tuple[str, str]] = []
        self._pending_batch_id: int | None = None
        self._list = BatchList()
        self._list.batchChanged.connect(self._on_batch_changed)
        self._model = ChangesModel(checkable=False, parent=self)
        self._model.set_titles(
            self.tr("File"),
            self.tr("Frame"),
            self.tr("Before"),
            self.tr("Written"),
            self.tr("State"),
        )
        self._view = ChangesView(self._model, (215, 105), self)
        self._view.selectionModel().selectionChanged.connect(lambda *_: self._update_buttons())
        self._message = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._make_buttons()
        self._lay_out()
        self._loading_text = self.tr("Reading the history\N{HORIZONTAL ELLIPSIS}")
        self._show_message(self._loading_text)

    @property
    def batch_id(self) -> int | None:
        """The batch that is selected."""
        batch = self._list.batch
        return None if batch is None else batch.batch_id

    def select_batch(self, batch_id: int | None) -> None:
        """Select this batch as soon as the batches are there."""
        self._pending_batch_id = batch_id

    def show_batches(self, batches: Sequence[HistoryBatch]) -> None:
        """Fill the list, keeping the selected batch selected."""
        select_id, self._pending_batch_id = self._pending_batch_id, None
        self._list.show_batches(batches, select_id)
        if not batches:
            nothing = self.tr("Nothing has been written into files yet.")
            how = self.tr("Accept moods and choose Write tags; here it can then be undone.")
            self._show_message(f"{nothing} {how}")
        elif self._message.text() == self._loading_text:
            self._show_message("")

    def show_entries(self, batch_id: int, entries: Sequence[HistoryEntry]) -> None:
        """The files of one batch; ignored when another one is selected by now."""
        if batch_id != self.batch_id:
            return
        same_batch = batch_id == self._shown_batch_id
        view_state = self._view.view_state() if same_batch else None
        self._entries, self._shown_batch_id = list(entries), batch_id
        self._field_states = {str(state) for entry in entries for state in set(entry.fields)}
        self._model.set_files(_LazyFileChanges(self._entries), same_batch)
        if view_state is not None:
            self._view.restore_view_state(view_state)
        self._update_buttons()

    def show_progress(self, done: int, total: int) -> None:
        """How the undo stands."""
        text = self.tr("%1 of %2 files\N{HORIZONTAL ELLIPSIS}").replace(
            "%1", formatting.format_count(done)
        )
        self._show_message(text.replace("%2", formatting.format_count(total)))

    def show_result(self, summary: UndoSummary, redone: bool = False) -> None:
        """What was restored or written again, and in words what was not."""
        self._busy = False
        self._skipped = list(summary.left)
        self._show_message(result_text(summary, redone))
        self._show_all.setVisible(len(self._skipped) > MAX_LISTED)
        self._update_buttons()

    def show_problem(self, sentence: str) -> None:
        """An answer that did not come."""
        self._busy = False
        self._show_message(sentence)
        self._update_buttons()

    # -- what is selected ---------------------------------------------------------------------

    def _selected_parts(self, states: Sequence[str]) -> JournalParts | None:
        """The selected files and fields, as far as a field of them stands so; None for all."""
        if self._view.all_selected() and not self._field_states.isdisjoint(states):
            return None
        parts: JournalParts = []
        for row, field in self._view.selected_parts():
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
            self._model.set_files([])
        if batch_id is not None:
            self.entriesRequested.emit(batch_id)
        self._update_buttons()

    def _request(self, signal_name: str, parts: JournalParts | None) -> None:
        batch_id = self.batch_id
        if batch_id is None or not self._can_write or self._busy or parts == []:
            return
        self._busy = True
        self._update_buttons()
        getattr(self, signal_name).emit(batch_id, parts)

    # -- buttons ------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self._undo = self._button(self.tr("&Undo this batch"))
        self._undo.clicked.connect(lambda: self._request("undoRequested", None))
        self._redo = self._button(self.tr("&Write it again"))
        self._redo.clicked.connect(lambda: self._request("redoRequested", None))
        self._undo_part = self._button(self.tr("Undo s&elected"))
        self._undo_part.clicked.connect(
            lambda: self._request("undoRequested", self._selected_parts(_UNDOABLE_STATES))
        )
        self._redo_part = self._button(self.tr("Write selected a&gain"))
        self._redo_part.clicked.connect(
            lambda: self._request("redoRequested", self._selected_parts(_REDOABLE_STATES))
        )
        self._copy = self._button(self.tr("&Copy as text"))
        self._copy.clicked.connect(self._copy_text)
        self._show_all = self._button(self.tr("&Show all\N{HORIZONTAL ELLIPSIS}"))
        self._show_all.clicked.connect(lambda: self.listRequested.emit(self._skipped))
        self._stop = self._button(self.tr("S&top"))
        self._stop.clicked.connect(self.stopRequested)
        keys = QKeySequence.StandardKey
        pairs = (
            (self._list, self._undo, self._redo),
            (self._view, self._undo_part, self._redo_part),
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
        batch = self._list.batch
        enabled = batch is not None and self._can_write and not self._busy
        self._undo.setEnabled(enabled and "written" in self._field_states)
        self._redo.setEnabled(enabled and "undone" in self._field_states)
        self._undo_part.setEnabled(enabled and self._selected_parts(_UNDOABLE_STATES) != [])
        self._redo_part.setEnabled(enabled and self._selected_parts(_REDOABLE_STATES) != [])
        self._copy.setEnabled(bool(self._model.files))
        self._stop.setVisible(self._busy)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(_column(self._list, self._undo, self._redo))
        buttons = (self._undo_part, self._redo_part, None, self._copy)
        split.addWidget(_column(self._view, *buttons, note=NoteLabel(self._view)))
        split.setSizes([380, 800])
        split.setChildrenCollapsible(False)
        close = self._button(self.tr("Close"))
        close.clicked.connect(self.reject)
        below = QHBoxLayout()
        below.addWidget(self._message, stretch=1)
        for button in (self._show_all, self._stop, close):
            below.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
        self._show_all.hide()
        self._stop.hide()
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE)
        column.addWidget(split, stretch=1)
        column.addLayout(below)

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(changes_as_text(self._model.files))

    def _show_message(self, text: str) -> None:
        self._message.setText(text)
        self._message.setAccessibleName(text)
        self._show_all.hide()


class _LazyFileChanges(Sequence[FileChanges]):
    """The entries as lines of the view, put into words only when they are looked at."""

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
        tuple(entry.changes),
        translate_error(entry.message),
        entry_state_text(entry),
        tuple(field_state_text(state) for state in entry.fields),
    )


def _column(main: QWidget, *buttons: QPushButton | None, note: QLabel | None = None) -> QWidget:
    """A widget with a row of buttons below it; None is a gap."""
    out = QWidget()
    row = QHBoxLayout()
    for button in buttons:
        if button is None:
            row.addStretch(1)
        else:
            row.addWidget(button)
    if None not in buttons:
        row.addStretch(1)
    column = QVBoxLayout(out)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(main, stretch=1)
    if note is not None:
        column.addWidget(note)
    column.addLayout(row)
    return out
