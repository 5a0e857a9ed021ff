"""What the mouse means on the map: select, draw a rectangle, move the paper, zoom."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from moodtagger.ui.circumplex.view import CircumplexView

_ADDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_WHEEL_STEP = 1.0015  # zoom for one unit of the wheel's angle; a notch is 120


class _Doing(enum.Enum):
    NOTHING = enum.auto()
    PRESSED = enum.auto()  # not yet clear whether it is a click or a rectangle
    BAND = enum.auto()
    PAN = enum.auto()


class Mouse:
    """Follows one gesture from press to release."""

    def __init__(self, view: CircumplexView) -> None:
        self._view = view
        self._doing = _Doing.NOTHING
        self._start = QPointF()
        self._last = QPointF()
        self.space_held = False

    @property
    def band(self) -> QRectF | None:
        """The rectangle being drawn."""
        if self._doing is not _Doing.BAND:
            return None
        return QRectF(self._start, self._last).normalized()

    @property
    def is_panning(self) -> bool:
        """Whether the paper is being moved."""
        return self._doing is _Doing.PAN

    def press(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        self._start = self._last = event.position()
        moves = event.button() in (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)
        if moves or self.space_held:
            self._doing = _Doing.PAN
        elif event.button() == Qt.MouseButton.LeftButton:
            self._doing = _Doing.PRESSED
        self.show_cursor()

    def move(self, event: QMouseEvent) -> None:
        """Go on with the gesture, or look what lies under the pointer."""
        before, self._last = self._last, event.position()
        if self._doing is _Doing.PAN:
            step = self._last - before
            self._view.pan(step.x(), step.y())
        elif self._doing is _Doing.NOTHING:
            self._view.point_at(self._last)
        else:
            self._maybe_band()

    def _maybe_band(self) -> None:
        far = (self._last - self._start).manhattanLength() >= QApplication.startDragDistance()
        if far or self._doing is _Doing.BAND:
            self._doing = _Doing.BAND
            self._view.point_at(None)
            self._view.update()

    def release(self, event: QMouseEvent) -> None:
        """End the gesture."""
        band, was = self.band, self._doing
        self._doing = _Doing.NOTHING
        adds = bool(event.modifiers() & _ADDS)
        if band is not None:
            found = self._view.scene.songs_in(band.left(), band.top(), band.right(), band.bottom())
            self._view.choose(found | self._view.scene.selection if adds else found)
            self._view.update()
        elif was is _Doing.PRESSED:
            self._click(event.position(), adds)
        self.show_cursor()
        self._view.point_at(event.position())

    def _click(self, at: QPointF, toggles: bool) -> None:
        song = self._view.scene.song_at(at.x(), at.y())
        if toggles:
            self._view.toggle(song)
        elif song is None:
            self._view.clear_selection()
        else:
            self._view.choose({song}, current=song)

    def double_click(self, event: QMouseEvent) -> None:
        """Open the song under the pointer."""
        self._doing = _Doing.NOTHING
        song = self._view.scene.song_at(event.position().x(), event.position().y())
        if song is not None and event.button() == Qt.MouseButton.LeftButton:
            self._view.activated.emit(song)

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is."""
        turned = event.angleDelta().y() or event.pixelDelta().y()
        self._view.zoom(_WHEEL_STEP**turned, event.position())
        event.accept()

    def cancel(self) -> bool:
        """Give the gesture up; False when there was none."""
        was, self._doing = self._doing, _Doing.NOTHING
        self.show_cursor()
        self._view.update()
        return was in (_Doing.BAND, _Doing.PAN)

    def hold_space(self, held: bool) -> None:
        """Space turns the left button into the one that moves the paper."""
        self.space_held = held
        self.show_cursor()

    def show_cursor(self) -> None:
        """Let the pointer say what a drag would do."""
        if self.is_panning:
            self._view.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.space_held:
            self._view.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self._view.unsetCursor()
