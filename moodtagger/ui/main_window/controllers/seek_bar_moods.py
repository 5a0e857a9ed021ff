"""The seek bar's colours: the moods over time of the song that plays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.song_table import contains_any
from moodtagger.core.tracks import SongRow
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.player.mood_bands import MoodTimeline, mood_timeline
from moodtagger.ui.player.player import Player


class SeekBarMoodsController(QObject):
    """Reads what was heard in the playing song and hands it to the player's bar."""

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
        # Asking why a mood was heard shows the same mood in the seek bar.
        inspector = context.views.inspector
        inspector.explanationShown.connect(context.views.player_bar.colors.choose_label)

    def _rows_changed(self, rows: Sequence[SongRow]) -> None:
        """Songs changed: read the playing one again if it is among them."""
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
            lambda course: self._show(track_id, course),
            failed=self._failed,
            supersede_key="course",
        )

    def _show(self, track_id: int, moods: MoodTimeline | None) -> None:
        if track_id == self._player.track_id:
            self._context.views.player_bar.set_timeline(moods)

    def _failed(self, error: MoodtaggerError) -> None:
        """The song plays all the same; the bar is then without colours."""
        if not isinstance(error, CancelledError):
            self._context.views.player_bar.set_timeline(None)


def _read_moods(service: Service, track_id: int) -> MoodTimeline | None:
    detail = service.detail(track_id)
    if detail is None or detail.prediction is None:
        return None
    return mood_timeline(detail.prediction, service.vocabulary())
