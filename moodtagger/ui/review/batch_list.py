"""The batches that were written, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from moodtagger.ui import formatting as words
from moodtagger.ui.error_translation import translate_error
from moodtagger.ui.jobs.service_protocol import HistoryBatch
from moodtagger.ui.markup import escape_rich_text
from moodtagger.ui.padded_delegate import PaddedItemDelegate
from moodtagger.ui.review.history_strings import batch_state_text

_BATCH_ROLE = Qt.ItemDataRole.UserRole
DATE, FILES, DESCRIPTION, STATE = range(4)


class BatchList(QTreeWidget):
    """`chosen` says that another batch is selected, or the same one was read again."""

    batchChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batches: dict[int, HistoryBatch] = {}
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setItemDelegate(PaddedItemDelegate(self))
        self.setHeaderLabels([self.tr("Date"), self.tr("Files"), self.tr("What"), self.tr("State")])
        self.setAccessibleName(self.tr("Batches of written moods"))
        for column in (DATE, FILES, STATE):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.header().setSectionResizeMode(DESCRIPTION, QHeaderView.ResizeMode.Stretch)
        self.header().setStretchLastSection(False)
        self.currentItemChanged.connect(lambda *_: self.batchChanged.emit())

    @property
    def batch(self) -> HistoryBatch | None:
        """The batch that is selected."""
        item = self.currentItem()
        return None if item is None else self._batches.get(item.data(DATE, _BATCH_ROLE))

    def show_batches(self, batches: Sequence[HistoryBatch], select_id: int | None = None) -> None:
        """Fill the list and select `wanted`, or what was selected before, or the newest."""
        previous = self.batch
        selected_id = (
            select_id if select_id is not None else previous.batch_id if previous else None
        )
        self._batches = {batch.batch_id: batch for batch in batches}
        with QSignalBlocker(self):
            self.clear()
            for batch in sorted(batches, key=lambda b: (b.created, b.batch_id), reverse=True):
                self.addTopLevelItem(self._item(batch))
            rows = range(self.topLevelItemCount())
            row = next((i for i in rows if self._id_at(i) == selected_id), 0)
            item = self.topLevelItem(row)
            if item is not None:
                self.setCurrentItem(item)
        self.batchChanged.emit()

    def _item(self, batch: HistoryBatch) -> QTreeWidgetItem:
        created = QDateTime.fromSecsSinceEpoch(round(batch.created.timestamp()))
        date = QLocale().toString(created, QLocale.FormatType.ShortFormat)
        description = translate_error(batch.description)
        item = QTreeWidgetItem(
            [date, words.format_count(batch.files), description, batch_state_text(batch)]
        )
        item.setData(DATE, _BATCH_ROLE, batch.batch_id)
        item.setToolTip(DESCRIPTION, escape_rich_text(description))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        item.setTextAlignment(FILES, right)
        return item

    def _id_at(self, row: int) -> int:
        item = self.topLevelItem(row)
        return -1 if item is None else int(item.data(DATE, _BATCH_ROLE))
