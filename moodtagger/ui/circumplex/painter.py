"""Painting of the whole map, for the window and for image files."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.circumplex.background import label_area
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.label_painter import LabelPainter
from moodtagger.ui.circumplex.labels import (
    CollisionIndex,
    LabelCache,
    centered_rect,
    title_candidates,
)
from moodtagger.ui.circumplex.map_theme import MapTheme
from moodtagger.ui.circumplex.points import PointStyle, VisiblePoints, visible_points
from moodtagger.ui.circumplex.scene import MapScene
from moodtagger.ui.circumplex.song_path import paint_song_path
from moodtagger.ui.circumplex.static_layer import paint_static_layer
from moodtagger.ui.circumplex.strings import empty_text, printable_line
from moodtagger.ui.palette import window_palette
from moodtagger.ui.theme import RADIUS, SPACE_L

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
_PADDING = 16.0
_MAX_WIDTH = 380.0
_MIN_WIDTH = 220.0


class EmptyMapMessage:
    """Headline and advice in the middle of an empty map."""

    def __init__(self, total_songs: int, port: Viewport, theme: MapTheme) -> None:
        self._theme = theme
        self._headline, self._advice = empty_text(total_songs)
        free_width = max(_MIN_WIDTH, 2 * port.scale)  # between the labels of the valence axis
        width = min(_MAX_WIDTH, 0.62 * port.width, free_width)
        text_area = QRectF(0, 0, width - 2 * _PADDING, 1000.0)
        headline = QFontMetricsF(theme.heading_font).boundingRect(text_area, _WRAP, self._headline)
        advice = QFontMetricsF(theme.font).boundingRect(text_area, _WRAP, self._advice)
        self._advice_offset = headline.height() + SPACE_L
        size = QSizeF(width, self._advice_offset + advice.height() + 2 * _PADDING)
        self.box = centered_rect(QPointF(port.width / 2, port.height / 2), size)

    def paint(self, painter: QPainter) -> None:
        """Paint the message in its box."""
        theme = self._theme
        painter.setPen(theme.line)
        painter.setBrush(theme.background)
        painter.drawRoundedRect(self.box, RADIUS, RADIUS)
        inner = self.box.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        painter.setPen(theme.text)
        painter.setFont(theme.heading_font)
        painter.drawText(inner, _WRAP, self._headline)
        painter.setPen(theme.muted)
        painter.setFont(theme.font)
        painter.drawText(inner.adjusted(0, self._advice_offset, 0, 0), _WRAP, self._advice)


MAX_TITLES = 40
_MAX_SELECTED_TITLES = 5  # of selected songs among many; more titles would hide songs
_TITLE_WIDTH = 170.0


class MapPainter:
    """Paints the layers from below: background, points, song details, labels, titles."""

    def __init__(self) -> None:
        self._label_cache = LabelCache()
        self._label_painter = LabelPainter(self._label_cache)

    def paint(self, painter: QPainter, scene: MapScene, theme: MapTheme) -> None:
        """Paint everything except the overlay."""
        port = scene.viewport
        points = visible_points(scene)
        style = PointStyle(len(points), painter.device().devicePixelRatioF())
        paint_static_layer(painter, scene, theme, QRectF(0, 0, port.width, port.height), style)
        self.paint_labels(painter, scene, theme, points, style)

    def margins(self, scene: MapScene, theme: MapTheme) -> tuple[float, float]:
        """Return the pixels that labels need above and beside the circle."""
        return self._label_painter.margins(scene, theme)

    def paint_labels(
        self,
        painter: QPainter,
        scene: MapScene,
        theme: MapTheme,
        points: VisiblePoints,
        style: PointStyle,
    ) -> None:
        """Paint labels that avoid each other, selected songs, and all songs if they are few."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        collisions = CollisionIndex()
        for rect in scene.reserved_rects:
            collisions.add(rect)
        if not len(scene.cloud):
            message = EmptyMapMessage(scene.total_songs, scene.viewport, theme)
            message.paint(painter)
            collisions.add(message.box)
        titled = points
        if len(points) > MAX_TITLES:
            titled = points.masked(scene.selected)
        radius = style.radius
        _reserve_points(collisions, titled, radius)
        paint_song_path(painter, scene, theme, collisions)
        self._label_painter.paint(painter, scene, theme, collisions, points, radius)
        if titled is points or len(titled) <= _MAX_SELECTED_TITLES:
            self._paint_titles(painter, scene, theme, titled, collisions, radius)

    def _paint_titles(
        self,
        painter: QPainter,
        scene: MapScene,
        theme: MapTheme,
        points: VisiblePoints,
        collisions: CollisionIndex,
        radius: float,
    ) -> None:
        """Paint titles beside the points where they fit, selected songs first."""
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
    """Keep labels off these points; of many points only off the first MAX_TITLES."""
    side = 2 * radius
    first_points = slice(MAX_TITLES)
    for x, y in zip(points.x[first_points].tolist(), points.y[first_points].tolist(), strict=True):
        collisions.add(centered_rect(QPointF(x, y), QSizeF(side, side)))


def render_map(
    rows: Iterable[SongRow],
    vocabulary: Vocabulary,
    size: tuple[int, int] = (1200, 1000),
    dark: bool = False,
) -> QImage:
    """Render the map of these songs; `size` is (width, height) in pixels.

    Needs a QGuiApplication, which may use the "offscreen" platform. The font size grows with the
    image; the titles of up to MAX_TITLES songs are painted beside their points.
    """
    width, height = size
    font = QFont()
    font.setPixelSize(max(11, round(min(width, height) / 58)))
    theme = MapTheme.from_palette(window_palette(dark), font)
    map_painter = MapPainter()
    scene = MapScene(Viewport(width, height))
    scene.vocabulary = vocabulary
    scene.set_rows(rows)
    scene.viewport = scene.viewport.with_margins(*map_painter.margins(scene, theme))
    scene.viewport = scene.viewport.fitted(scene.cloud.rim())
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    map_painter.paint(painter, scene, theme)
    painter.end()
    return image
