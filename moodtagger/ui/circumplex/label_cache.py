"""Words with a halo in the colour of the ground, kept as small pictures."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

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
