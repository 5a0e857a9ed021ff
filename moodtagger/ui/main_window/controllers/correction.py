"""Corrections of song positions, from the dialog or the map, with undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting
from moodtagger.ui.inspector.texts import PlanePoint, describe_point
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.playback import PlaybackController
from moodtagger.ui.main_window.messages import MessageChoice
from moodtagger.ui.main_window.undo import UndoStep
from moodtagger.ui.text_normalization import display_text

if TYPE_CHECKING:
    from moodtagger.ui.correction_dialog import CorrectionDialog

TrackPoints = list[tuple[int, PlanePoint | None]]
_TOPIC = "corrections"


class CorrectionController(QObject):
    """Saves the user's positions of songs; each change offers to undo it."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        playback: PlaybackController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._playback = playback
        self._dialog: CorrectionDialog | None = None
        needs = ("writable", "selected")
        self.correct_action = context.actions.add(
            "edit",
            self.tr("Correct &mood…"),
            "Ctrl+D",
            tip=self.tr(
                "Move the selected songs to the position that feels right; the original "
                "analysis is kept"
            ),
            needs=needs,
        )
        self.revert_action = context.actions.add(
            "edit",
            self.tr("Reset correc&tions"),
            "Ctrl+Shift+D",
            tip=self.tr("Return the selected songs to the original analysis"),
            needs=needs,
        )
        self.correct_action.triggered.connect(self.show)
        self.revert_action.triggered.connect(self.revert_selected)
        context.views.map.corrected.connect(self.correct)
        inspector = context.views.inspector
        inspector.correctionRequested.connect(lambda track_id: self._open_dialog([track_id]))
        inspector.correctionResetRequested.connect(lambda track_id: self.revert([track_id]))

    def show(self) -> None:
        """Open the dialog for the selected songs."""
        self._open_dialog(self._context.views.table.ordered_selection())

    def correct(self, track_id: int, valence: float, arousal: float) -> None:
        """Correct the position of one song, as after dragging it on the map."""
        self._change([(track_id, (valence, arousal))])

    def revert_selected(self) -> None:
        """Remove the corrections of the selected songs."""
        self.revert(self._context.views.table.ordered_selection())

    def revert(self, track_ids: Sequence[int]) -> None:
        """Remove the corrections of songs, so that their predictions apply again."""
        rows = [row for row in self._songs(track_ids) if row.correction is not None]
        if rows:
            self._change([(row.track_id, None) for row in rows])
        else:
            text = self.tr("None of the selected songs are corrected.")
            self._context.views.messages.show_message(text, topic=_TOPIC)

    def _open_dialog(self, track_ids: Sequence[int]) -> None:
        from moodtagger.ui.correction_dialog import CorrectionDialog

        rows = self._songs(track_ids)
        if not rows or not self._context.writable:
            return
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        ids = [row.track_id for row in rows]
        dialog = CorrectionDialog(rows, self._context.window)
        dialog.chosen.connect(lambda point: self._change([(i, point) for i in ids]))
        dialog.correctionRemoved.connect(lambda: self.revert(ids))
        dialog.playRequested.connect(self._playback.toggle)
        self._dialog = dialog
        dialog.open()

    def _songs(self, track_ids: Sequence[int]) -> list[SongRow]:
        return [row for row in map(self._library.song, track_ids) if row is not None]

    def _change(self, points: TrackPoints) -> None:
        if not self._context.writable:
            return
        before = [(row.track_id, _user_point(row)) for row in self._songs([i for i, _ in points])]
        self._save(points, lambda rows: self._changed(rows, points, before))

    def _changed(self, rows: list[SongRow], points: TrackPoints, before: TrackPoints) -> None:
        self._library.show_rows(rows)
        step = self._context.undo.push(
            UndoStep(
                self.tr("correction of %1").replace("%1", self._songs_text(rows)),
                lambda: self._save(before, self._undone),
                lambda: self._save(points, self._library.show_rows),
            )
        )
        undo = MessageChoice(self.tr("Undo"), lambda: self._context.undo.undo(step))
        self._context.views.messages.show_message(
            self._message_text(rows, points), undo, topic=_TOPIC
        )

    def _save(self, points: TrackPoints, done: Callable[[list[SongRow]], None]) -> None:
        self._context.run(JobQueue.WRITE, lambda service, job: service.review.correct(points), done)

    def _undone(self, rows: list[SongRow]) -> None:
        self._library.show_rows(rows)
        text = self.tr("%1 moved back.", "", len(rows))
        redo = MessageChoice(self.tr("Redo"), self._context.undo.redo)
        text = text.replace("%1", self._songs_text(rows))
        self._context.views.messages.show_message(text, redo, topic=_TOPIC)

    def _message_text(self, rows: list[SongRow], points: TrackPoints) -> str:
        chosen = {point for _, point in points}
        point = chosen.pop() if len(chosen) == 1 else None
        if point is None:
            text = self.tr("%1: correction reset.")
            return text.replace("%1", self._songs_text(rows))
        text = self.tr("%1: correction saved (%2). The original analysis is kept.")
        return text.replace("%1", self._songs_text(rows)).replace("%2", describe_point(point))

    def _songs_text(self, rows: list[SongRow]) -> str:
        if len(rows) == 1:
            return formatting.quote(formatting.shorten(display_text(rows[0].name)))
        return formatting.song_count(len(rows))


def _user_point(row: SongRow) -> PlanePoint | None:
    """Return the position that the user gave a song."""
    return None if row.correction is None else (row.correction.valence, row.correction.arousal)
