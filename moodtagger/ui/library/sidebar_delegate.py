"""Delegate of the sidebar: icon, name and right-aligned number of songs."""

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
    """Paints the entries of the sidebar; those without songs are dimmed."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the default size with vertical padding."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), option.fontMetrics.height() + _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint background, icon, name and count."""
        style_option = QStyleOptionViewItem(option)
        self.initStyleOption(style_option, index)
        name, style_option.text = style_option.text, ""
        widget = style_option.widget
        control = QStyle.ControlElement.CE_ItemViewItem
        widget.style().drawControl(control, style_option, painter, widget)
        count = index.data(COUNT_ROLE)
        palette: QPalette = style_option.palette
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        strong, faint = _text_colors(palette, selected)
        area = QRectF(style_option.rect).adjusted(_GAP, 0, -_GAP, 0)
        painter.save()
        painter.setFont(style_option.font)
        metrics = style_option.fontMetrics
        text = count_text(count)
        painter.setPen(faint)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, int(right), text)
        area.setRight(area.right() - metrics.horizontalAdvance(text) - _GAP)
        area = _paint_icon(painter, area, index.data(ICON_ROLE), palette, selected)
        painter.setPen(faint if count == 0 else strong)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, int(left), shown)
        painter.restore()


def _text_colors(palette: QPalette, selected: bool) -> tuple[QColor, QColor]:
    if selected:
        on_highlight = palette.color(QPalette.ColorRole.HighlightedText)
        return on_highlight, on_highlight
    return palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.PlaceholderText)


def _paint_icon(
    painter: QPainter,
    area: QRectF,
    icon: str | Mood | None,
    palette: QPalette,
    selected: bool,
) -> QRectF:
    """Draw the icon at the left and return the remaining rectangle."""
    if icon is None:
        return area
    square = QRectF(area.left(), area.center().y() - _ICON_SIZE / 2, _ICON_SIZE, _ICON_SIZE)
    on_highlight = palette.color(QPalette.ColorRole.HighlightedText)
    if icon == EDITED_ICON:
        paint_edited_icon(painter, square, on_highlight if selected else edited_icon_color(palette))
    elif icon in STATES:  # Qt returns a StrEnum as a plain str
        state = TrackState(icon)
        color = on_highlight if selected else state_color(state, palette)
        paint_state_icon(painter, square, state, color)
    else:
        dark = is_dark(palette)
        if isinstance(icon, Mood):
            color = mood_color(icon, dark)
        else:
            color = quadrant_color(Quadrant(icon), dark)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(on_highlight if selected else color)
        painter.setBrush(color)
        painter.drawEllipse(square.adjusted(1, 1, -1, -1))
        painter.restore()
    return area.adjusted(_ICON_SIZE + _GAP, 0, 0, 0)
