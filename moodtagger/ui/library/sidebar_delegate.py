"""Delegate of the sidebar: quiet headings; entries with icon, name and number of songs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.track_table import STATES
from moodtagger.core.tracks import TrackState
from moodtagger.core.vocabulary import Mood
from moodtagger.ui.library.sidebar_model import (
    COUNT_ROLE,
    EDITED_ICON,
    ENTRY_ROLE,
    ICON_ROLE,
    Special,
    count_text,
)
from moodtagger.ui.library.state_icons import (
    edited_icon_color,
    paint_edited_icon,
    paint_state_icon,
    state_color,
)
from moodtagger.ui.theme import (
    SMALL_SCALE,
    blend,
    is_dark,
    mood_color,
    quadrant_color,
    scaled_font,
)

_Index = QModelIndex | QPersistentModelIndex
_GAP = 6
_ICON_SIZE = 11.0
_PADDING = 8
_HEADING_PADDING = 16  # more room above, as between sections
_CHEVRON = 3.5


class SidebarDelegate(QStyledItemDelegate):
    """Paints the entries of the sidebar; those without songs are dimmed."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the default size with vertical padding."""
        padding = _PADDING if index.parent().isValid() else _HEADING_PADDING
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.height() + padding)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint background, icon, name and count; or a heading."""
        style_option = QStyleOptionViewItem(option)
        self.initStyleOption(style_option, index)
        painter.save()
        if index.parent().isValid():
            self._paint_entry(painter, style_option, index)
        else:
            _paint_heading(painter, style_option)
        painter.restore()

    def _paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        palette: QPalette = option.palette
        count = index.data(COUNT_ROLE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = QRectF(option.rect)
        row.setLeft(min(row.left(), 2.0) if _is_top_level(index) else row.left() - 2)
        _paint_row(painter, row.adjusted(2, 1, -2, -1), option, selected=selected)
        strong, faint = _text_colors(option.widget.palette(), selected=selected)
        area = row.adjusted(_GAP + 4, 0, -_GAP - 4, 0)
        painter.setFont(option.font)
        metrics = option.fontMetrics
        text = count_text(count)
        painter.setPen(faint)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, int(right), text)
        area.setRight(area.right() - metrics.horizontalAdvance(text) - _GAP)
        area = _paint_icon(painter, area, index.data(ICON_ROLE), palette)
        is_faint = count == 0 or index.data(ENTRY_ROLE) in {Special.MORE, Special.NOTHING}
        painter.setPen(faint if is_faint else strong)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        shown = metrics.elidedText(option.text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, int(left), shown)


def _is_top_level(index: _Index) -> bool:
    """Whether the entry is directly below a heading and has none below it."""
    return not index.parent().parent().isValid() and not index.model().hasChildren(index)


def _paint_row(
    painter: QPainter, area: QRectF, option: QStyleOptionViewItem, *, selected: bool
) -> None:
    palette = option.widget.palette()  # the option's has no highlight
    accent = palette.color(QPalette.ColorRole.Accent)
    background = palette.color(QPalette.ColorRole.Window)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
    painter.setPen(QPen(accent, 1.2) if focused else Qt.PenStyle.NoPen)
    if selected:
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
    elif hovered:
        painter.setBrush(blend(background, palette.color(QPalette.ColorRole.Text), 0.05))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    if selected or hovered or focused:
        painter.drawRoundedRect(area, 5, 5)


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint a small bold name, and at the right whether the section is unfolded."""
    palette: QPalette = option.palette
    area = QRectF(option.rect).adjusted(_GAP + 4, 0, -_GAP - 6, 0)
    area.setTop(area.bottom() - option.fontMetrics.height() - _PADDING / 2)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 1.2))
        painter.drawRoundedRect(area.adjusted(-_GAP, 0, _GAP, 0), 5, 5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    faint = palette.color(QPalette.ColorRole.PlaceholderText)
    font = scaled_font(option.font, SMALL_SCALE)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(faint)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(area, int(left), option.text)
    middle = QPointF(area.right() - _CHEVRON, area.center().y())
    paint_chevron(painter, middle, faint, is_open=bool(option.state & QStyle.StateFlag.State_Open))


def paint_chevron(painter: QPainter, middle: QPointF, color: QColor, *, is_open: bool) -> None:
    """Paint whether entries are unfolded."""
    across, along = (_CHEVRON, _CHEVRON / 2) if is_open else (_CHEVRON / 2, _CHEVRON)
    ends = (
        [QPointF(-across, -along), QPointF(0, along), QPointF(across, -along)]
        if is_open
        else [QPointF(-across, -along), QPointF(across, 0), QPointF(-across, along)]
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1.4))
    painter.drawPolyline(QPolygonF([middle + end for end in ends]))


def _text_colors(palette: QPalette, *, selected: bool) -> tuple[QColor, QColor]:
    if selected:
        on_highlight = palette.color(QPalette.ColorRole.HighlightedText)
        return on_highlight, on_highlight
    return palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.PlaceholderText)


def _paint_icon(
    painter: QPainter, area: QRectF, icon: str | Mood | None, palette: QPalette
) -> QRectF:
    """Draw the icon at the left and return the remaining rectangle."""
    if icon is None:
        return area
    square = QRectF(area.left(), area.center().y() - _ICON_SIZE / 2, _ICON_SIZE, _ICON_SIZE)
    if icon == EDITED_ICON:
        paint_edited_icon(painter, square, edited_icon_color(palette))
    elif icon in STATES:  # Qt returns a StrEnum as a plain str
        state = TrackState(icon)
        paint_state_icon(painter, square, state, state_color(state, palette))
    else:
        dark = is_dark(palette)
        if isinstance(icon, Mood):
            color = mood_color(icon, dark)
        else:
            color = quadrant_color(Quadrant(icon), dark)
        painter.setPen(color)
        painter.setBrush(color)
        painter.drawEllipse(square.adjusted(1, 1, -1, -1))
    return area.adjusted(_ICON_SIZE + _GAP, 0, 0, 0)
