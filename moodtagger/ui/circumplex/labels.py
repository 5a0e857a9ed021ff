"""Text labels of the map: collision-free placement, and pixmaps with a halo."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

_RING_STEP = 0.55  # steps of moving outwards, in heights of the word

_MAX_RINGS = 5  # a word further away would no longer say where it belongs


class CollisionIndex:
    """The rectangles that are taken; with a window, words must also lie inside it."""

    def __init__(self, window: QRectF | None = None) -> None:
        self._window = window
        self._rects: list[QRectF] = []

    def add(self, rect: QRectF) -> None:
        """Nothing else may be put there."""
        self._rects.append(rect)

    def add_all(self, other: CollisionIndex) -> None:
        """Nothing may be put where another list says something is."""
        self._rects += other._rects

    def is_free(self, rect: QRectF) -> bool:
        """Whether the rectangle touches nothing."""
        if self._window is not None and not self._window.contains(rect):
            return False
        return not any(rect.intersects(other) for other in self._rects)

    def take_first_free(self, candidates: Iterable[QRectF]) -> QRectF | None:
        """Take the first candidate that is free; None when all are taken."""
        for rect in candidates:
            if self.is_free(rect):
                self.add(rect)
                return rect
        return None


def mood_label_candidates(anchor: QPointF, origin: QPointF, size: QSizeF) -> Iterator[QRectF]:
    """Centred on the anchor, then further and further outwards from `middle`, then up and down."""
    offset = anchor - origin
    length = math.hypot(offset.x(), offset.y())
    outwards = offset / length if length else QPointF(0.0, -1.0)
    yield centered_rect(anchor, size)
    for ring in range(1, _MAX_RINGS + 1):
        distance = ring * _RING_STEP * size.height()
        for direction in (outwards, QPointF(0.0, -1.0), QPointF(0.0, 1.0)):
            yield centered_rect(anchor + direction * distance, size)


def title_candidates(point: QPointF, size: QSizeF, gap: float) -> Iterator[QRectF]:
    """Beside, under or over a point: right, left, below, above, then the four corners."""
    w, h = size.width(), size.height()
    x, y = point.x(), point.y()
    sides = ((gap, -h / 2), (-gap - w, -h / 2), (-w / 2, gap), (-w / 2, -gap - h))
    diagonal_gap = gap * 0.6
    corners = (
        (diagonal_gap, diagonal_gap),
        (diagonal_gap, -diagonal_gap - h),
        (-diagonal_gap - w, diagonal_gap),
        (-diagonal_gap - w, -diagonal_gap - h),
    )
    for dx, dy in sides + corners:
        yield QRectF(x + dx, y + dy, w, h)


def centered_rect(center: QPointF, size: QSizeF) -> QRectF:
    """The rectangle of that size around a point."""
    corner = QPointF(center.x() - size.width() / 2, center.y() - size.height() / 2)
    return QRectF(corner, size)


def moved_inside(rect: QRectF, window: QRectF) -> QRectF:
    """Moved as little as needed to lie in the window; its top left shows if it is too large."""
    left = max(window.left(), min(rect.left(), window.right() - rect.width()))
    top = max(window.top(), min(rect.top(), window.bottom() - rect.height()))
    return QRectF(QPointF(left, top), rect.size())


_MAX_CACHED = 400
_HALO_WIDTH = 4.5


class LabelCache:
    """Draws words over points so that both can be seen; a word is rendered once.

    The pictures belong to the window system: keep the object no longer than the application.
    """

    def __init__(self) -> None:
        self._pixmaps: dict[tuple[str, str, int, int, float], QPixmap] = {}
        self._sizes: dict[tuple[str, str], QSizeF] = {}

    def size(self, text: str, font: QFont) -> QSizeF:
        """Space of the word with its halo, in device-independent pixels."""
        key = (text, font.key())
        if key not in self._sizes:
            metrics = QFontMetricsF(font)
            width = metrics.horizontalAdvance(text) + 2 * _HALO_WIDTH
            self._sizes[key] = QSizeF(width, metrics.height() + 2)
        return self._sizes[key]

    def draw(
        self, painter: QPainter, rect: QRectF, text: str, font: QFont, color: QColor, halo: QColor
    ) -> None:
        """Draw the word in a rectangle of its size."""
        ratio = painter.device().devicePixelRatioF()
        key = (text, font.key(), color.rgba(), halo.rgba(), ratio)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            if len(self._pixmaps) >= _MAX_CACHED:
                self._pixmaps.clear()
                self._sizes.clear()
            pixmap = _render_label(text, font, color, halo, ratio, self.size(text, font))
            self._pixmaps[key] = pixmap
        painter.drawPixmap(_snap_to_pixel(rect.topLeft(), ratio), pixmap)


def _snap_to_pixel(point: QPointF, ratio: float) -> QPointF:
    """The nearest whole device pixel, where the letters stay sharp."""
    return QPointF(round(point.x() * ratio) / ratio, round(point.y() * ratio) / ratio)


def _render_label(
    text: str, font: QFont, color: QColor, halo: QColor, ratio: float, size: QSizeF
) -> QPixmap:
    pixmap = _transparent_pixmap(size, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    baseline = QPointF(_HALO_WIDTH, 1 + QFontMetricsF(font).ascent())
    outline = QPainterPath()
    outline.addText(baseline, font, text)
    join, cap = Qt.PenJoinStyle.RoundJoin, Qt.PenCapStyle.RoundCap
    painter.strokePath(outline, QPen(halo, _HALO_WIDTH, Qt.PenStyle.SolidLine, cap, join))
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(baseline, text)
    painter.end()
    return pixmap


def _transparent_pixmap(size: QSizeF, ratio: float) -> QPixmap:
    pixels = (size * ratio).toSize()
    pixmap = QPixmap(pixels.width() + 1, pixels.height() + 1)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
