"""The map's projection and hit tests: viewport, nearest point, rectangle and lasso."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF

FloatArray = npt.NDArray[np.float32]

ZOOM_MIN = 0.6
ZOOM_MAX = 120.0
_MAX_SELECTION_ZOOM = 8.0  # for a single song
_MIN_DIAMETER = 40.0  # pixels of the circle
_MAX_CENTER_OFFSET = 1.3  # of the viewport's center from neutral, in units of the plane


@dataclass(frozen=True, slots=True)
class Viewport:
    """The visible part of the plane: valence to the right, arousal upwards.

    `width`, `height` in device-independent pixels; `margin` is left free above and below the circle
    when `zoom` is 1, and the larger of it and `side_margin` beside it; `rim` is the circle's radius
    in units of the plane; `center` is the (valence, arousal) in the middle of the viewport.
    """

    width: float
    height: float
    margin: float = 48.0
    zoom: float = 1.0
    center: tuple[float, float] = (0.0, 0.0)
    side_margin: float = 0.0
    rim: float = 1.0

    @property
    def scale(self) -> float:
        """Pixels per unit of valence and of arousal."""
        across = self.width - 2.0 * max(self.margin, self.side_margin)
        available = min(across, self.height - 2.0 * self.margin)
        return max(available, _MIN_DIAMETER) / 2.0 * self.zoom / self.rim

    @property
    def radius(self) -> float:
        """Pixels from the middle of the circle to its rim."""
        return self.scale * self.rim

    @property
    def is_fitted(self) -> bool:
        """Whether it shows the whole circle, as large as possible."""
        return self.zoom == 1.0 and self.center == (0.0, 0.0)

    def to_screen(self, valence: float, arousal: float) -> tuple[float, float]:
        """Return the pixel position of a point of the plane."""
        x = self.width / 2.0 + (valence - self.center[0]) * self.scale
        y = self.height / 2.0 - (arousal - self.center[1]) * self.scale
        return x, y

    def project(self, valence: FloatArray, arousal: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the pixel positions of many points, two arrays (n,)."""
        scale = np.float32(self.scale)
        left = np.float32(self.width / 2.0 - self.center[0] * self.scale)
        top = np.float32(self.height / 2.0 + self.center[1] * self.scale)
        return valence * scale + left, top - arousal * scale

    def to_plane(self, x: float, y: float) -> tuple[float, float]:
        """Return the (valence, arousal) under a pixel; the inverse of `to_screen`."""
        valence = self.center[0] + (x - self.width / 2.0) / self.scale
        arousal = self.center[1] - (y - self.height / 2.0) / self.scale
        return valence, arousal

    def resized(self, width: float, height: float) -> Viewport:
        """Return the same center and zoom at another size."""
        return replace(self, width=width, height=height)

    def fitted(self, rim: float | None = None) -> Viewport:
        """Return the viewport that shows the whole circle, perhaps of another rim."""
        return replace(self, zoom=1.0, center=(0.0, 0.0), rim=rim or self.rim)

    def with_margins(self, margin: float, side_margin: float) -> Viewport:
        """Return the viewport with other margins around the circle."""
        return replace(self, margin=margin, side_margin=side_margin)

    def with_rim(self, rim: float) -> Viewport:
        """Return the same view of a circle with another rim; nothing moves but its line."""
        return self if rim == self.rim else replace(self, rim=rim, zoom=self.zoom * rim / self.rim)

    def panned(self, dx: float, dy: float) -> Viewport:
        """Return the viewport dragged by some pixels, within a limited distance from neutral."""
        return self._centered_at(self.center[0] - dx / self.scale, self.center[1] + dy / self.scale)

    def zoomed(self, factor: float, x: float, y: float) -> Viewport:
        """Return the viewport zoomed in (`factor` > 1) or out around pixel (x, y)."""
        valence, arousal = self.to_plane(x, y)
        viewport = replace(self, zoom=min(ZOOM_MAX, max(ZOOM_MIN, self.zoom * factor)))
        moved_x, moved_y = viewport.to_screen(valence, arousal)
        return viewport.panned(x - moved_x, y - moved_y)

    def panned_to_show(self, valence: float, arousal: float, border: float = 24.0) -> Viewport:
        """Return the viewport panned as little as needed to show a point inside the border."""
        x, y = self.to_screen(valence, arousal)
        dx = _offset_into_range(x, border, self.width - border)
        dy = _offset_into_range(y, border, self.height - border)
        return self.panned(dx, dy) if dx or dy else self

    def zoomed_to_box(
        self, left: float, right: float, bottom: float, top: float, border: float = 0.16
    ) -> Viewport:
        """Zoom in as far as possible with that part of the plane in view.

        `border` is the fraction of the viewport left free on each side. The zoom on a single
        point is limited.
        """
        free = 1.0 - 2.0 * border
        unit = self.scale / self.zoom
        across = free * self.width / max(right - left, 1e-9)
        along = free * self.height / max(top - bottom, 1e-9)
        zoom = max(ZOOM_MIN, min(_MAX_SELECTION_ZOOM, min(across, along) / unit))
        viewport = replace(self, zoom=zoom)
        return viewport._centered_at((left + right) / 2.0, (bottom + top) / 2.0)

    def _centered_at(self, valence: float, arousal: float) -> Viewport:
        return replace(self, center=(_clip(valence), _clip(arousal)))


