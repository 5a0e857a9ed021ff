"""The line that names the two curves."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from moodtagger.ui.inspector.valence_arousal_plot import ValenceArousalPlot
from moodtagger.ui.theme import SMALL_SCALE, SPACE, scaled_font

_SAMPLE_WIDTH = 22


class CurveLegend(QWidget):
    """A sample of each line with its name."""

    def __init__(self, plot: ValenceArousalPlot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot = plot
        self.setFont(scaled_font(self.font(), SMALL_SCALE))

    def sizeHint(self) -> QSize:
        """One line of text."""
        return QSize(160, self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        """One line of text."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Samples and names from the left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, middle = self._plot.plot_rect().left(), self.height() / 2
        for name, color, style in self._plot.legend_entries():
            painter.setPen(QPen(color, 2, style))
            painter.drawLine(QPointF(x, middle), QPointF(x + _SAMPLE_WIDTH, middle))
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            x += _SAMPLE_WIDTH + SPACE / 2
            metrics = self.fontMetrics()
            painter.drawText(QPointF(x, middle + metrics.capHeight() / 2), name)
            x += metrics.horizontalAdvance(name) + 2 * SPACE
        painter.end()
