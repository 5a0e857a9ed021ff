"""Many thousand points drawn by numpy: soft discs written into a picture, denser where crowded."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import numpy.typing as npt

PixelArray = npt.NDArray[np.uint32]
FloatArray = npt.NDArray[np.float32]
IndexArray = npt.NDArray[np.int64]

CROWDING_LEVELS = 24
_MAX_WRITES = 1_300_000  # pixels written in one picture; about 6 ms
_CELL_BITS = 2  # crowding is counted on a grid of 4 pixels
_LEVELS_PER_DOUBLING = 5.0  # levels for each doubling of the crowd


class RasterCanvas:
    """A picture with a rim, so that discs at its borders need no clipping.

    `pixels` is (height + 2 rim, width + 2 rim) uint32, premultiplied ARGB as Qt has it.
    """

    def __init__(self, width: int, height: int, margin: int) -> None:
        self.width, self.height, self.margin = width, height, margin
        self.stride = width + 2 * margin
        self.pixels: PixelArray = np.zeros((height + 2 * margin, self.stride), np.uint32)

    @property
    def interior(self) -> PixelArray:
        """The part without the rim, a view."""
        return self.pixels[
            self.margin : self.margin + self.height, self.margin : self.margin + self.width
        ]

    def pixel_indices(self, x: FloatArray, y: FloatArray) -> tuple[IndexArray, IndexArray]:
        """Column and row in `pixels` of positions in the picture, which may lie in the rim."""
        margin = np.float32(self.margin)
        return (x + margin).astype(np.int64), (y + margin).astype(np.int64)

    def draw_discs(
        self, column: IndexArray, row: IndexArray, radius: float, body: PixelArray, edge: PixelArray
    ) -> None:
        """Discs around these places, in colours `body` and `edge`; all (n,).

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
        """How crowded it is at each place, on a logarithmic scale, (n,).

        0 is alone, LEVELS - 1 is many songs on each pixel. `phase` is the column and row of some
        mark on the paper: a crowd is counted alike wherever the canvas lies.
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
    """Pixels (dx, dy) of a disc's body, and those of its edge, one pixel wide."""
    extent = math.ceil(radius + 1)
    span = range(-extent, extent + 1)
    distance = {(dx, dy): math.hypot(dx, dy) for dx in span for dy in span}
    body = [d for d, r in distance.items() if r <= radius]
    edge = [d for d, r in distance.items() if radius < r <= radius + 0.8]
    return body, edge


def affordable_radius(radius: float, count: int) -> float:
    """The radius, or a smaller one when that many discs would take too long to write."""
    while radius > 1.0 and count * sum(map(len, disc_offsets(round(radius, 1)))) > _MAX_WRITES:
        radius *= 0.85
    return round(max(radius, 1.0), 1)


def argb(red: float, green: float, blue: float, alpha: float) -> int:
    """A premultiplied ARGB pixel from parts in [0, 1]."""
    parts = (alpha, red * alpha, green * alpha, blue * alpha)
    a, r, g, b = (round(255 * part) for part in parts)
    return a << 24 | r << 16 | g << 8 | b
