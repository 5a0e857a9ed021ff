"""Values of a frame as a difference: what goes is struck out, what comes is bold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from moodtagger.ui.padded_delegate import RoomyDelegate

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QRect
    from PySide6.QtGui import QColor, QFont

SEGMENTS = Qt.ItemDataRole.UserRole + 1  # [(text, whether it differs)]
_PADDING = 3
_BETWEEN = "  |  "


class ValuesDelegate(RoomyDelegate):
    """The usual cell, but for its text; `going` strikes out what differs, else it is bold."""

    def __init__(self, going: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._going = going

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Ground as usual, then value by value; without segments as usual."""
        segments: Sequence[tuple[str, bool]] | None = index.data(SEGMENTS)
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
        self._paint(painter, styled.rect, styled.font, styled.palette.color(role), segments)
        painter.restore()

    def _paint(
        self,
        painter: QPainter,
        rect: QRect,
        font: QFont,
        color: QColor,
        segments: Sequence[tuple[str, bool]],
    ) -> None:
        painter.setPen(color)
        x, right = float(rect.left() + _PADDING), rect.right() - _PADDING
        for place, (text, differs) in enumerate(segments):
            if place:
                x = self._draw(painter, rect, font, x, _BETWEEN if x < right else "", False)
            room = right - x
            font.setBold(differs and not self._going)
            mode = Qt.TextElideMode.ElideRight
            # The next sign and an ellipsis must find room too, or this is the last value shown.
            rest = place + 1 < len(segments)
            least = QFontMetricsF(font).horizontalAdvance(f"{_BETWEEN}\N{HORIZONTAL ELLIPSIS}")
            shown = QFontMetricsF(font).elidedText(text, mode, room - (least if rest else 0))
            if shown != text:
                shown = QFontMetricsF(font).elidedText(f"{text}{_BETWEEN}", mode, room)
            x = self._draw(painter, rect, font, x, shown, differs)
            if shown != text:
                return

    def _draw(
        self, painter: QPainter, rect: QRect, font: QFont, x: float, text: str, differs: bool
    ) -> float:
        """One piece at `x`; where the next one begins."""
        font.setBold(differs and not self._going)
        font.setStrikeOut(differs and self._going)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        base = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(x, int(base)), text)
        return x + metrics.horizontalAdvance(text)
