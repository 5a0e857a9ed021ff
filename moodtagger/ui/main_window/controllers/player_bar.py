"""The seek bar's moods and waveform, the player's cover, volume, and counting plays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.track_table import contains_any
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.loaders import CoverLoader
from moodtagger.ui.player.mood_bands import MoodTimeline, mood_timeline
from moodtagger.ui.player.player import Player


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
        self._library = library
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
        bar = self._context.views.player_bar
        bar.set_timeline(None)
        bar.slider.show_waveform(b"")
        if track_id is not None:
            self._load(track_id)
            self._load_waveform(track_id)

    def _load_waveform(self, track_id: int) -> None:
        self._context.run(
            JobQueue.READ,
            lambda service, job: service.tracks.waveform(track_id),
            lambda points: self._waveform_read(track_id, points),
            failed=_ignore,
            supersede_key="waveform",
        )

    def _waveform_read(self, track_id: int, points: bytes) -> None:
        row = self._library.song(track_id)
        if points or row is None or row.state is TrackState.ABSENT:
            self._show_waveform(track_id, points)
            return
        # Analyzed before outlines were kept, or not at all: decoded once.
        self._context.run(
            JobQueue.DECODE,
            lambda service, job: service.analysis.waveform(
                row.path, row.excerpt, cancel=job.cancel
            ),
            lambda decoded: self._waveform_decoded(track_id, decoded),
            failed=_ignore,
            supersede_key="waveform",
        )

    def _waveform_decoded(self, track_id: int, points: bytes) -> None:
        self._show_waveform(track_id, points)
        if points and self._context.writable:
            self._context.run(
                JobQueue.WRITE,
                lambda service, job: service.tracks.save_waveform(track_id, points),
                lambda _nothing: None,
                failed=_ignore,
            )

    def _show_waveform(self, track_id: int, points: bytes) -> None:
        if track_id == self._player.track_id:
            self._context.views.player_bar.slider.show_waveform(points)

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


def _ignore(error: MoodtaggerError) -> None:
    """Show no waveform; playback is not affected."""


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


class PlayerBarController(QObject):
    """Shows the playing song's cover, and keeps the volume for the next start."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        player: Player,
        covers: CoverLoader,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._player = player
        self._covers = covers
        player.set_volume(context.settings.volume)
        player.set_muted(context.settings.muted)
        player.volumeChanged.connect(self._keep_volume)
        player.songChanged.connect(lambda _track_id: self._show_cover())
        covers.ready.connect(self._cover_ready)

    def _keep_volume(self) -> None:
        player = self._player
        self._context.settings = replace(
            self._context.settings, volume=player.volume, muted=player.is_muted
        )

    def _cover_ready(self, path: str) -> None:
        if path == self._player.path:
            self._show_cover()

    def _show_cover(self) -> None:
        track_id = self._player.track_id
        row = None if track_id is None else self._library.song(track_id)
        image = None if row is None else self._covers.cover(row)
        self._context.views.player_bar.cover.show_image(image)
