"""What is known of one song beyond its point: how sure the place is, and the way it takes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from moodtagger.core.circumplex import quadrant_of
from moodtagger.core.prediction import Prediction, Segment
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.style import Look, clear
from moodtagger.ui.theme import quadrant_color


def paint_detail(painter: QPainter, port: Viewport, look: Look, song: Prediction) -> None:
    """The ellipse of one standard deviation around the song, and its path from start to end."""
    _paint_ellipse(painter, port, look, song)
    if len(song.segments) > 1:
        _paint_path(painter, port, look, song.segments)


def _paint_ellipse(painter: QPainter, port: Viewport, look: Look, song: Prediction) -> None:
    color = quadrant_color(quadrant_of(song.valence, song.arousal), look.dark)
    painter.setBrush(clear(color, 0.16))
    painter.setPen(QPen(look.readable(color), 1.4, Qt.PenStyle.DashLine))
    middle = QPointF(*port.to_screen(song.valence, song.arousal))
    painter.drawEllipse(middle, song.valence_sd * port.scale, song.arousal_sd * port.scale)


def _paint_path(painter: QPainter, port: Viewport, look: Look, segments: Sequence[Segment]) -> None:
    """A line that grows stronger with time; a ring marks the start, a dot the end."""
    points = [QPointF(*port.to_screen(s.valence, s.arousal)) for s in segments]
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(clear(look.ground, 0.8), 4.5, Qt.PenStyle.SolidLine, cap, join))
    painter.drawPolyline(QPolygonF(points))
    for i, (a, b) in enumerate(pairwise(points)):
        strength = 0.35 + 0.65 * (i + 1) / (len(points) - 1)
        painter.setPen(QPen(clear(look.text, strength), 1.8, Qt.PenStyle.SolidLine, cap))
        painter.drawLine(a, b)
    painter.setPen(QPen(look.text, 1.8))
    painter.setBrush(look.ground)
    painter.drawEllipse(points[0], 4.0, 4.0)
    painter.setBrush(look.text)
    painter.drawEllipse(points[-1], 3.5, 3.5)
