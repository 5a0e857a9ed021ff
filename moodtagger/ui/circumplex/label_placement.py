"""Places for words so that none covers another."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRectF, QSizeF

_RING = 0.55  # steps of moving outwards, in heights of the word

_RINGS = 5  # a word further away would no longer say where it belongs


class Occupied:
    """The rectangles that are taken; with a window, words must also lie inside it."""

    def __init__(self, window: QRectF | None = None) -> None:
        self._window = window
        self._taken: list[QRectF] = []

    def take(self, rect: QRectF) -> None:
        """Nothing else may be put there."""
        self._taken.append(rect)

    def also(self, other: Occupied) -> None:
        """Nothing may be put where another list says something is."""
        self._taken += other._taken

    def is_free(self, rect: QRectF) -> bool:
        """Whether the rectangle touches nothing."""
        if self._window is not None and not self._window.contains(rect):
            return False
        return not any(rect.intersects(other) for other in self._taken)

    def first_free(self, candidates: Iterable[QRectF]) -> QRectF | None:
        """Take the first candidate that is free; None when all are taken."""
        for rect in candidates:
            if self.is_free(rect):
                self.take(rect)
                return rect
        return None


def word_places(anchor: QPointF, middle: QPointF, size: QSizeF) -> Iterator[QRectF]:
    """Centred on the anchor, then further and further outwards from `middle`, then up and down."""
    away = anchor - middle
    length = math.hypot(away.x(), away.y())
    outwards = away / length if length else QPointF(0.0, -1.0)
    yield centred(anchor, size)
    for ring in range(1, _RINGS + 1):
        distance = ring * _RING * size.height()
        for way in (outwards, QPointF(0.0, -1.0), QPointF(0.0, 1.0)):
            yield centred(anchor + way * distance, size)


def title_places(point: QPointF, size: QSizeF, gap: float) -> Iterator[QRectF]:
    """Beside, under or over a point: right, left, below, above, then the four corners."""
    w, h = size.width(), size.height()
    x, y = point.x(), point.y()
    sides = ((gap, -h / 2), (-gap - w, -h / 2), (-w / 2, gap), (-w / 2, -gap - h))
    near = gap * 0.6
    corners = ((near, near), (near, -near - h), (-near - w, near), (-near - w, -near - h))
    for dx, dy in sides + corners:
        yield QRectF(x + dx, y + dy, w, h)


def centred(at: QPointF, size: QSizeF) -> QRectF:
    """The rectangle of that size around a point."""
    corner = QPointF(at.x() - size.width() / 2, at.y() - size.height() / 2)
    return QRectF(corner, size)


def pushed_inside(rect: QRectF, window: QRectF) -> QRectF:
    """Moved as little as needed to lie in the window; its top left shows if it is too large."""
    left = max(window.left(), min(rect.left(), window.right() - rect.width()))
    top = max(window.top(), min(rect.top(), window.bottom() - rect.height()))
    return QRectF(QPointF(left, top), rect.size())
