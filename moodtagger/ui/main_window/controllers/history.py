"""The history of written moods, undoing a batch or parts of it, and writing them again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moodtagger.core.errors import MoodtaggerError
from moodtagger.ui import formatting as words
from moodtagger.ui.jobs.job_registry import Account
from moodtagger.ui.jobs.job_runner import Job, Lane
from moodtagger.ui.jobs.service_protocol import Batch, Entry, Service
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.main_window.messages import Choice
from moodtagger.ui.player.player import Player
from moodtagger.ui.review.history_strings import outcome

if TYPE_CHECKING:
    from moodtagger.services.tagging.history import UndoSummary
    from moodtagger.ui.review.history_dialog import HistoryDialog, Parts


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
        self._job: Job | None = None

    def show(self, batch_id: int | None = None) -> None:
        """Open the history, at this batch or the newest."""
        from moodtagger.ui.review.history_dialog import HistoryDialog

        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        dialog = HistoryDialog(self._context.writable, self._context.window)
        dialog.entriesWanted.connect(self._read_entries)
        dialog.choose(batch_id)
        dialog.undoWanted.connect(self.undo)
        dialog.redoWanted.connect(self.redo)
        dialog.stopWanted.connect(self._stop)
        dialog.listWanted.connect(self._show_left)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        dialog.open()
        self._read_batches()

    def undo(self, batch_id: int, parts: Parts | None = None) -> None:
        """Take a batch, or parts of it, back as far as the files still hold what was written."""
        self._move(batch_id, parts, again=False)

    def redo(self, batch_id: int, parts: Parts | None = None) -> None:
        """Write again what was undone, where nobody changed it since."""
        self._move(batch_id, parts, again=True)

    def _move(self, batch_id: int, parts: Parts | None, *, again: bool) -> None:
        self._player.stop()  # any of the files may be the one that plays
        title = self.tr("Writing again") if again else self.tr("Undoing")
        self._job = self._context.run(
            Lane.WRITE,
            lambda service, job: _move(service, job, batch_id, parts, again),
            lambda summary: self._moved(summary, again),
            failed=self._problem,
            events=self._steps,
            account=Account(title, pausable=True, told=lambda summary: outcome(summary, again)),
        )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel.set()

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

    def _moved(self, summary: UndoSummary, again: bool) -> None:
        self._library.reload()
        if self._dialog is not None:
            self._dialog.show_undone(summary, again)
            self._read_batches()
            return
        choices = []
        if summary.left:
            left = list(summary.left)
            choices.append(Choice(self.tr("Show what was not"), lambda: self._show_left(left)))
        self._context.views.messages.tell(
            self._told(summary, again), *choices, warning=bool(summary.left), topic="tags"
        )

    def _told(self, summary: UndoSummary, again: bool) -> str:
        count = words.files(summary.restored)
        if again:
            return self.tr("Written again: %1.").replace("%1", count)
        return self.tr("Undone: %1 restored.").replace("%1", count)

    def _show_left(self, left: list[tuple[str, str]]) -> None:
        from moodtagger.ui.main_window.failed_files_dialog import FileListDialog

        FileListDialog(
            self.tr("Not changed"),
            self.tr("These files or fields were left as they are."),
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


def _move(
    service: Service, job: Job, batch_id: int, parts: Parts | None, again: bool
) -> UndoSummary:
    from moodtagger.services.tagging.history import (
        Part,  # brings the store with it; not for the window
    )

    asked = None if parts is None else [Part(entry_id, frame) for entry_id, frame in parts]
    move = service.redo if again else service.undo

    def step(done: int, total: int, path: str) -> None:
        job.report((done, total, path))
        job.hold()

    return move(batch_id, asked, on_step=step, cancel=job.cancel)
