"""Density shading under the points where many songs overlap."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from moodtagger.ui.circumplex.geometry import FloatArray, Viewport
from moodtagger.ui.circumplex.point_raster import argb

_GRID_SIZE = 240
_EXTENT = 1.12  # the field covers [-_EXTENT, _EXTENT] in both directions
_CELL_SIZE = 2 * _EXTENT / _GRID_SIZE
_BLUR_PX = 13.0  # pixels
DENSITY_LEVELS = 6
_DOUBLINGS = 4.0  # of the overlap from the first to the last level
_MAX_ALPHA = 0.26
_MAX_ZOOM = 14.0  # zoom from which points hardly overlap and the field is not painted


class DensityField:
    """The density of one set of songs at one zoom level; it pans with the map."""

    def __init__(
        self, valence: FloatArray, arousal: FloatArray, scale: float, radius: float
    ) -> None:
        """Compute the field of points drawn with `radius` pixels at `scale` pixels per unit."""
        self.levels = density_levels(valence, arousal, scale, radius)
        self._image: tuple[int, QImage] | None = None

    def levels_at(self, valence: FloatArray, arousal: FloatArray) -> npt.NDArray[np.uint8]:
        """Return the level at each of these positions, 0 to DENSITY_LEVELS, (n,)."""
        return self.levels.reshape(-1)[_cell_indices(valence, arousal)]

    def image(self, color: QColor) -> QImage:
        """Return the levels as an image with premultiplied alpha."""
        if self._image is None or self._image[0] != color.rgb():
            pixels = np.ascontiguousarray(_level_colors(color)[self.levels])
            form = QImage.Format.Format_ARGB32_Premultiplied
            image = QImage(pixels.data, _GRID_SIZE, _GRID_SIZE, 4 * _GRID_SIZE, form).copy()
            self._image = color.rgb(), image
        return self._image[1]


def _level_colors(color: QColor) -> npt.NDArray[np.uint32]:
    """Return the pixel value of each level."""
    parts = (color.redF(), color.greenF(), color.blueF())
    alphas = np.linspace(0.0, _MAX_ALPHA, DENSITY_LEVELS + 1).tolist()
    return np.array([argb(*parts, alpha) for alpha in alphas], np.uint32)


def density_levels(
    valence: FloatArray, arousal: FloatArray, scale: float, radius: float
) -> npt.NDArray[np.uint8]:
    """Compute overlap on a grid of the plane, 0 to DENSITY_LEVELS; row 0 has most arousal."""
    cells = np.bincount(_cell_indices(valence, arousal), minlength=_GRID_SIZE * _GRID_SIZE)
    counts = cells.reshape(_GRID_SIZE, _GRID_SIZE)
    width = max(1, round(_BLUR_PX / scale / _CELL_SIZE))
    smoothed = counts.astype(np.float32)
    for _ in range(2):  # two box blurs approximate a Gaussian
        smoothed = _box_blur(_box_blur(smoothed, width).T, width).T
    overlap = smoothed * np.float32(math.pi * radius**2 / (_CELL_SIZE * scale) ** 2)
    level = (np.log2(np.maximum(overlap, 1e-3)) + 1.0) * (DENSITY_LEVELS / (_DOUBLINGS + 1.0))
    return np.clip(level, 0, DENSITY_LEVELS).astype(np.uint8)


def _cell_indices(valence: FloatArray, arousal: FloatArray) -> npt.NDArray[np.intp]:
    """Return the index of the grid cell of each position."""
    column = ((valence + np.float32(_EXTENT)) / np.float32(_CELL_SIZE)).astype(np.intp)
    row = ((np.float32(_EXTENT) - arousal) / np.float32(_CELL_SIZE)).astype(np.intp)
    return np.clip(row, 0, _GRID_SIZE - 1) * _GRID_SIZE + np.clip(column, 0, _GRID_SIZE - 1)


def paint_density(
    painter: QPainter, field: DensityField, port: Viewport, color: QColor, area: QRectF
) -> None:
    """Paint the part of the field that lies in an area of the viewport."""
    if port.zoom >= _MAX_ZOOM:
        return
    left, top = port.to_screen(-_EXTENT, _EXTENT)
    side = 2 * _EXTENT * port.scale
    padding = 2 * side / _GRID_SIZE + 2.0  # for smoothing across the area's border
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
    """Average each row over 2 * width + 1 cells."""
    padded = np.pad(values, ((0, 0), (width + 1, width)))
    total = np.cumsum(padded, axis=1, dtype=np.float32)
    return (total[:, 2 * width + 1 :] - total[:, : -2 * width - 1]) / np.float32(2 * width + 1)
