"""The inspector's song: the newest one wanted is read, everything older is dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.jobs.backend import Service
from moodtagger.ui.jobs.runner import Lane
from moodtagger.ui.main_window.context import Context

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from moodtagger.services.library import SongDetail

NEIGHBOURS = 12


@dataclass(frozen=True)
class _Found:
    detail: SongDetail | None
    neighbours: list[tuple[SongRow, float]]


class DetailControl(QObject):
    """Shows the selected song; of several, the first from the top."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.track_id: int | None = None

    def follow_selection(self) -> None:
        """Show the song that is selected now."""
        table = self._context.views.table
        chosen = table.ordered_selection()
        track_id = chosen[0] if chosen else None
        if track_id == self.track_id:
            return
        self.track_id = track_id
        if track_id is None:
            self._context.views.inspector.clear()
            self._context.views.map.set_detail(None)
        else:
            self.read()

    def read(self) -> None:
        """Read the shown song, as after a decision or when it was heard."""
        track_id = self.track_id
        if track_id is None:
            return
        self._context.run(
            Lane.READ,
            lambda service, job: _find(service, track_id),
            self._show,
            newest="detail",
        )

    def renew(self, rows: list[SongRow]) -> None:
        """Songs changed: read the shown one again if it is among them."""
        if any(row.track_id == self.track_id for row in rows):
            self.read()

    def _show(self, found: _Found) -> None:
        if found.detail is None or found.detail.row.track_id != self.track_id:
            return
        inspector = self._context.views.inspector
        inspector.show_detail(found.detail)
        inspector.show_neighbours(found.neighbours)
        self._context.views.map.set_detail(found.detail.prediction)
        row = found.detail.row
        if row.state not in (TrackState.ABSENT, TrackState.FAILED):
            self._read_spectrogram(row)

    def _read_spectrogram(self, row: SongRow) -> None:
        self._context.run(
            Lane.LISTEN,
            lambda service, job: service.spectrogram(row.path, cancel=job.cancel),
            lambda frames: self._show_spectrogram(row.track_id, frames),
            failed=self._no_spectrogram,
            newest="spectrogram",
        )

    def _show_spectrogram(self, track_id: int, frames: npt.NDArray[np.float32] | None) -> None:
        if frames is not None and track_id == self.track_id:
            self._context.views.inspector.show_spectrogram(frames)

    def _no_spectrogram(self, error: MoodtaggerError) -> None:
        """The picture stays empty; whatever is wrong with the file, the song's state says it."""


def _find(service: Service, track_id: int) -> _Found:
    near = service.similar(track_id, NEIGHBOURS)
    rows = {row.track_id: row for row in service.rows([n.track_id for n in near])}
    neighbours = [(rows[n.track_id], n.distance) for n in near if n.track_id in rows]
    return _Found(service.detail(track_id), neighbours)
