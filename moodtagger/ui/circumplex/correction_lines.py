"""Songs that a person moved: a thread from their point to where the network heard them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from moodtagger.ui.circumplex.scene import MapScene
from moodtagger.ui.circumplex.style import MapTheme, with_alpha

_MAX_LINES = 400  # moved songs in view; of more only the selected ones keep their thread
_END_RADIUS = 3.0


def paint_correction_lines(
    painter: QPainter, scene: MapScene, theme: MapTheme, area: QRectF
) -> None:
    """A thin line and a small open circle at its end for each moved song that touches the area."""
    corrected = _corrected_indices(scene, area)
    if not len(corrected):
        return
    port, cloud = scene.viewport, scene.cloud
    x, y = scene.screen_positions
    ends = port.project(cloud.heard_valence[corrected], cloud.heard_arousal[corrected])
    parts = (x[corrected], y[corrected], *ends)
    lines = [QLineF(*place) for place in zip(*(part.tolist() for part in parts), strict=True)]
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
    """Places in the cloud of the moved songs to be tethered."""
    cloud = scene.cloud
    corrected = np.flatnonzero(cloud.corrected & ~np.isnan(cloud.heard_valence))
    if len(corrected) > _MAX_LINES:
        corrected = corrected[scene.selected[corrected]][:_MAX_LINES]
    x, y = scene.screen_positions
    hx, hy = scene.viewport.project(cloud.heard_valence[corrected], cloud.heard_arousal[corrected])
    left, right = np.minimum(x[corrected], hx), np.maximum(x[corrected], hx)
    top, bottom = np.minimum(y[corrected], hy), np.maximum(y[corrected], hy)
    padding = 2 * _END_RADIUS
    across = (right > area.left() - padding) & (left < area.right() + padding)
    along = (bottom > area.top() - padding) & (top < area.bottom() + padding)
    return corrected[across & along]
