"""Layout of the mood map's labels without overlaps."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSizeF

_RANK_WEIGHT = 0.65  # of ranks against positions, which alone would put labels too close
_GAP = 3.0
_STEP = 5.0
_ANGLES = 12


def even_out(positions: Sequence[tuple[float, float]]) -> npt.NDArray[np.float64]:
    """Even out the gaps between positions, keeping their order; in [0, 1], (n, 2)."""
    points = np.asarray(positions, np.float64).reshape(-1, 2)
    if len(points) < 2:
        return np.full_like(points, 0.5)
    out = np.empty_like(points)
    for axis in (0, 1):
        values = points[:, axis]
        low, high = values.min(), values.max()
        raw = (values - low) / max(high - low, 1e-9)
        rank = np.argsort(np.argsort(values, kind="stable")) / (len(values) - 1)
        out[:, axis] = _RANK_WEIGHT * rank + (1 - _RANK_WEIGHT) * raw
    return out


def layout_labels(
    points: Sequence[tuple[float, float]], sizes: Sequence[QSizeF], area: QRectF
) -> list[QRectF]:
    """Return a rectangle for each label, earlier ones nearer to their points; y grows upwards.

    Where the area is too small for all, the last labels overlap rather than leave it.
    """
    taken: list[QRectF] = []
    for (x, y), size in zip(even_out(points).tolist(), sizes, strict=True):
        inner = area.adjusted(
            size.width() / 2, size.height() / 2, -size.width() / 2, -size.height() / 2
        )
        target = QPointF(inner.left() + x * inner.width(), inner.bottom() - y * inner.height())
        taken.append(_first_free(target, size, inner, taken, math.hypot(area.width(), 1)))
    return taken


def any_overlap(rects: Sequence[QRectF]) -> bool:
    """Whether any two rectangles intersect."""
    return any(one.intersects(other) for one, other in combinations(rects, 2))


def _first_free(
    target: QPointF, size: QSizeF, inner: QRectF, taken: Sequence[QRectF], max_distance: float
) -> QRectF:
    for center in _ellipse_points(target, max_distance):
        if not inner.contains(center):
            continue
        rect = _centered_rect(center, size)
        padded = rect.adjusted(-_GAP, -_GAP, _GAP, _GAP)
        if not any(padded.intersects(other) for other in taken):
            return rect
    return _centered_rect(target, size)


def _ellipse_points(center: QPointF, max_distance: float) -> Iterator[QPointF]:
    """Yield the point, then points on ellipses around it, wider than high like labels."""
    yield center
    radius = _STEP
    while radius < max_distance:
        for turn in range(_ANGLES):
            angle = 2 * math.pi * turn / _ANGLES
            yield center + QPointF(2 * radius * math.cos(angle), radius * math.sin(angle))
        radius += _STEP


def _centered_rect(center: QPointF, size: QSizeF) -> QRectF:
    return QRectF(
        center.x() - size.width() / 2, center.y() - size.height() / 2, size.width(), size.height()
    )
