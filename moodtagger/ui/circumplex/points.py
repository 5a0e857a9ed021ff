"""Painting of songs as points: single shapes while they are few, a raster when many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from moodtagger.ui.circumplex import point_raster
from moodtagger.ui.circumplex.coloring import Coloring, Swatch
from moodtagger.ui.circumplex.density import DENSITY_LEVELS
from moodtagger.ui.circumplex.map_theme import MapTheme, draw_marker
from moodtagger.ui.circumplex.scene import MapScene
from moodtagger.ui.theme import blend

MAX_SHAPES = 2500
MIN_SHADED_SONGS = 40  # visible songs from which crowding is shaded
POINT_MARGIN = 12.0  # pixels; no point is larger, so those further outside are invisible
_MAX_WIDE_RINGS = 12  # selected songs with a wide ring in the accent color
_FADED_ALPHA = 0.22
_BASE_ALPHA = 0.85


@dataclass(frozen=True)
class VisiblePoints:
    """Songs in the viewport: indices into the cloud and screen positions, each (n,)."""

    indices: npt.NDArray[np.intp]
    x: npt.NDArray[np.float32]
    y: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.indices)

    def masked(self, mask: npt.NDArray[np.bool_]) -> VisiblePoints:
        """Return the points where a mask over the whole cloud is true."""
        keep = mask[self.indices]
        if keep.all():
            return self
        return VisiblePoints(self.indices[keep], self.x[keep], self.y[keep])

    def sorted_by(self, codes: npt.NDArray[np.uint8]) -> VisiblePoints:
        """Return the points by ascending code, so that high values are painted on top."""
        order = np.argsort(codes[self.indices], kind="stable")
        return VisiblePoints(self.indices[order], self.x[order], self.y[order])


def visible_points(scene: MapScene, area: QRectF | None = None) -> VisiblePoints:
    """Return the songs whose point touches an area of the viewport, by default all of it."""
    x, y = scene.screen_positions
    area = area or QRectF(0, 0, scene.viewport.width, scene.viewport.height)
    left, top = area.left() - POINT_MARGIN, area.top() - POINT_MARGIN
    right, bottom = area.right() + POINT_MARGIN, area.bottom() + POINT_MARGIN
    indices = np.flatnonzero((x > left) & (x < right) & (y > top) & (y < bottom))
    return VisiblePoints(indices, x[indices], y[indices])


def radius_for(count: int) -> float:
    """Return the point radius in pixels: the more points are visible, the smaller."""
    return float(np.interp(np.log10(max(count, 1)), (1.7, 3.3, 4.2, 5.0), (6.0, 4.0, 2.2, 1.0)))


@dataclass(frozen=True)
class PointStyle:
    """How points are drawn while about `count` of them are visible."""

    count: int
    ratio: float

    @property
    def uses_raster(self) -> bool:
        """Whether there are too many points for single shapes."""
        return self.count > MAX_SHAPES

    @property
    def radius(self) -> float:
        """Point radius in device-independent pixels."""
        full_radius = radius_for(self.count)
        if not self.uses_raster:
            return full_radius
        return point_raster.affordable_radius(full_radius * self.ratio, self.count) / self.ratio


def paint_points(
    painter: QPainter, scene: MapScene, theme: MapTheme, area: QRectF, style: PointStyle
) -> None:
    """Paint the songs in an area: faded ones below, selected ones ringed on top."""
    points = visible_points(scene, area)
    selected = points.masked(scene.selected)
    coloring = scene.coloring(theme.dark)
    if coloring.ordered:
        points = points.sorted_by(coloring.codes)
    if style.uses_raster:
        _RasterPainter(theme, style, area).paint(painter, scene, points, coloring)
    else:
        _ShapePainter(theme, style).paint(painter, scene, points, coloring)
    if len(selected) <= MAX_SHAPES:
        paint_selection_rings(painter, theme, selected, style.radius)


def paint_selection_rings(
    painter: QPainter, theme: MapTheme, selected: VisiblePoints, radius: float
) -> None:
    """Paint a ring around each of these songs; thin and close when they are many."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if len(selected) > _MAX_WIDE_RINGS:
        ring_radius = max(radius, 2.0) + 1.2
        pens = ((theme.background, 3.2), (theme.text, 1.4))
    else:
        ring_radius = max(radius, 3.0) + 2.5
        pens = ((theme.background, 5.0), (theme.accent, 2.6))
    for color, width in pens:
        painter.setPen(QPen(color, width))
        for x, y in zip(selected.x.tolist(), selected.y.tolist(), strict=True):
            painter.drawEllipse(QPointF(x, y), ring_radius, ring_radius)


