"""What was written, batch by batch, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from moodtagger.ui import theme, words
from moodtagger.ui.jobs.backend import Batch, Entry
from moodtagger.ui.review.changes_model import ChangesModel, FileChanges
from moodtagger.ui.review.changes_text import as_text
from moodtagger.ui.review.changes_view import ChangesView
from moodtagger.ui.roomy import RoomyDelegate
from moodtagger.ui.told import told

if TYPE_CHECKING:
    from moodtagger.services.history import UndoSummary

_BATCH = Qt.ItemDataRole.UserRole


class HistoryDialog(QDialog):
    """Lists the batches, newest first; asks for entries and undo through its signals."""

    entriesWanted = Signal(int)
    undoWanted = Signal(int)

    def __init__(self, can_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("History of written moods"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1040, 600)
        self._can_write = can_write
        self._busy = False
        self._batches: dict[int, Batch] = {}
        self._list = self._make_list()
        self._model = ChangesModel(checkable=False, parent=self)
        self._model.set_titles(
            self.tr("File"), self.tr("Frame"), self.tr("Before"), self.tr("Written")
        )
        self._view = ChangesView(self._model, (220, 110), self)
        self._message = QLabel(wordWrap=True)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self._reading = self.tr("Reading the history\N{HORIZONTAL ELLIPSIS}")
        self._say(self._reading)

    @property
    def batch_id(self) -> int | None:
        """The batch that is selected."""
        item = self._list.currentItem()
        return None if item is None else item.data(0, _BATCH)

    def show_batches(self, batches: Sequence[Batch]) -> None:
        """Fill the list, keeping the selected batch selected."""
        chosen = self.batch_id
        self._batches = {batch.batch_id: batch for batch in batches}
        self._list.clear()
        for batch in sorted(batches, key=lambda b: b.created, reverse=True):
            self._list.addTopLevelItem(self._item(batch))
        if not batches:
            self._say(self.tr("Nothing has been written into files yet."))
        elif self._message.text() == self._reading:
            self._say("")
        row = next((i for i in range(len(batches)) if self._id_at(i) == chosen), 0)
        item = self._list.topLevelItem(row)
        if item is not None:
            self._list.setCurrentItem(item)
        self._update_buttons()

    def show_entries(self, batch_id: int, entries: Sequence[Entry]) -> None:
        """The files of one batch; ignored when another one is selected by now."""
        if batch_id == self.batch_id:
            self._model.set_files(
                [
                    FileChanges(e.path, self._state(e), tuple(e.changes), told(e.message))
                    for e in entries
                ]
            )
            self._update_buttons()

    def show_progress(self, done: int, total: int) -> None:
        """How the undo stands."""
        text = self.tr("Restoring %1 of %2").replace("%1", words.number(done))
        self._say(text.replace("%2", words.number(total)))

    def show_undone(self, summary: UndoSummary) -> None:
        """What was restored, and in words what was not."""
        self._busy = False
        lines = [self.tr("%1 restored.").replace("%1", words.files(summary.restored))]
        if summary.left:
            lines.append(self.tr("Not restored, because it changed in the meantime:"))
            lines += [f"{words.file_name(path)}: {told(why)}" for path, why in summary.left]
        self._say("\n".join(lines))
        self._update_buttons()

    def show_problem(self, sentence: str) -> None:
        """An answer that did not come."""
        self._busy = False
        self._say(sentence)
        self._update_buttons()

    def _make_list(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setItemDelegate(RoomyDelegate(tree))
        tree.setHeaderLabels([self.tr("Date"), self.tr("Files"), self.tr("What")])
        tree.setAccessibleName(self.tr("Batches of written moods"))
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.currentItemChanged.connect(lambda *_: self._choose())
        return tree

    def _item(self, batch: Batch) -> QTreeWidgetItem:
        made = QDateTime.fromSecsSinceEpoch(round(batch.created.timestamp()))
        when = QLocale().toString(made, QLocale.FormatType.ShortFormat)
        what = told(batch.description)
        if batch.undone:
            what = self.tr("%1 (undone)").replace("%1", what)
        item = QTreeWidgetItem([when, words.number(batch.files), what])
        item.setData(0, _BATCH, batch.batch_id)
        item.setToolTip(2, what)
        return item

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._list)
        split.addWidget(self._view)
        split.setSizes([350, 690])
        split.setChildrenCollapsible(False)
        self._undo = QPushButton(self.tr("&Undo this batch"))
        self._undo.clicked.connect(self._ask_undo)
        self._copy = QPushButton(self.tr("&Copy as text"), autoDefault=False)
        self._copy.clicked.connect(self._copy_text)
        close = QPushButton(self.tr("Close"), autoDefault=False)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self._copy)
        buttons.addStretch()
        buttons.addWidget(self._undo)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE)
        column.addWidget(split, stretch=1)
        column.addWidget(self._message)
        column.addLayout(buttons)

    def _state(self, entry: Entry) -> str:
        names = {
            "pending": self.tr("not finished"),
            "done": self.tr("written"),
            "written": self.tr("written"),
            "failed": self.tr("failed"),
            "undone": self.tr("undone"),
        }
        return names.get(str(entry.state), str(entry.state))

    def _id_at(self, row: int) -> int:
        item = self._list.topLevelItem(row)
        return -1 if item is None else int(item.data(0, _BATCH))

    def _choose(self) -> None:
        self._model.set_files([])
        batch_id = self.batch_id
        if batch_id is not None:
            self.entriesWanted.emit(batch_id)
        self._update_buttons()

    def _ask_undo(self) -> None:
        batch_id = self.batch_id
        if batch_id is not None:
            self._busy = True
            self._update_buttons()
            self.undoWanted.emit(batch_id)

    def _update_buttons(self) -> None:
        batch = self._batches.get(self.batch_id or -1)
        undoable = batch is not None and not batch.undone
        self._undo.setEnabled(undoable and self._can_write and not self._busy)
        self._copy.setEnabled(bool(self._model.files))

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._model.files))

    def _say(self, text: str) -> None:
        self._message.setText(text)
        self._message.setVisible(bool(text))
