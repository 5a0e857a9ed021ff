"""What the colours and shapes of the points stand for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from moodtagger.ui.circumplex.coloring import Coloring
from moodtagger.ui.circumplex.marker_shapes import draw_marker
from moodtagger.ui.circumplex.style import MapTheme, with_alpha
from moodtagger.ui.theme import RADIUS, SPACE, SPACE_S

_MARKER_RADIUS = 4.5  # radius of a point in the legend
_WIDTH_RANGE = (96.0, 190.0)  # least and most
_BAR_HEIGHT = 12.0


class MapLegend(QWidget):
    """One line for each kind of song, or a bar from little to much; passes the mouse on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coloring: Coloring | None = None
        self._theme: MapTheme | None = None
        self._used_codes: list[int] = []  # codes that songs have
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_coloring(self, coloring: Coloring, theme: MapTheme, title: str) -> None:
        """Explain these colours; `title` names what they tell."""
        self._coloring, self._theme = coloring, theme
        counts = np.bincount(coloring.codes, minlength=len(coloring.swatches))
        self._used_codes = np.flatnonzero(counts).tolist()
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
            return f"{ends}, {self._coloring.swatches[-1].label}" if self._has_unknown() else ends
        return ", ".join(self._coloring.swatches[code].label for code in self._used_codes)

    def _has_unknown(self) -> bool:
        """Whether some song is not on the scale."""
        return self._coloring is not None and len(self._coloring.swatches) - 1 in self._used_codes

    def sizeHint(self) -> QSize:
        """Room for all lines."""
        if self._coloring is None or self._theme is None:
            return QSize(0, 0)
        metrics = QFontMetricsF(self._theme.small_font)
        swatches = [self._coloring.swatches[code] for code in self._used_codes]
        if self._coloring.ordered:
            lines, width = 2.0 if self._has_unknown() else 1.0, _WIDTH_RANGE[1]
            height = _BAR_HEIGHT + SPACE_S + lines * (metrics.height() + 2)
        else:
            widest = max((metrics.horizontalAdvance(s.label) for s in swatches), default=0.0)
            width = widest + 4 * _MARKER_RADIUS + 2 * SPACE
            height = len(swatches) * (metrics.height() + 2)
        width = min(_WIDTH_RANGE[1], max(_WIDTH_RANGE[0], width))
        return QSize(round(width), round(height + 2 * SPACE_S))

    def minimumSizeHint(self) -> QSize:
        """It is shown whole or not at all."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it on paper that lets a little of the map through."""
        if self._coloring is None or self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(with_alpha(self._theme.background, 0.78))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setFont(self._theme.small_font)
        inner = QRectF(self.rect()).adjusted(SPACE_S, SPACE_S, -SPACE_S, -SPACE_S)
        if self._coloring.ordered:
            self._paint_scale(painter, inner, self._coloring, self._theme)
        else:
            self._paint_categories(painter, inner, self._coloring, self._theme)
        painter.end()

    def _paint_scale(
        self, painter: QPainter, area: QRectF, coloring: Coloring, theme: MapTheme
    ) -> None:
        bar = QRectF(area.left(), area.top(), area.width(), _BAR_HEIGHT)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        scale = coloring.swatches[:-1]
        for i, swatch in enumerate(scale):
            gradient.setColorAt(i / (len(scale) - 1), QColor(swatch.color))
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar, 3, 3)
        painter.setPen(theme.text)
        line = QRectF(
            bar.left(), bar.bottom() + 2, bar.width(), QFontMetricsF(theme.small_font).height()
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, coloring.low)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, coloring.high)
        line.translate(0, line.height() + 2)
        if self._has_unknown():
            self._paint_swatch(painter, line, coloring, len(coloring.swatches) - 1, theme)

    def _paint_categories(
        self, painter: QPainter, area: QRectF, coloring: Coloring, theme: MapTheme
    ) -> None:
        height = QFontMetricsF(theme.small_font).height() + 2
        for i, code in enumerate(self._used_codes):
            line = QRectF(area.left(), area.top() + i * height, area.width(), height)
            self._paint_swatch(painter, line, coloring, code, theme)

    def _paint_swatch(
        self, painter: QPainter, line: QRectF, coloring: Coloring, code: int, theme: MapTheme
    ) -> None:
        swatch = coloring.swatches[code]
        center = QPointF(line.left() + 1.5 * _MARKER_RADIUS, line.center().y())
        draw_marker(
            painter, swatch.shape, center, _MARKER_RADIUS, QColor(swatch.color), theme.background
        )
        text_rect = line.adjusted(4 * _MARKER_RADIUS, 0, 0, 0)
        metrics = QFontMetricsF(theme.small_font)
        text = metrics.elidedText(swatch.label, Qt.TextElideMode.ElideRight, text_rect.width())
        painter.setPen(theme.text)
        painter.drawText(text_rect, Qt.AlignmentFlag.AlignVCenter, text)
