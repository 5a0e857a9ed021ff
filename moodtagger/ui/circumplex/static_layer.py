"""Everything that lies on the paper and moves with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from moodtagger.ui.circumplex.background import paint_background
from moodtagger.ui.circumplex.correction_lines import paint_correction_lines
from moodtagger.ui.circumplex.density import paint_density
from moodtagger.ui.circumplex.points import MIN_SHADED_SONGS, PointStyle, paint_points
from moodtagger.ui.circumplex.scene import MapScene
from moodtagger.ui.circumplex.style import MapTheme
from moodtagger.ui.circumplex.uncertainty_overlay import paint_prediction


def paint_static_layer(
    painter: QPainter, scene: MapScene, theme: MapTheme, area: QRectF, style: PointStyle
) -> None:
    """Layers from below: paper, density, threads, points, detail; only `area` need be right."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_background(painter, scene.viewport, theme)
    if style.count >= MIN_SHADED_SONGS:
        field = scene.density(style.radius)
        paint_density(painter, field, scene.viewport, theme.text, area)
    paint_correction_lines(painter, scene, theme, area)
    paint_points(painter, scene, theme, area, style)
    if scene.detail is not None:
        paint_prediction(painter, scene.viewport, theme, scene.detail)
