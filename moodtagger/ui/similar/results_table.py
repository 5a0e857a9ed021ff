"""Table view of the results, with a message when there are none."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from moodtagger.ui.draggable_rows import DraggableRows
from moodtagger.ui.similar.results_model import ResultColumn, ResultsModel
from moodtagger.ui.theme import SPACE, SPACE_XL
from moodtagger.ui.widgets import fit_columns

_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Flag = QItemSelectionModel.SelectionFlag
# Widths in characters; the reasons take the remaining space.
_WIDTHS = {ResultColumn.TITLE: 24, ResultColumn.ARTIST: 19}
_BPM_CHARS, _REASON_CHARS = 6, 16


class ResultsTable(DraggableRows):
    """`chosen` carries the track ids of the rows the user selects, `playRequested` one of them."""

    chosen = Signal(object)
    playRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results = ResultsModel(self)
        self._empty_text = ""
        self._busy = False
        self.setModel(self.results)
        self.setAccessibleName(self.tr("Similar songs"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self._set_headers()
        self.doubleClicked.connect(lambda _index: self._play())
        self.selectionModel().selectionChanged.connect(self._emit_selection)

    def set_empty_text(self, text: str) -> None:
        """Set the message to show while there are no rows."""
        self._empty_text = text
        self.setAccessibleDescription(text)
        self.viewport().update()

    def empty_text(self) -> str:
        """Return the message shown in place of rows."""
        return self._empty_text

    def selected_ids(self) -> set[int]:
        """Return the track ids of the selected rows."""
        songs = self.results.songs()
        return {songs[index.row()].track_id for index in self.selectionModel().selectedRows()}

    def show_selection(self, track_ids: set[int]) -> None:
        """Select the rows of these songs without emitting a signal."""
        if track_ids == self.selected_ids():
            return
        self._busy = True
        try:
            model = self.selectionModel()
            model.clearSelection()
            rows = self.results.rows_of(track_ids)
            for row in rows:
                index = self.results.index(row, 0)
                model.select(index, _Flag.Select | _Flag.Rows)
            if rows:
                model.setCurrentIndex(self.results.index(rows[0], 0), _Flag.NoUpdate)
        finally:
            self._busy = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten titles rather than scroll sideways."""
        super().resizeEvent(event)
        char_width, columns = self.fontMetrics().averageCharWidth(), self.horizontalHeader()
        widths = {column: width * char_width for column, width in _WIDTHS.items()}
        bpm = columns.sectionSize(ResultColumn.BPM)
        fit_columns(columns, widths, bpm + _REASON_CHARS * char_width + SPACE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Play the current song on Enter; pass other keys to Qt."""
        if event.key() in _ENTER_KEYS and self.currentIndex().isValid():
            self._play()
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or the message when there are none."""
        super().paintEvent(event)
        if self.results.rowCount() or not self._empty_text:
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        margin = SPACE_XL
        area = self.viewport().rect().adjusted(margin, SPACE, -margin, -SPACE)
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area, int(wrapped), self._empty_text)
        painter.end()

    def _play(self) -> None:
        if self.currentIndex().isValid():
            self.playRequested.emit(self.results.songs()[self.currentIndex().row()].track_id)

    def _emit_selection(self) -> None:
        if not self._busy:
            self.chosen.emit(self.selected_ids())

    def _set_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + SPACE)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setStretchLastSection(True)
        columns.resizeSection(ResultColumn.BPM, _BPM_CHARS * self.fontMetrics().averageCharWidth())
