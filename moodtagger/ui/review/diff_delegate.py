"""Values of a frame as a difference: what goes is struck out, what comes is bold."""

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
    """The usual cell, but for its text; `going` strikes out what differs, else it is bold."""

    def __init__(self, removed: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._removed = removed

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Ground as usual, then value by value; without segments as usual."""
        segments: Sequence[tuple[str, bool]] | None = index.data(SEGMENTS_ROLE)
        if not segments:
            super().paint(painter, option, index)
            return
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        styled.text = ""
        control = QStyle.ControlElement.CE_ItemViewItem
        styled.widget.style().drawControl(control, styled, painter, styled.widget)
        chosen = bool(styled.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.save()
        painter.setClipRect(styled.rect)
        self._paint_segments(
            painter, styled.rect, styled.font, styled.palette.color(role), segments
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
            room = right - x
            font.setBold(differs and not self._removed)
            mode = Qt.TextElideMode.ElideRight
            # The next sign and an ellipsis must find room too, or this is the last value shown.
            has_next = index + 1 < len(segments)
            reserved_width = QFontMetricsF(font).horizontalAdvance(
                f"{_SEPARATOR}\N{HORIZONTAL ELLIPSIS}"
            )
            shown = QFontMetricsF(font).elidedText(
                text, mode, room - (reserved_width if has_next else 0)
            )
            if shown != text:
                shown = QFontMetricsF(font).elidedText(f"{text}{_SEPARATOR}", mode, room)
            x = self._draw_text(painter, rect, font, x, shown, differs)
            if shown != text:
                return

    def _draw_text(
        self, painter: QPainter, rect: QRect, font: QFont, x: float, text: str, differs: bool
    ) -> float:
        """One piece at `x`; where the next one begins."""
        font.setBold(differs and not self._removed)
        font.setStrikeOut(differs and self._removed)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        base = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(x, int(base)), text)
        return x + metrics.horizontalAdvance(text)
