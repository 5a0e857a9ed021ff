"""The history of tag writes: undo and redo of a batch or parts of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moodtagger.core.errors import MoodtaggerError
from moodtagger.ui import formatting
from moodtagger.ui.jobs.job_registry import JobInfo
from moodtagger.ui.jobs.job_runner import Job, JobQueue
from moodtagger.ui.jobs.service_protocol import HistoryBatch, HistoryEntry, Service
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.messages import MessageChoice
from moodtagger.ui.main_window.undo import UndoStep
from moodtagger.ui.player.player import Player
from moodtagger.ui.review.history_batches import result_text

if TYPE_CHECKING:
    from moodtagger.services.tag_history import UndoSummary
    from moodtagger.ui.review.history_dialog import HistoryDialog, JournalParts


class HistoryController(QObject):
    """Serves the history dialog; undo also works without it, from a message."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        player: Player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._player = player
        self._dialog: HistoryDialog | None = None
        self._job: Job | None = None
        self._steps: dict[int, UndoStep] = {}  # of the window's undo, by batch

    def show(self, batch_id: int | None = None) -> None:
        """Open the history at a batch, by default the newest."""
        from moodtagger.ui.review.history_dialog import HistoryDialog

        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        dialog = HistoryDialog(self._context.writable, self._context.window)
        dialog.entriesRequested.connect(self._read_entries)
        dialog.select_batch(batch_id)
        dialog.undoRequested.connect(self.undo)
        dialog.redoRequested.connect(self.redo)
        dialog.stopRequested.connect(self._stop)
        dialog.listRequested.connect(self._show_skipped)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        dialog.open()
        self._read_batches()

    def undo(self, batch_id: int, parts: JournalParts | None = None) -> None:
        """Undo a batch, or parts of it, where the files still contain what was written."""
        self._forget_step(batch_id)
        self._change_batch(batch_id, parts, redo=False)

    def redo(self, batch_id: int, parts: JournalParts | None = None) -> None:
        """Redo a batch, or parts of it, where the files have not been changed since."""
        self._forget_step(batch_id)
        self._change_batch(batch_id, parts, redo=True)

    def push_write(self, batch_id: int, files: int) -> UndoStep:
        """Make a batch that was just written a step of the window's undo."""
        count = formatting.file_count(files)
        question = self.tr("Undo writing tags to %1? The previous tags are restored.")
        redo_question = self.tr("Write the same tags to %1 again?")
        self._steps[batch_id] = self._context.undo.push(
            UndoStep(
                self.tr("writing tags to %1").replace("%1", count),
                lambda: self._change_batch(batch_id, None, redo=False),
                lambda: self._change_batch(batch_id, None, redo=True),
                question.replace("%1", count),
                redo_question.replace("%1", count),
            )
        )
        return self._steps[batch_id]

    def _forget_step(self, batch_id: int) -> None:
        """Leave a batch to the history dialog, which undoes and redoes parts of it."""
        if batch_id in self._steps:
            self._context.undo.discard(self._steps.pop(batch_id))

    def _change_batch(self, batch_id: int, parts: JournalParts | None, *, redo: bool) -> None:
        self._player.stop()  # any of the files may be the one that plays
        title = self.tr("Writing again") if redo else self.tr("Undoing")
        keep_mtime = self._context.settings.policy.keeps_mtime
        self._job = self._context.run(
            JobQueue.WRITE,
            lambda service, job: _undo_or_redo(service, job, batch_id, parts, redo, keep_mtime),
            lambda summary: self._batch_changed(summary, redo),
            failed=self._show_problem,
            events=self._show_progress,
            job_info=JobInfo(
                title, pausable=True, summarize=lambda summary: result_text(summary, redo)
            ),
        )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel.set()

    def _read_batches(self) -> None:
        self._context.run(
            JobQueue.READ,
            lambda service, job: service.history.batches(),
            self._show_batches,
            failed=self._show_problem,
            supersede_key="history",
        )

    def _read_entries(self, batch_id: int) -> None:
        self._context.run(
            JobQueue.READ,
            lambda service, job: service.history.entries(batch_id),
            lambda entries: self._show_entries(batch_id, entries),
            failed=self._show_problem,
            supersede_key="entries",
        )

    def _show_batches(self, batches: Sequence[HistoryBatch]) -> None:
        if self._dialog is not None:
            self._dialog.show_batches(batches)

    def _show_entries(self, batch_id: int, entries: Sequence[HistoryEntry]) -> None:
        if self._dialog is not None:
            self._dialog.show_entries(batch_id, entries)

    def _show_progress(self, events: list[tuple[int, int, str]]) -> None:
        if self._dialog is not None:
            done, total, _path = events[-1]
            self._dialog.show_progress(done, total)

    def _batch_changed(self, summary: UndoSummary, redo: bool) -> None:
        self._library.reload()
        if self._dialog is not None:
            self._dialog.show_result(summary, redo)
            self._read_batches()
            return
        choices = []
        if summary.left:
            skipped = list(summary.left)
            choices.append(
                MessageChoice(self.tr("Show skipped"), lambda: self._show_skipped(skipped))
            )
        self._context.views.messages.show_message(
            self._summary_text(summary, redo), *choices, warning=bool(summary.left), topic="tags"
        )

    def _summary_text(self, summary: UndoSummary, redo: bool) -> str:
        count = formatting.file_count(summary.restored)
        if redo:
            return self.tr("Written again: %1.").replace("%1", count)
        return self.tr("Undone: %1 restored.").replace("%1", count)

    def _show_skipped(self, skipped: list[tuple[str, str]]) -> None:
        from moodtagger.ui.main_window.dialogs import FileListDialog

        FileListDialog(
            self.tr("Not changed"),
            self.tr("These files or fields were not changed."),
            skipped,
            self._context.window,
        ).show()

    def _show_problem(self, error: MoodtaggerError) -> None:
        if self._dialog is not None:
            self._dialog.show_problem(error.full_message)
        else:
            self._context.show_error(error)

    def _closed(self) -> None:
        self._dialog = None


def _undo_or_redo(
    service: Service,
    job: Job,
    batch_id: int,
    parts: JournalParts | None,
    redo: bool,
    keep_mtime: bool,
) -> UndoSummary:
    from moodtagger.services.tag_history import BatchPart

    selected = None if parts is None else [BatchPart(entry_id, frame) for entry_id, frame in parts]
    operation = service.history.redo if redo else service.history.undo

    def step(done: int, total: int, path: str) -> None:
        job.report((done, total, path))
        job.wait_while_paused()

    return operation(batch_id, selected, keep_mtime=keep_mtime, on_step=step, cancel=job.cancel)
