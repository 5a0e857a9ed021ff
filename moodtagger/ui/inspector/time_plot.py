"""Base of the plots over time: scales, axes, playhead and seeking."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionFocusRect, QWidget

from moodtagger.ui.formatting import format_time
from moodtagger.ui.theme import SMALL_SCALE, blend, scaled_font

MAX_HZ = 8000.0
FREQUENCIES_HZ = (250, 500, 1000, 2000, 4000, 8000)
_TICK_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
_DYNAMIC_RANGE_DB = 70.0
# Dark violet over blue and green to pale yellow, each step lighter than the one before, so that it
# is readable in gray and with color vision deficiency.
_STOPS = ("#1b0c3a", "#3a2a7d", "#2f5f93", "#22898c", "#35b37a", "#93d24b", "#f8eb6a")


def time_ticks(length_s: float, max_count: int) -> list[float]:
    """Return at most `max_count` round times, from 0."""
    for step in _TICK_STEPS_S:
        if length_s / step <= max(1, max_count - 1):
            break
    return [float(t) for t in range(0, int(length_s) + 1, step)]


def hz_to_mel(hz: float) -> float:
    """Convert to Slaney's mel scale (Auditory Toolbox, 1998), which is linear below 1 kHz."""
    if hz < 1000.0:
        return 3.0 * hz / 200.0
    return 15.0 + 27.0 * math.log(hz / 1000.0) / math.log(6.4)


def mel_height(hz: float) -> float:
    """Return the height of a frequency, from 0 (0 Hz, bottom) to 1 (8 kHz, top)."""
    return hz_to_mel(hz) / hz_to_mel(MAX_HZ)


def color_table() -> npt.NDArray[np.uint8]:
    """Return 256 RGB colors from soft to loud, shape (256, 3)."""
    stops = np.array([[int(s[i : i + 2], 16) for i in (1, 3, 5)] for s in _STOPS], dtype=float)
    stop_positions = np.linspace(0, 1, len(stops))
    positions = np.linspace(0, 1, 256)
    channels = [np.interp(positions, stop_positions, stops[:, i]) for i in range(3)]
    return np.rint(np.stack(channels, axis=1)).astype(np.uint8)


