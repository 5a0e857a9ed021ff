"""A cover, scaled to a square, or a placeholder."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from moodtagger.ui import icons, theme

_ICON_FRACTION = 0.36


class CoverView(QWidget):
    """The cover scaled to a square with round corners, or a placeholder."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image: QImage | None = None
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Cover"))

    def show_image(self, image: QImage | None) -> None:
        """Show a cover, or the placeholder for None."""
        self.image = image
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square."""
        return QSize(self._size, self._size)

    def minimumSizeHint(self) -> QSize:
        """Return the square."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the image, keeping its aspect ratio."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.image is None:
            self._paint_placeholder(painter)
        else:
            size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(0, 0, size.width(), size.height())
            target.moveCenter(self.rect().center())
            corners = QPainterPath()
            corners.addRoundedRect(QRectF(target), theme.RADIUS, theme.RADIUS)
            painter.setClipPath(corners)
            painter.drawImage(target, self.image)
        painter.end()

    def _paint_placeholder(self, painter: QPainter) -> None:
        palette = self.palette()
        background, text = palette.window().color(), palette.windowText().color()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.blend(text, background, 0.92))
        painter.drawRoundedRect(self.rect(), theme.RADIUS, theme.RADIUS)
        faint = QPalette(palette)
        faint.setColor(QPalette.ColorRole.ButtonText, theme.blend(text, background, 0.5))
        side = round(_ICON_FRACTION * self._size)
        icon_rect = QRect(0, 0, side, side)
        icon_rect.moveCenter(self.rect().center())
        icons.icon("note", faint).paint(painter, icon_rect)
