"""The batches that were written, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from moodtagger.ui import formatting as words
from moodtagger.ui.error_translation import told
from moodtagger.ui.jobs.service_protocol import Batch
from moodtagger.ui.markup import letter_by_letter
from moodtagger.ui.padded_delegate import RoomyDelegate
from moodtagger.ui.review.history_strings import batch_state

_BATCH = Qt.ItemDataRole.UserRole
WHEN, FILES, WHAT, STATE = range(4)


class BatchList(QTreeWidget):
    """`chosen` says that another batch is selected, or the same one was read again."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batches: dict[int, Batch] = {}
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setItemDelegate(RoomyDelegate(self))
        self.setHeaderLabels([self.tr("Date"), self.tr("Files"), self.tr("What"), self.tr("State")])
        self.setAccessibleName(self.tr("Batches of written moods"))
        for column in (WHEN, FILES, STATE):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.header().setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self.header().setStretchLastSection(False)
        self.currentItemChanged.connect(lambda *_: self.chosen.emit())

    @property
    def batch(self) -> Batch | None:
        """The batch that is selected."""
        item = self.currentItem()
        return None if item is None else self._batches.get(item.data(WHEN, _BATCH))

    def show_batches(self, batches: Sequence[Batch], wanted: int | None = None) -> None:
        """Fill the list and select `wanted`, or what was selected before, or the newest."""
        before = self.batch
        chosen = wanted if wanted is not None else before.batch_id if before else None
        self._batches = {batch.batch_id: batch for batch in batches}
        with QSignalBlocker(self):
            self.clear()
            for batch in sorted(batches, key=lambda b: (b.created, b.batch_id), reverse=True):
                self.addTopLevelItem(self._item(batch))
            rows = range(self.topLevelItemCount())
            row = next((i for i in rows if self._id_at(i) == chosen), 0)
            item = self.topLevelItem(row)
            if item is not None:
                self.setCurrentItem(item)
        self.chosen.emit()

    def _item(self, batch: Batch) -> QTreeWidgetItem:
        made = QDateTime.fromSecsSinceEpoch(round(batch.created.timestamp()))
        when = QLocale().toString(made, QLocale.FormatType.ShortFormat)
        what = told(batch.description)
        item = QTreeWidgetItem([when, words.number(batch.files), what, batch_state(batch)])
        item.setData(WHEN, _BATCH, batch.batch_id)
        item.setToolTip(WHAT, letter_by_letter(what))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        item.setTextAlignment(FILES, right)
        return item

    def _id_at(self, row: int) -> int:
        item = self.topLevelItem(row)
        return -1 if item is None else int(item.data(WHEN, _BATCH))