def _clip(value: float) -> float:
    return max(-_MAX_CENTER_OFFSET, min(_MAX_CENTER_OFFSET, value))


def _offset_into_range(value: float, low: float, high: float) -> float:
    """Return what to add to a value so that it lies between `low` and `high`."""
    if high < low:
        return (low + high) / 2.0 - value
    return max(low - value, 0.0) + min(high - value, 0.0)


def nearest_point(
    x: FloatArray, y: FloatArray, position: tuple[float, float], radius: float
) -> int | None:
    """Return the index of the point nearest to a pixel, or None beyond `radius` pixels.

    Brute force: 100,000 points take about 0.2 ms; a tree would have to be rebuilt on every pan.
    """
    if not len(x):
        return None
    dx = x - np.float32(position[0])
    dy = y - np.float32(position[1])
    dx *= dx
    dy *= dy
    dx += dy
    best = int(np.argmin(dx))
    return best if dx[best] <= radius * radius else None


def points_in_rect(
    x: FloatArray, y: FloatArray, left: float, top: float, right: float, bottom: float
) -> npt.NDArray[np.bool_]:
    """Return the mask of the points in a rectangle of pixels, borders included."""
    return (x >= left) & (x <= right) & (y >= top) & (y <= bottom)


def next_point(x: FloatArray, y: FloatArray, start: int, direction: tuple[int, int]) -> int | None:
    """Return the next point from point `start` in a direction: (1, 0) is right, (0, 1) down.

    Points within 45 degrees of the direction come first, then the rest of that half plane; among
    them the nearest, where sideways distance counts double. Coincident points are visited one
    after the other, so that none is unreachable.
    """
    dx, dy = x - x[start], y - y[start]
    along = dx * direction[0] + dy * direction[1]
    across = np.abs(dx * direction[1] + dy * direction[0])
    coincident = _next_coincident(along, across, start, forwards=sum(direction) > 0)
    if coincident is not None:
        return coincident
    cost = along + 2.0 * across
    for candidates in ((along > 0) & (across <= along), along > 0):
        if candidates.any():
            return int(np.argmin(np.where(candidates, cost, math.inf)))
    return None


def _next_coincident(
    along: FloatArray, across: FloatArray, start: int, forwards: bool
) -> int | None:
    """Return the neighbor by index among the points that coincide with `start`."""
    coincident = np.flatnonzero((along == 0) & (across == 0))
    index = int(np.searchsorted(coincident, start)) + (1 if forwards else -1)
    return int(coincident[index]) if 0 <= index < len(coincident) else None


def points_in_polygon(
    path: Sequence[QPointF], x: FloatArray, y: FloatArray, width: float, height: float
) -> npt.NDArray[np.bool_]:
    """Return the mask of the points inside a closed polygon; points outside the window are out.

    The polygon is rasterized and each point looks up its pixel, so that the cost does not grow
    with the number of vertices.
    """
    columns, rows = math.ceil(width), math.ceil(height)
    out = np.zeros(len(x), np.bool_)
    if len(path) < 3 or columns < 1 or rows < 1:
        return out
    mask = _fill_polygon(path, columns, rows)
    in_window = np.flatnonzero((x >= 0) & (x < columns) & (y >= 0) & (y < rows))
    out[in_window] = mask[y[in_window].astype(np.intp), x[in_window].astype(np.intp)]
    return out


def _fill_polygon(path: Sequence[QPointF], columns: int, rows: int) -> npt.NDArray[np.bool_]:
    image = QImage(columns, rows, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawPolygon(QPolygonF(list(path)), Qt.FillRule.OddEvenFill)
    painter.end()
    stride = image.bytesPerLine()
    bits = np.frombuffer(image.constBits(), np.uint8, count=stride * rows)
    return bits.reshape(rows, stride)[:, :columns] > 127