class _ShapePainter:
    """Draws one cached pixmap for each variant of marker at its points."""

    def __init__(self, theme: MapTheme, style: PointStyle) -> None:
        self._theme, self._style = theme, style
        self._half_size = 1.35 * style.radius + 1.5  # of the largest marker with its outline

    def paint(
        self, painter: QPainter, scene: MapScene, points: VisiblePoints, coloring: Coloring
    ) -> None:
        for group, kind in ((~scene.shown, "faded"), (scene.shown, "plain")):
            part = points.masked(group)
            if len(part):
                depth = self._crowding(scene, part, coloring, kind)
                self._paint_group(painter, part, coloring, depth, kind)

    def _crowding(
        self, scene: MapScene, part: VisiblePoints, coloring: Coloring, kind: str
    ) -> npt.NDArray[np.uint8]:
        """Return the density level at each point, 0 where it does not affect the color."""
        if coloring.ordered or kind == "faded" or self._style.count < MIN_SHADED_SONGS:
            return np.zeros(len(part), np.uint8)
        field = scene.density(self._style.radius)
        return field.levels_at(scene.cloud.valence[part.indices], scene.cloud.arousal[part.indices])

    def _paint_group(
        self,
        painter: QPainter,
        part: VisiblePoints,
        coloring: Coloring,
        depth: npt.NDArray[np.uint8],
        kind: str,
    ) -> None:
        pixmaps: dict[tuple[int, int], QPixmap] = {}
        left, top = (part.x - self._half_size).tolist(), (part.y - self._half_size).tolist()
        variants = zip(coloring.codes[part.indices].tolist(), depth.tolist(), strict=True)
        for x, y, variant in zip(left, top, variants, strict=True):
            if variant not in pixmaps:
                pixmaps[variant] = self._render_marker(
                    coloring.swatches[variant[0]], variant[1] / DENSITY_LEVELS, kind
                )
            painter.drawPixmap(QPointF(x, y), pixmaps[variant])

    def _render_marker(self, swatch: Swatch, depth: float, kind: str) -> QPixmap:
        side = round(2 * self._half_size * self._style.ratio) + 1
        pixmap = QPixmap(side, side)
        pixmap.setDevicePixelRatio(self._style.ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(_FADED_ALPHA if kind == "faded" else 1.0)
        at, radius = QPointF(self._half_size, self._half_size), self._style.radius * swatch.size
        color = _shaded_color(QColor(swatch.color), self._theme.text, kind, depth)
        draw_marker(painter, swatch.shape, at, radius, color, self._theme.background)
        painter.end()
        return pixmap


class _RasterPainter:
    """Writes all points of an area into one image."""

    def __init__(self, theme: MapTheme, style: PointStyle, area: QRectF) -> None:
        self._theme, self._style, self._area = theme, style, area

    def paint(
        self, painter: QPainter, scene: MapScene, points: VisiblePoints, coloring: Coloring
    ) -> None:
        ratio, area = self._style.ratio, self._area
        width, height = round(area.width() * ratio), round(area.height() * ratio)
        canvas = point_raster.RasterCanvas(width, height, margin=round(2 * POINT_MARGIN * ratio))
        shown, selected = scene.shown, scene.selected
        groups = ((~shown, "faded"), (shown & ~selected, "plain"), (selected, "selected"))
        for group, kind in groups:
            part = points.masked(group)
            if len(part):
                self._draw_group(canvas, part, coloring, kind, self._grid_phase(scene))
        _draw_canvas(painter, canvas, area)

    def _grid_phase(self, scene: MapScene) -> tuple[int, int]:
        """Return where the plane's origin lies on the canvas; see `RasterCanvas.crowding`."""
        ratio, port = self._style.ratio, scene.viewport
        x, y = port.to_screen(0.0, 0.0)
        left, top = (x - self._area.left()) * ratio, (y - self._area.top()) * ratio
        return round(left), round(top)

    def _draw_group(
        self,
        canvas: point_raster.RasterCanvas,
        part: VisiblePoints,
        coloring: Coloring,
        kind: str,
        phase: tuple[int, int],
    ) -> None:
        ratio, radius = self._style.ratio, self._style.radius * self._style.ratio
        x = (part.x - np.float32(self._area.left())) * np.float32(ratio)
        y = (part.y - np.float32(self._area.top())) * np.float32(ratio)
        column, row = canvas.pixel_indices(x, y)
        level = canvas.crowding(column, row, radius, phase)
        colors = tuple(swatch.color for swatch in coloring.swatches)
        body, edge = _color_tables(colors, self._theme.text.name(), kind, not coloring.ordered)
        color = coloring.codes[part.indices] * np.intp(point_raster.CROWDING_LEVELS) + level
        canvas.draw_discs(column, row, radius, body[color], edge[color])


def _draw_canvas(painter: QPainter, canvas: point_raster.RasterCanvas, area: QRectF) -> None:
    pixels = canvas.pixels
    image = QImage(
        pixels.data,
        pixels.shape[1],
        pixels.shape[0],
        4 * canvas.stride,
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    source = QRectF(canvas.margin, canvas.margin, canvas.width, canvas.height)
    painter.drawImage(area, image, source)


@lru_cache(maxsize=32)
def _color_tables(
    colors: tuple[str, ...], text: str, kind: str, shade_crowds: bool
) -> tuple[point_raster.PixelArray, point_raster.PixelArray]:
    """Return body and edge pixels for each color and level, each (n * CROWDING_LEVELS,)."""
    body, edge = [], []
    for name in colors:
        for level in range(point_raster.CROWDING_LEVELS):
            depth = level / (point_raster.CROWDING_LEVELS - 1)
            color = _shaded_color(QColor(name), QColor(text), kind, depth if shade_crowds else 0.0)
            alpha = _FADED_ALPHA if kind == "faded" else _BASE_ALPHA + (1 - _BASE_ALPHA) * depth
            parts = (color.redF(), color.greenF(), color.blueF())
            body.append(point_raster.argb(*parts, alpha))
            edge.append(point_raster.argb(*parts, alpha * 0.45))
    return np.array(body, np.uint32), np.array(edge, np.uint32)


def _shaded_color(color: QColor, text: QColor, kind: str, depth: float) -> QColor:
    """Blend a color with the text color: the more crowded the more, most when selected."""
    if kind == "selected":
        return blend(color, text, 0.75)
    return blend(color, text, 0.0 if kind == "faded" else 0.5 * depth)
