"""The songs as points: single crisp shapes while they are few, one raster when they are many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from moodtagger.ui.circumplex import point_raster as raster
from moodtagger.ui.circumplex.coloring import Coloring, Swatch
from moodtagger.ui.circumplex.density import STEPS
from moodtagger.ui.circumplex.marker_shapes import draw_shape
from moodtagger.ui.circumplex.scene import Scene
from moodtagger.ui.circumplex.style import Look
from moodtagger.ui.theme import blend

DISCS_AT_MOST = 2500
SHADED_FROM = 40  # songs in view from which crowds are shaded; fewer are seen one by one
BORDER = 12.0  # pixels; no point is larger, so those further outside can not be seen
_FADED = 0.22
_BRIGHT = 0.85


@dataclass(frozen=True)
class Visible:
    """The songs in the window: their places in the cloud and on the screen, each (n,)."""

    at: npt.NDArray[np.intp]
    x: npt.NDArray[np.float32]
    y: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.at)

    def only(self, mask: npt.NDArray[np.bool_]) -> Visible:
        """Those where the mask, over the whole cloud, is true."""
        kept = mask[self.at]
        if kept.all():
            return self
        return Visible(self.at[kept], self.x[kept], self.y[kept])

    def in_order(self, codes: npt.NDArray[np.uint8]) -> Visible:
        """By ascending code, so that what has much lies on top."""
        order = np.argsort(codes[self.at], kind="stable")
        return Visible(self.at[order], self.x[order], self.y[order])


def visible(scene: Scene, area: QRectF | None = None) -> Visible:
    """The songs whose point touches that area of the window, or any of it."""
    x, y = scene.screen
    area = area or QRectF(0, 0, scene.viewport.width, scene.viewport.height)
    left, top = area.left() - BORDER, area.top() - BORDER
    right, bottom = area.right() + BORDER, area.bottom() + BORDER
    at = np.flatnonzero((x > left) & (x < right) & (y > top) & (y < bottom))
    return Visible(at, x[at], y[at])


def radius_for(count: int) -> float:
    """Radius of a point in pixels: the more points in view, the smaller."""
    return float(np.interp(np.log10(max(count, 1)), (1.7, 3.3, 4.2, 5.0), (6.0, 4.0, 2.2, 1.0)))


@dataclass(frozen=True)
class Style:
    """How points are drawn while about `count` of them are in view."""

    count: int
    ratio: float

    @property
    def as_raster(self) -> bool:
        """Whether they are too many for single shapes."""
        return self.count > DISCS_AT_MOST

    @property
    def radius(self) -> float:
        """Radius in pixels."""
        usual = radius_for(self.count)
        if not self.as_raster:
            return usual
        return raster.affordable(usual * self.ratio, self.count) / self.ratio


def paint_points(painter: QPainter, scene: Scene, look: Look, area: QRectF, style: Style) -> None:
    """All songs in an area, the faded ones below, the selected ones ringed on top."""
    seen = visible(scene, area)
    chosen = seen.only(scene.selected)
    coloring = scene.coloring(look.dark)
    if coloring.ordered:
        seen = seen.in_order(coloring.codes)
    if style.as_raster:
        _Raster(look, style, area).paint(painter, scene, seen, coloring)
    else:
        _Shapes(look, style).paint(painter, scene, seen, coloring)
    if len(chosen) <= DISCS_AT_MOST:
        paint_rings(painter, look, chosen, style.radius)


def paint_rings(painter: QPainter, look: Look, chosen: Visible, radius: float) -> None:
    """A ring around each of these songs, with a rim of paper so that it shows in a crowd."""
    reach = max(radius, 3.0) + 2.5
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((look.ground, 4.5), (look.text, 2.0)):
        painter.setPen(QPen(color, width))
        for x, y in zip(chosen.x.tolist(), chosen.y.tolist(), strict=True):
            painter.drawEllipse(QPointF(x, y), reach, reach)


class _Shapes:
    """One picture for each kind of song, drawn at each point."""

    def __init__(self, look: Look, style: Style) -> None:
        self._look, self._style = look, style
        self._half = 1.35 * style.radius + 1.5  # the largest size, and the rim

    def paint(self, painter: QPainter, scene: Scene, seen: Visible, coloring: Coloring) -> None:
        for group, kind in ((~scene.shown, "faded"), (scene.shown, "plain")):
            part = seen.only(group)
            if len(part):
                depth = self._depth(scene, part, coloring, kind)
                self._paint_group(painter, part, coloring, depth, kind)

    def _depth(
        self, scene: Scene, part: Visible, coloring: Coloring, kind: str
    ) -> npt.NDArray[np.uint8]:
        """How crowded it is around each point, where that may change its colour."""
        if coloring.ordered or kind == "faded" or self._style.count < SHADED_FROM:
            return np.zeros(len(part), np.uint8)
        field = scene.density(self._style.radius)
        return field.at(scene.cloud.valence[part.at], scene.cloud.arousal[part.at])

    def _paint_group(
        self,
        painter: QPainter,
        part: Visible,
        coloring: Coloring,
        depth: npt.NDArray[np.uint8],
        kind: str,
    ) -> None:
        pictures: dict[tuple[int, int], QPixmap] = {}
        left, top = (part.x - self._half).tolist(), (part.y - self._half).tolist()
        looks = zip(coloring.codes[part.at].tolist(), depth.tolist(), strict=True)
        for x, y, look in zip(left, top, looks, strict=True):
            if look not in pictures:
                pictures[look] = self._picture(coloring.swatches[look[0]], look[1] / STEPS, kind)
            painter.drawPixmap(QPointF(x, y), pictures[look])

    def _picture(self, swatch: Swatch, depth: float, kind: str) -> QPixmap:
        side = round(2 * self._half * self._style.ratio) + 1
        picture = QPixmap(side, side)
        picture.setDevicePixelRatio(self._style.ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(_FADED if kind == "faded" else 1.0)
        at, radius = QPointF(self._half, self._half), self._style.radius * swatch.size
        color = _shade(QColor(swatch.color), self._look.text, kind, depth)
        draw_shape(painter, swatch.shape, at, radius, color, self._look.ground)
        painter.end()
        return picture


class _Raster:
    """All points of an area written into one picture."""

    def __init__(self, look: Look, style: Style, area: QRectF) -> None:
        self._look, self._style, self._area = look, style, area

    def paint(self, painter: QPainter, scene: Scene, seen: Visible, coloring: Coloring) -> None:
        ratio, area = self._style.ratio, self._area
        width, height = round(area.width() * ratio), round(area.height() * ratio)
        canvas = raster.Canvas(width, height, rim=round(2 * BORDER * ratio))
        shown, selected = scene.shown, scene.selected
        groups = ((~shown, "faded"), (shown & ~selected, "plain"), (selected, "selected"))
        for group, kind in groups:
            part = seen.only(group)
            if len(part):
                self._splat(canvas, part, coloring, kind, self._phase(scene))
        _draw(painter, canvas, area)

    def _phase(self, scene: Scene) -> tuple[int, int]:
        """Where the paper lies on the canvas, so that crowds are counted in cells of the paper."""
        ratio, port = self._style.ratio, scene.viewport
        x, y = port.to_screen(0.0, 0.0)
        left, top = (x - self._area.left()) * ratio, (y - self._area.top()) * ratio
        return round(left), round(top)

    def _splat(
        self,
        canvas: raster.Canvas,
        part: Visible,
        coloring: Coloring,
        kind: str,
        phase: tuple[int, int],
    ) -> None:
        ratio, radius = self._style.ratio, self._style.radius * self._style.ratio
        x = (part.x - np.float32(self._area.left())) * np.float32(ratio)
        y = (part.y - np.float32(self._area.top())) * np.float32(ratio)
        column, row = canvas.places(x, y)
        level = canvas.crowding(column, row, radius, phase)
        colors = tuple(swatch.color for swatch in coloring.swatches)
        body, edge = _tables(colors, self._look.text.name(), kind, not coloring.ordered)
        color = coloring.codes[part.at] * np.intp(raster.LEVELS) + level
        canvas.disc(column, row, radius, body[color], edge[color])


def _draw(painter: QPainter, canvas: raster.Canvas, area: QRectF) -> None:
    pixels = canvas.pixels
    image = QImage(
        pixels.data,
        pixels.shape[1],
        pixels.shape[0],
        4 * canvas.stride,
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    source = QRectF(canvas.rim, canvas.rim, canvas.width, canvas.height)
    painter.drawImage(area, image, source)


@lru_cache(maxsize=32)
def _tables(
    colors: tuple[str, ...], text: str, kind: str, deepens: bool
) -> tuple[raster.Pixels, raster.Pixels]:
    """Pixels for each colour and level of crowding: body and edge, each (n * LEVELS,)."""
    body, edge = [], []
    for name in colors:
        for level in range(raster.LEVELS):
            depth = level / (raster.LEVELS - 1)
            color = _shade(QColor(name), QColor(text), kind, depth if deepens else 0.0)
            alpha = _FADED if kind == "faded" else _BRIGHT + (1 - _BRIGHT) * depth
            parts = (color.redF(), color.greenF(), color.blueF())
            body.append(raster.argb(*parts, alpha))
            edge.append(raster.argb(*parts, alpha * 0.45))
    return np.array(body, np.uint32), np.array(edge, np.uint32)


def _shade(color: QColor, text: QColor, kind: str, depth: float) -> QColor:
    """Crowded places are deeper on paper and brighter on black; a selection takes the text's."""
    if kind == "selected":
        return blend(color, text, 0.75)
    return blend(color, text, 0.0 if kind == "faded" else 0.5 * depth)