def colorize(frames: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """Convert decibels (frames, mels) to an image (mels, frames, 3), low frequencies at the bottom.

    The loudest cell is the lightest. Cells 70 dB below it, and non-finite ones, are the darkest.
    """
    finite = np.nan_to_num(frames, nan=-1e9, posinf=-1e9, neginf=-1e9)
    top = float(finite.max(initial=-1e9))
    level = np.clip((finite - top) / _DYNAMIC_RANGE_DB + 1.0, 0.0, 1.0)
    table = color_table()
    return np.ascontiguousarray(
        table[np.rint(level * 255).astype(np.intp)].transpose(1, 0, 2)[::-1]
    )


_SEEK_STEP_S = 5.0
_TICK_LABEL_WIDTH = 44  # pixels that a time label needs, with padding
_TICK_LENGTH = 3


class TimePlot(QWidget):
    """A plot over the song's duration; clicks and arrow keys emit `seekRequested`."""

    seekRequested = Signal(float)

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(scaled_font(self.font(), SMALL_SCALE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._height = height
        self._length_s = 0.0
        self.position_s: float | None = None

    def sizeHint(self) -> QSize:
        """Return the preferred size; the plot expands horizontally."""
        return QSize(280, self._height + self.fontMetrics().height() + _TICK_LENGTH)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest readable size."""
        return QSize(160, self.sizeHint().height())

    def set_length(self, seconds: float) -> None:
        """Set the duration of the song."""
        self._length_s = max(0.0, seconds)
        self.position_s = None
        self.update()

    def set_position(self, seconds: float | None) -> None:
        """Set the playback position; None hides the playhead."""
        if seconds != self.position_s:
            self.position_s = seconds
            self.update()

    def plot_rect(self) -> QRectF:
        """Return the plot area, without axes."""
        left = self.fontMetrics().horizontalAdvance("−0.0 ") + 2
        below = self.fontMetrics().height() + _TICK_LENGTH
        return QRectF(self.rect()).adjusted(left, 4, -6, -below)

    def x_of(self, seconds: float) -> float:
        """Return the x coordinate of a time."""
        rect = self.plot_rect()
        return rect.left() + rect.width() * seconds / max(self._length_s, 1e-9)

    def paint_plot(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the content and the vertical axis."""
        raise NotImplementedError

    def colors(self) -> tuple[QColor, QColor]:
        """Return the colors of texts and of grid lines."""
        palette = self.palette()
        text = palette.color(QPalette.ColorRole.WindowText)
        background = palette.color(QPalette.ColorRole.Window)
        return blend(text, background, 0.3), blend(text, background, 0.8)

    def paint_axis_label(self, painter: QPainter, y: float, text: str) -> None:
        """Paint a label of the vertical axis."""
        height = self.fontMetrics().height()
        area = QRectF(0, y - height / 2, self.plot_rect().left() - 5, height)
        # The outermost labels stay inside the widget and above the time axis.
        area.moveTop(max(0.0, area.top()))
        area.moveBottom(min(self.plot_rect().bottom() + _TICK_LENGTH, area.bottom()))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self.colors()[0])
        painter.drawText(area, int(right), text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint content, time axis, playhead and focus frame."""
        painter = QPainter(self)
        rect = self.plot_rect()
        self.paint_plot(painter, rect)
        if self._length_s:
            self._paint_time_axis(painter, rect)
            self._paint_playhead(painter, rect)
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            primitive = QStyle.PrimitiveElement.PE_FrameFocusRect
            self.style().drawPrimitive(primitive, option, painter, self)
        painter.end()

    def _paint_time_axis(self, painter: QPainter, rect: QRectF) -> None:
        text, _line = self.colors()
        painter.setPen(text)
        height, end = self.fontMetrics().height(), 0.0
        for seconds in time_ticks(self._length_s, int(rect.width() // _TICK_LABEL_WIDTH)):
            x = self.x_of(seconds)
            painter.drawLine(QPointF(x, rect.bottom()), QPointF(x, rect.bottom() + _TICK_LENGTH))
            label = format_time(seconds)
            width = self.fontMetrics().horizontalAdvance(label)
            left = min(max(0.0, x - width / 2), self.width() - width)
            if left >= end:
                area = QRectF(left, rect.bottom() + _TICK_LENGTH, width + 1, height)
                painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), label)
                end = left + width + 4

    def _paint_playhead(self, painter: QPainter, rect: QRectF) -> None:
        if self.position_s is None or self.position_s > self._length_s:
            return
        x = self.x_of(self.position_s)
        roles = QPalette.ColorRole  # outlined in the background color, to be visible on any content
        for role, width in ((roles.Window, 4), (roles.WindowText, 2)):
            painter.setPen(QPen(self.palette().color(role), width))
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Request to play from the clicked position."""
        rect = self.plot_rect()
        if event.button() == Qt.MouseButton.LeftButton and self._length_s:
            fraction = (event.position().x() - rect.left()) / max(rect.width(), 1.0)
            self.seekRequested.emit(min(max(fraction, 0.0), 1.0) * self._length_s)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Accept the event; the press did the work."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Seek by five seconds with Left and Right, to the start with Home."""
        position_s = self.position_s or 0.0
        target_s = {
            Qt.Key.Key_Left: max(0.0, position_s - _SEEK_STEP_S),
            Qt.Key.Key_Right: min(self._length_s, position_s + _SEEK_STEP_S),
            Qt.Key.Key_Home: 0.0,
        }.get(Qt.Key(event.key()))
        if target_s is None or not self._length_s:
            super().keyPressEvent(event)
            return
        self.seekRequested.emit(target_s)
        event.accept()
