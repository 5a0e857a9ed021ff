"""What the map says when there is no song on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.label_placement import centered_rect
from moodtagger.ui.circumplex.strings import empty_text
from moodtagger.ui.circumplex.style import MapTheme
from moodtagger.ui.theme import RADIUS, SPACE_L

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
_PADDING = 16.0
_MAX_WIDTH = 380.0
_MIN_WIDTH = 220.0


class EmptyMapMessage:
    """A headline and an advice in the middle of the map."""

    def __init__(self, total_songs: int, port: Viewport, theme: MapTheme) -> None:
        self._theme = theme
        self._headline, self._advice = empty_text(total_songs)
        free_width = max(_MIN_WIDTH, 2 * port.scale)  # between the names at the ends of the axis
        width = min(_MAX_WIDTH, 0.62 * port.width, free_width)
        text_area = QRectF(0, 0, width - 2 * _PADDING, 1000.0)
        headline = QFontMetricsF(theme.heading_font).boundingRect(text_area, _WRAP, self._headline)
        advice = QFontMetricsF(theme.font).boundingRect(text_area, _WRAP, self._advice)
        self._advice_offset = headline.height() + SPACE_L
        size = QSizeF(width, self._advice_offset + advice.height() + 2 * _PADDING)
        self.box = centered_rect(QPointF(port.width / 2, port.height / 2), size)

    def paint(self, painter: QPainter) -> None:
        """Draw it in its box."""
        theme = self._theme
        painter.setPen(theme.line)
        painter.setBrush(theme.background)
        painter.drawRoundedRect(self.box, RADIUS, RADIUS)
        inner = self.box.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        painter.setPen(theme.text)
        painter.setFont(theme.heading_font)
        painter.drawText(inner, _WRAP, self._headline)
        painter.setPen(theme.muted)
        painter.setFont(theme.font)
        painter.drawText(inner.adjusted(0, self._advice_offset, 0, 0), _WRAP, self._advice)
