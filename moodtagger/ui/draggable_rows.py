"""A table whose rows are dragged: out of the window, and within it to change their order."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from moodtagger.ui.song_files import SONGS_MIME

_LINE_WIDTH = 2.0


class DraggableRows(QTableView):
    """`dragStarted` is emitted when the user drags selected rows.

    While `reorderable`, rows can be dropped: `rowsDropped` carries what was dropped (QMimeData)
    and the row before which it goes, which is the number of rows at the end.
    """

    dragStarted = Signal()
    rowsDropped = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed_at: QPoint | None = None
        self._drop_row = -1
        self.reorderable = False

    def set_reorderable(self, reorderable: bool) -> None:
        """Let rows be dropped between others, or not."""
        self.reorderable = reorderable
        self.setAcceptDrops(reorderable)

    # Not Qt's own drags, which ask the model for flags of each cell whenever one is painted.
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin: a press without keys on a row."""
        super().mousePressEvent(event)
        at = event.position().toPoint()
        is_plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        self._pressed_at = at if is_plain and self.indexAt(at).isValid() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin a drag once the pointer has moved far enough."""
        if self._pressed_at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        distance = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if distance >= QApplication.startDragDistance():
            self._pressed_at = None
            self.dragStarted.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Forget the press."""
        self._pressed_at = None
        super().mouseReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept songs of this window."""
        self._accept_songs(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the songs would go, and scroll at the edges."""
        self._accept_songs(event)
        if event.isAccepted():
            self._show_drop_row(self.drop_row(event.position().toPoint()))
            self._scroll_at_edges(event.position().toPoint())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Hide where the songs would go."""
        self._show_drop_row(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        """Emit what was dropped where."""
        self._show_drop_row(-1)
        if self.reorderable and event.mimeData().hasFormat(SONGS_MIME):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.rowsDropped.emit(event.mimeData(), self.drop_row(event.position().toPoint()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a line where the songs would go."""
        super().paintEvent(event)
        if self._drop_row >= 0:
            y = self._row_top(self._drop_row)
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), _LINE_WIDTH))
            painter.drawLine(0, y, self.viewport().width(), y)
            painter.end()

    def drop_row(self, at: QPoint) -> int:
        """Return the row before which something dropped there goes."""
        row = self.rowAt(at.y())
        if row < 0:
            return self.model().rowCount()
        is_lower_half = at.y() > self._row_top(row) + self.rowHeight(row) // 2
        return row + is_lower_half

    def _row_top(self, row: int) -> int:
        if row >= self.model().rowCount():
            last = self.model().rowCount() - 1
            return self.rowViewportPosition(last) + self.rowHeight(last) if last >= 0 else 0
        return self.rowViewportPosition(row)

    def _show_drop_row(self, row: int) -> None:
        if row != self._drop_row:
            self._drop_row = row
            self.viewport().update()

    def _scroll_at_edges(self, at: QPoint) -> None:
        bar, height = self.verticalScrollBar(), self.verticalHeader().defaultSectionSize()
        if at.y() < height:
            bar.setValue(bar.value() - height)
        elif at.y() > self.viewport().height() - height:
            bar.setValue(bar.value() + height)

    def _accept_songs(self, event: QDragMoveEvent) -> None:
        if self.reorderable and event.mimeData().hasFormat(SONGS_MIME):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()
