"""The song's log-mel spectrogram, the input of the model."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from moodtagger.ui.inspector.time_plot import FREQUENCIES_HZ, TimePlot, colorize, mel_height

_HEIGHT = 110
_TICK = 3


class SpectrogramPlot(TimePlot):
    """Time to the right, frequency upwards on the mel scale; louder is lighter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_HEIGHT, parent)
        self._image: QImage | None = None
        self._message = ""
        self.setAccessibleName(self.tr("Spectrogram"))
        self.setAccessibleDescription(
            self.tr("Loudness by time and frequency, 0 to 8 kHz. Arrow keys seek.")
        )
        self.setToolTip(self.tr("Loudness by time and frequency; click to play from there"))

    def set_frames(self, frames: npt.NDArray[np.float32] | None) -> None:
        """Show decibels (frames, mels), or a message when there are none."""
        self._image = None
        self._message = self.tr("No spectrogram for this song")
        if frames is not None and frames.size:
            pixels = colorize(frames)
            height, width, _channels = pixels.shape
            form = QImage.Format.Format_RGB888
            # Copied, since the QImage would share the array's memory.
            self._image = QImage(pixels.data, width, height, 3 * width, form).copy()
        self.update()

    def show_loading(self) -> None:
        """Show that the spectrogram is loading."""
        self._image = None
        self._message = self.tr("Reading the file…")
        self.update()

    @property
    def message(self) -> str:
        """The message shown in place of the image; empty when there is one."""
        return "" if self._image is not None else self._message

    def paint_plot(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the image with its frequency axis, or the message."""
        if self._image is None:
            painter.fillRect(rect, self.palette().color(QPalette.ColorRole.AlternateBase))
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(rect, int(wrapped), self._message)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(rect, self._image)
        self._paint_frequencies(painter, rect)

    def _paint_frequencies(self, painter: QPainter, rect: QRectF) -> None:
        label_height = self.fontMetrics().height()
        lowest = rect.bottom() + label_height
        for hz in FREQUENCIES_HZ:
            y = rect.bottom() - rect.height() * mel_height(hz)
            if lowest - y < label_height:
                continue
            lowest = y
            self.paint_axis_label(painter, y, _khz(hz))
            painter.drawLine(QPointF(rect.left() - _TICK, y), QPointF(rect.left(), y))


def _khz(hz: int) -> str:
    return QLocale().toString(hz / 1000, "g", 3)
