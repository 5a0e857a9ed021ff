"""The inspector: reads the selected song and drops outdated reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.track_table import contains_any
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui import formatting
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.loaders import CoverLoader
from moodtagger.ui.player.player import Player

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from moodtagger.services.similarity_search import SimilarSongs
    from moodtagger.services.track_service import SongDetail

SIMILAR_COUNT = 12
MAX_SUMMARIZED = 20_000  # songs of a selection that the summary covers


@dataclass(frozen=True)
class _InspectedSong:
    detail: SongDetail | None
    similar: SimilarSongs


class InspectorController(QObject):
    """Shows the selected song, or a summary of several."""

    def __init__(
        self,
        context: AppContext,
        player: Player,
        covers: CoverLoader,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._covers = covers
        self._row: SongRow | None = None  # the one song shown, with its details
        covers.ready.connect(lambda _path: self._show_cover())
        context.views.inspector.spectrogramRequested.connect(self._read_spectrogram)
        self._player = player
        self._position_s = 0.0
        player.positionChanged.connect(self.show_position)
        player.songChanged.connect(lambda _track_id: self.show_position(0.0))
        self.track_id: int | None = None

    def follow_selection(self) -> None:
        """Show the selected song or songs."""
        track_ids = self._context.views.table.ordered_selection()
        track_id = track_ids[0] if len(track_ids) == 1 else None
        if track_id is not None and track_id == self.track_id:
            return
        self.track_id = track_id
        self._show_selection(track_ids)
        self._follow_player()
        self.reload()

    def show_position(self, position_s: float) -> None:
        """Show the playback position if the playing song is shown."""
        self._position_s = position_s
        self._follow_player()

    def reload(self) -> None:
        """Read the shown song again, as after a decision or an analysis."""
        track_id = self.track_id
        if track_id is None:
            return
        self._context.run(
            JobQueue.READ,
            lambda service, job: _read_song(service, track_id),
            self._show,
            supersede_key="detail",
        )

    def rows_changed(self, rows: Sequence[SongRow]) -> None:
        """Update the inspector if a changed song is among the selected ones."""
        if self.track_id is not None:
            if contains_any(rows, [self.track_id]):
                self.reload()
            return
        chosen = self._context.views.table.ordered_selection()
        if contains_any(rows, chosen):
            self._show_selection(chosen)

    def _show_selection(self, track_ids: list[int]) -> None:
        """Show what the table knows; the details of a single song follow."""
        table, inspector = self._context.views.table, self._context.views.inspector
        self._row = None
        rows = [row for row in map(table.song, track_ids[:MAX_SUMMARIZED]) if row is not None]
        self._context.views.map.set_detail(None)
        if not rows:
            inspector.clear()
        elif len(track_ids) > 1:
            inspector.show_selection(rows)
        elif rows[0].track_id != inspector.song_page.track_id:
            inspector.show_loading(rows[0])

    def _follow_player(self) -> None:
        plays = self.track_id is not None and self.track_id == self._player.track_id
        position = self._position_s if plays else None
        self._context.views.inspector.set_position(position)
        self._context.views.map.set_playback_position(position)

    def _show(self, song: _InspectedSong) -> None:
        if song.detail is None or song.detail.row.track_id != self.track_id:
            return
        inspector = self._context.views.inspector
        inspector.show_song(song.detail)
        similar = song.similar
        inspector.show_similar_songs(
            [(row, result.distance) for row, result in similar.results],
            similar.copies,
            formatting.copies_text(song.detail.row, similar.seed_copies),
        )
        self._context.views.map.set_detail(song.detail.prediction)
        self._row = song.detail.row
        self._show_cover()
        if inspector.wants_spectrogram:
            self._read_spectrogram()

    def _show_cover(self) -> None:
        row = self._row
        if row is not None and row.track_id == self.track_id:
            self._context.views.inspector.show_cover(self._covers.cover(row))

    def _read_spectrogram(self) -> None:
        row = self._row
        if row is None or row.state in (TrackState.ABSENT, TrackState.FAILED):
            return
        self._context.run(
            JobQueue.DECODE,
            lambda service, job: service.analysis.spectrogram(
                row.path, row.excerpt, cancel=job.cancel
            ),
            lambda frames: self._show_spectrogram(row.track_id, frames),
            failed=lambda error: self._spectrogram_failed(row.track_id, error),
            supersede_key="spectrogram",
        )

    def _show_spectrogram(self, track_id: int, frames: npt.NDArray[np.float32] | None) -> None:
        if track_id == self.track_id:
            self._context.views.inspector.show_spectrogram(frames)

    def _spectrogram_failed(self, track_id: int, error: MoodtaggerError) -> None:
        """Show no spectrogram; errors of the file are shown in the song's own row."""
        if not isinstance(error, CancelledError):
            self._show_spectrogram(track_id, None)


def _read_song(service: Service, track_id: int) -> _InspectedSong:
    similar = service.similarity.nearest(track_id, SIMILAR_COUNT)
    return _InspectedSong(service.tracks.detail(track_id), similar)
