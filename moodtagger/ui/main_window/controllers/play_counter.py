"""Counts which songs of the library were really listened to, for what is heard anew first."""

from __future__ import annotations

from PySide6.QtCore import QObject

from moodtagger.ui.jobs.job_runner import Lane
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.player.player import Player

LISTENED_S = 30.0  # or half of a song that is shorter than twice that
_STEP_S = 2.0  # a longer way between two positions is a jump


class PlayCount(QObject):
    """A song counts once each time it is put on, when enough of it has sounded."""

    def __init__(self, context: Context, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._player = player
        self._sounded = self._position = 0.0
        self._enough = LISTENED_S
        self._counted = False
        player.songChanged.connect(self._begin)
        player.durationChanged.connect(self._measure)
        player.positionChanged.connect(self._moved)

    def _begin(self, _track_id: int | None) -> None:
        self._sounded = self._position = 0.0
        self._counted = False

    def _measure(self, duration_s: float) -> None:
        self._enough = min(LISTENED_S, duration_s / 2) if duration_s > 0 else LISTENED_S

    def _moved(self, position_s: float) -> None:
        step, self._position = position_s - self._position, position_s
        if 0 < step <= _STEP_S and self._player.is_playing:
            self._sounded += step
        track_id = self._player.track_id
        if track_id is None or self._counted or self._sounded < self._enough:
            return
        self._counted = True
        if self._context.writable:
            self._context.run(
                Lane.WRITE,
                lambda service, job: service.count_play(track_id),
                lambda _nothing: None,
            )
