"""The background of the map: tinted quadrants, circle and axes, and their labels."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from moodtagger.core.circumplex import QUADRANTS, Quadrant
from moodtagger.core.vocabulary import Mood
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.labels import (
    CollisionIndex,
    LabelCache,
    centered_rect,
    mood_label_candidates,
    moved_inside,
)
from moodtagger.ui.circumplex.map_theme import MapTheme
from moodtagger.ui.circumplex.scene import MapScene
from moodtagger.ui.circumplex.strings import axis_names, printable_line, quadrant_name
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.theme import blend, mood_color, quadrant_color

_QUADRANT_SIGNS = {
    Quadrant.HAPPY: (1, 1),
    Quadrant.ANGRY: (-1, 1),
    Quadrant.SAD: (-1, -1),
    Quadrant.RELAXED: (1, -1),
}
_LABEL_MARGIN = 6.0
# Pixels; no label lies further from its mood's point or is wider than twice that.
_MAX_LABEL_DISTANCE = 160.0
EXTENDED_LABELS_ZOOM = 1.25  # zoom from which moods of the extended vocabulary are labeled


def label_area(port: Viewport) -> QRectF:
    """Return the viewport without a thin border that stays free of labels."""
    return QRectF(
        _LABEL_MARGIN,
        _LABEL_MARGIN,
        port.width - 2 * _LABEL_MARGIN,
        port.height - 2 * _LABEL_MARGIN,
    )


def paint_background(painter: QPainter, port: Viewport, theme: MapTheme) -> None:
    """Paint tints, circles and axes."""
    origin = QPointF(*port.to_screen(0.0, 0.0))
    painter.fillRect(QRectF(0, 0, port.width, port.height), theme.background)
    _paint_quadrants(painter, port, theme, origin)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.line, 1.0, Qt.PenStyle.DotLine))
    painter.drawEllipse(origin, port.scale / 2, port.scale / 2)
    painter.setPen(QPen(theme.line, 1.0))
    painter.drawLine(QPointF(0, origin.y()), QPointF(port.width, origin.y()))
    painter.drawLine(QPointF(origin.x(), 0), QPointF(origin.x(), port.height))
    painter.setPen(QPen(blend(theme.line, theme.text, 0.3), 1.4))
    painter.drawEllipse(origin, port.scale, port.scale)


def _paint_quadrants(painter: QPainter, port: Viewport, theme: MapTheme, origin: QPointF) -> None:
    circle = centered_rect(origin, QSizeF(2 * port.scale, 2 * port.scale))
    painter.setPen(Qt.PenStyle.NoPen)
    for i, quadrant in enumerate(QUADRANTS):
        right, up = _QUADRANT_SIGNS[quadrant]
        corner = QPointF(port.width if right > 0 else 0, 0 if up > 0 else port.height)
        color = quadrant_color(quadrant, theme.dark)
        # Opaque colors: blending would take ten times as long.
        painter.fillRect(QRectF(origin, corner).normalized(), blend(theme.background, color, 0.045))
        painter.setBrush(blend(theme.background, color, 0.095))
        painter.drawPie(circle, i * 90 * 16, 90 * 16)


class LabelPainter:
    """Paints axis, quadrant and mood labels, the more important ones first."""

    def __init__(self, label_cache: LabelCache) -> None:
        self._label_cache = label_cache
        self._theme: MapTheme | None = None
        self._readable_colors: dict[int, QColor] = {}

    def _readable_color(self, color: QColor, theme: MapTheme) -> QColor:
        """Return the theme's readable variant of a color, cached because it takes a search."""
        if theme is not self._theme:
            self._theme, self._readable_colors = theme, {}
        readable = self._readable_colors.get(color.rgb())
        if readable is None:
            readable = self._readable_colors[color.rgb()] = theme.readable_color(color)
        return readable

    def paint(
        self, painter: QPainter, scene: MapScene, theme: MapTheme, collisions: CollisionIndex
    ) -> None:
        """Label axes and quadrants, then moods: core moods first, by descending AUC.

        Moods of the extended vocabulary appear from a zoom on: on the whole plane so many labels
        would hide the songs.
        """
        self._paint_axis_names(painter, scene.viewport, theme, collisions)
        self._paint_quadrant_names(painter, scene.viewport, theme, collisions)
        zoomed_in = scene.viewport.zoom >= EXTENDED_LABELS_ZOOM
        shown = [mood for mood in scene.vocabulary if mood.core or zoomed_in]
        for mood in sorted(shown, key=lambda m: (not m.core, -(m.auc or 0.0))):
            self._paint_mood(painter, scene.viewport, theme, collisions, mood)

    def _paint_axis_names(
        self, painter: QPainter, port: Viewport, theme: MapTheme, collisions: CollisionIndex
    ) -> None:
        names = axis_names()
        for name, (valence, arousal) in zip(names, ((-1, 0), (1, 0), (0, -1), (0, 1)), strict=True):
            size = self._label_cache.size(name, theme.bold_font)
            rect = axis_label_rect(port, valence, arousal, size)
            collisions.add(rect)
            halo = theme.background
            self._label_cache.draw(painter, rect, name, theme.bold_font, theme.muted, halo)

    def _paint_quadrant_names(
        self, painter: QPainter, port: Viewport, theme: MapTheme, collisions: CollisionIndex
    ) -> None:
        for quadrant in QUADRANTS:
            name = quadrant_name(quadrant)
            size = self._label_cache.size(name, theme.heading_font)
            rect = quadrant_label_rect(port, _QUADRANT_SIGNS[quadrant], size)
            if rect is not None and collisions.is_free(rect):
                collisions.add(rect)
                color = self._readable_color(quadrant_color(quadrant, theme.dark), theme)
                halo = theme.background
                self._label_cache.draw(painter, rect, name, theme.heading_font, color, halo)

    def _paint_mood(
        self,
        painter: QPainter,
        port: Viewport,
        theme: MapTheme,
        collisions: CollisionIndex,
        mood: Mood,
    ) -> None:
        anchor = QPointF(*port.to_screen(mood.valence, mood.arousal))
        if (
            not label_area(port)
            .adjusted(
                -_MAX_LABEL_DISTANCE, -_MAX_LABEL_DISTANCE, _MAX_LABEL_DISTANCE, _MAX_LABEL_DISTANCE
            )
            .contains(anchor)
        ):
            return
        text = printable_line(mood_text(mood.label))
        font = theme.mood_font if mood.core else theme.small_mood_font
        size = self._label_cache.size(text, font)
        origin = QPointF(*port.to_screen(0.0, 0.0))
        rect = collisions.take_first_free(mood_label_candidates(anchor, origin, size))
        if rect is not None:
            color = self._readable_color(mood_color(mood, theme.dark), theme)
            self._label_cache.draw(painter, rect, text, font, color, theme.background)


