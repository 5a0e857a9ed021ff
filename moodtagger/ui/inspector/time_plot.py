"""What pictures over time share: the axis in m:ss, the playhead, and seeking."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionFocusRect, QWidget

from moodtagger.ui.formatting import format_time
from moodtagger.ui.inspector.axis_scales import time_ticks
from moodtagger.ui.theme import SMALL_SCALE, blend, scaled_font

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
