"""Valence and arousal over the song's time, and the legend of the two curves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.prediction import Segment
from moodtagger.ui.formatting import format_time
from moodtagger.ui.inspector.time_plot import TimePlot
from moodtagger.ui.library.cell_formatting import signed
from moodtagger.ui.theme import SMALL_SCALE, SPACE, is_dark, quadrant_color, scaled_font

_HEIGHT = 72
_GRID_LEVELS = (1.0, 0.0, -1.0)
_SOLID, _DASHED = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine


class ValenceArousalPlot(TimePlot):
    """Two lines between -1 and 1: valence solid, arousal dashed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_HEIGHT, parent)
        self._segments: tuple[Segment, ...] = ()
        self.setAccessibleName(self.tr("Valence and arousal over time"))
        self.setToolTip(self.tr("Click to play from there"))

    def set_segments(self, segments: Sequence[Segment], length_s: float) -> None:
        """Show the windows of a song."""
        self._segments = tuple(segments)
        self.set_length(max([length_s, *(s.end_s for s in segments[-1:])]))
        self.setAccessibleDescription(self._description())

    def legend_entries(self) -> list[tuple[str, QColor, Qt.PenStyle]]:
        """Return name, color and style of each line."""
        dark = is_dark(self)
        return [
            (self.tr("Valence"), quadrant_color(Quadrant.RELAXED, dark), _SOLID),
            (self.tr("Arousal"), quadrant_color(Quadrant.ANGRY, dark), _DASHED),
        ]

    def paint_plot(self, painter: QPainter, rect: QRectF) -> None:
        """Paint grid lines, then the two curves."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _text, line = self.colors()
        for level in _GRID_LEVELS:
            y = _y_of(rect, level)
            painter.setPen(QPen(line, 1))
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
            self.paint_axis_label(painter, y, "0" if level == 0 else signed(level)[:2])
        curves = ([s.valence for s in self._segments], [s.arousal for s in self._segments])
        for values, (_name, color, style) in zip(curves, self.legend_entries(), strict=True):
            painter.setPen(QPen(color, 2, style))
            painter.drawPolyline(self._points(rect, values))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _points(self, rect: QRectF, values: Sequence[float]) -> QPolygonF:
        """Return a curve through the window centers, extended flat to both ends of the song."""
        if not values:
            return QPolygonF()
        middles = [(s.start_s + s.end_s) / 2 for s in self._segments]
        times = [0.0, *middles, self._length_s]
        levels = [values[0], *values, values[-1]]
        return QPolygonF(
            [QPointF(self.x_of(t), _y_of(rect, v)) for t, v in zip(times, levels, strict=True)]
        )

    def _description(self) -> str:
        if not self._segments:
            return self.tr("Not analyzed.")
        first, last = self._segments[0], self._segments[-1]
        text = self.tr("From valence %1, arousal %2 at the start to valence %3, arousal %4 at %5.")
        values = (first.valence, first.arousal, last.valence, last.arousal)
        for number, value in enumerate(values, start=1):
            text = text.replace(f"%{number}", signed(value))
        return text.replace("%5", format_time(last.end_s))


def _y_of(rect: QRectF, value: float) -> float:
    return rect.center().y() - max(-1.0, min(1.0, value)) * (rect.height() / 2 - 1)


_SAMPLE_WIDTH = 14


class CurveLegend(QWidget):
    """A sample of each line with its name."""

    def __init__(self, plot: ValenceArousalPlot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot = plot
        self.setFont(scaled_font(self.font(), SMALL_SCALE))

    def sizeHint(self) -> QSize:
        """Return the size of one line of text."""
        return QSize(160, self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Return the size of one line of text."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line samples and names from the left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, middle = float(SPACE), self.height() / 2
        for name, color, style in self._plot.legend_entries():
            painter.setPen(QPen(color, 2, style))
            painter.drawLine(QPointF(x, middle), QPointF(x + _SAMPLE_WIDTH, middle))
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            x += _SAMPLE_WIDTH + SPACE / 2
            metrics = self.fontMetrics()
            painter.drawText(QPointF(x, middle + metrics.capHeight() / 2), name)
            x += metrics.horizontalAdvance(name) + 2 * SPACE
        painter.end()
