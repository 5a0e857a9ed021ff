"""What the map says when there is no song on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.label_placement import centred
from moodtagger.ui.circumplex.strings import empty_text
from moodtagger.ui.circumplex.style import Look
from moodtagger.ui.theme import RADIUS, SPACE_L

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
_PAD = 16.0
_WIDTH = 380.0
_LEAST = 220.0


class EmptyNote:
    """A headline and an advice in the middle of the map."""

    def __init__(self, known_songs: int, port: Viewport, look: Look) -> None:
        self._look = look
        self._headline, self._advice = empty_text(known_songs)
        free = max(_LEAST, 2 * port.scale)  # between the names at the ends of the axis
        width = min(_WIDTH, 0.62 * port.width, free)
        room = QRectF(0, 0, width - 2 * _PAD, 1000.0)
        headline = QFontMetricsF(look.heading).boundingRect(room, _WRAP, self._headline)
        advice = QFontMetricsF(look.font).boundingRect(room, _WRAP, self._advice)
        self._gap = headline.height() + SPACE_L
        size = QSizeF(width, self._gap + advice.height() + 2 * _PAD)
        self.box = centred(QPointF(port.width / 2, port.height / 2), size)

    def paint(self, painter: QPainter) -> None:
        """Draw it in its box."""
        look = self._look
        painter.setPen(look.line)
        painter.setBrush(look.ground)
        painter.drawRoundedRect(self.box, RADIUS, RADIUS)
        inner = self.box.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        painter.setPen(look.text)
        painter.setFont(look.heading)
        painter.drawText(inner, _WRAP, self._headline)
        painter.setPen(look.muted)
        painter.setFont(look.font)
        painter.drawText(inner.adjusted(0, self._gap, 0, 0), _WRAP, self._advice)
