"""The paper of the map: tinted quadrants, circle, axes, and the words on them."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from moodtagger.core.circumplex import QUADRANTS, Quadrant
from moodtagger.core.vocabulary import Mood
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.label_cache import Inscriptions
from moodtagger.ui.circumplex.label_placement import Occupied, centred, pushed_inside, word_places
from moodtagger.ui.circumplex.scene import Scene
from moodtagger.ui.circumplex.strings import axis_names, plain, quadrant_name
from moodtagger.ui.circumplex.style import Look
from moodtagger.ui.mood_display_names import mood_text
from moodtagger.ui.theme import blend, mood_color, quadrant_color

_SIGNS = {
    Quadrant.HAPPY: (1, 1),
    Quadrant.ANGRY: (-1, 1),
    Quadrant.SAD: (-1, -1),
    Quadrant.RELAXED: (1, -1),
}
_EDGE = 6.0
_AWAY = 160.0  # pixels; no word is written further from its place, or is wider than twice that
NEAR = 1.25  # zoom from which the words of the extended vocabulary are written


def window_of(port: Viewport) -> QRectF:
    """The window less a thin border that stays free of words."""
    return QRectF(_EDGE, _EDGE, port.width - 2 * _EDGE, port.height - 2 * _EDGE)


def paint_ground(painter: QPainter, port: Viewport, look: Look) -> None:
    """Tints, circles and axes."""
    middle = QPointF(*port.to_screen(0.0, 0.0))
    painter.fillRect(QRectF(0, 0, port.width, port.height), look.ground)
    _paint_tints(painter, port, look, middle)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.line, 1.0, Qt.PenStyle.DotLine))
    painter.drawEllipse(middle, port.scale / 2, port.scale / 2)
    painter.setPen(QPen(look.line, 1.0))
    painter.drawLine(QPointF(0, middle.y()), QPointF(port.width, middle.y()))
    painter.drawLine(QPointF(middle.x(), 0), QPointF(middle.x(), port.height))
    painter.setPen(QPen(blend(look.line, look.text, 0.3), 1.4))
    painter.drawEllipse(middle, port.scale, port.scale)


def _paint_tints(painter: QPainter, port: Viewport, look: Look, middle: QPointF) -> None:
    circle = centred(middle, QSizeF(2 * port.scale, 2 * port.scale))
    painter.setPen(Qt.PenStyle.NoPen)
    for i, quadrant in enumerate(QUADRANTS):
        right, up = _SIGNS[quadrant]
        corner = QPointF(port.width if right > 0 else 0, 0 if up > 0 else port.height)
        color = quadrant_color(quadrant, look.dark)
        # Opaque colours: painting through would take ten times as long.
        painter.fillRect(QRectF(middle, corner).normalized(), blend(look.ground, color, 0.045))
        painter.setBrush(blend(look.ground, color, 0.095))
        painter.drawPie(circle, i * 90 * 16, 90 * 16)


class Words:
    """Writes the names on the paper; what is more important takes its place first."""

    def __init__(self, inscriptions: Inscriptions) -> None:
        self._inscriptions = inscriptions
        self._look: Look | None = None
        self._colors: dict[int, QColor] = {}

    def _readable(self, color: QColor, look: Look) -> QColor:
        """The look's readable form of a colour, which takes a search, found once."""
        if look is not self._look:
            self._look, self._colors = look, {}
        found = self._colors.get(color.rgb())
        if found is None:
            found = self._colors[color.rgb()] = look.readable(color)
        return found

    def paint(self, painter: QPainter, scene: Scene, look: Look, occupied: Occupied) -> None:
        """Ends of the axes, quadrants, then moods: core words first, the best heard first.

        The words of the extended vocabulary come with the zoom: on the whole plane so many of them
        would hide the songs.
        """
        self._axes(painter, scene.viewport, look, occupied)
        self._quadrants(painter, scene.viewport, look, occupied)
        near = scene.viewport.zoom >= NEAR
        shown = [mood for mood in scene.vocabulary if mood.core or near]
        for mood in sorted(shown, key=lambda m: (not m.core, -(m.auc or 0.0))):
            self._mood(painter, scene.viewport, look, occupied, mood)

    def _axes(self, painter: QPainter, port: Viewport, look: Look, occupied: Occupied) -> None:
        names = axis_names()
        for name, (valence, arousal) in zip(names, ((-1, 0), (1, 0), (0, -1), (0, 1)), strict=True):
            size = self._inscriptions.size(name, look.bold)
            rect = axis_place(port, valence, arousal, size)
            occupied.take(rect)
            halo = look.ground
            self._inscriptions.draw(painter, rect, name, look.bold, look.muted, halo)

    def _quadrants(self, painter: QPainter, port: Viewport, look: Look, occupied: Occupied) -> None:
        for quadrant in QUADRANTS:
            name = quadrant_name(quadrant)
            size = self._inscriptions.size(name, look.heading)
            rect = quadrant_place(port, _SIGNS[quadrant], size)
            if rect is not None and occupied.is_free(rect):
                occupied.take(rect)
                color = self._readable(quadrant_color(quadrant, look.dark), look)
                halo = look.ground
                self._inscriptions.draw(painter, rect, name, look.heading, color, halo)

    def _mood(
        self, painter: QPainter, port: Viewport, look: Look, occupied: Occupied, mood: Mood
    ) -> None:
        anchor = QPointF(*port.to_screen(mood.valence, mood.arousal))
        if not window_of(port).adjusted(-_AWAY, -_AWAY, _AWAY, _AWAY).contains(anchor):
            return
        text = plain(mood_text(mood.label))
        font = look.word if mood.core else look.small_word
        size = self._inscriptions.size(text, font)
        middle = QPointF(*port.to_screen(0.0, 0.0))
        rect = occupied.first_free(word_places(anchor, middle, size))
        if rect is not None:
            color = self._readable(mood_color(mood, look.dark), look)
            self._inscriptions.draw(painter, rect, text, font, color, look.ground)


