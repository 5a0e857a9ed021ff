"""The labels of the map: ends of the axes, and mood words around the circle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.ui.circumplex.background import label_area
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.labels import (
    CollisionIndex,
    LabelCache,
    centered_rect,
    moved_inside,
)
from moodtagger.ui.circumplex.map_theme import MapTheme
from moodtagger.ui.circumplex.mood_words import (
    QUADRANT_SIGNS,
    MoodWord,
    direction,
    edge_places,
    places_along_circle,
    ranked_moods,
    words_around_circle,
)
from moodtagger.ui.circumplex.points import POINT_MARGIN, VisiblePoints
from moodtagger.ui.circumplex.scene import MapScene
from moodtagger.ui.circumplex.strings import axis_names, printable_line, quadrant_name
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.theme import quadrant_color

EXTENDED_WORDS_ZOOM = 1.25  # zoom from which moods of the extended vocabulary have words
_MAX_EDGE_WORDS = 3  # of a quadrant that is out of sight
_AXIS_GAP = 8.0
_AXIS_ENDS = ((-1, 0), (1, 0), (0, -1), (0, 1))
_ARROWS = (
    "\N{LEFTWARDS ARROW} %1",
    "%1 \N{RIGHTWARDS ARROW}",
    "%1 \N{DOWNWARDS ARROW}",
    "%1 \N{UPWARDS ARROW}",
)
_MARGIN_STEPS = 4  # towards the circle's largest size at which no word is cut off
_MAX_SIDE = 0.3  # of the map's width, for the words on each side
_CELL = 8.0  # pixels of the grid that tells where points are


class PointGrid:
    """Tells whether a rectangle is free of the visible points; made at most once for a frame."""

    def __init__(self, points: VisiblePoints, radius: float, port: Viewport) -> None:
        self._points, self._reach, self._port = points, radius, port
        self._cells: npt.NDArray[np.bool_] | None = None

    def is_free(self, rect: QRectF) -> bool:
        """Whether no point touches a rectangle inside the viewport."""
        if self._cells is None:
            self._cells = self._occupied_cells()
        before, after = POINT_MARGIN - self._reach, POINT_MARGIN + self._reach
        rows = slice(int((rect.top() + before) / _CELL), int((rect.bottom() + after) / _CELL) + 1)
        left, right = int((rect.left() + before) / _CELL), int((rect.right() + after) / _CELL)
        return not bool(self._cells[rows, left : right + 1].any())

    def _occupied_cells(self) -> npt.NDArray[np.bool_]:
        margin, size = np.float32(POINT_MARGIN), np.float32(_CELL)
        columns = int((self._port.width + 2 * POINT_MARGIN) / _CELL) + 1
        rows = int((self._port.height + 2 * POINT_MARGIN) / _CELL) + 1
        cells = np.zeros(rows * columns, np.bool_)
        column = ((self._points.x + margin) / size).astype(np.int32)
        row = ((self._points.y + margin) / size).astype(np.int32)
        cells[row * np.int32(columns) + column] = True
        return cells.reshape(rows, columns)


@dataclass(frozen=True)
class _WordLayout:
    """The words around the circle, with their places relative to its middle."""

    key: tuple[object, ...]
    places: list[tuple[MoodWord, QRectF]]


class LabelPainter:
    """Paints the labels of the axes, then the mood words, the more important ones first."""

    def __init__(self, label_cache: LabelCache) -> None:
        self._label_cache = label_cache
        self._theme: MapTheme | None = None
        self._readable_colors: dict[int, QColor] = {}
        self._layout = _WordLayout((), [])

    def paint(
        self,
        painter: QPainter,
        scene: MapScene,
        theme: MapTheme,
        collisions: CollisionIndex,
        points: VisiblePoints,
        radius: float,
    ) -> None:
        """Paint the labels and occupy their places; `radius` is that of the points."""
        self._paint_axis_names(painter, scene.viewport, theme, collisions)
        self._lay_out(scene, theme)
        port = scene.viewport
        grid = PointGrid(points, radius, port)
        origin, area = QPointF(*port.to_screen(0.0, 0.0)), label_area(port)
        out_of_sight = []
        for word, place in self._layout.places:
            rect = place.translated(origin)
            if not area.contains(rect):
                out_of_sight.append((word, rect))
                continue
            # Outside the circle, where no song is; but there may be a button.
            places = places_along_circle(word, place, port.radius, self._largest_axis_name(theme))
            free = (r for r in (p.translated(origin) for p in places) if collisions.is_free(r))
            if (found := next(free, None)) is not None:
                self._paint_word(painter, word, found, theme, collisions)
        self._paint_at_edge(painter, out_of_sight, scene, theme, collisions, grid)

    def margins(self, scene: MapScene, theme: MapTheme) -> tuple[float, float]:
        """Return the pixels that the fitted circle must leave for labels, above and beside it."""
        names = [self._label_cache.size(name, theme.bold_font) for name in axis_names()]
        margin = names[0].height() + 2 * _AXIS_GAP
        side = max(size.width() for size in names[:2]) + 2 * _AXIS_GAP
        words = self._words(scene, theme, extended=False)
        for _ in range(_MARGIN_STEPS):
            port = scene.viewport.with_margins(margin, side).fitted()
            places = words_around_circle(words, port.radius, self._largest_axis_name(theme))
            reach = max(max(-place.left(), place.right()) for _, place in places)
            cut_off = reach - label_area(port).width() / 2
            if cut_off <= 0 or side >= _MAX_SIDE * port.width:
                break
            side = min(side + cut_off, _MAX_SIDE * port.width)
        return margin, side

    def _largest_axis_name(self, theme: MapTheme) -> QSizeF:
        sizes = [self._label_cache.size(name, theme.bold_font) for name in axis_names()]
        return QSizeF(max(s.width() for s in sizes[2:]), max(s.height() for s in sizes))

    def _lay_out(self, scene: MapScene, theme: MapTheme) -> None:
        radius = scene.viewport.radius
        zoomed_in = scene.viewport.zoom >= EXTENDED_WORDS_ZOOM
        key = (scene.version, theme, radius, zoomed_in)
        if key != self._layout.key:
            words = self._words(scene, theme, extended=zoomed_in)
            places = words_around_circle(words, radius, self._largest_axis_name(theme))
            self._layout = _WordLayout(key, places)

    def _words(self, scene: MapScene, theme: MapTheme, *, extended: bool) -> list[MoodWord]:
        """Return a word for each mood to show, by importance; for a quadrant without, its name."""
        shown = [mood for mood in scene.vocabulary if mood.core or extended]
        positions = scene.cloud.mood_positions
        words = []
        for mood in ranked_moods(shown, positions):
            text = printable_line(mood_text(mood.label))
            quadrant, angle = direction(mood, positions)
            size = self._label_cache.size(text, theme.mood_font)
            words.append(MoodWord(mood, text, size, quadrant, angle))
        for quadrant in set(QUADRANTS) - {word.quadrant for word in words}:
            right, up = QUADRANT_SIGNS[quadrant]
            text = quadrant_name(quadrant)
            size = self._label_cache.size(text, theme.bold_font)
            words.append(MoodWord(None, text, size, quadrant, np.arctan2(up, right)))
        return words

    def _paint_at_edge(
        self,
        painter: QPainter,
        words: list[tuple[MoodWord, QRectF]],
        scene: MapScene,
        theme: MapTheme,
        collisions: CollisionIndex,
        grid: PointGrid,
    ) -> None:
        """Paint words whose place is out of sight at the border, where there are no points."""
        port = scene.viewport
        for quadrant in QUADRANTS:
            of_quadrant = [
                (word, place)
                for word, place in words
                if word.quadrant is quadrant and (word.mood is None or word.mood.core)
            ]
            for word, place in of_quadrant[:_MAX_EDGE_WORDS]:
                for rect in edge_places(place, label_area(port)):
                    if collisions.is_free(rect) and grid.is_free(rect):
                        self._paint_word(painter, word, rect, theme, collisions)
                        break

    def _paint_word(
        self,
        painter: QPainter,
        word: MoodWord,
        rect: QRectF,
        theme: MapTheme,
        collisions: CollisionIndex,
    ) -> None:
        collisions.add(rect)
        color = self._readable_color(quadrant_color(word.quadrant, theme.dark), theme)
        font = theme.bold_font if word.mood is None else theme.mood_font
        self._label_cache.draw(painter, rect, word.text, font, color, theme.background)

    def _readable_color(self, color: QColor, theme: MapTheme) -> QColor:
        """Return the theme's readable variant of a color, cached because it takes a search."""
        if theme is not self._theme:
            self._theme, self._readable_colors = theme, {}
        readable = self._readable_colors.get(color.rgb())
        if readable is None:
            readable = self._readable_colors[color.rgb()] = theme.readable_color(color)
        return readable

    def _paint_axis_names(
        self, painter: QPainter, port: Viewport, theme: MapTheme, collisions: CollisionIndex
    ) -> None:
        for name, arrow, end in zip(axis_names(), _ARROWS, _AXIS_ENDS, strict=True):
            with_arrow = arrow.replace("%1", name)
            size = self._label_cache.size(name, theme.bold_font)
            rect = axis_label_rect(port, end, size)
            text = name if rect is not None else with_arrow
            if rect is None:
                size = self._label_cache.size(with_arrow, theme.bold_font)
                rect = collisions.take_first_free(axis_edge_rects(port, end, size))
            else:
                collisions.add(rect)
            if rect is not None:
                font, halo = theme.bold_font, theme.background
                self._label_cache.draw(painter, rect, text, font, theme.muted, halo)


