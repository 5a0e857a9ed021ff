"""Songs that a person moved: a thread from their point to where the network heard them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from moodtagger.ui.circumplex.scene import Scene
from moodtagger.ui.circumplex.style import Look, clear

_ALL_UP_TO = 400  # moved songs in view; of more only the selected ones keep their thread
_END = 3.0


def paint_tethers(painter: QPainter, scene: Scene, look: Look, area: QRectF) -> None:
    """A thin line and a small open circle at its end for each moved song that touches the area."""
    moved = _moved(scene, area)
    if not len(moved):
        return
    port, cloud = scene.viewport, scene.cloud
    x, y = scene.screen
    ends = port.project(cloud.heard_valence[moved], cloud.heard_arousal[moved])
    parts = (x[moved], y[moved], *ends)
    lines = [QLineF(*place) for place in zip(*(part.tolist() for part in parts), strict=True)]
    for color, width in ((clear(look.ground, 0.7), 3.4), (clear(look.text, 0.75), 1.2)):
        painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine))
        painter.drawLines(lines)
    painter.setPen(QPen(look.text, 1.2))
    painter.setBrush(look.ground)
    for line in lines:
        painter.drawEllipse(QPointF(line.p2()), _END, _END)


def _moved(scene: Scene, area: QRectF) -> np.ndarray:
    """Places in the cloud of the moved songs to be tethered."""
    cloud = scene.cloud
    moved = np.flatnonzero(cloud.corrected & ~np.isnan(cloud.heard_valence))
    if len(moved) > _ALL_UP_TO:
        moved = moved[scene.selected[moved]][:_ALL_UP_TO]
    x, y = scene.screen
    hx, hy = scene.viewport.project(cloud.heard_valence[moved], cloud.heard_arousal[moved])
    left, right = np.minimum(x[moved], hx), np.maximum(x[moved], hx)
    top, bottom = np.minimum(y[moved], hy), np.maximum(y[moved], hy)
    room = 2 * _END
    across = (right > area.left() - room) & (left < area.right() + room)
    along = (bottom > area.top() - room) & (top < area.bottom() + room)
    return moved[across & along]
