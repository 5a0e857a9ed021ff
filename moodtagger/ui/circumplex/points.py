"""The songs as points: single crisp discs while they are few, one raster when they are many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPixmap

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.ui.circumplex import raster
from moodtagger.ui.circumplex.look import Look, clear
from moodtagger.ui.circumplex.scene import Scene
from moodtagger.ui.theme import blend, quadrant_color

DISCS_AT_MOST = 2500
_BORDER = 9.0  # pixels; no point is larger, so those further outside can not be seen
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


def visible(scene: Scene) -> Visible:
    """The songs whose point touches the window."""
    x, y = scene.screen
    port = scene.viewport
    right, bottom = port.width + _BORDER, port.height + _BORDER
    at = np.flatnonzero((x > -_BORDER) & (x < right) & (y > -_BORDER) & (y < bottom))
    return Visible(at, x[at], y[at])


def radius_for(count: int) -> float:
    """Radius of a point in pixels: the more points in view, the smaller."""
    return float(np.interp(np.log10(max(count, 1)), (1.7, 3.3, 4.2, 5.0), (6.0, 4.0, 2.2, 1.0)))


def paint_points(painter: QPainter, scene: Scene, look: Look, seen: Visible) -> None:
    """All songs in view, the faded ones below, the selected ones ringed on top."""
    radius = radius_for(len(seen))
    chosen = seen.only(scene.selected)
    if len(seen) <= DISCS_AT_MOST:
        _Discs(look, radius, painter.device().devicePixelRatioF()).paint(painter, scene, seen)
    else:
        _paint_raster(painter, scene, look, seen, radius)
    if len(chosen) <= DISCS_AT_MOST:
        paint_rings(painter, look, chosen, radius)


def paint_rings(painter: QPainter, look: Look, chosen: Visible, radius: float) -> None:
    """A ring around each of these songs, with a rim of paper so that it shows in a crowd."""
    reach = max(radius, 3.0) + 2.5
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((look.ground, 4.5), (look.text, 2.0)):
        painter.setPen(QPen(color, width))
        for x, y in zip(chosen.x.tolist(), chosen.y.tolist(), strict=True):
            painter.drawEllipse(QPointF(x, y), reach, reach)


class _Discs:
    """One picture for each colour, drawn at each point."""

    def __init__(self, look: Look, radius: float, ratio: float) -> None:
        self._look, self._radius, self._ratio = look, radius, ratio
        self._half = radius + 1.5

    def paint(self, painter: QPainter, scene: Scene, seen: Visible) -> None:
        for group, alpha in ((~scene.shown, _FADED), (scene.shown, 1.0)):
            part = seen.only(group)
            if len(part):
                self._paint_group(painter, part, scene.cloud.quadrant[part.at], alpha)

    def _paint_group(
        self, painter: QPainter, part: Visible, quadrant: npt.NDArray[np.uint8], alpha: float
    ) -> None:
        pictures = [self._picture(quadrant_color(q, self._look.dark), alpha) for q in QUADRANTS]
        left, top = (part.x - self._half).tolist(), (part.y - self._half).tolist()
        for x, y, q in zip(left, top, quadrant.tolist(), strict=True):
            painter.drawPixmap(QPointF(x, y), pictures[q])

    def _picture(self, color: QColor, alpha: float) -> QPixmap:
        side = round(2 * self._half * self._ratio) + 1
        picture = QPixmap(side, side)
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(alpha)
        painter.setPen(QPen(clear(self._look.ground, 0.9), 1.0))
        painter.setBrush(QBrush(color))
        painter.drawEllipse(QPointF(self._half, self._half), self._radius, self._radius)
        painter.end()
        return picture


def _paint_raster(
    painter: QPainter, scene: Scene, look: Look, seen: Visible, radius: float
) -> None:
    ratio = painter.device().devicePixelRatioF()
    width, height = (round(side * ratio) for side in (scene.viewport.width, scene.viewport.height))
    canvas = raster.Canvas(width, height, rim=round(2 * _BORDER * ratio))
    reach = raster.affordable(radius * ratio, len(seen))
    shown, selected = scene.shown, scene.selected
    for group, kind in ((~shown, "faded"), (shown & ~selected, "plain"), (selected, "selected")):
        part = seen.only(group)
        if len(part):
            _splat(canvas, part, scene.cloud.quadrant[part.at], look, reach, ratio, kind)
    pixels = canvas.pixels
    image = QImage(
        pixels.data,
        pixels.shape[1],
        pixels.shape[0],
        4 * canvas.stride,
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    source = QRectF(canvas.rim, canvas.rim, width, height)
    painter.drawImage(QRectF(0, 0, width / ratio, height / ratio), image, source)


def _splat(
    canvas: raster.Canvas,
    part: Visible,
    quadrant: npt.NDArray[np.uint8],
    look: Look,
    radius: float,
    ratio: float,
    kind: str,
) -> None:
    column, row = canvas.places(part.x * np.float32(ratio), part.y * np.float32(ratio))
    level = canvas.crowding(column, row, radius)
    body, edge = _tables(look.dark, look.text.name(), kind)
    color = quadrant * np.intp(raster.LEVELS) + level
    canvas.disc(column, row, radius, body[color], edge[color])


@cache
def _tables(dark: bool, text: str, kind: str) -> tuple[raster.Pixels, raster.Pixels]:
    """Pixels for each quadrant and level of crowding: body and edge, each (4 * LEVELS,)."""
    body, edge = [], []
    for quadrant in QUADRANTS:
        for level in range(raster.LEVELS):
            depth = level / (raster.LEVELS - 1)
            color = _shade(quadrant_color(quadrant, dark), QColor(text), kind, depth)
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
