"""Shading where many songs lie close together: steps of grey under the points."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from moodtagger.ui.circumplex.geometry import Floats, Viewport
from moodtagger.ui.circumplex.point_raster import argb

_CELLS = 240
_REACH = 1.12  # the field covers [-_REACH, _REACH] in both directions
_CELL = 2 * _REACH / _CELLS
_BLUR = 13.0  # pixels
STEPS = 6
_FULL = 4.0  # doublings of the overlap from the first to the last step
_ALPHA = 0.26
_FINEST = 14.0  # zoom from which single points stand apart and the field ends


class DensityField:
    """The field of one set of songs at one zoom; it moves with the paper."""

    def __init__(self, valence: Floats, arousal: Floats, scale: float, radius: float) -> None:
        """Songs at these places, drawn as discs of `radius` pixels, `scale` pixels a unit."""
        self.steps = shade_steps(valence, arousal, scale, radius)
        self._image: tuple[int, QImage] | None = None

    def at(self, valence: Floats, arousal: Floats) -> npt.NDArray[np.uint8]:
        """The step at each of these places, 0 to STEPS, (n,)."""
        return self.steps.reshape(-1)[_cells(valence, arousal)]

    def image(self, color: QColor) -> QImage:
        """The steps as a picture, premultiplied, stronger where more songs overlap."""
        if self._image is None or self._image[0] != color.rgb():
            pixels = np.ascontiguousarray(_table(color)[self.steps])
            form = QImage.Format.Format_ARGB32_Premultiplied
            image = QImage(pixels.data, _CELLS, _CELLS, 4 * _CELLS, form).copy()
            self._image = color.rgb(), image
        return self._image[1]


def _table(color: QColor) -> npt.NDArray[np.uint32]:
    """The pixel of each step."""
    parts = (color.redF(), color.greenF(), color.blueF())
    alphas = np.linspace(0.0, _ALPHA, STEPS + 1).tolist()
    return np.array([argb(*parts, alpha) for alpha in alphas], np.uint32)


def shade_steps(
    valence: Floats, arousal: Floats, scale: float, radius: float
) -> npt.NDArray[np.uint8]:
    """How much points overlap on a grid of the plane, 0 to STEPS; row 0 is the most excited."""
    cells = np.bincount(_cells(valence, arousal), minlength=_CELLS * _CELLS)
    counts = cells.reshape(_CELLS, _CELLS)
    width = max(1, round(_BLUR / scale / _CELL))
    spread = counts.astype(np.float32)
    for _ in range(2):  # twice is near enough to a bell
        spread = _blurred(_blurred(spread, width).T, width).T
    overlap = spread * np.float32(math.pi * radius**2 / (_CELL * scale) ** 2)
    step = (np.log2(np.maximum(overlap, 1e-3)) + 1.0) * (STEPS / (_FULL + 1.0))
    return np.clip(step, 0, STEPS).astype(np.uint8)


def _cells(valence: Floats, arousal: Floats) -> npt.NDArray[np.intp]:
    """The cell of the field in which each place lies."""
    column = ((valence + np.float32(_REACH)) / np.float32(_CELL)).astype(np.intp)
    row = ((np.float32(_REACH) - arousal) / np.float32(_CELL)).astype(np.intp)
    return np.clip(row, 0, _CELLS - 1) * _CELLS + np.clip(column, 0, _CELLS - 1)


def paint_density(
    painter: QPainter, field: DensityField, port: Viewport, color: QColor, area: QRectF
) -> None:
    """Draw the field where it lies in an area of the window."""
    if port.zoom >= _FINEST:
        return
    left, top = port.to_screen(-_REACH, _REACH)
    side = 2 * _REACH * port.scale
    room = 2 * side / _CELLS + 2.0  # so that the area's border is smoothed like its middle
    target = area.adjusted(-room, -room, room, room) & QRectF(left, top, side, side)
    if target.isEmpty():
        return
    share = _CELLS / side
    source = QRectF(target.translated(-left, -top).topLeft() * share, target.size() * share)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target, field.image(color), source)
    painter.restore()


def _blurred(values: npt.NDArray[np.float32], width: int) -> npt.NDArray[np.float32]:
    """The mean of each row over 2 * width + 1 cells."""
    padded = np.pad(values, ((0, 0), (width + 1, width)))
    total = np.cumsum(padded, axis=1, dtype=np.float32)
    return (total[:, 2 * width + 1 :] - total[:, : -2 * width - 1]) / np.float32(2 * width + 1)
