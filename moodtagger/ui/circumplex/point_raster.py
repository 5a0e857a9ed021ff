"""Raster of many thousand points: numpy writes soft discs, denser where crowded."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import numpy.typing as npt

PixelArray = npt.NDArray[np.uint32]
FloatArray = npt.NDArray[np.float32]
IndexArray = npt.NDArray[np.int64]

CROWDING_LEVELS = 24
_MAX_WRITES = 1_300_000  # pixels written for one image; about 6 ms
_CELL_BITS = 2  # crowding is counted on a grid of 4 pixels
_LEVELS_PER_DOUBLING = 5.0  # of the number of overlapping points


class RasterCanvas:
    """An image with a margin, so that discs at its borders need no clipping.

    `pixels` is (height + 2 margin, width + 2 margin) uint32, Qt's premultiplied ARGB.
    """

    def __init__(self, width: int, height: int, margin: int) -> None:
        self.width, self.height, self.margin = width, height, margin
        self.stride = width + 2 * margin
        self.pixels: PixelArray = np.zeros((height + 2 * margin, self.stride), np.uint32)

    def pixel_indices(self, x: FloatArray, y: FloatArray) -> tuple[IndexArray, IndexArray]:
        """Return column and row in `pixels` of image positions, which may lie in the margin."""
        margin = np.float32(self.margin)
        return (x + margin).astype(np.int64), (y + margin).astype(np.int64)

    def draw_discs(
        self, column: IndexArray, row: IndexArray, radius: float, body: PixelArray, edge: PixelArray
    ) -> None:
        """Draw discs around these pixels, in colors `body` and `edge`; all (n,).

        The whole disc must lie on the canvas. All soft edges come first, so that no edge covers
        the body of another point.
        """
        at = row * self.stride + column
        flat = self.pixels.reshape(-1)
        inner, outer = disc_offsets(radius)
        for dx, dy in outer:
            flat[at + (dy * self.stride + dx)] = edge
        for dx, dy in inner:
            flat[at + (dy * self.stride + dx)] = body

    def crowding(
        self, column: IndexArray, row: IndexArray, radius: float, phase: tuple[int, int] = (0, 0)
    ) -> npt.NDArray[np.intp]:
        """Return how crowded each pixel's surroundings are, on a logarithmic scale, (n,).

        0 is a single point, CROWDING_LEVELS - 1 many points on each pixel. `phase` is the column
        and row of a fixed point of the plane: it aligns the counting grid with the plane, so that
        levels do not change while panning.
        """
        columns, rows = (self.stride >> _CELL_BITS) + 2, (len(self.pixels) >> _CELL_BITS) + 2
        right, down = (-(mark + self.margin) % (1 << _CELL_BITS) for mark in phase)
        cell = (row + down >> _CELL_BITS) * columns + (column + right >> _CELL_BITS)
        counts = np.bincount(cell, minlength=columns * rows).reshape(rows, columns)
        around = counts.astype(np.float32)
        around[1:-1] += counts[:-2] + counts[2:]
        around[:, 1:-1] += around[:, :-2] + around[:, 2:]
        cover = around * np.float32(math.pi * (radius + 0.5) ** 2 / (3 << _CELL_BITS) ** 2)
        level = np.clip(
            _LEVELS_PER_DOUBLING * np.log2(np.maximum(cover, 1.0)), 0, CROWDING_LEVELS - 1
        ).astype(np.intp)
        return level.reshape(-1)[cell]


@cache
def disc_offsets(radius: float) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the pixels (dx, dy) of a disc's body, and those of its one-pixel edge."""
    extent = math.ceil(radius + 1)
    span = range(-extent, extent + 1)
    distance = {(dx, dy): math.hypot(dx, dy) for dx in span for dy in span}
    body = [d for d, r in distance.items() if r <= radius]
    edge = [d for d, r in distance.items() if radius < r <= radius + 0.8]
    return body, edge


def affordable_radius(radius: float, count: int) -> float:
    """Return the radius, or a smaller one if that many discs took too long to write."""
    while radius > 1.0 and count * sum(map(len, disc_offsets(round(radius, 1)))) > _MAX_WRITES:
        radius *= 0.85
    return round(max(radius, 1.0), 1)


def argb(red: float, green: float, blue: float, alpha: float) -> int:
    """Return a premultiplied ARGB pixel from components in [0, 1]."""
    parts = (alpha, red * alpha, green * alpha, blue * alpha)
    a, r, g, b = (round(255 * part) for part in parts)
    return a << 24 | r << 16 | g << 8 | b
