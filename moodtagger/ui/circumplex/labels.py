"""Text labels of the map: collision-free placement, and pixmaps with a halo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap


class CollisionIndex:
    """Occupied rectangles; with a window, free ones must also lie inside it."""

    def __init__(self, window: QRectF | None = None) -> None:
        self._window = window
        self._rects: list[QRectF] = []

    def add(self, rect: QRectF) -> None:
        """Mark a rectangle as occupied."""
        self._rects.append(rect)

    def add_all(self, other: CollisionIndex) -> None:
        """Mark the rectangles of another index as occupied."""
        self._rects += other._rects

    def is_free(self, rect: QRectF) -> bool:
        """Whether a rectangle intersects no occupied one."""
        if self._window is not None and not self._window.contains(rect):
            return False
        return not any(rect.intersects(other) for other in self._rects)

    def take_first_free(self, candidates: Iterable[QRectF]) -> QRectF | None:
        """Occupy and return the first free candidate; None when all are occupied."""
        for rect in candidates:
            if self.is_free(rect):
                self.add(rect)
                return rect
        return None


def title_candidates(point: QPointF, size: QSizeF, gap: float) -> Iterator[QRectF]:
    """Yield positions around a point: right, left, below, above, then the four corners."""
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
    """Return the rectangle of a size around a point."""
    corner = QPointF(center.x() - size.width() / 2, center.y() - size.height() / 2)
    return QRectF(corner, size)


def moved_inside(rect: QRectF, window: QRectF) -> QRectF:
    """Move a rectangle as little as needed into the window; align top left if too large."""
    left = max(window.left(), min(rect.left(), window.right() - rect.width()))
    top = max(window.top(), min(rect.top(), window.bottom() - rect.height()))
    return QRectF(QPointF(left, top), rect.size())


_MAX_CACHED = 400
_HALO_WIDTH = 4.5


class LabelCache:
    """Draws labels with a halo, each rendered once into a pixmap.

    Pixmaps belong to the window system, so the cache must not outlive the application.
    """

    def __init__(self) -> None:
        self._pixmaps: dict[tuple[str, str, int, int, float], QPixmap] = {}
        self._sizes: dict[tuple[str, str], QSizeF] = {}

    def size(self, text: str, font: QFont) -> QSizeF:
        """Return the size of a label with its halo, in device-independent pixels."""
        key = (text, font.key())
        if key not in self._sizes:
            metrics = QFontMetricsF(font)
            width = metrics.horizontalAdvance(text) + 2 * _HALO_WIDTH
            self._sizes[key] = QSizeF(width, metrics.height() + 2)
        return self._sizes[key]

    def draw(
        self, painter: QPainter, rect: QRectF, text: str, font: QFont, color: QColor, halo: QColor
    ) -> None:
        """Draw a label in a rectangle of its size."""
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
    """Return the nearest device pixel, which keeps the letters sharp."""
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
