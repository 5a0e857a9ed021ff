"""Chart of a set's energy over time, with the target curve, which is drawn by mouse or keys."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from moodtagger.core.circumplex import Quadrant
from moodtagger.ui import formatting
from moodtagger.ui.theme import SPACE, SPACE_S, is_dark, quadrant_color

LOWEST, HIGHEST = 1.0, 10.0
_GRIDS = ((2, 4, 6, 8, 10), (2, 6, 10), (2, 10))  # the first whose labels have room is drawn
_STEPS = {Qt.Key.Key_Up: 0.5, Qt.Key.Key_Down: -0.5, Qt.Key.Key_PageUp: 2, Qt.Key.Key_PageDown: -2}
_HEIGHT_LINES, _MIN_HEIGHT_LINES = 8, 3  # of text
_BPM_MARGIN = 2.0  # above and below the tempos of the set
_SAMPLE_WIDTH = 20  # of a line in the legend


class CurveChart(QWidget):
    """Draws the wanted energy as a dotted line through its points, and what the set has.

    Dragging draws the wanted energy; arrow keys move its points: left and right choose one.
    `targetChanged` carries the energies from 1 to 10, at equal distances in time. Valence goes
    from -1 to 1 over the height of the chart, the tempo from the lowest to the highest of the set.
    """

    targetChanged = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = [3.0, 5.0, 7.0, 9.0, 6.0]
        self._energies: list[float] = []
        self._valences: list[float] = []
        self._tempos: list[float] = []
        self._point = 0
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Energy over time"))
        self.setToolTip(self.tr("Drag the dotted line to set the energy over time"))
        self._describe()

    def target(self) -> list[float]:
        """Return the target energies, at equal distances in time."""
        return list(self._target)

    def set_target(self, energies: Sequence[float]) -> None:
        """Set the target energies."""
        self._target = [min(max(energy, LOWEST), HIGHEST) for energy in energies]
        self._point = min(self._point, len(self._target) - 1)
        self._describe()
        self.update()

    def set_songs(
        self, energies: Sequence[float], valences: Sequence[float], tempos: Sequence[float]
    ) -> None:
        """Set energy, valence and tempo of the set's songs; NaN where unknown."""
        self._energies = list(energies)
        self._valences = [
            LOWEST + (valence + 1.0) / 2.0 * (HIGHEST - LOWEST) for valence in valences
        ]
        known = [tempo for tempo in tempos if not math.isnan(tempo)]
        low, high = min(known, default=0.0), max(known, default=0.0)
        # A set at one tempo is a line in the middle.
        low, high = low - _BPM_MARGIN, high + _BPM_MARGIN
        self._tempos = [
            LOWEST + (tempo - low) / (high - low) * (HIGHEST - LOWEST) for tempo in tempos
        ]
        self.update()

    def sizeHint(self) -> QSize:
        """Return a height of some lines of text."""
        return QSize(320, self.fontMetrics().height() * _HEIGHT_LINES)

    def legend_entries(self) -> list[tuple[str, QColor, Qt.PenStyle]]:
        """Return name, color and style of each line, those of the set first."""
        palette, dark = self.palette(), is_dark(self)
        return [
            (
                self.tr("Energy"),
                palette.color(QPalette.ColorRole.Accent),
                Qt.PenStyle.SolidLine,
            ),
            (self.tr("Valence"), quadrant_color(Quadrant.RELAXED, dark), Qt.PenStyle.DashLine),
            (self.tr("BPM"), quadrant_color(Quadrant.HAPPY, dark), Qt.PenStyle.DashDotLine),
            (
                self.tr("Target (drag to draw)"),
                palette.color(QPalette.ColorRole.PlaceholderText),
                Qt.PenStyle.DotLine,
            ),
        ]

    def minimumSizeHint(self) -> QSize:
        """Return a size at which the grid can still be read."""
        return QSize(160, self.fontMetrics().height() * _MIN_HEIGHT_LINES)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the nearest point of the target."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self._draw_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the points that the pointer passes."""
        if self._dragging:
            self._draw_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the point."""
        if self._dragging:
            self._dragging = False
            self.targetChanged.emit(self.target())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a point by left and right, and move it by up and down."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._point = min(max(self._point + step, 0), len(self._target) - 1)
            self._describe()
            self.update()
        elif key in _STEPS:
            self._move_point(self._target[self._point] + _STEPS[key])
            self.targetChanged.emit(self.target())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw grid, target and set."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_grid(painter)
        lines = (self._energies, self._valences, self._tempos, self._target)
        for values, (_name, color, style) in zip(
            reversed(lines), reversed(self.legend_entries()), strict=True
        ):
            self._draw_line(painter, values, color, style)
        self._draw_point(painter)
        self._draw_legend(painter)
        painter.end()

    def _area(self) -> QRectF:
        left = self.fontMetrics().horizontalAdvance("10") + 2 * SPACE
        height = self.fontMetrics().height()
        return QRectF(self.rect()).adjusted(left, 1.4 * height, -SPACE, -height / 2 - SPACE_S)

    def _energy_at(self, y: float) -> float:
        area = self._area()
        fraction = (area.bottom() - y) / max(area.height(), 1)
        return LOWEST + fraction * (HIGHEST - LOWEST)

    def _y(self, energy: float) -> float:
        area = self._area()
        return area.bottom() - (energy - LOWEST) / (HIGHEST - LOWEST) * area.height()

    def _points(self, energies: Sequence[float]) -> list[QPointF]:
        area, last = self._area(), max(1, len(energies) - 1)
        return [
            QPointF(area.left() + area.width() * i / last, self._y(energy))
            for i, energy in enumerate(energies)
            if not math.isnan(energy)
        ]

    def _draw_grid(self, painter: QPainter) -> None:
        area = self._area()
        line = self.palette().color(QPalette.ColorRole.Mid)
        line.setAlpha(90)
        text = self.palette().color(QPalette.ColorRole.PlaceholderText)
        height = self.fontMetrics().height()
        for energy in self._grid():
            y = self._y(energy)
            painter.setPen(line)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(text)
            box = QRectF(0, y - height / 2, area.left() - SPACE, height)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, int(right), formatting.format_count(energy))

    def _grid(self) -> tuple[int, ...]:
        height = self.fontMetrics().height()
        roomy = (grid for grid in _GRIDS if self._y(grid[0]) - self._y(grid[1]) >= height)
        return next(roomy, _GRIDS[-1])

    def _draw_line(
        self, painter: QPainter, energies: Sequence[float], color: QColor, style: Qt.PenStyle
    ) -> None:
        points = self._points(energies)
        painter.setPen(QPen(color, 2, style))
        if len(points) > 1:
            painter.drawPolyline(points)
        if style == Qt.PenStyle.SolidLine:
            painter.setBrush(color)
            for point in points:
                painter.drawEllipse(point, 3, 3)

    def _draw_point(self, painter: QPainter) -> None:
        painter.setBrush(self.palette().color(QPalette.ColorRole.Window))
        for i, point in enumerate(self._points(self._target)):
            chosen = self.hasFocus() and i == self._point
            role = QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.PlaceholderText
            painter.setPen(QPen(self.palette().color(role), 2))
            painter.drawEllipse(point, 4, 4)

    def _draw_legend(self, painter: QPainter) -> None:
        """Draw the legend from the right, the names that fit."""
        metrics = self.fontMetrics()
        right, middle = float(self.width() - SPACE), metrics.height() / 2
        for name, color, style in reversed(self.legend_entries()):
            left = right - metrics.horizontalAdvance(name)
            if left - _SAMPLE_WIDTH < 0:
                return
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            painter.drawText(QPointF(left, middle + metrics.capHeight() / 2), name)
            painter.setPen(QPen(color, 2, style))
            line_left = left - SPACE_S - _SAMPLE_WIDTH
            painter.drawLine(QPointF(line_left, middle), QPointF(left - SPACE_S, middle))
            right = line_left - 2 * SPACE

    def _draw_to(self, position: QPointF) -> None:
        area, last = self._area(), len(self._target) - 1
        fraction = (position.x() - area.left()) / max(area.width(), 1)
        self._point = min(max(round(fraction * last), 0), last)
        self._move_point(self._energy_at(position.y()))

    def _move_point(self, energy: float) -> None:
        self._target[self._point] = min(max(energy, LOWEST), HIGHEST)
        self._describe()
        self.update()

    def _describe(self) -> None:
        text = self.tr("Point %1 of %2: energy %3")
        text = text.replace("%1", formatting.format_count(self._point + 1))
        text = text.replace("%2", formatting.format_count(len(self._target)))
        self.setAccessibleDescription(
            text.replace("%3", formatting.format_decimal(self._target[self._point], 1))
        )
