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

from moodtagger.ui import formatting as words
from moodtagger.ui import theme
from moodtagger.ui.error_translation import told
from moodtagger.ui.jobs.service_protocol import Batch, Entry
from moodtagger.ui.review.batch_list import BatchList
from moodtagger.ui.review.changes_model import ChangesModel, FileChanges
from moodtagger.ui.review.changes_text import as_text
from moodtagger.ui.review.changes_view import ChangesView, NoteLabel
from moodtagger.ui.review.history_strings import MOST_NAMED, entry_state, field_state, outcome

if TYPE_CHECKING:
    from moodtagger.services.tagging.history import UndoSummary

Parts = list[tuple[int, str | None]]  # an entry of the journal and a frame of it, or all
_BACK, _FORTH = ("written", "left"), ("undone",)


class HistoryDialog(QDialog):
    """Lists the batches, newest first; it does no work itself but asks for it.

    `undoWanted` and `redoWanted` carry a batch and its `Parts`, or None for all of it;
    `listWanted` the files (path, sentence) that were left.
    """

    entriesWanted = Signal(int)
    undoWanted = Signal(int, object)
    redoWanted = Signal(int, object)
    stopWanted = Signal()
    listWanted = Signal(object)

    def __init__(self, can_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("History of written moods"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1180, 640)
        self._can_write = can_write
        self._busy = False
        self._entries: list[Entry] = []
        self._fields: set[str] = set()  # the states that occur among them
        self._shown: int | None = None  # the batch whose entries are shown
        self._left: list[tuple[str, str]] = []
        self._wanted: int | None = None
        self._list = BatchList()
        self._list.chosen.connect(self._choose)
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
        self._reading = self.tr("Reading the history\N{HORIZONTAL ELLIPSIS}")
        self._say(self._reading)

    @property
    def batch_id(self) -> int | None:
        """The batch that is selected."""
        batch = self._list.batch
        return None if batch is None else batch.batch_id

    def choose(self, batch_id: int | None) -> None:
        """Select this batch as soon as the batches are there."""
        self._wanted = batch_id

    def show_batches(self, batches: Sequence[Batch]) -> None:
        """Fill the list, keeping the selected batch selected."""
        wanted, self._wanted = self._wanted, None
        self._list.show_batches(batches, wanted)
        if not batches:
            nothing = self.tr("Nothing has been written into files yet.")
            how = self.tr("Accept moods and choose Write tags; here it can then be undone.")
            self._say(f"{nothing} {how}")
        elif self._message.text() == self._reading:
            self._say("")

    def show_entries(self, batch_id: int, entries: Sequence[Entry]) -> None:
        """The files of one batch; ignored when another one is selected by now."""
        if batch_id != self.batch_id:
            return
        same = batch_id == self._shown
        place = self._view.place() if same else None
        self._entries, self._shown = list(entries), batch_id
        self._fields = {str(state) for entry in entries for state in set(entry.fields)}
        self._model.set_files(_Files(self._entries), same)
        if place is not None:
            self._view.go_to(place)
        self._update_buttons()

    def show_progress(self, done: int, total: int) -> None:
        """How the undo stands."""
        text = self.tr("%1 of %2 files\N{HORIZONTAL ELLIPSIS}").replace("%1", words.number(done))
        self._say(text.replace("%2", words.number(total)))

    def show_undone(self, summary: UndoSummary, again: bool = False) -> None:
        """What was restored or written again, and in words what was not."""
        self._busy = False
        self._left = list(summary.left)
        self._say(outcome(summary, again))
        self._more.setVisible(len(self._left) > MOST_NAMED)
        self._update_buttons()

    def show_problem(self, sentence: str) -> None:
        """An answer that did not come."""
        self._busy = False
        self._say(sentence)
        self._update_buttons()

    # -- what is selected ---------------------------------------------------------------------

    def _parts(self, states: Sequence[str]) -> Parts | None:
        """The selected files and fields, as far as a field of them stands so; None for all."""
        if self._view.all_selected() and not self._fields.isdisjoint(states):
            return None
        out: Parts = []
        for row, field in self._view.selected():
            entry = self._entries[row]
            fields = [str(state) for state in entry.fields]
            if field is None and any(state in states for state in fields):
                out.append((entry.entry_id, None))
            elif field is not None and field < len(fields) and fields[field] in states:
                out.append((entry.entry_id, entry.changes[field].frame))
        return out

    def _choose(self) -> None:
        batch_id = self.batch_id
        if batch_id != self._shown:
            self._entries, self._shown, self._fields = [], None, set()
            self._model.set_files([])
        if batch_id is not None:
            self.entriesWanted.emit(batch_id)
        self._update_buttons()

    def _ask(self, signal_name: str, parts: Parts | None) -> None:
        batch_id = self.batch_id
        if batch_id is None or not self._can_write or self._busy or parts == []:
            return
        self._busy = True
        self._update_buttons()
        getattr(self, signal_name).emit(batch_id, parts)

    # -- buttons ------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self._undo = self._button(self.tr("&Undo this batch"))
        self._undo.clicked.connect(lambda: self._ask("undoWanted", None))
        self._redo = self._button(self.tr("&Write it again"))
        self._redo.clicked.connect(lambda: self._ask("redoWanted", None))
        self._undo_part = self._button(self.tr("Undo s&elected"))
        self._undo_part.clicked.connect(lambda: self._ask("undoWanted", self._parts(_BACK)))
        self._redo_part = self._button(self.tr("Write selected a&gain"))
        self._redo_part.clicked.connect(lambda: self._ask("redoWanted", self._parts(_FORTH)))
        self._copy = self._button(self.tr("&Copy as text"))
        self._copy.clicked.connect(self._copy_text)
        self._more = self._button(self.tr("&Show all\N{HORIZONTAL ELLIPSIS}"))
        self._more.clicked.connect(lambda: self.listWanted.emit(self._left))
        self._stop = self._button(self.tr("S&top"))
        self._stop.clicked.connect(self.stopWanted)
        keys = QKeySequence.StandardKey
        pairs = (
            (self._list, self._undo, self._redo),
            (self._view, self._undo_part, self._redo_part),
        )
        for widget, back, forth in pairs:
            for key, button in ((keys.Undo, back), (keys.Redo, forth)):
                shortcut = QShortcut(QKeySequence(key), widget)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(button.click)
                told_key = shortcut.key().toString(QKeySequence.SequenceFormat.NativeText)
                button.setToolTip(f"{button.text().replace('&', '')} ({told_key})")

    def _button(self, text: str) -> QPushButton:
        return QPushButton(text, autoDefault=False)

    def _update_buttons(self) -> None:
        batch = self._list.batch
        able = batch is not None and self._can_write and not self._busy
        self._undo.setEnabled(able and "written" in self._fields)
        self._redo.setEnabled(able and "undone" in self._fields)
        self._undo_part.setEnabled(able and self._parts(_BACK) != [])
        self._redo_part.setEnabled(able and self._parts(_FORTH) != [])
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
        for button in (self._more, self._stop, close):
            below.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
        self._more.hide()
        self._stop.hide()
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE)
        column.addWidget(split, stretch=1)
        column.addLayout(below)

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._model.files))

    def _say(self, text: str) -> None:
        self._message.setText(text)
        self._message.setAccessibleName(text)
        self._more.hide()


class _Files(Sequence[FileChanges]):
    """The entries as lines of the view, put into words only when they are looked at."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, place: Any) -> Any:
        return _file_changes(self._entries[place])


def _file_changes(entry: Entry) -> FileChanges:
    return FileChanges(
        entry.path,
        "",
        tuple(entry.changes),
        told(entry.message),
        entry_state(entry),
        tuple(field_state(state) for state in entry.fields),
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
