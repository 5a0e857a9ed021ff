"""Shading where many songs lie close together: steps of grey under the points."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from moodtagger.ui.circumplex.geometry import FloatArray, Viewport
from moodtagger.ui.circumplex.point_raster import argb

_GRID_SIZE = 240
_EXTENT = 1.12  # the field covers [-_REACH, _REACH] in both directions
_CELL_SIZE = 2 * _EXTENT / _GRID_SIZE
_BLUR_PX = 13.0  # pixels
DENSITY_LEVELS = 6
_DOUBLINGS = 4.0  # doublings of the overlap from the first to the last step
_MAX_ALPHA = 0.26
_MAX_ZOOM = 14.0  # zoom from which single points stand apart and the field ends


class DensityField:
    """The field of one set of songs at one zoom; it moves with the paper."""

    def __init__(
        self, valence: FloatArray, arousal: FloatArray, scale: float, radius: float
    ) -> None:
        """Songs at these places, drawn as discs of `radius` pixels, `scale` pixels a unit."""
        self.levels = density_levels(valence, arousal, scale, radius)
        self._image: tuple[int, QImage] | None = None

    def levels_at(self, valence: FloatArray, arousal: FloatArray) -> npt.NDArray[np.uint8]:
        """The step at each of these places, 0 to STEPS, (n,)."""
        return self.levels.reshape(-1)[_cell_indices(valence, arousal)]

    def image(self, color: QColor) -> QImage:
        """The steps as a picture, premultiplied, stronger where more songs overlap."""
        if self._image is None or self._image[0] != color.rgb():
            pixels = np.ascontiguousarray(_level_colors(color)[self.levels])
            form = QImage.Format.Format_ARGB32_Premultiplied
            image = QImage(pixels.data, _GRID_SIZE, _GRID_SIZE, 4 * _GRID_SIZE, form).copy()
            self._image = color.rgb(), image
        return self._image[1]


def _level_colors(color: QColor) -> npt.NDArray[np.uint32]:
    """The pixel of each step."""
    parts = (color.redF(), color.greenF(), color.blueF())
    alphas = np.linspace(0.0, _MAX_ALPHA, DENSITY_LEVELS + 1).tolist()
    return np.array([argb(*parts, alpha) for alpha in alphas], np.uint32)


def density_levels(
    valence: FloatArray, arousal: FloatArray, scale: float, radius: float
) -> npt.NDArray[np.uint8]:
    """How much points overlap on a grid of the plane, 0 to STEPS; row 0 is the most excited."""
    cells = np.bincount(_cell_indices(valence, arousal), minlength=_GRID_SIZE * _GRID_SIZE)
    counts = cells.reshape(_GRID_SIZE, _GRID_SIZE)
    width = max(1, round(_BLUR_PX / scale / _CELL_SIZE))
    smoothed = counts.astype(np.float32)
    for _ in range(2):  # twice is near enough to a bell
        smoothed = _box_blur(_box_blur(smoothed, width).T, width).T
    overlap = smoothed * np.float32(math.pi * radius**2 / (_CELL_SIZE * scale) ** 2)
    level = (np.log2(np.maximum(overlap, 1e-3)) + 1.0) * (DENSITY_LEVELS / (_DOUBLINGS + 1.0))
    return np.clip(level, 0, DENSITY_LEVELS).astype(np.uint8)


def _cell_indices(valence: FloatArray, arousal: FloatArray) -> npt.NDArray[np.intp]:
    """The cell of the field in which each place lies."""
    column = ((valence + np.float32(_EXTENT)) / np.float32(_CELL_SIZE)).astype(np.intp)
    row = ((np.float32(_EXTENT) - arousal) / np.float32(_CELL_SIZE)).astype(np.intp)
    return np.clip(row, 0, _GRID_SIZE - 1) * _GRID_SIZE + np.clip(column, 0, _GRID_SIZE - 1)


def paint_density(
    painter: QPainter, field: DensityField, port: Viewport, color: QColor, area: QRectF
) -> None:
    """Draw the field where it lies in an area of the window."""
    if port.zoom >= _MAX_ZOOM:
        return
    left, top = port.to_screen(-_EXTENT, _EXTENT)
    side = 2 * _EXTENT * port.scale
    padding = 2 * side / _GRID_SIZE + 2.0  # so that the area's border is smoothed like its middle
    target = area.adjusted(-padding, -padding, padding, padding) & QRectF(left, top, side, side)
    if target.isEmpty():
        return
    cells_per_pixel = _GRID_SIZE / side
    source = QRectF(
        target.translated(-left, -top).topLeft() * cells_per_pixel, target.size() * cells_per_pixel
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target, field.image(color), source)
    painter.restore()


def _box_blur(values: npt.NDArray[np.float32], width: int) -> npt.NDArray[np.float32]:
    """The mean of each row over 2 * width + 1 cells."""
    padded = np.pad(values, ((0, 0), (width + 1, width)))
    total = np.cumsum(padded, axis=1, dtype=np.float32)
    return (total[:, 2 * width + 1 :] - total[:, : -2 * width - 1]) / np.float32(2 * width + 1)
