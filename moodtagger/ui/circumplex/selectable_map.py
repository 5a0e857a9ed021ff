"""A navigable map whose songs are hovered, selected and opened by any kind of input."""

from __future__ import annotations

import enum
from collections.abc import Collection

from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtWidgets import QWidget

from moodtagger.ui.circumplex.canvas import NavigableMap
from moodtagger.ui.circumplex.hover_card import CoverLookup, HoverCard


class Tool(enum.StrEnum):
    """What dragging with the left button on an empty part of the map does."""

    RUBBER_BAND = "band"
    LASSO = "lasso"
    PAN = "pan"


class SelectableMap(NavigableMap):
    """State and signals of the map that mouse, keyboard and corner widgets act on.

    Signals:
        selectionChanged: The set of selected track ids; for the user's own changes only.
        activated: A track id, on double-click or Enter.
        playRequested: Play or pause the selection (Space).
        corrected: A track id and the (valence, arousal) that its point was dragged to.
        colorRequested: A ColorChoice, which `CircumplexView.color_by` answers.
        songDragRequested: The selected songs are dragged out of the map.
        menuRequested: The screen position at which a menu for the selection is requested.
        toolChanged: The Tool now in use.
    """

    selectionChanged = Signal(object)
    activated = Signal(int)
    playRequested = Signal()
    corrected = Signal(int, float, float)
    colorRequested = Signal(object)
    menuRequested = Signal(QPoint)
    songDragRequested = Signal()
    toolChanged = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_song: int | None = None
        self.correctable = False  # whether dragging a point corrects its song's position
        self.cover_of: CoverLookup = lambda row: None
        self.playback_s: float | None = None  # of the player, in the song whose path is shown
        self._tool = Tool.RUBBER_BAND

    def set_tool(self, tool: Tool) -> None:
        """Set what dragging with the left button does."""
        self._tool = tool
        self.toolChanged.emit(tool)

    def tool(self) -> Tool:
        """Return what dragging with the left button does."""
        return self._tool

    def selection(self) -> set[int]:
        """Return the track ids of the selected songs."""
        return set(self.scene.selection)

    def set_selection(self, ids: Collection[int]) -> None:
        """Select these songs without emitting `selectionChanged`."""
        if self.scene.selection == set(ids):
            return
        self.scene.select(ids)
        if self.current_song not in self.scene.selection:
            self.current_song = next(iter(ids)) if len(ids) == 1 else None
        self.repaint_map()

    def select(self, ids: Collection[int], current: int | None = None) -> None:
        """Select these songs on the user's behalf and emit `selectionChanged`."""
        self.current_song = current if current is not None else self.current_song
        changed = self.scene.selection != set(ids)
        self.scene.select(ids)
        self.repaint_map()
        if changed:
            self.selectionChanged.emit(self.selection())

    def add_to_selection(self, song: int | None) -> None:
        """Add a song to the selection."""
        if song is not None:
            self.select(self.scene.selection | {song}, current=song)

    def toggle_in_selection(self, song: int | None) -> None:
        """Add a song to the selection, or remove it."""
        if song is not None:
            self.select(self.scene.selection ^ {song}, current=song)

    def clear_selection(self) -> bool:
        """Select nothing; return False when nothing was selected."""
        had_selection = bool(self.scene.selection)
        self.current_song = None
        self.select(())
        return had_selection

    def select_next(self, direction: tuple[int, int], extend: bool) -> None:
        """Select the next song in a direction; `extend` keeps the others selected."""
        song = self.scene.next_song(self.current_song, direction)
        row = self.scene.row(song)
        if (
            song is None
            or row is None
            or row.effective_valence is None
            or row.effective_arousal is None
        ):
            return
        self.set_hovered(None)
        self.reached_by_key = True
        self.bring_into_view(row.effective_valence, row.effective_arousal)
        self.select(self.scene.selection | {song} if extend else {song}, current=song)

    def activate_current(self) -> bool:
        """Open the keyboard's current song; return False when there is none."""
        if self.current_song is None:
            return False
        self.activated.emit(self.current_song)
        return True

    def play(self) -> bool:
        """Play or pause the selection, or else the highlighted song."""
        song = self.highlighted_song()
        if not self.scene.selection and song is not None:
            self.select({song}, current=song)
        self.playRequested.emit()
        return True

    def request_menu(self, at: QPointF | None) -> None:
        """Request the menu of the selection, or of an unselected song at `at`."""
        song = self.current_song if at is None else self.scene.song_at(at.x(), at.y())
        if at is not None and song is not None and song not in self.scene.selection:
            self.select({song}, current=song)
        position = at or QPointF(*(self.scene.screen_position(song or -1) or (0.0, 0.0)))
        self.menuRequested.emit(self.mapToGlobal(position.toPoint()))

    def hover_at(self, at: QPointF | None) -> None:
        """Highlight the song under the pointer; None when the pointer is nowhere."""
        if self.reached_by_key:
            self.reached_by_key = False
            self.update()
        self.set_hovered(None if at is None else self.scene.song_at(at.x(), at.y()))

    def set_hovered(self, song: int | None) -> None:
        """Set the song under the pointer and repaint when it changes."""
        if song != self.hovered_song:
            self.hovered_song = song
            self.update()

    def highlighted_song(self) -> int | None:
        """Return the song under the pointer, else the one reached by keyboard."""
        if self.hovered_song is not None or not (self.reached_by_key and self.hasFocus()):
            return self.hovered_song
        return self.current_song

    def hover_card(self) -> HoverCard | None:
        """Return the card of the highlighted song."""
        row = self.scene.row(self.highlighted_song())
        return None if row is None else HoverCard(row, self.theme(), self.cover_of(row))