def axis_label_rect(port: Viewport, valence: int, arousal: int, size: QSizeF) -> QRectF:
    """Place an axis label outside the circle where it fits, else at the viewport's border.

    It lies on its axis, or in the middle of the border when the axis is out of view.
    """
    x, y = port.to_screen(valence, arousal)
    x = x if valence or 0 <= x <= port.width else port.width / 2
    y = y if arousal or 0 <= y <= port.height else port.height / 2
    gap = 8.0
    if valence:
        beside = QPointF(x + valence * (gap + size.width() / 2), y)
        rect = centered_rect(beside, size)
        if not label_area(port).contains(rect):
            rect.moveBottom(y - 2.0)  # above the axis line, which would cross the letters
    else:
        rect = centered_rect(QPointF(x, y - arousal * (gap + size.height() / 2)), size)
    return moved_inside(rect, label_area(port))


def quadrant_label_rect(port: Viewport, signs: tuple[int, int], size: QSizeF) -> QRectF | None:
    """Place a quadrant label in the visible outer corner; None when too little is visible."""
    origin = QPointF(*port.to_screen(0.0, 0.0))
    corner = QPointF(port.width if signs[0] > 0 else 0.0, 0.0 if signs[1] > 0 else port.height)
    in_view = QRectF(origin, corner).intersected(label_area(port))
    flipped = (corner.x() - origin.x()) * signs[0] < 0 or (origin.y() - corner.y()) * signs[1] < 0
    if flipped or in_view.width() < size.width() or in_view.height() < size.height():
        return None
    diagonal = (1.0 + 0.5 * (math.sqrt(2) - 1)) * 0.76
    anchor = QPointF(*port.to_screen(signs[0] * diagonal, signs[1] * 0.97))
    return moved_inside(centered_rect(anchor, size), in_view)
