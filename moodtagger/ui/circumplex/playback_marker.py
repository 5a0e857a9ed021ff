"""Where a playing song is on its way over the plane."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from moodtagger.core.prediction import Prediction
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.style import Look

_DOT = 6.0


def place_at(song: Prediction, position_s: float) -> tuple[float, float]:
    """The (valence, arousal) heard at that second, between the middles of the segments."""
    if not song.segments:
        return song.valence, song.arousal
    middles = [(segment.start_s + segment.end_s) / 2.0 for segment in song.segments]
    valence = np.interp(position_s, middles, [s.valence for s in song.segments])
    arousal = np.interp(position_s, middles, [s.arousal for s in song.segments])
    return float(valence), float(arousal)


def paint_position(
    painter: QPainter, port: Viewport, look: Look, song: Prediction, position_s: float
) -> None:
    """A dot on the song's path, ringed so that it is seen on any ground."""
    at = QPointF(*port.to_screen(*place_at(song, position_s)))
    painter.setBrush(look.accent)
    for color, width, radius in ((look.ground, 5.0, _DOT), (look.text, 2.0, _DOT)):
        painter.setPen(QPen(color, width))
        painter.drawEllipse(at, radius, radius)
