"""Loaders of a song's cover and mood probabilities, off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.cover_cache import CoverCache, decode_cover, rounded_square
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import AppContext

if TYPE_CHECKING:
    from moodtagger.services.track_service import SongDetail


_THUMBNAIL_SIDE = 48  # device pixels; a row shows 24, or 48 of a fine screen
_MAX_THUMBNAILS = 800  # together at most 8 MB
_MAX_WANTED = 80  # more than the rows of a tall window
_READY_DELAY_MS = 40  # so that rows are not repainted for each batch
_BATCH = 4  # covers read by one job, so that a card's cover does not wait long


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


class ThumbnailLoader(QObject):
    """Returns small covers for the rows of a table and loads missing ones, the latest first.

    `ready` when more have been loaded. What was scrolled past long ago is not loaded.
    """

    ready = Signal()

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._cache = CoverCache(_MAX_THUMBNAILS)
        self._wanted: dict[str, None] = {}  # the latest last
        self._ready_timer = QTimer(self, singleShot=True, interval=_READY_DELAY_MS)
        self._ready_timer.timeout.connect(self.ready)
        self._is_loading = False

    def thumbnail(self, row: SongRow) -> QImage | None:
        """Return the song's cover as a small square; None while loading or without one."""
        path = row.path
        if path not in self._cache and row.state is not TrackState.ABSENT:
            self._wanted.pop(path, None)
            self._wanted[path] = None
            if len(self._wanted) > _MAX_WANTED:
                del self._wanted[next(iter(self._wanted))]
            self._load()
        return self._cache.get(path)

    def _load(self) -> None:
        if self._is_loading or not self._wanted:
            return
        paths = [self._wanted.popitem()[0] for _ in range(min(_BATCH, len(self._wanted)))]
        self._is_loading = True
        job = self._context.run(
            JobQueue.COVER,
            lambda service, job: {path: _read_thumbnail(service, path) for path in paths},
            self._store,
            failed=lambda error: self._store({}),
        )
        self._is_loading = job is not None

    def _store(self, thumbnails: Mapping[str, QImage | None]) -> None:
        for path, image in thumbnails.items():
            self._cache.put(path, image)
        self._is_loading = False
        if any(image is not None for image in thumbnails.values()):
            self._ready_timer.start()
        self._load()


def _read_thumbnail(service: Service, path: str) -> QImage | None:
    cover = _read_cover(service, path)
    return None if cover is None else rounded_square(cover, _THUMBNAIL_SIDE)


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
