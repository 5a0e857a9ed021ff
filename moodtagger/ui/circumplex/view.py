"""The map as a widget: paints the scene and routes Qt's events to mouse, keyboard and corners."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, Qt
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
from moodtagger.ui.circumplex.coloring import ColorChoice, MoodProbabilityArrays
from moodtagger.ui.circumplex.corner_widgets import CornerWidgets
from moodtagger.ui.circumplex.hover_card import HoverCard
from moodtagger.ui.circumplex.keyboard import handle_key
from moodtagger.ui.circumplex.mouse import MouseHandler
from moodtagger.ui.circumplex.overlay import paint_overlay
from moodtagger.ui.circumplex.point_cloud import PointCloud
from moodtagger.ui.circumplex.scene import TrackIds
from moodtagger.ui.circumplex.selectable_map import SelectableMap


class CircumplexView(SelectableMap):
    """Songs on the valence/arousal plane, with mouse, keyboard and controls in the corners."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mouse = MouseHandler(self)
        self.corners = CornerWidgets(self)
        self.toolChanged.connect(self._update_cursor)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _update_cursor(self) -> None:
        self._mouse.update_cursor(None)

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Label the map with these moods and offer them as its colors."""
        self.scene.vocabulary = vocabulary
        self.corners.colors.set_vocabulary(vocabulary)
        self.update_margins()
        self.repaint_map()

    def color_by(
        self, choice: ColorChoice, probabilities: MoodProbabilityArrays | None = None
    ) -> None:
        """Color the points; a mood needs its probabilities, ascending by track id."""
        self.scene.color_by(choice, probabilities)
        self.corners.colors.show_choice(choice)
        self.repaint_map()

    def set_songs(self, rows: Iterable[SongRow]) -> None:
        """Show these songs and no others, keeping selection and viewport."""
        rows = list(rows)
        self.set_cloud(PointCloud(rows), len(rows))

    def set_cloud(self, cloud: PointCloud, total_songs: int) -> None:
        """Show the songs of a prepared cloud and no others, as `set_songs` does with rows."""
        opens = not len(self.scene.cloud) and self.scene.viewport.is_fitted
        self.scene.set_cloud(cloud, total_songs)
        if opens:
            self.update_margins()
            self.scene.viewport = self.scene.viewport.fitted(cloud.rim())
        self._songs_changed()

    def update_songs(self, rows: Iterable[SongRow]) -> None:
        """Add new songs and update changed ones; a song without valence leaves the map."""
        self.scene.update_rows(rows)
        self._songs_changed()

    def _songs_changed(self) -> None:
        port = self.scene.viewport
        if len(self.scene.cloud):  # no word may stand on a song
            self.scene.viewport = port.with_rim(max(port.rim, self.scene.cloud.rim()))
        if self.scene.row(self.hovered_song) is None:
            self.set_hovered(None)
        if self.scene.row(self.current_song) is None:
            self.current_song = None
        self.repaint_map()

    def set_filter(self, ids: TrackIds | None) -> None:
        """Fade the songs that are not among these; None shows all songs equally."""
        self.scene.set_filter(ids)
        self.repaint_map()

    def set_detail(self, prediction: Prediction | None) -> None:
        """Show uncertainty and path of one song, or of none."""
        if prediction is not self.scene.detail:
            self.scene.detail = prediction
            self.repaint_map()

    def set_song_path(self, track_ids: Sequence[int]) -> None:
        """Draw a line from song to song, with numbered stops; none for an empty path."""
        if tuple(track_ids) != self.scene.song_path:
            self.scene.song_path = tuple(track_ids)
            self.repaint_map()

    def set_playback_position(self, playback_s: float | None) -> None:
        """Mark the playback position on the path of the detail song; None hides the mark."""
        if playback_s != self.playback_s:
            self.playback_s = playback_s
            self.update()

    def clear_selection(self) -> bool:
        """Cancel a drag, else select nothing; return False when there was neither."""
        return self._mouse.cancel() or super().clear_selection()

    def hover_card(self) -> HoverCard | None:
        """Return the card of the highlighted song; None during a drag."""
        return None if self._mouse.is_busy else super().hover_card()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the map's pixmap, then paint what follows pointer and focus."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self.base_pixmap())
        paint_overlay(painter, self)
        self._mouse.paint(painter, self.theme())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep center and zoom."""
        self.scene.viewport = self.scene.viewport.resized(self.width(), self.height())
        self.update_margins()
        self.repaint_map()

    def event(self, event: QEvent) -> bool:
        """Zoom on a pinch gesture too."""
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinch:
            self.zoom(1.0 + event.value(), event.position())
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Forward to `MouseHandler.press`."""
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Forward to `MouseHandler.move`."""
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Forward to `MouseHandler.release`."""
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Forward to `MouseHandler.double_click`."""
        self._mouse.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Forward to `MouseHandler.wheel`."""
        self._mouse.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Hover over no song once the pointer has left the map."""
        self.set_hovered(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Forward to `handle_key`; unused keys go to the parent."""
        if not handle_key(self, event):
            super().keyPressEvent(event)

    def repaint_map(self) -> None:
        """Repaint the map and refresh the widgets in its corners."""
        self.corners.refresh()
        super().repaint_map()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus ring."""
        self.update()
