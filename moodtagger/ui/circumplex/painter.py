"""Paints the map: the same for the window and for a picture file."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from moodtagger.ui.circumplex.background import LabelPainter, label_area
from moodtagger.ui.circumplex.empty_state import EmptyMapMessage
from moodtagger.ui.circumplex.label_cache import LabelCache
from moodtagger.ui.circumplex.label_placement import CollisionIndex, centered_rect, title_candidates
from moodtagger.ui.circumplex.points import PointStyle, VisiblePoints, visible_points
from moodtagger.ui.circumplex.scene import MapScene
from moodtagger.ui.circumplex.static_layer import paint_static_layer
from moodtagger.ui.circumplex.strings import printable_line
from moodtagger.ui.circumplex.style import MapTheme

MAX_TITLES = 40
_TITLE_WIDTH = 170.0


class MapPainter:
    """Layers from below: paper, points, detail of one song, words, titles of few songs."""

    def __init__(self) -> None:
        self._label_cache = LabelCache()
        self._label_painter = LabelPainter(self._label_cache)

    def paint(self, painter: QPainter, scene: MapScene, theme: MapTheme) -> None:
        """Everything but what follows the pointer."""
        port = scene.viewport
        points = visible_points(scene)
        style = PointStyle(len(points), painter.device().devicePixelRatioF())
        paint_static_layer(painter, scene, theme, QRectF(0, 0, port.width, port.height), style)
        self.paint_labels(painter, scene, theme, points, style)

    def paint_labels(
        self,
        painter: QPainter,
        scene: MapScene,
        theme: MapTheme,
        points: VisiblePoints,
        style: PointStyle,
    ) -> None:
        """The words, which avoid each other, the selected songs, and all songs if these are few."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        collisions = CollisionIndex()
        for rect in scene.reserved_rects:
            collisions.add(rect)
        if not len(scene.cloud):
            message = EmptyMapMessage(scene.total_songs, scene.viewport, theme)
            message.paint(painter)
            collisions.add(message.box)
        few = len(points) <= MAX_TITLES
        _reserve_points(collisions, points if few else points.masked(scene.selected), style.radius)
        self._label_painter.paint(painter, scene, theme, collisions)
        if few:
            self._paint_titles(painter, scene, theme, points, collisions, style.radius)

    def _paint_titles(
        self,
        painter: QPainter,
        scene: MapScene,
        theme: MapTheme,
        points: VisiblePoints,
        collisions: CollisionIndex,
        radius: float,
    ) -> None:
        """Titles beside the points, those of selected songs first; no room, no title."""
        title_collisions = CollisionIndex(label_area(scene.viewport))
        title_collisions.add_all(collisions)
        gap = radius + 4.0
        order = sorted(range(len(points)), key=lambda i: not scene.selected[points.indices[i]])
        for i in order:
            row = scene.cloud.row(int(points.indices[i]))
            metrics = QFontMetricsF(theme.small_font)
            title = metrics.elidedText(
                printable_line(row.name), Qt.TextElideMode.ElideRight, _TITLE_WIDTH
            )
            size = self._label_cache.size(title, theme.small_font)
            point = QPointF(float(points.x[i]), float(points.y[i]))
            rect = title_collisions.take_first_free(title_candidates(point, size, gap))
            if rect is not None:
                color = theme.text if scene.shown[points.indices[i]] else theme.muted
                halo = theme.background
                self._label_cache.draw(painter, rect, title, theme.small_font, color, halo)


def _reserve_points(collisions: CollisionIndex, points: VisiblePoints, radius: float) -> None:
    """No word over these points; of a large selection only the first are spared."""
    side = 2 * radius
    first_points = slice(MAX_TITLES)
    for x, y in zip(points.x[first_points].tolist(), points.y[first_points].tolist(), strict=True):
        collisions.add(centered_rect(QPointF(x, y), QSizeF(side, side)))
