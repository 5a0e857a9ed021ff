"""Decisions on moods: saved in the background, undone, and made in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.messages import MessageChoice
from moodtagger.ui.main_window.undo import UndoStep
from moodtagger.ui.review import review_queue
from moodtagger.ui.review.review_queue import Decision, DecisionStep

if TYPE_CHECKING:
    from moodtagger.core.review import PendingMoods
    from moodtagger.ui.review.bulk_dialog import BulkDialog


class DecisionQueue(QObject):
    """Saves decisions one after the other and shows them before they are saved.

    Each becomes a step of the window's undo. `changed` is emitted when songs look different,
    before and after saving; `undone` carries the DecisionStep that was undone. An error is shown
    as a message; the songs then look as they are saved.
    """

    changed = Signal()
    undone = Signal(object)

    def __init__(
        self, context: AppContext, library: LibraryController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._pending: dict[int, list[Decision]] = {}  # shown, not saved yet, by song
        self._pending_writes = 0

    def with_pending(self, row: SongRow) -> SongRow:
        """Return the song as it will be once all pending decisions are saved."""
        return review_queue.apply_decisions(row, self._pending.get(row.track_id, ()))

    def decide(self, new_decisions: Sequence[Decision]) -> None:
        """Decide on moods of songs that the views show, as one step."""
        ids = {track_id for track_id, _mood, _accepted in new_decisions}
        rows = {i: self.with_pending(row) for i in ids if (row := self._library.song(i))}
        decisions = [one for one in new_decisions if one[0] in rows]
        if decisions and self._context.writable:
            self._save(decisions, self.push_step(review_queue.make_step(rows, decisions)))

    def push_step(self, step: DecisionStep) -> UndoStep:
        """Make decisions that are saved elsewhere a step of the window's undo."""

        def undo() -> None:
            self._save(step.previous, pushed)
            self.undone.emit(step)

        def redo() -> None:
            self._save(step.decisions, pushed)

        pushed = self._context.undo.push(UndoStep(self._step_text(step), undo, redo))
        return pushed

    def _step_text(self, step: DecisionStep) -> str:
        count, kinds = len(step.decisions), {accepted for _, _, accepted in step.decisions}
        if kinds == {True}:
            return self.tr("accept of %Ln mood(s)", "", count)
        if kinds == {False}:
            return self.tr("reject of %Ln mood(s)", "", count)
        return self.tr("change of %Ln mood(s)", "", count)

    def _save(self, new_decisions: Sequence[Decision], step: UndoStep) -> None:
        for decision in new_decisions:
            self._pending.setdefault(decision[0], []).append(decision)
        self._pending_writes += 1
        self.changed.emit()
        self._context.run(
            JobQueue.WRITE,
            lambda service, job: service.review.decide(new_decisions),
            self._saved,
            failed=lambda error: self._save_failed(error, step),
        )

    def _saved(self, rows: list[SongRow]) -> None:
        self._write_finished()
        self._library.show_rows(rows)
        self.changed.emit()

    def _save_failed(self, error: MoodtaggerError, step: UndoStep) -> None:
        self._write_finished()
        self._context.undo.discard(step)  # nothing was done that could be undone
        self._context.show_error(error)
        self.changed.emit()

    def _write_finished(self) -> None:
        """Forget pending decisions after the last save; earlier results lack the later ones."""
        self._pending_writes -= 1
        if not self._pending_writes:
            self._pending.clear()


class BulkAcceptController(QObject):
    """Serves the dialog that accepts all moods above a confidence."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        decisions: DecisionQueue,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._decisions = decisions
        self._dialog: BulkDialog | None = None
        action = context.actions.add(
            "edit",
            self.tr("Accept by &confidence") + "\N{HORIZONTAL ELLIPSIS}",
            "Ctrl+Shift+B",
            tip=self.tr("Preview how many moods a minimum confidence accepts, then accept them"),
            needs=("writable", "songs"),
        )
        action.triggered.connect(lambda: self.show())

    def show(self) -> None:
        """Open the dialog; its numbers follow when they are counted."""
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
            lambda service, job: service.review.pending_moods(),
            self._show_pending,
            failed=self._show_problem,
            supersede_key="pending moods",
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
            lambda service, job: service.review.decide(decisions),
            lambda rows: self._accepted(rows, step),
        )

    def _accepted(self, rows: list[SongRow], step: DecisionStep) -> None:
        self._library.show_rows(rows)
        pushed = self._decisions.push_step(step)
        moods = self.tr("%Ln mood(s)", "", len(step.decisions))
        text = self.tr("Accepted %1 for %2. No files are changed yet.")
        text = text.replace("%1", moods).replace("%2", formatting.song_count(len(rows)))
        undo = MessageChoice(self.tr("Undo"), lambda: self._context.undo.undo(pushed))
        self._context.views.messages.show_message(text, undo, topic="tags")
