"""Decisions that are shown at once, kept one after the other, and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import SongRow
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.review import decision_steps as decisions
from moodtagger.ui.review.decision_steps import Decision, DecisionStep


class DecisionQueue(QObject):
    """`changed` comes when songs look different, before and after a decision is kept.

    A failure is told as a message; the songs then look as they are kept.
    """

    changed = Signal()

    def __init__(
        self, context: AppContext, library: LibraryController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._steps: list[DecisionStep] = []
        self._pending: list[Decision] = []  # shown, not kept yet
        self._pending_writes = 0

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._steps)

    def with_pending(self, row: SongRow) -> SongRow:
        """The song as it will be when what was pressed is kept."""
        return decisions.apply_decisions(row, self._pending)

    def decide(self, row: SongRow, new_decisions: Sequence[Decision]) -> None:
        """Decide on moods of one song, given as it is `seen`."""
        if new_decisions:
            self.add_step(decisions.make_step({row.track_id: row}, new_decisions))
            self._save(new_decisions)

    def add_step(self, step: DecisionStep) -> None:
        """A step that was made elsewhere, to be taken back like the others."""
        self._steps.append(step)
        del self._steps[: -decisions.MAX_UNDO_STEPS]
        self.changed.emit()

    def remove_step(self, step: DecisionStep) -> None:
        """It was taken back elsewhere."""
        if step in self._steps:
            self._steps.remove(step)
            self.changed.emit()

    def undo(self) -> DecisionStep | None:
        """Take the last step back; it, or None when there is none."""
        if not self._steps:
            return None
        step = self._steps.pop()
        self._save(step.previous)
        return step

    def _save(self, new_decisions: Sequence[Decision]) -> None:
        self._pending += new_decisions
        self._pending_writes += 1
        self.changed.emit()
        self._context.run(
            JobQueue.WRITE,
            lambda service, job: service.decide(new_decisions),
            self._saved,
            failed=self._save_failed,
        )

    def _saved(self, rows: list[SongRow]) -> None:
        self._write_finished()
        self._library.show_rows(rows)
        self.changed.emit()

    def _save_failed(self, error: MoodtaggerError) -> None:
        self._write_finished()
        self._context.show_error(error)
        self.changed.emit()

    def _write_finished(self) -> None:
        """What was pressed counts until all of it is kept: earlier answers do not know it yet."""
        self._pending_writes -= 1
        if not self._pending_writes:
            self._pending.clear()
