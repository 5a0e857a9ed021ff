"""The shapes of points, so that no kind of song is told by its colour alone."""

from __future__ import annotations

import enum
import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF


class MarkerShape(enum.StrEnum):
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


CATEGORY_SHAPES = (
    MarkerShape.DISC, MarkerShape.SQUARE, MarkerShape.TRIANGLE, MarkerShape.DIAMOND,
    MarkerShape.WEDGE, MarkerShape.PENTAGON, MarkerShape.STAR, MarkerShape.CROSS,
)  # fmt: skip

# corners, turn of the first one in degrees from above, radius of every second corner
_POLYGONS = {
    MarkerShape.SQUARE: (4, 45.0, 1.0),
    MarkerShape.TRIANGLE: (3, 0.0, 1.0),
    MarkerShape.DIAMOND: (4, 0.0, 1.0),
    MarkerShape.WEDGE: (3, 180.0, 1.0),
    MarkerShape.PENTAGON: (5, 0.0, 1.0),
    MarkerShape.STAR: (10, 0.0, 0.45),
    MarkerShape.CROSS: (8, 0.0, 0.38),
}
_POLYGON_SCALE = 1.22  # corners reach further out than the disc, so that the areas are alike


def draw_marker(
    painter: QPainter,
    shape: MarkerShape,
    center: QPointF,
    radius: float,
    color: QColor,
    outline: QColor,
) -> None:
    """A point of that shape around `at`, with a thin rim in the colour of the paper."""
    if shape is MarkerShape.RING:
        painter.setPen(QPen(color, max(1.2, radius * 0.4)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(center, radius * 0.85, radius * 0.85)
        return
    painter.setPen(QPen(outline, 1.0))
    painter.setBrush(color)
    if shape is MarkerShape.DISC:
        painter.drawEllipse(center, radius, radius)
    else:
        painter.drawPolygon(_polygon(shape, center, radius * _POLYGON_SCALE))


def _polygon(shape: MarkerShape, center: QPointF, radius: float) -> QPolygonF:
    count, rotation, inner_ratio = _POLYGONS[shape]
    out = QPolygonF()
    for i in range(count):
        angle = math.radians(rotation + 360.0 * i / count)
        vertex_radius = radius * (inner_ratio if i % 2 and inner_ratio < 1.0 else 1.0)
        out.append(
            center + QPointF(vertex_radius * math.sin(angle), -vertex_radius * math.cos(angle))
        )
    return out
