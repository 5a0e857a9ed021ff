"""How the sidebar paints an entry: mark, name, and the number of songs at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.track_table import STATES
from moodtagger.core.tracks import TrackState
from moodtagger.core.vocabulary import Mood
from moodtagger.ui.library.sidebar_model import COUNT_ROLE, EDITED_ICON, ICON_ROLE, count_text
from moodtagger.ui.library.state_icons import (
    edited_icon_color,
    paint_edited_icon,
    paint_state_icon,
    state_color,
)
from moodtagger.ui.theme import is_dark, mood_color, quadrant_color

_Index = QModelIndex | QPersistentModelIndex
_GAP = 6
_ICON_SIZE = 11.0
_PADDING = 6


class SidebarDelegate(QStyledItemDelegate):
    """Entries without songs are dimmed."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Some air above and below the text."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), option.fontMetrics.height() + _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Ground, mark, name, count."""
        style_option = QStyleOptionViewItem(option)
        self.initStyleOption(style_option, index)
        name, style_option.text = style_option.text, ""
        widget = style_option.widget
        control = QStyle.ControlElement.CE_ItemViewItem
        widget.style().drawControl(control, style_option, painter, widget)
        count = index.data(COUNT_ROLE)
        palette: QPalette = style_option.palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        strong, faint = _text_colors(palette, chosen)
        room = QRectF(style_option.rect).adjusted(_GAP, 0, -_GAP, 0)
        painter.save()
        painter.setFont(style_option.font)
        metrics = style_option.fontMetrics
        text = count_text(count)
        painter.setPen(faint)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(right), text)
        room.setRight(room.right() - metrics.horizontalAdvance(text) - _GAP)
        room = _paint_icon(painter, room, index.data(ICON_ROLE), palette, chosen)
        painter.setPen(faint if count == 0 else strong)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(left), shown)
        painter.restore()


def _text_colors(palette: QPalette, chosen: bool) -> tuple[QColor, QColor]:
    if chosen:
        on_highlight = palette.color(QPalette.ColorRole.HighlightedText)
        return on_highlight, on_highlight
    return palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.PlaceholderText)


def _paint_icon(
    painter: QPainter,
    room: QRectF,
    icon: str | Mood | None,
    palette: QPalette,
    chosen: bool,
) -> QRectF:
    """Draw the mark at the left; what room is left for the name."""
    if icon is None:
        return room
    square = QRectF(room.left(), room.center().y() - _ICON_SIZE / 2, _ICON_SIZE, _ICON_SIZE)
    on_highlight = palette.color(QPalette.ColorRole.HighlightedText)
    if icon == EDITED_ICON:
        paint_edited_icon(painter, square, on_highlight if chosen else edited_icon_color(palette))
    elif icon in STATES:  # Qt hands back a plain text for a StrEnum
        state = TrackState(icon)
        color = on_highlight if chosen else state_color(state, palette)
        paint_state_icon(painter, square, state, color)
    else:
        dark = is_dark(palette)
        if isinstance(icon, Mood):
            color = mood_color(icon, dark)
        else:
            color = quadrant_color(Quadrant(icon), dark)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(on_highlight if chosen else color)
        painter.setBrush(color)
        painter.drawEllipse(square.adjusted(1, 1, -1, -1))
        painter.restore()
    return room.adjusted(_ICON_SIZE + _GAP, 0, 0, 0)
