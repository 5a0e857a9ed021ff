"""The background of the map: tinted quadrants, circle and axes."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.labels import centered_rect
from moodtagger.ui.circumplex.map_theme import MapTheme
from moodtagger.ui.circumplex.mood_words import QUADRANT_SIGNS
from moodtagger.ui.theme import blend, quadrant_color

_LABEL_MARGIN = 6.0
_TINT = 0.09  # of a quadrant's color in its background


def label_area(port: Viewport) -> QRectF:
    """Return the viewport without a thin border that stays free of labels."""
    return QRectF(
        _LABEL_MARGIN,
        _LABEL_MARGIN,
        port.width - 2 * _LABEL_MARGIN,
        port.height - 2 * _LABEL_MARGIN,
    )


def paint_background(painter: QPainter, port: Viewport, theme: MapTheme) -> None:
    """Paint the tinted circle and its axes."""
    origin, radius = QPointF(*port.to_screen(0.0, 0.0)), port.radius
    painter.fillRect(QRectF(0, 0, port.width, port.height), theme.background)
    _paint_quadrants(painter, port, theme, origin)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.line, 1.0))
    across, along = QPointF(radius, 0.0), QPointF(0.0, radius)
    painter.drawLine(origin - across, origin + across)
    painter.drawLine(origin - along, origin + along)
    painter.drawEllipse(origin, radius, radius)


def _paint_quadrants(painter: QPainter, port: Viewport, theme: MapTheme, origin: QPointF) -> None:
    circle = centered_rect(origin, QSizeF(2 * port.radius, 2 * port.radius))
    is_whole = _covers_viewport(port, origin)
    painter.setPen(Qt.PenStyle.NoPen)
    for i, quadrant in enumerate(QUADRANTS):
        right, up = QUADRANT_SIGNS[quadrant]
        # Opaque colors: blending would take ten times as long.
        color = blend(theme.background, quadrant_color(quadrant, theme.dark), _TINT)
        if is_whole:
            corner = QPointF(port.width if right > 0 else 0, 0 if up > 0 else port.height)
            if (corner.x() - origin.x()) * right > 0 and (origin.y() - corner.y()) * up > 0:
                painter.fillRect(QRectF(origin, corner).normalized(), color)
        else:
            painter.setBrush(color)
            painter.drawPie(circle, i * 90 * 16, 90 * 16)


def _covers_viewport(port: Viewport, origin: QPointF) -> bool:
    """Whether the circle fills the viewport, so that its quadrants are rectangles there."""
    farthest_x = max(abs(origin.x()), abs(port.width - origin.x()))
    farthest_y = max(abs(origin.y()), abs(port.height - origin.y()))
    return math.hypot(farthest_x, farthest_y) < port.radius
