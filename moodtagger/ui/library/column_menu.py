"""The menu that shows and hides the table's columns."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from moodtagger.ui.library.column_definitions import TableColumn, column_title
from moodtagger.ui.library.table_view import SongTableView


class ColumnMenu(QMenu):
    """One entry a column; the title always stays, so that there is something to grasp.

    `arrangeWanted` asks for the dialog that puts them in order.
    """

    arrangeRequested = Signal()

    def __init__(self, view: SongTableView, parent: QWidget | None = None) -> None:
        super().__init__(parent or view)
        self.setTitle(self.tr("&Columns"))
        self._view = view
        self._entries: dict[TableColumn, QAction] = {}
        for column in TableColumn:
            entry = self.addAction(column_title(column))
            entry.setCheckable(True)
            entry.setEnabled(column is not TableColumn.TITLE)
            entry.toggled.connect(partial(self._set_column_visible, column))
            self._entries[column] = entry
        self.addSeparator()
        arrange = self.addAction(self.tr("&Arrange columns\N{HORIZONTAL ELLIPSIS}"))
        arrange.triggered.connect(self.arrangeRequested)
        self.addAction(self.tr("&Reset columns")).triggered.connect(view.reset_columns)
        self.aboutToShow.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        for column, entry in self._entries.items():
            entry.setChecked(not self._view.isColumnHidden(column))

    def _set_column_visible(self, column: TableColumn, visible: bool) -> None:
        self._view.setColumnHidden(column, not visible)
