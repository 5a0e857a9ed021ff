"""Base of the plots over time: axis scales, playhead and seeking."""

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
# Dark violet to pale yellow over blue and green, each step lighter than the one before, so that
# it reads on a grey print and for colour-blind eyes too.
_STOPS = ("#1b0c3a", "#3a2a7d", "#2f5f93", "#22898c", "#35b37a", "#93d24b", "#f8eb6a")


def time_ticks(length_s: float, max_count: int) -> list[float]:
    """Round times from 0 on, at most `most` of them."""
    for step in _TICK_STEPS_S:
        if length_s / step <= max(1, max_count - 1):
            break
    return [float(t) for t in range(0, int(length_s) + 1, step)]


def hz_to_mel(hz: float) -> float:
    """Slaney's mel scale (Auditory Toolbox, 1998): linear below 1 kHz, logarithmic above."""
    if hz < 1000.0:
        return 3.0 * hz / 200.0
    return 15.0 + 27.0 * math.log(hz / 1000.0) / math.log(6.4)


def mel_height(hz: float) -> float:
    """Where a frequency lies between 0 (0 Hz, below) and 1 (8 kHz, on top)."""
    return hz_to_mel(hz) / hz_to_mel(MAX_HZ)


def color_table() -> npt.NDArray[np.uint8]:
    """256 colours from soft to loud, shape (256, 3)."""
    stops = np.array([[int(s[i : i + 2], 16) for i in (1, 3, 5)] for s in _STOPS], dtype=float)
    stop_positions = np.linspace(0, 1, len(stops))
    positions = np.linspace(0, 1, 256)
    channels = [np.interp(positions, stop_positions, stops[:, i]) for i in range(3)]
    return np.rint(np.stack(channels, axis=1)).astype(np.uint8)


def colorize(frames: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """Decibels (frames, mels) as a picture (mels, frames, 3), low frequencies at the bottom.

    The loudest cell is the lightest; what is 70 dB below it or not finite is the darkest.
    """
    finite = np.nan_to_num(frames, nan=-1e9, posinf=-1e9, neginf=-1e9)
    top = float(finite.max(initial=-1e9))
    level = np.clip((finite - top) / _DYNAMIC_RANGE_DB + 1.0, 0.0, 1.0)
    table = color_table()
    return np.ascontiguousarray(
        table[np.rint(level * 255).astype(np.intp)].transpose(1, 0, 2)[::-1]
    )


_SEEK_STEP_S = 5.0
_TICK_LABEL_WIDTH = 44  # pixels that a time label needs with some air
_TICK_LENGTH = 3


class TimePlot(QWidget):
    """A picture from 0 to the song's length; a click or arrow key asks to play from there."""

    seekRequested = Signal(float)

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(scaled_font(self.font(), SMALL_SCALE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._height = height
        self._length_s = 0.0
        self._position_s: float | None = None

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(280, self._height + self.fontMetrics().height() + _TICK_LENGTH)

    def minimumSizeHint(self) -> QSize:
        """Still readable."""
        return QSize(160, self.sizeHint().height())

    def set_length(self, seconds: float) -> None:
        """How long the song is."""
        self._length_s = max(0.0, seconds)
        self._position_s = None
        self.update()

    def set_position(self, seconds: float | None) -> None:
        """Where the song plays now; None hides the playhead."""
        if seconds != self._position_s:
            self._position_s = seconds
            self.update()

    def plot_rect(self) -> QRectF:
        """The picture without its axes."""
        left = self.fontMetrics().horizontalAdvance("−0.0 ") + 2
        below = self.fontMetrics().height() + _TICK_LENGTH
        return QRectF(self.rect()).adjusted(left, 4, -6, -below)

    def x_of(self, seconds: float) -> float:
        """Where a time lies."""
        rect = self.plot_rect()
        return rect.left() + rect.width() * seconds / max(self._length_s, 1e-9)

    def paint_plot(self, painter: QPainter, rect: QRectF) -> None:
        """Draw what the subclass shows, with its vertical axis."""
        raise NotImplementedError

    def colors(self) -> tuple[QColor, QColor]:
        """Text, and fine lines."""
        palette = self.palette()
        text = palette.color(QPalette.ColorRole.WindowText)
        background = palette.color(QPalette.ColorRole.Window)
        return blend(text, background, 0.3), blend(text, background, 0.8)

    def paint_axis_label(self, painter: QPainter, y: float, text: str) -> None:
        """A label of the vertical axis."""
        height = self.fontMetrics().height()
        room = QRectF(0, y - height / 2, self.plot_rect().left() - 5, height)
        # The outermost labels stay inside of the widget and above the time axis.
        room.moveTop(max(0.0, room.top()))
        room.moveBottom(min(self.plot_rect().bottom() + _TICK_LENGTH, room.bottom()))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self.colors()[0])
        painter.drawText(room, int(right), text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture, time axis, playhead, focus."""
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
                room = QRectF(left, rect.bottom() + _TICK_LENGTH, width + 1, height)
                painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), label)
                end = left + width + 4

    def _paint_playhead(self, painter: QPainter, rect: QRectF) -> None:
        if self._position_s is None or self._position_s > self._length_s:
            return
        x = self.x_of(self._position_s)
        roles = QPalette.ColorRole  # a rim in the ground's colour, to be seen on any picture
        for role, width in ((roles.Window, 4), (roles.WindowText, 2)):
            painter.setPen(QPen(self.palette().color(role), width))
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Play from there."""
        rect = self.plot_rect()
        if event.button() == Qt.MouseButton.LeftButton and self._length_s:
            fraction = (event.position().x() - rect.left()) / max(rect.width(), 1.0)
            self.seekRequested.emit(min(max(fraction, 0.0), 1.0) * self._length_s)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press did it all."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move by five seconds, Home goes to the start."""
        now = self._position_s or 0.0
        target_s = {
            Qt.Key.Key_Left: max(0.0, now - _SEEK_STEP_S),
            Qt.Key.Key_Right: min(self._length_s, now + _SEEK_STEP_S),
            Qt.Key.Key_Home: 0.0,
        }.get(Qt.Key(event.key()))
        if target_s is None or not self._length_s:
            super().keyPressEvent(event)
            return
        self.seekRequested.emit(target_s)
        event.accept()
