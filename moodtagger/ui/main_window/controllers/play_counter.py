"""Counts which songs of the library were really listened to, for what is heard anew first."""

from __future__ import annotations

from PySide6.QtCore import QObject

from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.player.player import Player

MIN_PLAYED_S = 30.0  # or half of a song that is shorter than twice that
_MAX_POSITION_STEP_S = 2.0  # a longer way between two positions is a jump


class PlayCounter(QObject):
    """A song counts once each time it is put on, when enough of it has sounded."""

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
                lambda service, job: service.count_play(track_id),
                lambda _nothing: None,
            )
