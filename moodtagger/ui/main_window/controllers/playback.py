"""Playback: playing songs, lists and files, and what follows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut

from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui import formatting
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.player.player import Player

SEEK_STEP_S = 5.0
_RESTART_AFTER_S = 3.0  # later than this, "previous" starts the song again
_PREPARE_BEFORE_S = 12.0  # the end; the next file is opened then
_MAX_FAILURES = 5  # in a row; then something is wrong with more than a file


class PlaybackController(QObject):
    """Connects player, queue and views; playback errors become messages."""

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
        self._queue = player.queue
        self._position_s = self._duration_s = 0.0
        self._is_prepared = False
        self._failures = 0
        player.failed.connect(self._song_failed)
        player.playingChanged.connect(context.actions.show_playing)
        player.positionChanged.connect(self._position_changed)
        player.durationChanged.connect(self._duration_changed)
        player.songChanged.connect(self._song_changed)
        player.ended.connect(self._play_following)
        player.nextStarted.connect(self._queue.next)
        self._queue.changed.connect(self._forget_prepared)
        self._connect_views()
        self.queue_actions = self._create_actions()
        self._create_media_keys()

    def _connect_views(self) -> None:
        views = self._context.views
        bar = views.player_bar
        bar.song_text = self._song_text
        bar.playRequested.connect(self.toggle)
        bar.previousRequested.connect(self.play_previous)
        bar.nextRequested.connect(self.play_next_song)
        bar.queuedSongRequested.connect(self._play_queued)
        views.table.activated.connect(self.play_from_table)
        views.map.activated.connect(self.play_from_table)

    def _create_actions(self) -> list[QAction]:
        """Create the actions; return those for menus of songs."""
        add = self._context.actions.add
        following = add(
            "library",
            self.tr("Play &next"),
            tip=self.tr("Play the selected songs after the current one"),
            needs=("selected",),
        )
        following.triggered.connect(lambda: self._enqueue(first=True))
        queued = add(
            "library",
            self.tr("Add to &queue"),
            "Ctrl+Shift+U",
            tip=self.tr("Play the selected songs after the queued ones"),
            needs=("selected",),
        )
        queued.triggered.connect(lambda: self._enqueue(first=False))
        next_song = add("library", self.tr("Ne&xt song"), "Ctrl+Right")
        next_song.triggered.connect(self.play_next_song)
        previous = add("library", self.tr("Pre&vious song"), "Ctrl+Left")
        previous.triggered.connect(self.play_previous)
        return [following, queued]

    def _create_media_keys(self) -> None:
        """Let the keyboard's own keys work in the window where the system leaves them to it."""
        keys = {
            Qt.Key.Key_MediaPlay: self.toggle_playing,
            Qt.Key.Key_MediaTogglePlayPause: self.toggle_playing,
            Qt.Key.Key_MediaPause: self.pause,
            Qt.Key.Key_MediaStop: self._player.stop,
            Qt.Key.Key_MediaNext: self.play_next_song,
            Qt.Key.Key_MediaPrevious: self.play_previous,
        }
        for key, slot in keys.items():
            QShortcut(QKeySequence(key), self._context.window).activated.connect(slot)

    # -- what is played ---------------------------------------------------------------------

    @property
    def track_id(self) -> int | None:
        """The song in the player; None for none, or for a file outside the library."""
        return self._player.track_id

    def play(self, track_id: int, start_s: float = 0.0) -> None:
        """Play one song of the library from `start_s` seconds; queued ones follow it."""
        self.play_list([track_id], start_s)

    def play_list(self, track_ids: Sequence[int], start_s: float = 0.0) -> None:
        """Play the first of these songs; the others follow it after what is queued."""
        row = self._library.song(track_ids[0]) if track_ids else None
        if row is None:
            return
        if row.state is TrackState.ABSENT:
            self._show_failure(self.tr("The file is missing."))
            return
        self._failures = 0
        if row.track_id == self._queue.current:
            self._queue.current = None  # starting it again is no step back
        self._queue.play(row.track_id, track_ids[1:])
        self._player.play(row.track_id, row.path, start_s, row.excerpt)

    def play_from_table(self, track_id: int) -> None:
        """Play a song and go on with those below it in the table."""
        shown = self._context.views.table.model.track_ids().tolist()
        start = shown.index(track_id) if track_id in shown else len(shown)
        self.play_list([track_id, *shown[start + 1 :]])

    def play_file(self, path: str) -> None:
        """Play a file that is not in the library."""
        self._queue.play(None)
        self._player.play(None, path)

    def toggle(self) -> None:
        """Pause or resume; with other songs selected, play those."""
        chosen = self._context.views.table.ordered_selection()
        if chosen and (self._player.path is None or self._player.track_id not in chosen):
            if len(chosen) > 1:
                self.play_list(chosen)
            else:
                self.play_from_table(chosen[0])
        else:
            self._player.toggle()

    def toggle_playing(self) -> None:
        """Pause or resume the playing song; if none is, play the selection."""
        if self._player.path is None:
            self.toggle()
        else:
            self._player.toggle()

    def pause(self) -> None:
        """Pause if a song is playing."""
        if self._player.is_playing:
            self._player.toggle()

    def seek_by(self, seconds: float) -> None:
        """Seek within the playing song."""
        self._player.seek(max(0.0, self._position_s + seconds))

    def play_next_song(self) -> None:
        """Play the next song of the queue that is there."""
        missing: list[SongRow] = []
        while (track_id := self._queue.next()) is not None:
            row = self._library.song(track_id)
            if row is None:
                continue
            if row.state is not TrackState.ABSENT:
                self._player.play(row.track_id, row.path, 0.0, row.excerpt)
                break
            missing.append(row)
        if missing:
            text = self.tr("Skipped “%1”: the file is missing.").replace("%1", _title(missing[0]))
            if len(missing) > 1:
                text = self.tr("Skipped %Ln song(s): the files are missing.", "", len(missing))
            self._show_failure(text)

    def play_previous(self) -> None:
        """Start the song again, or the one before if it has just begun."""
        track_id = None
        if self._position_s <= _RESTART_AFTER_S:
            track_id = self._queue.previous()
        row = None if track_id is None else self._library.song(track_id)
        if row is not None and row.state is not TrackState.ABSENT:
            self._player.play(row.track_id, row.path, 0.0, row.excerpt)
        else:
            self._player.seek(0.0)

    def _play_following(self) -> None:
        if len(self._queue):
            self.play_next_song()

    def _play_queued(self, index: int) -> None:
        self._queue.skip(index)
        self.play_next_song()

    def _enqueue(self, *, first: bool) -> None:
        """Queue the selected songs; with nothing playing, play them."""
        chosen = self._context.views.table.ordered_selection()
        if not chosen:
            return
        if self._player.path is None and not len(self._queue):
            self.play_list(chosen)
            return
        if first:
            self._queue.play_next(chosen)
        else:
            self._queue.add(chosen)
        text = self.tr("Added %1 to the queue.").replace("%1", formatting.song_count(len(chosen)))
        self._context.views.messages.show_message(text, topic="queue")

    # -- the player's reports ---------------------------------------------------------------

    def _position_changed(self, position_s: float) -> None:
        self._position_s = position_s
        if position_s > 1.0:
            self._failures = 0
        if not self._is_prepared and 0.0 < self._duration_s - position_s < _PREPARE_BEFORE_S:
            self._prepare_next()

    def _prepare_next(self) -> None:
        """Open the next song, so that it follows the playing one without a gap."""
        self._is_prepared = True
        track_id = self._queue.peek()
        row = None if track_id is None else self._library.song(track_id)
        if row is not None and row.state is not TrackState.ABSENT:
            self._player.prepare(row.track_id, row.path, row.excerpt)

    def _forget_prepared(self) -> None:
        if self._is_prepared:
            self._is_prepared = False
            self._player.prepare(None, None)

    def _duration_changed(self, duration_s: float) -> None:
        self._duration_s = duration_s

    def _song_changed(self, track_id: int | None) -> None:
        self._position_s = 0.0
        self._is_prepared = False
        row = None if track_id is None else self._library.song(track_id)
        bar = self._context.views.player_bar
        if row is not None:
            bar.show_song(_title(row), row.tags.artist)
        else:
            path = self._player.path
            bar.show_song("" if path is None else formatting.file_name(path))

    def _song_text(self, track_id: int) -> str:
        row = self._library.song(track_id)
        if row is None:
            return ""
        parts = [part for part in (row.tags.artist, row.tags.title) if part]
        return " \N{EN DASH} ".join(parts) or row.name

    def _song_failed(self, sentence: str) -> None:
        """Show why a song cannot be played, and go on with the next one."""
        self._show_failure(sentence)
        self._failures += 1
        if self._player.backend is not None and self._failures < _MAX_FAILURES:
            QTimer.singleShot(0, self, self._play_following)

    def _show_failure(self, sentence: str) -> None:
        messages = self._context.views.messages
        if sentence not in messages.texts():
            messages.show_message(sentence, warning=True)


def _title(row: SongRow) -> str:
    return row.tags.title or row.name
