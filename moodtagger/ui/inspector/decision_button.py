"""The two small buttons beside a mood: a check mark to accept it, a cross to reject it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QToolButton, QWidget

from moodtagger.core.tracks import TrackState
from moodtagger.ui.library.state_icons import paint_state_icon, state_color
from moodtagger.ui.theme import blend

_BUTTON_SIZE = 24
_BUTTON_ICON_SIZE = 11.0
_BUTTON_RADIUS = 4.0


class DecisionButton(QToolButton):
    """A toggle; filled with its colour while it holds, else only its shape is drawn."""

    def __init__(self, accepts: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = TrackState.WRITTEN if accepts else TrackState.FAILED
        self.setCheckable(True)
        self.setFixedSize(_BUTTON_SIZE, _BUTTON_SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # reached with A and R from the bar

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(_BUTTON_SIZE, _BUTTON_SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, rim under the mouse, shape."""
        palette = self.palette()
        background = palette.color(QPalette.ColorRole.Window)
        color = state_color(self._shape, palette)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self.isChecked():
            painter.setPen(color)
            painter.setBrush(color)
            painter.drawRoundedRect(frame, _BUTTON_RADIUS, _BUTTON_RADIUS)
        elif self.underMouse() or self.isDown():
            painter.setPen(color)
            painter.drawRoundedRect(frame, _BUTTON_RADIUS, _BUTTON_RADIUS)
        text = blend(palette.color(QPalette.ColorRole.WindowText), background, 0.3)
        icon_rect = QRectF(0, 0, _BUTTON_ICON_SIZE, _BUTTON_ICON_SIZE)
        icon_rect.moveCenter(frame.center())
        paint_state_icon(painter, icon_rect, self._shape, background if self.isChecked() else text)
        painter.end()
