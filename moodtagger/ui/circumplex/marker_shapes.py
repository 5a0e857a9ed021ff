"""The shapes of points, so that no kind of song is told by its colour alone."""

from __future__ import annotations

import enum
import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF


class Shape(enum.StrEnum):
    """What a point looks like."""

    DISC = "disc"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    WEDGE = "wedge"
    PENTAGON = "pentagon"
    STAR = "star"
    CROSS = "cross"
    RING = "ring"


SHAPES = (
    Shape.DISC, Shape.SQUARE, Shape.TRIANGLE, Shape.DIAMOND,
    Shape.WEDGE, Shape.PENTAGON, Shape.STAR, Shape.CROSS,
)  # fmt: skip

# corners, turn of the first one in degrees from above, radius of every second corner
_CORNERS = {
    Shape.SQUARE: (4, 45.0, 1.0),
    Shape.TRIANGLE: (3, 0.0, 1.0),
    Shape.DIAMOND: (4, 0.0, 1.0),
    Shape.WEDGE: (3, 180.0, 1.0),
    Shape.PENTAGON: (5, 0.0, 1.0),
    Shape.STAR: (10, 0.0, 0.45),
    Shape.CROSS: (8, 0.0, 0.38),
}
_AREA = 1.22  # corners reach further out than the disc, so that the areas are alike


def draw_shape(
    painter: QPainter, shape: Shape, at: QPointF, radius: float, color: QColor, rim: QColor
) -> None:
    """A point of that shape around `at`, with a thin rim in the colour of the paper."""
    if shape is Shape.RING:
        painter.setPen(QPen(color, max(1.2, radius * 0.4)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, radius * 0.85, radius * 0.85)
        return
    painter.setPen(QPen(rim, 1.0))
    painter.setBrush(color)
    if shape is Shape.DISC:
        painter.drawEllipse(at, radius, radius)
    else:
        painter.drawPolygon(_polygon(shape, at, radius * _AREA))


def _polygon(shape: Shape, at: QPointF, radius: float) -> QPolygonF:
    count, turn, inner = _CORNERS[shape]
    out = QPolygonF()
    for i in range(count):
        angle = math.radians(turn + 360.0 * i / count)
        reach = radius * (inner if i % 2 and inner < 1.0 else 1.0)
        out.append(at + QPointF(reach * math.sin(angle), -reach * math.cos(angle)))
    return out
