"""Loaders of a song's cover and mood probabilities, off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.cover_cache import CoverCache, decode_cover
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import AppContext

if TYPE_CHECKING:
    from moodtagger.services.track_service import SongDetail


class CoverLoader(QObject):
    """Returns cached covers and loads missing ones; `ready` carries the path of the file."""

    ready = Signal(str)

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._cache = CoverCache()
        self._pending_path = ""

    def cover(self, row: SongRow) -> QImage | None:
        """Return the song's cover; None while it is loading or when there is none.

        Of several missing covers only the last requested one is loaded; the others are when they
        are requested again.
        """
        path = row.path
        if (
            path not in self._cache
            and path != self._pending_path
            and row.state is not TrackState.ABSENT
        ):
            self._pending_path = path
            self._context.run(
                JobQueue.COVER,
                lambda service, job: _read_cover(service, path),
                lambda cover: self._store(path, cover),
                failed=lambda error: self._store(path, None),
                supersede_key="cover",
            )
        return self._cache.get(path)

    def _store(self, path: str, cover: QImage | None) -> None:
        self._cache.put(path, cover)
        if self._pending_path == path:
            self._pending_path = ""
        self.ready.emit(path)


def _read_cover(service: Service, path: str) -> QImage | None:
    try:
        return decode_cover(service.tracks.cover(path))
    except MoodtaggerError:
        return None  # errors of the file are shown in the song's own row


class MoodProbabilityLoader(QObject):
    """Holds the probabilities of the last requested song; `ready` when they are loaded."""

    ready = Signal()

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._track_id = 0
        self._probabilities: Mapping[str, float] = {}

    def probabilities(self, row: SongRow) -> Mapping[str, float]:
        """Return probabilities by mood label, as far as they are known."""
        return self._probabilities if row.track_id == self._track_id else dict(row.moods)

    def load(self, track_id: int) -> None:
        """Load all probabilities of a song; errors are shown in the song's own row."""
        self._context.run(
            JobQueue.READ,
            lambda service, job: service.tracks.detail(track_id),
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
    """Do nothing: the most probable moods are shown without the others."""
