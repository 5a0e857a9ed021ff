"""Details of songs beyond their points: uncertainty, path, playback marker, corrections."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from moodtagger.core.prediction import Prediction, Segment
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.map_theme import MapTheme, with_alpha
from moodtagger.ui.circumplex.scene import MapScene


def paint_prediction(
    painter: QPainter, port: Viewport, theme: MapTheme, prediction: Prediction
) -> None:
    """Paint the ellipse of one standard deviation around a song, and its path over time."""
    _paint_ellipse(painter, port, theme, prediction)
    if len(prediction.segments) > 1:
        _paint_path(painter, port, theme, prediction.segments)


def _paint_ellipse(
    painter: QPainter, port: Viewport, theme: MapTheme, prediction: Prediction
) -> None:
    painter.setBrush(with_alpha(theme.accent, 0.14))
    painter.setPen(QPen(theme.accent, 1.4, Qt.PenStyle.DashLine))
    longer, shorter, angle = prediction.error_ellipse
    painter.save()
    painter.translate(QPointF(*port.to_screen(prediction.valence, prediction.arousal)))
    painter.rotate(-angle)  # down is positive on the screen
    painter.drawEllipse(QPointF(0, 0), longer * port.scale, shorter * port.scale)
    painter.restore()


def _paint_path(
    painter: QPainter, port: Viewport, theme: MapTheme, segments: Sequence[Segment]
) -> None:
    """Paint a line whose opacity grows with time; a ring marks the start, a dot the end."""
    points = [QPointF(*port.to_screen(s.valence, s.arousal)) for s in segments]
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(with_alpha(theme.background, 0.8), 4.5, Qt.PenStyle.SolidLine, cap, join))
    painter.drawPolyline(QPolygonF(points))
    for i, (a, b) in enumerate(pairwise(points)):
        opacity = 0.35 + 0.65 * (i + 1) / (len(points) - 1)
        painter.setPen(QPen(with_alpha(theme.accent, opacity), 2.0, Qt.PenStyle.SolidLine, cap))
        painter.drawLine(a, b)
    painter.setPen(QPen(theme.accent, 1.8))
    painter.setBrush(theme.background)
    painter.drawEllipse(points[0], 4.0, 4.0)
    painter.setBrush(theme.accent)
    painter.drawEllipse(points[-1], 3.5, 3.5)


_MARKER_RADIUS = 6.0


def valence_arousal_at(prediction: Prediction, position_s: float) -> tuple[float, float]:
    """Interpolate (valence, arousal) at a second between the midpoints of the segments."""
    if not prediction.segments:
        return prediction.valence, prediction.arousal
    midpoints = [(segment.start_s + segment.end_s) / 2.0 for segment in prediction.segments]
    valence = np.interp(position_s, midpoints, [s.valence for s in prediction.segments])
    arousal = np.interp(position_s, midpoints, [s.arousal for s in prediction.segments])
    return float(valence), float(arousal)


def paint_playback_marker(
    painter: QPainter, port: Viewport, theme: MapTheme, prediction: Prediction, position_s: float
) -> None:
    """Paint a dot on the song's path, ringed so that it shows on any background."""
    center = QPointF(*port.to_screen(*valence_arousal_at(prediction, position_s)))
    painter.setBrush(theme.accent)
    for color, width, radius in (
        (theme.background, 5.0, _MARKER_RADIUS),
        (theme.text, 2.0, _MARKER_RADIUS),
    ):
        painter.setPen(QPen(color, width))
        painter.drawEllipse(center, radius, radius)


_MAX_LINES = 400  # of more corrected songs only the selected ones get a line
_END_RADIUS = 3.0


def paint_correction_lines(
    painter: QPainter, scene: MapScene, theme: MapTheme, area: QRectF
) -> None:
    """Paint a line from each corrected song in the area to a circle at its prediction."""
    corrected = _corrected_indices(scene, area)
    if not len(corrected):
        return
    port, cloud = scene.viewport, scene.cloud
    x, y = scene.screen_positions
    ends = port.project(cloud.predicted_valence[corrected], cloud.predicted_arousal[corrected])
    parts = (x[corrected], y[corrected], *ends)
    lines = [
        QLineF(*coordinates) for coordinates in zip(*(part.tolist() for part in parts), strict=True)
    ]
    for color, width in (
        (with_alpha(theme.background, 0.7), 3.4),
        (with_alpha(theme.text, 0.75), 1.2),
    ):
        painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine))
        painter.drawLines(lines)
    painter.setPen(QPen(theme.text, 1.2))
    painter.setBrush(theme.background)
    for line in lines:
        painter.drawEllipse(QPointF(line.p2()), _END_RADIUS, _END_RADIUS)


def _corrected_indices(scene: MapScene, area: QRectF) -> np.ndarray:
    """Return the indices of the corrected songs whose line touches the area."""
    cloud = scene.cloud
    corrected = np.flatnonzero(cloud.corrected & ~np.isnan(cloud.predicted_valence))
    if len(corrected) > _MAX_LINES:
        corrected = corrected[scene.selected[corrected]][:_MAX_LINES]
    x, y = scene.screen_positions
    px, py = scene.viewport.project(
        cloud.predicted_valence[corrected], cloud.predicted_arousal[corrected]
    )
    left, right = np.minimum(x[corrected], px), np.maximum(x[corrected], px)
    top, bottom = np.minimum(y[corrected], py), np.maximum(y[corrected], py)
    padding = 2 * _END_RADIUS
    across = (right > area.left() - padding) & (left < area.right() + padding)
    along = (bottom > area.top() - padding) & (top < area.bottom() + padding)
    return corrected[across & along]
