"""The map as a widget: shows the scene, turns input into selections and movements."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from moodtagger.core.prediction import Prediction
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.circumplex.buttons import ZoomButtons
from moodtagger.ui.circumplex.canvas import MapCanvas
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.hover import Card
from moodtagger.ui.circumplex.keyboard import STEP, handle_key
from moodtagger.ui.circumplex.mouse import Mouse
from moodtagger.ui.circumplex.overlay import paint_overlay


class CircumplexView(MapCanvas):
    """Songs on the valence/arousal plane.

    `selectionChanged` carries a set of track ids and is emitted for the user's own changes only,
    `activated` a track id (double-click, Enter), `hovered` a track id or None.
    """

    selectionChanged = Signal(object)
    activated = Signal(int)
    hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_song: int | None = None
        self._mouse = Mouse(self)
        self._buttons = ZoomButtons(
            self, lambda: self.zoom(STEP), lambda: self.zoom(1 / STEP), self.fit
        )
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Write these mood words on the map."""
        self.scene.vocabulary = vocabulary
        self.repaint_map()

    def set_songs(self, rows: Iterable[SongRow]) -> None:
        """Show these songs and no others; selection and view stay."""
        self.scene.set_rows(rows)
        self._songs_changed()

    def update_songs(self, rows: Iterable[SongRow]) -> None:
        """Show new and changed songs beside the others; without a valence a song leaves the map."""
        self.scene.update_rows(rows)
        self._songs_changed()

    def _songs_changed(self) -> None:
        if self.scene.row(self.hovered_song) is None:
            self._hover(None)
        if self.scene.row(self.current) is None:
            self.current = None
        self.repaint_map()

    def set_filter(self, ids: Collection[int] | None) -> None:
        """Fade the songs that are not among these; None shows all alike."""
        self.scene.set_filter(ids)
        self.repaint_map()

    def set_detail(self, prediction: Prediction | None) -> None:
        """Show uncertainty and path of one song, or of none."""
        self.scene.detail = prediction
        self.repaint_map()

    def selection(self) -> set[int]:
        """Track ids of the selected songs."""
        return set(self.scene.selection)

    def set_selection(self, ids: Collection[int]) -> None:
        """Select these songs without telling anyone."""
        if self.scene.selection == set(ids):
            return
        self.scene.select(ids)
        if self.current not in self.scene.selection:
            self.current = next(iter(ids)) if len(ids) == 1 else None
        self.repaint_map()

    def choose(self, ids: Collection[int], current: int | None = None) -> None:
        """Select these songs for the user and tell it."""
        self.current = current if current is not None else self.current
        changed = self.scene.selection != set(ids)
        self.scene.select(ids)
        self.repaint_map()
        if changed:
            self.selectionChanged.emit(self.selection())

    def toggle(self, song: int | None) -> None:
        """Add the song to the selection or take it away."""
        if song is not None:
            self.choose(self.scene.selection ^ {song}, current=song)

    def clear_selection(self) -> bool:
        """Give up a rectangle, else select nothing; False when there was nothing to clear."""
        if self._mouse.cancel():
            return True
        had = bool(self.scene.selection)
        self.current = None
        self.choose(())
        return had

    def walk(self, direction: tuple[int, int], keep: bool) -> None:
        """To the next song in a direction; `keep` leaves the others selected."""
        song = self.scene.song_towards(self.current, direction)
        row = self.scene.row(song)
        if song is None or row is None or row.valence is None or row.arousal is None:
            return
        self._hover(None)
        self.by_key = True
        self.scene.viewport = self.scene.viewport.showing(row.valence, row.arousal)
        self.choose(self.scene.selection | {song} if keep else {song}, current=song)

    def activate_current(self) -> bool:
        """Open the song the keyboard stands on; False when it stands on none."""
        if self.current is None:
            return False
        self.activated.emit(self.current)
        return True

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Nearer or further around a pixel, or around the middle."""
        port = self.scene.viewport
        x, y = (at.x(), at.y()) if at is not None else (port.width / 2, port.height / 2)
        self._move_to(port.zoomed(factor, x, y))

    def pan(self, dx: float, dy: float) -> None:
        """Move the paper by that many pixels."""
        self._move_to(self.scene.viewport.panned(dx, dy))

    def fit(self) -> None:
        """Show the whole circle."""
        self._move_to(self.scene.viewport.fitted())

    def _move_to(self, viewport: Viewport) -> None:
        self.scene.viewport = viewport
        self.repaint_map()

    def point_at(self, at: QPointF | None) -> None:
        """The pointer is there: highlight the song under it."""
        if self.by_key:
            self.by_key = False
            self.update()
        self._hover(None if at is None else self.scene.song_at(at.x(), at.y()))

    def _hover(self, song: int | None) -> None:
        if song == self.hovered_song:
            return
        self.hovered_song = song
        self.update()
        self.hovered.emit(song)

    def card(self) -> Card | None:
        """The card of the song that is pointed at."""
        row = self.scene.row(self.pointed_song())
        return None if row is None or self._mouse.is_panning else Card(row, self.look())

    def pointed_song(self) -> int | None:
        """The song under the pointer, else the one the keyboard has reached."""
        if self.hovered_song is not None or not (self.by_key and self.hasFocus()):
            return self.hovered_song
        return self.current

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the map from its picture, then paint what follows pointer and focus."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self.picture())
        paint_overlay(painter, self, self._mouse.band)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep middle and zoom."""
        self.scene.viewport = self.scene.viewport.resized(self.width(), self.height())
        self._buttons.settle()
        self.repaint_map()

    def event(self, event: QEvent) -> bool:
        """Zoom with two fingers too."""
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinch:
            self.zoom(1.0 + event.value(), event.position())
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See `Mouse`."""
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See `Mouse`."""
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See `Mouse`."""
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """See `Mouse`."""
        self._mouse.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """See `Mouse`."""
        self._mouse.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No song is under the pointer any more."""
        self._hover(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See `handle_key`; Space held makes the left button move the map."""
        if event.key() == Qt.Key.Key_Space:
            self._mouse.hold_space(True)
        elif not handle_key(self, event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._mouse.hold_space(False)
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring and forget a held key."""
        self._mouse.hold_space(False)
        self.update()
