"""Delegate that highlights differences: removed values struck out, added ones bold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from moodtagger.ui.widgets import PaddedItemDelegate

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QRect
    from PySide6.QtGui import QColor, QFont

SEGMENTS_ROLE = Qt.ItemDataRole.UserRole + 1  # [(text, whether it differs)]
_PADDING = 3
_SEPARATOR = "  |  "


class DiffDelegate(PaddedItemDelegate):
    """Highlights values that differ: struck out with `removed`, else bold."""

    def __init__(self, removed: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._removed = removed

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the values one by one; cells without segments are painted as usual."""
        segments: Sequence[tuple[str, bool]] | None = index.data(SEGMENTS_ROLE)
        if not segments:
            super().paint(painter, option, index)
            return
        style_option = QStyleOptionViewItem(option)
        self.initStyleOption(style_option, index)
        style_option.text = ""
        control = QStyle.ControlElement.CE_ItemViewItem
        style_option.widget.style().drawControl(control, style_option, painter, style_option.widget)
        selected = bool(style_option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.save()
        painter.setClipRect(style_option.rect)
        self._paint_segments(
            painter,
            style_option.rect,
            style_option.font,
            style_option.palette.color(role),
            segments,
        )
        painter.restore()

    def _paint_segments(
        self,
        painter: QPainter,
        rect: QRect,
        font: QFont,
        color: QColor,
        segments: Sequence[tuple[str, bool]],
    ) -> None:
        painter.setPen(color)
        x, right = float(rect.left() + _PADDING), rect.right() - _PADDING
        for index, (text, differs) in enumerate(segments):
            if index:
                x = self._draw_text(painter, rect, font, x, _SEPARATOR if x < right else "", False)
            available = right - x
            font.setBold(differs and not self._removed)
            mode = Qt.TextElideMode.ElideRight
            # Without space for a separator and an ellipsis, this is the last value shown.
            has_next = index + 1 < len(segments)
            reserved_width = QFontMetricsF(font).horizontalAdvance(
                f"{_SEPARATOR}\N{HORIZONTAL ELLIPSIS}"
            )
            shown = QFontMetricsF(font).elidedText(
                text, mode, available - (reserved_width if has_next else 0)
            )
            if shown != text:
                shown = QFontMetricsF(font).elidedText(f"{text}{_SEPARATOR}", mode, available)
            x = self._draw_text(painter, rect, font, x, shown, differs)
            if shown != text:
                return

    def _draw_text(
        self, painter: QPainter, rect: QRect, font: QFont, x: float, text: str, differs: bool
    ) -> float:
        """Draw a text at `x` and return where the next one starts."""
        font.setBold(differs and not self._removed)
        font.setStrikeOut(differs and self._removed)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        base = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(x, int(base)), text)
        return x + metrics.horizontalAdvance(text)
