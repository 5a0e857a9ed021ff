"""Places for the words of a map in a window, so that none covers another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSizeF

_EVEN = 0.65  # how much the order counts instead of the place: near words lie too close to be read
_GAP = 3.0
_STEP = 5.0
_TURNS = 12


def evened(places: Sequence[tuple[float, float]]) -> npt.NDArray[np.float64]:
    """The places with their neighbours kept and their gaps evened out, in [0, 1], (n, 2)."""
    points = np.asarray(places, np.float64).reshape(-1, 2)
    if len(points) < 2:
        return np.full_like(points, 0.5)
    out = np.empty_like(points)
    for axis in (0, 1):
        values = points[:, axis]
        low, high = values.min(), values.max()
        raw = (values - low) / max(high - low, 1e-9)
        rank = np.argsort(np.argsort(values, kind="stable")) / (len(values) - 1)
        out[:, axis] = _EVEN * rank + (1 - _EVEN) * raw
    return out


def spread(
    places: Sequence[tuple[float, float]], sizes: Sequence[QSizeF], room: QRectF
) -> list[QRectF]:
    """A rectangle for each word, earlier ones nearer to their own place; y grows upwards.

    Where the room is too small for all, the last ones overlap rather than fall out of it.
    """
    taken: list[QRectF] = []
    for (x, y), size in zip(evened(places).tolist(), sizes, strict=True):
        inner = room.adjusted(
            size.width() / 2, size.height() / 2, -size.width() / 2, -size.height() / 2
        )
        wanted = QPointF(inner.left() + x * inner.width(), inner.bottom() - y * inner.height())
        taken.append(_first_free(wanted, size, inner, taken, math.hypot(room.width(), 1)))
    return taken


def overlapping(rects: Sequence[QRectF]) -> bool:
    """Whether one of them covers a part of another."""
    return any(one.intersects(other) for one, other in combinations(rects, 2))


def _first_free(
    wanted: QPointF, size: QSizeF, inner: QRectF, taken: Sequence[QRectF], reach: float
) -> QRectF:
    for at in _around(wanted, reach):
        if not inner.contains(at):
            continue
        rect = _centred(at, size)
        grown = rect.adjusted(-_GAP, -_GAP, _GAP, _GAP)
        if not any(grown.intersects(other) for other in taken):
            return rect
    return _centred(wanted, size)


def _around(middle: QPointF, reach: float) -> Iterator[QPointF]:
    """The point, then ellipses around it, wider than high as words are."""
    yield middle
    radius = _STEP
    while radius < reach:
        for turn in range(_TURNS):
            angle = 2 * math.pi * turn / _TURNS
            yield middle + QPointF(2 * radius * math.cos(angle), radius * math.sin(angle))
        radius += _STEP


def _centred(at: QPointF, size: QSizeF) -> QRectF:
    return QRectF(
        at.x() - size.width() / 2, at.y() - size.height() / 2, size.width(), size.height()
    )
