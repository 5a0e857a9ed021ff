"""Many thousand points drawn by numpy: soft discs written into a picture, denser where crowded."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

LEVELS = 24
_WRITES = 1_300_000  # pixels written in one picture; about 6 ms
_CELL_BITS = 2  # crowding is counted on a grid of 4 pixels
_SLOPE = 5.0  # levels for each doubling of the crowd


class Canvas:
    """A picture with a rim, so that discs at its borders need no clipping.

    `pixels` is (height + 2 rim, width + 2 rim) uint32, premultiplied ARGB as Qt has it.
    """

    def __init__(self, width: int, height: int, rim: int) -> None:
        self.width, self.height, self.rim = width, height, rim
        self.stride = width + 2 * rim
        self.pixels: Pixels = np.zeros((height + 2 * rim, self.stride), np.uint32)

    @property
    def picture(self) -> Pixels:
        """The part without the rim, a view."""
        return self.pixels[self.rim : self.rim + self.height, self.rim : self.rim + self.width]

    def places(self, x: Floats, y: Floats) -> tuple[Places, Places]:
        """Column and row in `pixels` of positions in the picture, which may lie in the rim."""
        rim = np.float32(self.rim)
        return (x + rim).astype(np.int64), (y + rim).astype(np.int64)

    def disc(self, column: Places, row: Places, radius: float, body: Pixels, edge: Pixels) -> None:
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
        self, column: Places, row: Places, radius: float, phase: tuple[int, int] = (0, 0)
    ) -> npt.NDArray[np.intp]:
        """How crowded it is at each place, on a logarithmic scale, (n,).

        0 is alone, LEVELS - 1 is many songs on each pixel. `phase` is the column and row of some
        mark on the paper: a crowd is counted alike wherever the canvas lies.
        """
        columns, rows = (self.stride >> _CELL_BITS) + 2, (len(self.pixels) >> _CELL_BITS) + 2
        right, down = (-(mark + self.rim) % (1 << _CELL_BITS) for mark in phase)
        cell = (row + down >> _CELL_BITS) * columns + (column + right >> _CELL_BITS)
        counts = np.bincount(cell, minlength=columns * rows).reshape(rows, columns)
        around = counts.astype(np.float32)
        around[1:-1] += counts[:-2] + counts[2:]
        around[:, 1:-1] += around[:, :-2] + around[:, 2:]
        cover = around * np.float32(math.pi * (radius + 0.5) ** 2 / (3 << _CELL_BITS) ** 2)
        level = np.clip(_SLOPE * np.log2(np.maximum(cover, 1.0)), 0, LEVELS - 1).astype(np.intp)
        return level.reshape(-1)[cell]


@cache
def disc_offsets(radius: float) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Pixels (dx, dy) of a disc's body, and those of its edge, one pixel wide."""
    reach = math.ceil(radius + 1)
    span = range(-reach, reach + 1)
    distance = {(dx, dy): math.hypot(dx, dy) for dx in span for dy in span}
    body = [d for d, r in distance.items() if r <= radius]
    edge = [d for d, r in distance.items() if radius < r <= radius + 0.8]
    return body, edge


def affordable(radius: float, count: int) -> float:
    """The radius, or a smaller one when that many discs would take too long to write."""
    while radius > 1.0 and count * sum(map(len, disc_offsets(round(radius, 1)))) > _WRITES:
        radius *= 0.85
    return round(max(radius, 1.0), 1)


def argb(red: float, green: float, blue: float, alpha: float) -> int:
    """A premultiplied ARGB pixel from parts in [0, 1]."""
    parts = (alpha, red * alpha, green * alpha, blue * alpha)
    a, r, g, b = (round(255 * part) for part in parts)
    return a << 24 | r << 16 | g << 8 | b
