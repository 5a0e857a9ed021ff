"""Everything that lies on the paper and moves with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from moodtagger.ui.circumplex.background import paint_ground
from moodtagger.ui.circumplex.correction_lines import paint_tethers
from moodtagger.ui.circumplex.density import paint_density
from moodtagger.ui.circumplex.points import SHADED_FROM, Style, paint_points
from moodtagger.ui.circumplex.scene import Scene
from moodtagger.ui.circumplex.style import Look
from moodtagger.ui.circumplex.uncertainty_overlay import paint_detail


def paint_sheet(painter: QPainter, scene: Scene, look: Look, area: QRectF, style: Style) -> None:
    """Layers from below: paper, density, threads, points, detail; only `area` need be right."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_ground(painter, scene.viewport, look)
    if style.count >= SHADED_FROM:
        field = scene.density(style.radius)
        paint_density(painter, field, scene.viewport, look.text, area)
    paint_tethers(painter, scene, look, area)
    paint_points(painter, scene, look, area, style)
    if scene.detail is not None:
        paint_detail(painter, scene.viewport, look, scene.detail)
