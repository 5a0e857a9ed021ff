"""The history of written moods and undoing a batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moodtagger.core.errors import MoodtaggerError
from moodtagger.ui import words
from moodtagger.ui.jobs.backend import Batch, Entry, Service
from moodtagger.ui.jobs.runner import Job, Lane
from moodtagger.ui.main_window.context import Context
from moodtagger.ui.main_window.file_list import FileListDialog
from moodtagger.ui.main_window.library_control import LibraryControl
from moodtagger.ui.main_window.messages import Choice
from moodtagger.ui.player.player import Player
from moodtagger.ui.review.history_dialog import HistoryDialog

if TYPE_CHECKING:
    from moodtagger.services.history import UndoSummary


class HistoryControl(QObject):
    """Serves the history dialog; undo also works without it, from a message."""

    def __init__(
        self,
        context: Context,
        library: LibraryControl,
        player: Player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._player = player
        self._dialog: HistoryDialog | None = None

    def show(self) -> None:
        """Open the history."""
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        dialog = HistoryDialog(self._context.writable, self._context.window)
        dialog.entriesWanted.connect(self._read_entries)
        dialog.undoWanted.connect(self.undo)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        dialog.open()
        self._read_batches()

    def undo(self, batch_id: int) -> None:
        """Take one batch back, as far as the files still hold what was written."""
        self._player.stop()  # any of the files may be the one that plays
        self._context.run(
            Lane.WRITE,
            lambda service, job: _undo(service, job, batch_id),
            self._undone,
            failed=self._problem,
            events=self._steps,
        )

    def _read_batches(self) -> None:
        self._context.run(
            Lane.READ,
            lambda service, job: service.history(),
            self._show_batches,
            failed=self._problem,
            newest="history",
        )

    def _read_entries(self, batch_id: int) -> None:
        self._context.run(
            Lane.READ,
            lambda service, job: service.batch(batch_id),
            lambda entries: self._show_entries(batch_id, entries),
            failed=self._problem,
            newest="entries",
        )

    def _show_batches(self, batches: Sequence[Batch]) -> None:
        if self._dialog is not None:
            self._dialog.show_batches(batches)

    def _show_entries(self, batch_id: int, entries: Sequence[Entry]) -> None:
        if self._dialog is not None:
            self._dialog.show_entries(batch_id, entries)

    def _steps(self, events: list[tuple[int, int, str]]) -> None:
        if self._dialog is not None:
            done, total, _path = events[-1]
            self._dialog.show_progress(done, total)

    def _undone(self, summary: UndoSummary) -> None:
        self._library.reload()
        if self._dialog is not None:
            self._dialog.show_undone(summary)
            self._read_batches()
            return
        text = self.tr("Undone: %1 restored.").replace("%1", words.files(summary.restored))
        choices = []
        if summary.left:
            left = list(summary.left)
            choices.append(Choice(self.tr("Show what was not"), lambda: self._show_left(left)))
        self._context.views.messages.tell(text, *choices, warning=bool(summary.left), topic="tags")

    def _show_left(self, left: list[tuple[str, str]]) -> None:
        FileListDialog(
            self.tr("Not restored"),
            self.tr("These changed after they were written, so they were left as they are."),
            left,
            self._context.window,
        ).show()

    def _problem(self, error: MoodtaggerError) -> None:
        if self._dialog is not None:
            self._dialog.show_problem(error.sentence)
        else:
            self._context.tell_error(error)

    def _closed(self) -> None:
        self._dialog = None


def _undo(service: Service, job: Job, batch_id: int) -> UndoSummary:
    return service.undo(batch_id, on_step=lambda done, total, path: job.report((done, total, path)))
