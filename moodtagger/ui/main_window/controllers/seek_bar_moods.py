"""The seek bar's colours: the moods over time of the song that plays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.song_table import holds_any
from moodtagger.core.tracks import SongRow
from moodtagger.ui.jobs.job_runner import Lane
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.player.mood_bands import Course, course_of
from moodtagger.ui.player.player import Player


class CourseControl(QObject):
    """Reads what was heard in the playing song and hands it to the player's bar."""

    def __init__(
        self,
        context: Context,
        library: LibraryControl,
        player: Player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._player = player
        player.songChanged.connect(self._song_changed)
        library.rowsChanged.connect(self._renew)
        # Asking why a mood was heard shows the same mood in the seek bar.
        inspector = context.views.inspector
        inspector.whyShown.connect(context.views.player_bar.colors.choose_label)

    def _renew(self, rows: Sequence[SongRow]) -> None:
        """Songs changed: read the playing one again if it is among them."""
        playing = self._player.track_id
        if playing is not None and holds_any(rows, [playing]):
            self._read(playing)

    def _song_changed(self, track_id: int | None) -> None:
        self._context.views.player_bar.set_course(None)
        if track_id is not None:
            self._read(track_id)

    def _read(self, track_id: int) -> None:
        self._context.run(
            Lane.READ,
            lambda service, job: _course(service, track_id),
            lambda course: self._show(track_id, course),
            failed=self._failed,
            newest="course",
        )

    def _show(self, track_id: int, course: Course | None) -> None:
        if track_id == self._player.track_id:
            self._context.views.player_bar.set_course(course)

    def _failed(self, error: MoodtaggerError) -> None:
        """The song plays all the same; the bar is then without colours."""
        if not isinstance(error, CancelledError):
            self._context.views.player_bar.set_course(None)


def _course(service: Service, track_id: int) -> Course | None:
    detail = service.detail(track_id)
    if detail is None or detail.prediction is None:
        return None
    return course_of(detail.prediction, service.vocabulary())
