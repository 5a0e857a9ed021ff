"""The map as a widget: shows the scene, turns input into selections and movements."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
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
from moodtagger.ui.circumplex.canvas import NavigableMap
from moodtagger.ui.circumplex.coloring import ColorChoice, MoodProbabilityArrays
from moodtagger.ui.circumplex.corner_widgets import CornerWidgets
from moodtagger.ui.circumplex.hover_card import CoverLookup, HoverCard
from moodtagger.ui.circumplex.keyboard import handle_key
from moodtagger.ui.circumplex.mouse import MouseHandler, Tool
from moodtagger.ui.circumplex.overlay import paint_overlay
from moodtagger.ui.circumplex.point_cloud import PointCloud
from moodtagger.ui.circumplex.scene import TrackIds


class CircumplexView(NavigableMap):
    """Songs on the valence/arousal plane.

    `selectionChanged` carries a set of track ids and is emitted for the user's own changes only,
    `activated` a track id (double-click, Enter), `hovered` a track id or None. `playWanted` asks
    to play or pause what is selected (Space). `corrected` carries a track id and the (valence,
    arousal) that its point was dragged to; `colorWanted` a ColorChoice, which `color_by` answers;
    `menuWanted` the place on the screen where a menu for the selection is asked for.
    """

    selectionChanged = Signal(object)
    activated = Signal(int)
    hovered = Signal(object)
    playRequested = Signal()
    corrected = Signal(int, float, float)
    colorRequested = Signal(object)
    menuRequested = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_song: int | None = None
        self.correctable = False  # whether a point may be dragged to another place
        self.cover_of: CoverLookup = lambda row: None
        self.playback_s: float | None = None  # of the player in the song whose path is shown
        self._mouse = MouseHandler(self)
        self.corners = CornerWidgets(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Write these mood words on the map and offer them for its colours."""
        self.scene.vocabulary = vocabulary
        self.corners.colors.set_vocabulary(vocabulary)
        self.repaint_map()

    def color_by(
        self, choice: ColorChoice, probabilities: MoodProbabilityArrays | None = None
    ) -> None:
        """Colour the points; a mood needs its probabilities, ascending by track id."""
        self.scene.color_by(choice, probabilities)
        self.corners.colors.show_choice(choice)
        self.repaint_map()

    def set_tool(self, tool: Tool) -> None:
        """What dragging with the left button does from now on."""
        self._mouse.tool = tool
        self.corners.tools.show_tool(tool)
        self._mouse.update_cursor(None)

    def tool(self) -> Tool:
        """What dragging with the left button does."""
        return self._mouse.tool

    def set_songs(self, rows: Iterable[SongRow]) -> None:
        """Show these songs and no others; selection and view stay."""
        self.scene.set_rows(rows)
        self._songs_changed()

    def set_cloud(self, cloud: PointCloud, total_songs: int) -> None:
        """Show the songs of a ready cloud and no others, as `set_songs` does of rows."""
        self.scene.set_cloud(cloud, total_songs)
        self._songs_changed()

    def update_songs(self, rows: Iterable[SongRow]) -> None:
        """Show new and changed songs beside the others; without a valence a song leaves the map."""
        self.scene.update_rows(rows)
        self._songs_changed()

    def _songs_changed(self) -> None:
        if self.scene.row(self.hovered_song) is None:
            self._set_hovered(None)
        if self.scene.row(self.current_song) is None:
            self.current_song = None
        self.repaint_map()

    def set_filter(self, ids: TrackIds | None) -> None:
        """Fade the songs that are not among these; None shows all alike."""
        self.scene.set_filter(ids)
        self.repaint_map()

    def set_detail(self, prediction: Prediction | None) -> None:
        """Show uncertainty and path of one song, or of none."""
        if prediction is not self.scene.detail:
            self.scene.detail = prediction
            self.repaint_map()

    def set_playback_position(self, playback_s: float | None) -> None:
        """Mark where the song of the detail is being played; None when it is not."""
        if playback_s != self.playback_s:
            self.playback_s = playback_s
            self.update()

    def selection(self) -> set[int]:
        """Track ids of the selected songs."""
        return set(self.scene.selection)

    def set_selection(self, ids: Collection[int]) -> None:
        """Select these songs without telling anyone."""
        if self.scene.selection == set(ids):
            return
        self.scene.select(ids)
        if self.current_song not in self.scene.selection:
            self.current_song = next(iter(ids)) if len(ids) == 1 else None
        self.repaint_map()

    def select(self, ids: Collection[int], current: int | None = None) -> None:
        """Select these songs for the user and tell it."""
        self.current_song = current if current is not None else self.current_song
        changed = self.scene.selection != set(ids)
        self.scene.select(ids)
        self.repaint_map()
        if changed:
            self.selectionChanged.emit(self.selection())

    def add_to_selection(self, song: int | None) -> None:
        """Add the song to the selection."""
        if song is not None:
            self.select(self.scene.selection | {song}, current=song)

    def toggle_in_selection(self, song: int | None) -> None:
        """Add the song to the selection or take it away."""
        if song is not None:
            self.select(self.scene.selection ^ {song}, current=song)

    def clear_selection(self) -> bool:
        """Give up a rectangle, else select nothing; False when there was nothing to clear."""
        if self._mouse.cancel():
            return True
        had_selection = bool(self.scene.selection)
        self.current_song = None
        self.select(())
        return had_selection

    def select_next(self, direction: tuple[int, int], extend: bool) -> None:
        """To the next song in a direction; `keep` leaves the others selected."""
        song = self.scene.next_song(self.current_song, direction)
        row = self.scene.row(song)
        if (
            song is None
            or row is None
            or row.effective_valence is None
            or row.effective_arousal is None
        ):
            return
        self._set_hovered(None)
        self.reached_by_key = True
        self.bring_into_view(row.effective_valence, row.effective_arousal)
        self.select(self.scene.selection | {song} if extend else {song}, current=song)

    def activate_current(self) -> bool:
        """Open the song the keyboard stands on; False when it stands on none."""
        if self.current_song is None:
            return False
        self.activated.emit(self.current_song)
        return True

    def play(self) -> bool:
        """Play or pause what is selected, or else the song that is pointed at."""
        song = self.highlighted_song()
        if not self.scene.selection and song is not None:
            self.select({song}, current=song)
        self.playRequested.emit()
        return True

    def request_menu(self, at: QPointF | None) -> None:
        """Ask for the menu of the selection, or of a song beside it that `at` points to."""
        song = self.current_song if at is None else self.scene.song_at(at.x(), at.y())
        if at is not None and song is not None and song not in self.scene.selection:
            self.select({song}, current=song)
        position = at or QPointF(*(self.scene.screen_position(song or -1) or (0.0, 0.0)))
        self.menuRequested.emit(self.mapToGlobal(position.toPoint()))

    def hover_at(self, at: QPointF | None) -> None:
        """The pointer is there: highlight the song under it."""
        if self.reached_by_key:
            self.reached_by_key = False
            self.update()
        self._set_hovered(None if at is None else self.scene.song_at(at.x(), at.y()))

    def _set_hovered(self, song: int | None) -> None:
        if song == self.hovered_song:
            return
        self.hovered_song = song
        self.update()
        self.hovered.emit(song)

    def hover_card(self) -> HoverCard | None:
        """The card of the song that is pointed at."""
        row = self.scene.row(self.highlighted_song())
        if row is None or self._mouse.is_busy:
            return None
        return HoverCard(row, self.theme(), self.cover_of(row))

    def highlighted_song(self) -> int | None:
        """The song under the pointer, else the one the keyboard has reached."""
        if self.hovered_song is not None or not (self.reached_by_key and self.hasFocus()):
            return self.hovered_song
        return self.current_song

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the map from its picture, then paint what follows pointer and focus."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self.base_pixmap())
        paint_overlay(painter, self)
        self._mouse.paint(painter, self.theme())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep middle and zoom."""
        self.scene.viewport = self.scene.viewport.resized(self.width(), self.height())
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
        self._set_hovered(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See `handle_key`."""
        if not handle_key(self, event):
            super().keyPressEvent(event)

    def repaint_map(self) -> None:
        """The corners follow too."""
        self.corners.refresh()
        super().repaint_map()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        self.update()
