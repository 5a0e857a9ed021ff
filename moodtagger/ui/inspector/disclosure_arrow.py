"""The small arrow that says whether something more stands below a line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF


def paint_disclosure_arrow(
    painter: QPainter, left: QPointF, size: float, is_open: bool, color: QColor
) -> None:
    """An arrow of about two thirds of `size` from its left middle: down if open, else right."""
    reach, half = size * 0.6, size * 0.38
    x, y = left.x(), left.y()
    if is_open:
        corners = [(x, y - half / 1.5), (x + 2 * half, y - half / 1.5), (x + half, y + reach / 1.5)]
    else:
        corners = [(x + 1, y - half), (x + 1 + reach, y), (x + 1, y + half)]
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([QPointF(a, b) for a, b in corners]))
    painter.restore()
