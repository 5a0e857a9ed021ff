"""Mouse handling of the map: select, pan, move a song, zoom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication

from moodtagger.ui.circumplex.gestures import (
    Gesture,
    LassoGesture,
    MoveSongGesture,
    PanGesture,
    RubberBandGesture,
)
from moodtagger.ui.circumplex.map_theme import MapTheme
from moodtagger.ui.circumplex.selectable_map import SelectableMap, Tool

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier
_WHEEL_STEP = 1.0015  # zoom factor for each unit of angleDelta(); a notch is 120
_SONG_DRAG_DISTANCE = 14  # pixels; a shaky click must not correct a song


class MouseHandler:
    """Turns mouse events into clicks and gestures, one gesture at a time."""

    def __init__(self, view: SelectableMap) -> None:
        self._view = view
        self.gesture: Gesture | None = None
        self._start: QPointF | None = None  # of a press that has not become a drag yet
        self._button = Qt.MouseButton.NoButton
        self._start_gesture: Callable[[], Gesture] | None = None
        self._threshold = 0
        self._drags_out = False  # whether the drag takes the selected songs out of the map

    @property
    def is_busy(self) -> bool:
        """Whether a drag is in progress."""
        return self.gesture is not None

    def paint(self, painter: QPainter, theme: MapTheme) -> None:
        """Paint the preview of the current drag."""
        if self.gesture is not None:
            self.gesture.paint(painter, theme)

    def press(self, event: QMouseEvent) -> None:
        """Remember where a click or a drag starts."""
        if self._start is not None or self.gesture is not None:
            return  # another button while one is down
        self._start, self._button = event.position(), event.button()
        self._threshold = QApplication.startDragDistance()
        self._drags_out = self._is_on_dragged_songs(event)
        self._start_gesture = self._gesture_factory(self._start, event)
        if self._button == Qt.MouseButton.MiddleButton:
            self._begin_drag()
        self.update_cursor(event.position())

    def _gesture_factory(self, start: QPointF, event: QMouseEvent) -> Callable[[], Gesture] | None:
        """Return what creates the gesture of a drag from `start`."""
        view = self._view
        pans = event.button() in (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)
        if pans or event.modifiers() & _CTRL:
            return lambda: PanGesture(view, start)
        if event.button() != Qt.MouseButton.LeftButton:
            return None
        song = None if event.modifiers() else self.movable_song_at(start)
        if song is not None:
            self._threshold = max(self._threshold, _SONG_DRAG_DISTANCE)
            return lambda: MoveSongGesture(view, start, song)
        gesture_classes = {
            Tool.RUBBER_BAND: RubberBandGesture,
            Tool.LASSO: LassoGesture,
            Tool.PAN: PanGesture,
        }
        return lambda: gesture_classes[view.tool()](view, start)

    def _is_on_dragged_songs(self, event: QMouseEvent) -> bool:
        """Return whether a drag takes the selection along: with Alt where it moves one song."""
        if event.button() != Qt.MouseButton.LeftButton or event.modifiers() not in (_NONE, _ALT):
            return False
        at, selection = event.position(), self._view.scene.selection
        if not selection or (event.modifiers() == _NONE and self.movable_song_at(at) is not None):
            return False
        return self._view.scene.song_at(at.x(), at.y()) in selection

    def movable_song_at(self, at: QPointF) -> int | None:
        """Return the song at `at` if it is the only selected one and may be corrected."""
        view = self._view
        if not view.correctable or len(view.scene.selection) != 1:
            return None
        song = view.scene.song_at(at.x(), at.y())
        return song if song in view.scene.selection else None

    def move(self, event: QMouseEvent) -> None:
        """Continue the drag, or hover over the song under the pointer."""
        at = event.position()
        if self.gesture is not None:
            self.gesture.move(at)
        elif self._start is None:
            self._view.hover_at(at)
            self.update_cursor(at)
        elif (at - self._start).manhattanLength() >= self._threshold:
            self._begin_drag()
            if self.gesture is not None:
                self.gesture.move(at)

    def _begin_drag(self) -> None:
        if self._drags_out:
            self._reset()
            self._view.hover_at(None)
            self._view.songDragRequested.emit()
        elif self._start_gesture is not None:
            self.gesture = self._start_gesture()
            self._view.hover_at(None)
            self.update_cursor(self.gesture.start)

    def release(self, event: QMouseEvent) -> None:
        """Finish the drag, or handle a click."""
        if event.button() != self._button:
            return
        gesture, start, button = self.gesture, self._start, self._button
        self._reset()
        if gesture is not None:
            gesture.finish(bool(event.modifiers() & _SHIFT))
            self._view.update()
        elif start is not None and button == Qt.MouseButton.LeftButton:
            self._click(event.position(), event.modifiers())
        elif start is not None and button == Qt.MouseButton.RightButton:
            self._view.request_menu(event.position())
        self._view.hover_at(event.position())
        self.update_cursor(event.position())

    def _click(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        view = self._view
        song = view.scene.song_at(at.x(), at.y())
        if modifiers & _SHIFT:
            view.add_to_selection(song)
        elif modifiers & _CTRL:
            view.toggle_in_selection(song)
        elif song is None:
            view.clear_selection()
        else:
            view.select({song}, current=song)

    def double_click(self, event: QMouseEvent) -> None:
        """Open the song under the pointer."""
        self._reset()
        song = self._view.scene.song_at(event.position().x(), event.position().y())
        if song is not None and event.button() == Qt.MouseButton.LeftButton:
            self._view.activated.emit(song)

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom around the pointer."""
        delta = event.angleDelta().y() or event.pixelDelta().y()
        self._view.zoom(_WHEEL_STEP**delta, event.position())
        event.accept()

    def cancel(self) -> bool:
        """Cancel the drag; return False when there was none."""
        was_busy = self.gesture is not None
        self._reset()
        self.update_cursor(None)
        self._view.update()
        return was_busy

    def _reset(self) -> None:
        self.gesture = self._start = self._start_gesture = None
        self._button = Qt.MouseButton.NoButton
        self._drags_out = False

    def update_cursor(self, at: QPointF | None) -> None:
        """Set the cursor to what a drag from `at` would do."""
        shape = None if self.gesture is None else self.gesture.cursor
        if self.gesture is None and at is not None:
            if self.movable_song_at(at) is not None or self._view.tool() is Tool.PAN:
                shape = Qt.CursorShape.OpenHandCursor
            elif self._view.tool() is Tool.LASSO:
                shape = Qt.CursorShape.CrossCursor
        if shape is None:
            self._view.unsetCursor()
        else:
            self._view.setCursor(shape)
