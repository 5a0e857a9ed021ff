"""Playing songs of the library and dropped files."""

from __future__ import annotations

from PySide6.QtCore import QObject

from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui import formatting as words
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.player.player import Player

SEEK_STEP_S = 5.0


class PlaybackController(QObject):
    """Ties the player to the views; whatever keeps a song from sounding becomes a message."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        player: Player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._player = player
        self._position_s = 0.0
        player.failed.connect(self._failed)
        player.playingChanged.connect(context.actions.show_playing)
        player.positionChanged.connect(self._position_changed)
        player.songChanged.connect(self._song_changed)
        context.views.player_bar.playRequested.connect(self.toggle)
        context.views.table.activated.connect(self.play)
        context.views.map.activated.connect(self.play)

    def play(self, track_id: int, start_s: float = 0.0) -> None:
        """Play a song of the library from `start_s` seconds."""
        row = self._library.song(track_id)
        if row is None:
            return
        if row.state is TrackState.ABSENT:
            self._failed(self.tr("This song's file is not there at the moment."))
            return
        self._player.play(track_id, row.path, start_s)

    def play_file(self, path: str) -> None:
        """Play a file that is not in the library."""
        self._player.play(None, path)

    def toggle(self) -> None:
        """Pause or go on; with another song selected, play that one."""
        chosen = self._context.views.table.ordered_selection()
        if chosen and (self._player.path is None or not self._is_playing_any(chosen)):
            self.play(chosen[0])
        else:
            self._player.toggle()

    def seek_by(self, seconds: float) -> None:
        """Jump within the song that plays."""
        self._player.seek(max(0.0, self._position_s + seconds))

    def _is_playing_any(self, track_ids: list[int]) -> bool:
        return self._player.track_id in track_ids

    def _position_changed(self, position_s: float) -> None:
        self._position_s = position_s

    def _song_changed(self, track_id: int | None) -> None:
        self._position_s = 0.0
        row = None if track_id is None else self._library.song(track_id)
        self._context.views.player_bar.set_title(self._title(row))

    def _title(self, row: SongRow | None) -> str:
        if row is not None:
            parts = [part for part in (row.tags.artist, row.tags.title) if part]
            return " \N{EN DASH} ".join(parts) or words.file_name(row.path)
        return "" if self._player.path is None else words.file_name(self._player.path)

    def _failed(self, sentence: str) -> None:
        messages = self._context.views.messages
        if sentence not in messages.texts():
            messages.show_message(sentence, warning=True)
