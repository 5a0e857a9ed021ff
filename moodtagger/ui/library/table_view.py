"""The table view: appearance, keyboard, and a message when there is nothing to show."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from moodtagger.ui.library.column_definitions import DEFAULT_WIDTHS, HIDDEN_BY_DEFAULT, TableColumn
from moodtagger.ui.library.delegates import (
    KeyDelegate,
    MoodDelegate,
    QuadrantDelegate,
    StateDelegate,
)
from moodtagger.ui.library.table_model import SongTableModel

_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ROW_PADDING = 8
_EMPTY_MARGIN = 24


class SongTableView(QTableView):
    """Selects whole rows; `enterPressed` is emitted for Enter on the current song."""

    enterPressed = Signal()

    def __init__(self, model: SongTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(self.tr("Songs"))
        self.setAccessibleDescription(
            self.tr(
                "Use the arrow keys to select a song, Enter to play it, or type to find a title."
            )
        )
        self._set_behavior()
        self._set_appearance()
        self.setItemDelegateForColumn(TableColumn.STATE, StateDelegate(self))
        self.setItemDelegateForColumn(TableColumn.CONFIDENCE, QuadrantDelegate(self))
        for column in (TableColumn.KEY, TableColumn.DETECTED_KEY):
            self.setItemDelegateForColumn(column, KeyDelegate(column, self))
        self.mood_delegate = MoodDelegate(self)
        self.setItemDelegateForColumn(TableColumn.PROPOSED, self.mood_delegate)
        self.reset_columns()
        # Not setSortingEnabled: SongTable sorts, which keeps the selection.
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSectionsClickable(True)

    def song_model(self) -> SongTableModel:
        """Return the model with its concrete type."""
        return cast(SongTableModel, self.model())

    def _set_behavior(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)

    def _set_appearance(self) -> None:
        font = QFont(self.font())
        font.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(font)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + _ROW_PADDING)
        columns = self.horizontalHeader()
        columns.setSectionsMovable(True)
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        # With the selection model of the table, each repaint would check all rows for each column.
        columns.setSelectionModel(QItemSelectionModel(self.model(), columns))
        columns.setTextElideMode(Qt.TextElideMode.ElideRight)
        columns.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 5)
        columns.setAccessibleName(self.tr("Columns"))

    def reset_columns(self) -> None:
        """Restore the default columns, order and widths, sorted by artist."""
        header = self.horizontalHeader()
        width = self.fontMetrics().averageCharWidth()
        for column in TableColumn:
            header.moveSection(header.visualIndex(column), column)
            header.setSectionHidden(column, False)  # a hidden section takes no width
            default_width = max(DEFAULT_WIDTHS[column] * width, header.sectionSizeHint(column))
            header.resizeSection(column, default_width)
            header.setSectionHidden(column, column in HIDDEN_BY_DEFAULT)
        header.setSortIndicator(TableColumn.ARTIST, Qt.SortOrder.AscendingOrder)

    def shown_columns(self) -> list[TableColumn]:
        """Return the visible columns, from left to right."""
        header = self.horizontalHeader()
        columns = [TableColumn(header.logicalIndex(position)) for position in range(header.count())]
        return [column for column in columns if not header.isSectionHidden(column)]

    def scroll_anchor(self) -> tuple[int, int] | None:
        """Return the topmost song and its pixels above the edge; None when not scrolled."""
        top = self.indexAt(self.viewport().rect().topLeft())
        if not self.verticalScrollBar().value() or not top.isValid():
            return None
        return self.song_model().row(top.row()).track_id, -self.rowViewportPosition(top.row())

    def scroll_to_anchor(self, anchor: tuple[int, int] | None) -> None:
        """Scroll the song of an earlier `scroll_anchor` back to where it was, if still shown."""
        if anchor is None:
            return
        rows = self.song_model().rows_of([anchor[0]])
        if len(rows):
            self.updateGeometries()
            height = self.verticalHeader().defaultSectionSize()
            self.verticalScrollBar().setValue(int(rows[0]) * height + anchor[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Enter; pass other keys to Qt."""
        if event.key() in _ENTER_KEYS and self.currentIndex().isValid():
            self.enterPressed.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or a message why there are none."""
        super().paintEvent(event)
        if self.song_model().rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        margin = _EMPTY_MARGIN
        area = self.viewport().rect().adjusted(margin, margin, -margin, -margin)
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area, int(wrapped), self.empty_text())
        painter.end()

    def empty_text(self) -> str:
        """Return why no song is shown and what to do about it."""
        if len(self.song_model().songs):
            return self.tr("No matching songs.\nClear the search or choose “All songs”.")
        return self.tr("No songs yet.\nAdd a music folder, or drop one here.")
