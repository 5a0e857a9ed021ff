"""How probable each mood of a song is: the likeliest ones at once, all of them when read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import SongRow
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext

if TYPE_CHECKING:
    from moodtagger.services.library_service import SongDetail


class MoodProbabilityLoader(QObject):
    """Keeps the probabilities of the song that was asked for last; `ready` when they came."""

    ready = Signal()

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._track_id = 0
        self._probabilities: Mapping[str, float] = {}

    def probabilities(self, row: SongRow) -> Mapping[str, float]:
        """Label -> probability, as far as it is known."""
        return self._probabilities if row.track_id == self._track_id else dict(row.moods)

    def load(self, track_id: int) -> None:
        """Read all of a song's; what is wrong with a song its own row says."""
        self._context.run(
            JobQueue.READ,
            lambda service, job: service.detail(track_id),
            self._store,
            failed=_ignore,
            supersede_key="review",
        )

    def _store(self, detail: SongDetail | None) -> None:
        if detail is not None and detail.prediction is not None:
            self._track_id = detail.row.track_id
            self._probabilities = detail.prediction.moods
            self.ready.emit()


def _ignore(error: MoodtaggerError) -> None:
    """The likeliest moods are shown all the same."""
