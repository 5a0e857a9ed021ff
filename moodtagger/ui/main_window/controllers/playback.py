"""Playback: playing songs and files, the seek bar's moods, and counting plays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.track_table import contains_any
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui import formatting
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.player.mood_bands import MoodTimeline, mood_timeline
from moodtagger.ui.player.player import Player

SEEK_STEP_S = 5.0


class PlaybackController(QObject):
    """Connects player and views; playback errors become messages."""

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
            self._failed(self.tr("The file is missing."))
            return
        self._player.play(track_id, row.path, start_s, row.excerpt)

    def play_file(self, path: str) -> None:
        """Play a file that is not in the library."""
        self._player.play(None, path)

    def toggle(self) -> None:
        """Pause or resume; with another song selected, play that one."""
        chosen = self._context.views.table.ordered_selection()
        if chosen and (self._player.path is None or not self._is_playing_any(chosen)):
            self.play(chosen[0])
        else:
            self._player.toggle()

    def seek_by(self, seconds: float) -> None:
        """Seek within the playing song."""
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
            return " \N{EN DASH} ".join(parts) or row.name
        return "" if self._player.path is None else formatting.file_name(self._player.path)

    def _failed(self, sentence: str) -> None:
        messages = self._context.views.messages
        if sentence not in messages.texts():
            messages.show_message(sentence, warning=True)


class SeekBarMoodsController(QObject):
    """Reads the mood timeline of the playing song for the player bar."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        player: Player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._player = player
        player.songChanged.connect(self._song_changed)
        library.rowsChanged.connect(self._rows_changed)
        # The mood that the inspector explains is shown in the seek bar too.
        inspector = context.views.inspector
        inspector.explanationShown.connect(context.views.player_bar.colors.choose_label)

    def _rows_changed(self, rows: Sequence[SongRow]) -> None:
        """Read the playing song again if it is among the changed ones."""
        playing = self._player.track_id
        if playing is not None and contains_any(rows, [playing]):
            self._load(playing)

    def _song_changed(self, track_id: int | None) -> None:
        self._context.views.player_bar.set_timeline(None)
        if track_id is not None:
            self._load(track_id)

    def _load(self, track_id: int) -> None:
        self._context.run(
            JobQueue.READ,
            lambda service, job: _read_moods(service, track_id),
            lambda timeline: self._show(track_id, timeline),
            failed=self._failed,
            supersede_key="mood timeline",
        )

    def _show(self, track_id: int, moods: MoodTimeline | None) -> None:
        if track_id == self._player.track_id:
            self._context.views.player_bar.set_timeline(moods)

    def _failed(self, error: MoodtaggerError) -> None:
        """Show the seek bar without colors; playback is not affected."""
        if not isinstance(error, CancelledError):
            self._context.views.player_bar.set_timeline(None)


def _read_moods(service: Service, track_id: int) -> MoodTimeline | None:
    detail = service.tracks.detail(track_id)
    if detail is None or detail.prediction is None:
        return None
    return mood_timeline(detail.prediction, service.preferences.vocabulary())


MIN_PLAYED_S = 30.0  # or half the song if that is shorter
_MAX_POSITION_STEP_S = 2.0  # a larger step is a seek


class PlayCounter(QObject):
    """Counts a play once enough of a song has been played, at most once per start."""

    def __init__(self, context: AppContext, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._player = player
        self._played_s = self._position_s = 0.0
        self._required_s = MIN_PLAYED_S
        self._counted = False
        player.songChanged.connect(self._song_changed)
        player.durationChanged.connect(self._duration_changed)
        player.positionChanged.connect(self._position_changed)

    def _song_changed(self, _track_id: int | None) -> None:
        self._played_s = self._position_s = 0.0
        self._counted = False

    def _duration_changed(self, duration_s: float) -> None:
        self._required_s = min(MIN_PLAYED_S, duration_s / 2) if duration_s > 0 else MIN_PLAYED_S

    def _position_changed(self, position_s: float) -> None:
        step, self._position_s = position_s - self._position_s, position_s
        if 0 < step <= _MAX_POSITION_STEP_S and self._player.is_playing:
            self._played_s += step
        track_id = self._player.track_id
        if track_id is None or self._counted or self._played_s < self._required_s:
            return
        self._counted = True
        if self._context.writable:
            self._context.run(
                JobQueue.WRITE,
                lambda service, job: service.tracks.count_play(track_id),
                lambda _nothing: None,
            )
