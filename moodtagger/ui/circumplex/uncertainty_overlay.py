"""What is known of one song beyond its point: how sure the place is, and the way it takes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from moodtagger.core.circumplex import quadrant_of
from moodtagger.core.prediction import Prediction, Segment
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.style import MapTheme, with_alpha
from moodtagger.ui.theme import quadrant_color


def paint_prediction(
    painter: QPainter, port: Viewport, theme: MapTheme, prediction: Prediction
) -> None:
    """The ellipse of one standard deviation around the song, and its path from start to end."""
    _paint_ellipse(painter, port, theme, prediction)
    if len(prediction.segments) > 1:
        _paint_path(painter, port, theme, prediction.segments)


def _paint_ellipse(
    painter: QPainter, port: Viewport, theme: MapTheme, prediction: Prediction
) -> None:
    color = quadrant_color(quadrant_of(prediction.valence, prediction.arousal), theme.dark)
    painter.setBrush(with_alpha(color, 0.16))
    painter.setPen(QPen(theme.readable_color(color), 1.4, Qt.PenStyle.DashLine))
    center = QPointF(*port.to_screen(prediction.valence, prediction.arousal))
    painter.drawEllipse(
        center, prediction.valence_sd * port.scale, prediction.arousal_sd * port.scale
    )


def _paint_path(
    painter: QPainter, port: Viewport, theme: MapTheme, segments: Sequence[Segment]
) -> None:
    """A line that grows stronger with time; a ring marks the start, a dot the end."""
    points = [QPointF(*port.to_screen(s.valence, s.arousal)) for s in segments]
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(with_alpha(theme.background, 0.8), 4.5, Qt.PenStyle.SolidLine, cap, join))
    painter.drawPolyline(QPolygonF(points))
    for i, (a, b) in enumerate(pairwise(points)):
        opacity = 0.35 + 0.65 * (i + 1) / (len(points) - 1)
        painter.setPen(QPen(with_alpha(theme.text, opacity), 1.8, Qt.PenStyle.SolidLine, cap))
        painter.drawLine(a, b)
    painter.setPen(QPen(theme.text, 1.8))
    painter.setBrush(theme.background)
    painter.drawEllipse(points[0], 4.0, 4.0)
    painter.setBrush(theme.text)
    painter.drawEllipse(points[-1], 3.5, 3.5)
