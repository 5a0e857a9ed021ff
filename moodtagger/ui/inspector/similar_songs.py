"""The songs that feel most alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from moodtagger.core.tracks import SongRow
from moodtagger.ui.formatting import decimal
from moodtagger.ui.text_normalization import display_text, plain_tooltip
from moodtagger.ui.theme import SMALL_SCALE, blend, scaled_font

NEIGHBOUR_ROLE = int(Qt.ItemDataRole.UserRole)  # (SongRow, distance)
_NO_PARENT = QModelIndex()
_PADDING = 4
_GAP = 6
_Index = QModelIndex | QPersistentModelIndex


class NeighbourModel(QAbstractListModel):
    """Songs and their distance, nearest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: list[tuple[SongRow, float]] = []

    def set_neighbours(self, found: Sequence[tuple[SongRow, float]]) -> None:
        """Show these."""
        self.beginResetModel()
        self._found = list(found)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _NO_PARENT) -> int:  # type: ignore[override]
        """How many neighbours there are."""
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: QModelIndex, role: int = 0) -> Any:  # type: ignore[override]
        """Title, tooltip, words for a screen reader, or the pair itself."""
        if not index.isValid():
            return None
        row, distance = self._found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return display_text(row.name)
        if role == NEIGHBOUR_ROLE:
            return (row, distance)
        far = self.tr("Distance %1").replace("%1", distance_text(distance))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(row.name, row.tags.artist, row.tags.album, far, row.path)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(display_text(x) for x in (row.name, row.tags.artist, far) if x)
        return None


def distance_text(distance: float) -> str:
    """A distance as the list shows it: 0 is the same, 1 has nothing in common."""
    return decimal(distance, 2)


class NeighbourDelegate(QStyledItemDelegate):
    """Title over artist, the distance at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Two lines."""
        height = option.fontMetrics.height()
        return QSize(100, round(height * (1 + SMALL_SCALE)) + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Ground, then the three texts."""
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        styled.text = ""
        widget = styled.widget
        control = QStyle.ControlElement.CE_ItemViewItem
        widget.style().drawControl(control, styled, painter, widget)
        row, distance = index.data(NEIGHBOUR_ROLE)
        palette: QPalette = styled.palette
        chosen = bool(styled.state & QStyle.StateFlag.State_Selected)
        roles = QPalette.ColorRole
        text = palette.color(roles.HighlightedText if chosen else roles.Text)
        faint = blend(text, palette.color(roles.Highlight if chosen else roles.Base), 0.3)
        room = QRectF(styled.rect).adjusted(_GAP, _PADDING, -_GAP, -_PADDING)
        font = styled.font
        painter.save()
        painter.setFont(font)
        far = distance_text(distance)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.setPen(faint)
        painter.drawText(room, int(right), far)
        metrics = painter.fontMetrics()
        room.setRight(room.right() - metrics.horizontalAdvance(far) - _GAP)
        painter.setPen(text)
        _line(painter, room, Qt.AlignmentFlag.AlignTop, display_text(row.name))
        painter.setPen(faint)
        painter.setFont(scaled_font(font, SMALL_SCALE))
        artist = display_text(row.tags.artist)
        _line(painter, room, Qt.AlignmentFlag.AlignBottom, artist)
        painter.restore()


def _line(painter: QPainter, room: QRectF, vertical: Qt.AlignmentFlag, text: str) -> None:
    mode = Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(text, mode, int(room.width()))
    painter.drawText(room, int(vertical | Qt.AlignmentFlag.AlignLeft), shown)


class NeighbourList(QListView):
    """As tall as its songs; `neighbourActivated` on double-click and Enter."""

    neighbourActivated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._songs = NeighbourModel(self)
        self.setModel(self._songs)
        self.setItemDelegate(NeighbourDelegate(self))
        self.setAccessibleName(self.tr("Songs that feel alike"))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._activate)

    def set_neighbours(self, found: Sequence[tuple[SongRow, float]]) -> None:
        """Show these, nearest first."""
        self._songs.set_neighbours(found)
        self.setFixedHeight(self.sizeHintForRow(0) * len(found) + 2 if found else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter activates."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.currentIndex().isValid():
            self._activate(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def _activate(self, index: QModelIndex) -> None:
        row, _distance = index.data(NEIGHBOUR_ROLE)
        self.neighbourActivated.emit(row.track_id)
