"""The pencil that stands beside whatever the person corrected."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

# Drawn in a square of side 1, its point at the lower left.
_PENCIL_BODY = ((0.30, 0.92), (0.08, 0.70), (0.70, 0.08), (0.92, 0.30))
_PENCIL_TIP = ((0.30, 0.92), (0.08, 0.70), (0.0, 1.0))


def edited_icon_color(palette: QPalette) -> QColor:
    """The pencil's colour where no quadrant gives one."""
    return palette.color(QPalette.ColorRole.Accent)


def paint_edited_icon(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """Draw the pencil into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(color, max(1.2, rect.width() * 0.11))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolygon(_scaled_polygon(_PENCIL_BODY, rect))
    painter.setBrush(color)
    painter.drawPolygon(_scaled_polygon(_PENCIL_TIP, rect))
    painter.restore()


def _scaled_polygon(shape: tuple[tuple[float, float], ...], rect: QRectF) -> QPolygonF:
    left, top, size = rect.left(), rect.top(), rect.width()
    return QPolygonF([QPointF(left + x * size, top + y * size) for x, y in shape])
