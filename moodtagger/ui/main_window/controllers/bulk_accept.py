"""Accepting all moods above a confidence: the dialog, the decisions, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting as words
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.messages import MessageChoice
from moodtagger.ui.review.decision_steps import Decision, DecisionStep

if TYPE_CHECKING:
    from moodtagger.core.bulk_accept import PendingMoods
    from moodtagger.ui.review.bulk_dialog import BulkDialog


class BulkAcceptController(QObject):
    """`accepted` carries the Step, once it is kept; it can be taken back as one.

    `takenBack` carries it when that was done from its message.
    """

    accepted = Signal(object)
    undone = Signal(object)

    def __init__(
        self, context: AppContext, library: LibraryController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._dialog: BulkDialog | None = None
        action = context.actions.add(
            "edit",
            self.tr("Accept above a &confidence") + "\N{HORIZONTAL ELLIPSIS}",
            "Ctrl+Shift+B",
            tip=self.tr("See how many moods a least confidence would accept, then accept them"),
            needs=("writable", "songs"),
        )
        action.triggered.connect(lambda: self.show())

    def show(self) -> None:
        """Open the dialog; its numbers come when they are counted."""
        from moodtagger.ui.review.bulk_dialog import BulkDialog

        if not self._context.writable:
            return
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        table = self._context.views.table
        selected = table.ordered_selection()
        scopes: dict[str, Any] = {"shown": table.model.track_ids(), "library": None}
        if len(selected) > 1:
            scopes["selected"] = selected
        dialog = BulkDialog(scopes, self._context.window)
        dialog.acceptRequested.connect(self._accept)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        dialog.open()
        self._context.run(
            JobQueue.READ,
            lambda service, job: service.pending_moods(),
            self._show_pending,
            failed=self._show_problem,
            supersede_key="waiting",
        )

    def _show_pending(self, pending: PendingMoods) -> None:
        if self._dialog is not None:
            self._dialog.show_pending(pending)

    def _show_problem(self, error: MoodtaggerError) -> None:
        if self._dialog is not None and not isinstance(error, CancelledError):
            self._dialog.show_problem(error.full_message)

    def _closed(self) -> None:
        self._dialog = None

    def _accept(self, pairs: list[tuple[int, str]]) -> None:
        decisions: tuple[Decision, ...] = tuple((i, mood, True) for i, mood in pairs)
        step = DecisionStep(decisions, tuple((i, mood, None) for i, mood in pairs))
        self._context.run(
            JobQueue.WRITE,
            lambda service, job: service.decide(decisions),
            lambda rows: self._accepted(rows, step),
        )

    def _accepted(self, rows: list[SongRow], step: DecisionStep) -> None:
        self._library.show_rows(rows)
        self.accepted.emit(step)
        moods = words.pluralize(len(step.decisions), self.tr("%1 mood"), self.tr("%1 moods"))
        text = self.tr("Accepted %1 in %2. Nothing is written into the files yet.")
        text = text.replace("%1", moods).replace("%2", words.song_count(len(rows)))
        undo = MessageChoice(self.tr("Take back"), lambda: self._undo(step))
        self._context.views.messages.show_message(text, undo, topic="tags")

    def _undo(self, step: DecisionStep) -> None:
        self.undone.emit(step)
        self._context.run(
            JobQueue.WRITE,
            lambda service, job: service.decide(step.previous),
            self._library.show_rows,
        )
