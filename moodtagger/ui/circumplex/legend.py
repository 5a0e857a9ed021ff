"""What the colours and shapes of the points stand for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from moodtagger.ui.circumplex.coloring import Coloring
from moodtagger.ui.circumplex.marker_shapes import draw_shape
from moodtagger.ui.circumplex.style import Look, clear
from moodtagger.ui.theme import RADIUS, SPACE, SPACE_S

_MARK = 4.5  # radius of a point in the legend
_WIDTH = (96.0, 190.0)  # least and most
_BAR = 12.0


class Legend(QWidget):
    """One line for each kind of song, or a bar from little to much; passes the mouse on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coloring: Coloring | None = None
        self._look: Look | None = None
        self._kinds: list[int] = []  # codes that songs have
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_coloring(self, coloring: Coloring, look: Look, title: str) -> None:
        """Explain these colours; `title` names what they tell."""
        self._coloring, self._look = coloring, look
        counts = np.bincount(coloring.codes, minlength=len(coloring.swatches))
        self._kinds = np.flatnonzero(counts).tolist()
        self.setAccessibleName(title)
        self.setAccessibleDescription(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The legend as a list of words."""
        if self._coloring is None:
            return ""
        if self._coloring.ordered:
            ends = f"{self._coloring.low} \N{EN DASH} {self._coloring.high}"
            return f"{ends}, {self._coloring.swatches[-1].label}" if self._unknown() else ends
        return ", ".join(self._coloring.swatches[code].label for code in self._kinds)

    def _unknown(self) -> bool:
        """Whether some song is not on the scale."""
        return self._coloring is not None and len(self._coloring.swatches) - 1 in self._kinds

    def sizeHint(self) -> QSize:
        """Room for all lines."""
        if self._coloring is None or self._look is None:
            return QSize(0, 0)
        metrics = QFontMetricsF(self._look.small)
        swatches = [self._coloring.swatches[code] for code in self._kinds]
        if self._coloring.ordered:
            lines, width = 2.0 if self._unknown() else 1.0, _WIDTH[1]
            height = _BAR + SPACE_S + lines * (metrics.height() + 2)
        else:
            widest = max((metrics.horizontalAdvance(s.label) for s in swatches), default=0.0)
            width = widest + 4 * _MARK + 2 * SPACE
            height = len(swatches) * (metrics.height() + 2)
        width = min(_WIDTH[1], max(_WIDTH[0], width))
        return QSize(round(width), round(height + 2 * SPACE_S))

    def minimumSizeHint(self) -> QSize:
        """It is shown whole or not at all."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it on paper that lets a little of the map through."""
        if self._coloring is None or self._look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(clear(self._look.ground, 0.78))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setFont(self._look.small)
        inner = QRectF(self.rect()).adjusted(SPACE_S, SPACE_S, -SPACE_S, -SPACE_S)
        if self._coloring.ordered:
            self._paint_scale(painter, inner, self._coloring, self._look)
        else:
            self._paint_kinds(painter, inner, self._coloring, self._look)
        painter.end()

    def _paint_scale(self, painter: QPainter, room: QRectF, coloring: Coloring, look: Look) -> None:
        bar = QRectF(room.left(), room.top(), room.width(), _BAR)
        shade = QLinearGradient(bar.topLeft(), bar.topRight())
        scale = coloring.swatches[:-1]
        for i, swatch in enumerate(scale):
            shade.setColorAt(i / (len(scale) - 1), QColor(swatch.color))
        painter.setBrush(shade)
        painter.drawRoundedRect(bar, 3, 3)
        painter.setPen(look.text)
        line = QRectF(bar.left(), bar.bottom() + 2, bar.width(), QFontMetricsF(look.small).height())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, coloring.low)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, coloring.high)
        line.translate(0, line.height() + 2)
        if self._unknown():
            self._paint_kind(painter, line, coloring, len(coloring.swatches) - 1, look)

    def _paint_kinds(self, painter: QPainter, room: QRectF, coloring: Coloring, look: Look) -> None:
        height = QFontMetricsF(look.small).height() + 2
        for i, code in enumerate(self._kinds):
            line = QRectF(room.left(), room.top() + i * height, room.width(), height)
            self._paint_kind(painter, line, coloring, code, look)

    def _paint_kind(
        self, painter: QPainter, line: QRectF, coloring: Coloring, code: int, look: Look
    ) -> None:
        swatch = coloring.swatches[code]
        at = QPointF(line.left() + 1.5 * _MARK, line.center().y())
        draw_shape(painter, swatch.shape, at, _MARK, QColor(swatch.color), look.ground)
        words = line.adjusted(4 * _MARK, 0, 0, 0)
        metrics = QFontMetricsF(look.small)
        text = metrics.elidedText(swatch.label, Qt.TextElideMode.ElideRight, words.width())
        painter.setPen(look.text)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
