"""Where a playing song is on its way over the plane."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from moodtagger.core.prediction import Prediction
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.style import MapTheme

_MARKER_RADIUS = 6.0


def valence_arousal_at(prediction: Prediction, position_s: float) -> tuple[float, float]:
    """The (valence, arousal) heard at that second, between the middles of the segments."""
    if not prediction.segments:
        return prediction.valence, prediction.arousal
    midpoints = [(segment.start_s + segment.end_s) / 2.0 for segment in prediction.segments]
    valence = np.interp(position_s, midpoints, [s.valence for s in prediction.segments])
    arousal = np.interp(position_s, midpoints, [s.arousal for s in prediction.segments])
    return float(valence), float(arousal)


def paint_playback_marker(
    painter: QPainter, port: Viewport, theme: MapTheme, prediction: Prediction, position_s: float
) -> None:
    """A dot on the song's path, ringed so that it is seen on any ground."""
    center = QPointF(*port.to_screen(*valence_arousal_at(prediction, position_s)))
    painter.setBrush(theme.accent)
    for color, width, radius in (
        (theme.background, 5.0, _MARKER_RADIUS),
        (theme.text, 2.0, _MARKER_RADIUS),
    ):
        painter.setPen(QPen(color, width))
        painter.drawEllipse(center, radius, radius)
