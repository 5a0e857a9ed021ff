"""The list of written batches, and the texts for their states and results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from moodtagger.ui import formatting
from moodtagger.ui.formatting import escape_rich_text
from moodtagger.ui.jobs.service_protocol import HistoryBatch, HistoryEntry
from moodtagger.ui.translation import translate_message
from moodtagger.ui.widgets import PaddedItemDelegate

if TYPE_CHECKING:
    from moodtagger.services.tag_history import UndoSummary

MAX_LISTED = 3  # skipped files named in a result


def batch_state_text(batch: HistoryBatch) -> str:
    """Describe the state of a batch: '2 of 12 undone', '1 failed'; empty if all is written."""
    tr = QCoreApplication.translate
    parts = []
    if batch.undone:
        parts.append(tr("history", "undone"))
    elif batch.restored:
        text = tr("history", "%1 of %2 undone").replace(
            "%1", formatting.format_count(batch.restored)
        )
        parts.append(text.replace("%2", formatting.format_count(batch.files)))
    if batch.failed:
        parts.append(
            tr("history", "%1 failed").replace("%1", formatting.format_count(batch.failed))
        )
    return ", ".join(parts)


def entry_state_text(entry: HistoryEntry) -> str:
    """Describe the state of a file."""
    tr = QCoreApplication.translate
    state = str(entry.state)
    if "undone" in entry.fields and any(field != "undone" for field in entry.fields):
        return tr("history", "partly undone")
    if entry.fields and all(field == "left" for field in entry.fields):
        return field_state_text("left")
    return {
        "pending": tr("history", "unfinished"),
        "moving": tr("history", "unfinished"),
        "done": tr("history", "written"),
        "failed": tr("history", "failed"),
        "undone": tr("history", "undone"),
    }.get(state, state)


def field_state_text(state: str) -> str:
    """Describe the state of one field of a file."""
    tr = QCoreApplication.translate
    return {
        "written": tr("history", "written"),
        "undone": tr("history", "undone"),
        "left": tr("history", "changed since"),
    }.get(str(state), str(state))


def result_text(summary: UndoSummary, redone: bool) -> str:
    """Summarize an undo or redo, followed by the skipped files and why."""
    tr = QCoreApplication.translate
    text = tr("history", "%1 written again.") if redone else tr("history", "%1 restored.")
    parts = [text.replace("%1", formatting.file_count(summary.restored))]
    if summary.there:
        parts.append(tr("history", "%Ln file(s) already up to date.", "", summary.there))
    if summary.by_fields:
        text = tr(
            "history",
            "Tags restored, but not every byte: %1 (changed since, or too large to keep).",
        )
        parts.append(text.replace("%1", formatting.format_count(summary.by_fields)))
    if summary.cancelled:
        parts.insert(0, tr("history", "Stopped."))
    lines = [" ".join(parts)]
    if summary.left:
        lines.append(tr("history", "Not changed:"))
        lines += [
            f"{formatting.file_name(path)}: {translate_message(reason)}"
            for path, reason in summary.left[:MAX_LISTED]
        ]
    remaining = len(summary.left) - MAX_LISTED
    if remaining > 0:
        lines.append(
            tr("history", "…and %1 more.").replace("%1", formatting.format_count(remaining))
        )
    return "\n".join(lines)


_BATCH_ROLE = Qt.ItemDataRole.UserRole
DATE, FILES, DESCRIPTION, STATE = range(4)


class BatchList(QTreeWidget):
    """Lists batches; `batchChanged` is emitted when one is selected or reloaded."""

    batchChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batches: dict[int, HistoryBatch] = {}
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setItemDelegate(PaddedItemDelegate(self))
        self.setHeaderLabels(
            [self.tr("Date"), self.tr("Files"), self.tr("Change"), self.tr("Status")]
        )
        self.setAccessibleName(self.tr("Written tags"))
        for column in (DATE, FILES, STATE):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.header().setSectionResizeMode(DESCRIPTION, QHeaderView.ResizeMode.Stretch)
        self.header().setStretchLastSection(False)
        self.currentItemChanged.connect(lambda *_: self.batchChanged.emit())

    @property
    def batch(self) -> HistoryBatch | None:
        """The selected batch, if any."""
        item = self.currentItem()
        return None if item is None else self._batches.get(item.data(DATE, _BATCH_ROLE))

    def show_batches(self, batches: Sequence[HistoryBatch], select_id: int | None = None) -> None:
        """Fill the list and select `select_id`, else the previous selection, else the newest."""
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
        description = translate_message(batch.description)
        item = QTreeWidgetItem(
            [date, formatting.format_count(batch.files), description, batch_state_text(batch)]
        )
        item.setData(DATE, _BATCH_ROLE, batch.batch_id)
        item.setToolTip(DESCRIPTION, escape_rich_text(description))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        item.setTextAlignment(FILES, right)
        return item

    def _id_at(self, row: int) -> int:
        item = self.topLevelItem(row)
        return -1 if item is None else int(item.data(DATE, _BATCH_ROLE))