def axis_place(port: Viewport, valence: int, arousal: int, size: QSizeF) -> QRectF:
    """Outside the circle where there is room, else at the border of the window.

    It lies on its axis, or in the middle of the border when the axis is out of view.
    """
    x, y = port.to_screen(valence, arousal)
    x = x if valence or 0 <= x <= port.width else port.width / 2
    y = y if arousal or 0 <= y <= port.height else port.height / 2
    gap = 8.0
    if valence:
        beside = QPointF(x + valence * (gap + size.width() / 2), y)
        rect = centred(beside, size)
        if not window_of(port).contains(rect):
            rect.moveBottom(y - 2.0)  # over the line, which would cross the letters
    else:
        rect = centred(QPointF(x, y - arousal * (gap + size.height() / 2)), size)
    return pushed_inside(rect, window_of(port))


def quadrant_place(port: Viewport, signs: tuple[int, int], size: QSizeF) -> QRectF | None:
    """In the outer corner of the quadrant, as far as it is in view; None when it hardly is."""
    middle = QPointF(*port.to_screen(0.0, 0.0))
    corner = QPointF(port.width if signs[0] > 0 else 0.0, 0.0 if signs[1] > 0 else port.height)
    in_view = QRectF(middle, corner).intersected(window_of(port))
    flipped = (corner.x() - middle.x()) * signs[0] < 0 or (middle.y() - corner.y()) * signs[1] < 0
    if flipped or in_view.width() < size.width() or in_view.height() < size.height():
        return None
    diagonal = (1.0 + 0.5 * (math.sqrt(2) - 1)) * 0.76
    anchor = QPointF(*port.to_screen(signs[0] * diagonal, signs[1] * 0.97))
    return pushed_inside(centred(anchor, size), in_view)