def axis_label_rect(port: Viewport, end: tuple[int, int], size: QSizeF) -> QRectF | None:
    """Place the label of an axis' end outside the circle; None if it would be cut off."""
    x, y = port.to_screen(end[0] * port.rim, end[1] * port.rim)
    x += end[0] * (_AXIS_GAP + size.width() / 2)
    y -= end[1] * (_AXIS_GAP + size.height() / 2)
    rect = centered_rect(QPointF(x, y), size)
    return rect if label_area(port).contains(rect) else None


def axis_edge_rects(port: Viewport, end: tuple[int, int], size: QSizeF) -> list[QRectF]:
    """Return places at the border towards an axis' end: on the axis, and in the border's middle.

    There is none when the end is behind the opposite border, where the label would be untrue.
    """
    area = label_area(port)
    x, y = port.to_screen(end[0] * port.rim, end[1] * port.rim)
    behind = {
        (1, 0): x < area.left(),
        (-1, 0): x > area.right(),
        (0, 1): y > area.bottom(),
        (0, -1): y < area.top(),
    }
    if behind[end]:
        return []
    if end[0]:
        edge = area.right() if end[0] > 0 else area.left()
        at = [QPointF(edge, y), QPointF(edge, port.height / 2)]
    else:
        edge = area.top() if end[1] > 0 else area.bottom()
        at = [QPointF(x, edge), QPointF(port.width / 2, edge)]
    return [moved_inside(centered_rect(p, size), area) for p in at if area.contains(p)]
