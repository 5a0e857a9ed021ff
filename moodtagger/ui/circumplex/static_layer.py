"""Background and points as a pixmap, which panning scrolls instead of repainting."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap, QRegion

from moodtagger.ui.circumplex.background import paint_background
from moodtagger.ui.circumplex.density import paint_density
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.map_theme import MapTheme
from moodtagger.ui.circumplex.points import MIN_SHADED_SONGS, PointStyle, paint_points
from moodtagger.ui.circumplex.scene import MapScene
from moodtagger.ui.circumplex.song_details import paint_correction_lines, paint_prediction


def paint_static_layer(
    painter: QPainter, scene: MapScene, theme: MapTheme, area: QRectF, style: PointStyle
) -> None:
    """Paint background, density, correction lines, points and details, at least in `area`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_background(painter, scene.viewport, theme)
    if style.count >= MIN_SHADED_SONGS:
        field = scene.density(style.radius)
        paint_density(painter, field, scene.viewport, theme.text, area)
    paint_correction_lines(painter, scene, theme, area)
    paint_points(painter, scene, theme, area, style)
    if scene.detail is not None:
        paint_prediction(painter, scene.viewport, theme, scene.detail)


# Points keep their size while at most that many times more or fewer are visible.
_COUNT_TOLERANCE = 1.5


class StaticLayer:
    """Caches the pixmap of a scene; panning paints only the newly exposed strips."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._key: tuple[object, ...] = ()
        self._port: Viewport | None = None
        self._style: PointStyle | None = None

    @property
    def style(self) -> PointStyle:
        """How the points of the current pixmap are drawn."""
        assert self._style is not None
        return self._style

    def pixmap(self, scene: MapScene, theme: MapTheme, count: int, ratio: float) -> QPixmap:
        """Return the current pixmap with about `count` visible points; do not paint on it."""
        port = scene.viewport
        key = (scene.version, theme, ratio, replace(port, center=(0.0, 0.0)))
        offset = self._scroll_offset(port, ratio) if key == self._key else None
        if offset is None or not self._keeps_point_size(count):
            self._paint_all(scene, theme, PointStyle(count, ratio))
        elif offset != (0, 0):
            self._scroll(scene, theme, offset)
        self._key, self._port = key, port
        return self._pixmap

    def _scroll_offset(self, port: Viewport, ratio: float) -> tuple[int, int] | None:
        """Return the device pixels panned right and down; None if fractional or out of view."""
        if self._port is None:
            return None
        x, y = (ratio * value for value in port.to_screen(0.0, 0.0))
        before_x, before_y = (ratio * value for value in self._port.to_screen(0.0, 0.0))
        dx, dy = x - before_x, y - before_y
        if abs(dx - round(dx)) > 0.01 or abs(dy - round(dy)) > 0.01:
            return None
        size = self._pixmap.size()
        if abs(dx) >= size.width() or abs(dy) >= size.height():
            return None
        return round(dx), round(dy)

    def _keeps_point_size(self, count: int) -> bool:
        before = self.style.count
        return (
            before / _COUNT_TOLERANCE <= count <= before * _COUNT_TOLERANCE
            or max(before, count) < 50
        )

    def _paint_all(self, scene: MapScene, theme: MapTheme, style: PointStyle) -> None:
        self._style = style
        size = QRectF(0, 0, scene.viewport.width, scene.viewport.height)
        self._pixmap = QPixmap((size.size() * style.ratio).toSize())
        self._pixmap.setDevicePixelRatio(style.ratio)
        painter = QPainter(self._pixmap)
        paint_static_layer(painter, scene, theme, size, style)
        painter.end()

    def _scroll(self, scene: MapScene, theme: MapTheme, offset: tuple[int, int]) -> None:
        exposed = QRegion()
        bounds = QRect(0, 0, self._pixmap.width(), self._pixmap.height())
        self._pixmap.scroll(*offset, bounds, exposed)
        painter = QPainter(self._pixmap)
        for exposed_rect in _region_rects(exposed):
            ratio = self.style.ratio
            area = QRectF(
                exposed_rect.x() / ratio,
                exposed_rect.y() / ratio,
                exposed_rect.width() / ratio,
                exposed_rect.height() / ratio,
            )
            painter.setClipRect(area)
            paint_static_layer(painter, scene, theme, area, self.style)
        painter.end()


def _region_rects(region: QRegion) -> list[QRect]:
    """Return the rectangles of a region; Qt's stubs lack its iterator."""
    return list(region)  # type: ignore[call-overload]
