"""How probable each mood of a song is: the likeliest ones at once, all of them when read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import SongRow
from moodtagger.ui.jobs.job_runner import Lane
from moodtagger.ui.main_window.app_context import Context

if TYPE_CHECKING:
    from moodtagger.services.library_service import SongDetail


class ShareReader(QObject):
    """Keeps the probabilities of the song that was asked for last; `ready` when they came."""

    ready = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._track_id = 0
        self._shares: Mapping[str, float] = {}

    def of(self, row: SongRow) -> Mapping[str, float]:
        """Label -> probability, as far as it is known."""
        return self._shares if row.track_id == self._track_id else dict(row.moods)

    def read(self, track_id: int) -> None:
        """Read all of a song's; what is wrong with a song its own row says."""
        self._context.run(
            Lane.READ,
            lambda service, job: service.detail(track_id),
            self._keep,
            failed=_ignore,
            newest="review",
        )

    def _keep(self, detail: SongDetail | None) -> None:
        if detail is not None and detail.prediction is not None:
            self._track_id = detail.row.track_id
            self._shares = detail.prediction.moods
            self.ready.emit()


def _ignore(error: MoodtaggerError) -> None:
    """The likeliest moods are shown all the same."""
