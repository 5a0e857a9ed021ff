"""A path between songs: a line from song to song with numbered stops."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from moodtagger.ui.circumplex.labels import CollisionIndex, centered_rect
from moodtagger.ui.circumplex.map_theme import MapTheme
from moodtagger.ui.circumplex.scene import MapScene
from moodtagger.ui.theme import contrast

_STOP_RADIUS = 9.0
_LINE_WIDTH, _HALO_WIDTH = 2.0, 5.0


def paint_song_path(
    painter: QPainter, scene: MapScene, theme: MapTheme, collisions: CollisionIndex
) -> None:
    """Paint the line and its stops, the first on top, and keep labels off the stops."""
    stops = [scene.screen_position(track_id) for track_id in scene.song_path]
    points = [(number, QPointF(*at)) for number, at in enumerate(stops, 1) if at is not None]
    if not points:
        return
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((theme.background, _HALO_WIDTH), (theme.accent, _LINE_WIDTH)):
        painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, cap, join))
        painter.drawPolyline(QPolygonF([point for _, point in points]))
    painter.setFont(theme.small_font)
    text_color = max((theme.background, theme.text), key=lambda c: contrast(c, theme.accent))
    for number, point in reversed(points):
        rect = centered_rect(point, QSizeF(2 * _STOP_RADIUS, 2 * _STOP_RADIUS))
        collisions.add(rect)
        painter.setPen(QPen(theme.background, 1.5))
        painter.setBrush(theme.accent)
        painter.drawEllipse(QRectF(rect))
        painter.setPen(text_color)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(number))
