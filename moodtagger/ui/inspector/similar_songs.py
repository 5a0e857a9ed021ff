"""The list of the most similar songs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
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
from moodtagger.ui.formatting import copies_text, format_decimal
from moodtagger.ui.text_normalization import display_text, plain_tooltip

SIMILAR_SONG_ROLE = int(Qt.ItemDataRole.UserRole)  # (SongRow, distance)
COPIES_ROLE = SIMILAR_SONG_ROLE + 1  # text
Copies = Mapping[int, Sequence[SongRow]]  # by track id
NO_COPIES: Copies = MappingProxyType({})
_NO_PARENT = QModelIndex()
_PADDING = 4
_GAP = 6
_Index = QModelIndex | QPersistentModelIndex


class SimilarSongsModel(QAbstractListModel):
    """Songs and their distances, nearest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._similar: list[tuple[SongRow, float]] = []
        self._copies: Copies = {}

    def set_similar_songs(
        self, similar: Sequence[tuple[SongRow, float]], copies: Copies = NO_COPIES
    ) -> None:
        """Replace the listed songs; `copies` are the other songs of their recordings."""
        self.beginResetModel()
        self._copies = copies
        self._similar = list(similar)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _NO_PARENT) -> int:  # type: ignore[override]
        """Return the number of songs."""
        return 0 if parent.isValid() else len(self._similar)

    def data(self, index: QModelIndex, role: int = 0) -> Any:  # type: ignore[override]
        """Return title, tooltip, screen reader text, or the (song, distance) pair."""
        if not index.isValid():
            return None
        row, distance = self._similar[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return display_text(row.name)
        if role == SIMILAR_SONG_ROLE:
            return (row, distance)
        copies = copies_text(row, self._copies.get(row.track_id, ()))
        if role == COPIES_ROLE:
            return copies
        distance_label = self.tr("Distance %1").replace("%1", distance_text(distance))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(
                row.name, row.tags.artist, row.tags.album, copies, distance_label, row.path
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                display_text(x) for x in (row.name, row.tags.artist, copies, distance_label) if x
            )
        return None


def distance_text(distance: float) -> str:
    """Format a distance: 0 for identical songs, 1 for two songs picked at random."""
    return format_decimal(distance, 2)


class SimilarSongsDelegate(QStyledItemDelegate):
    """Shows the title and, fainter, the artist in one line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size of a line."""
        return QSize(100, option.fontMetrics.height() + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint background, title and artist."""
        style_option = QStyleOptionViewItem(option)
        self.initStyleOption(style_option, index)
        style_option.text = ""
        widget = style_option.widget
        control = QStyle.ControlElement.CE_ItemViewItem
        widget.style().drawControl(control, style_option, painter, widget)
        row, _distance = index.data(SIMILAR_SONG_ROLE)
        palette: QPalette = style_option.palette
        selected = bool(style_option.state & QStyle.StateFlag.State_Selected)
        roles = QPalette.ColorRole
        text = palette.color(roles.HighlightedText if selected else roles.Text)
        faint = palette.color(roles.HighlightedText if selected else roles.PlaceholderText)
        area = QRectF(style_option.rect).adjusted(2, _PADDING, -2, -_PADDING)
        painter.save()
        painter.setFont(style_option.font)
        painter.setPen(text)
        after = _draw(painter, area, display_text(row.name))
        area.setLeft(min(area.right(), after + _GAP))
        painter.setPen(faint)
        beside = (display_text(row.tags.artist), index.data(COPIES_ROLE))
        _draw(painter, area, "  \N{MIDDLE DOT}  ".join(text for text in beside if text))
        painter.restore()


def _draw(painter: QPainter, area: QRectF, text: str) -> float:
    """Draw a text from the left, elided, and return where it ends."""
    mode, metrics = Qt.TextElideMode.ElideRight, painter.fontMetrics()
    shown = metrics.elidedText(text, mode, int(area.width()))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
    return area.left() + metrics.horizontalAdvance(shown)


class SimilarSongsList(QListView):
    """A list as tall as its songs; `songActivated` is emitted on double-click and Enter."""

    songActivated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._similar_model = SimilarSongsModel(self)
        self.setModel(self._similar_model)
        self.setItemDelegate(SimilarSongsDelegate(self))
        self.setAccessibleName(self.tr("Similar songs"))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._activate)

    def set_similar_songs(
        self, similar: Sequence[tuple[SongRow, float]], copies: Copies = NO_COPIES
    ) -> None:
        """Show songs with their distances, nearest first, and where else their recordings are."""
        self._similar_model.set_similar_songs(similar, copies)
        self.setFixedHeight(self.sizeHintForRow(0) * len(similar) + 2 if similar else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Activate the current song on Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.currentIndex().isValid():
            self._activate(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def _activate(self, index: QModelIndex) -> None:
        row, _distance = index.data(SIMILAR_SONG_ROLE)
        self.songActivated.emit(row.track_id)
