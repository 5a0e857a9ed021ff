"""Decisions that are shown at once, kept one after the other, and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import SongRow
from moodtagger.ui.jobs.job_runner import Lane
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.review import decision_steps as decisions
from moodtagger.ui.review.decision_steps import Decision, Step


class Decider(QObject):
    """`changed` comes when songs look different, before and after a decision is kept.

    A failure is told as a message; the songs then look as they are kept.
    """

    changed = Signal()

    def __init__(
        self, context: Context, library: LibraryControl, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._steps: list[Step] = []
        self._pending: list[Decision] = []  # shown, not kept yet
        self._writes = 0

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._steps)

    def seen(self, row: SongRow) -> SongRow:
        """The song as it will be when what was pressed is kept."""
        return decisions.decided(row, self._pending)

    def decide(self, row: SongRow, made: Sequence[Decision]) -> None:
        """Decide on moods of one song, given as it is `seen`."""
        if made:
            self.keep_step(decisions.step_of({row.track_id: row}, made))
            self._send(made)

    def keep_step(self, step: Step) -> None:
        """A step that was made elsewhere, to be taken back like the others."""
        self._steps.append(step)
        del self._steps[: -decisions.MOST_STEPS]
        self.changed.emit()

    def forget_step(self, step: Step) -> None:
        """It was taken back elsewhere."""
        if step in self._steps:
            self._steps.remove(step)
            self.changed.emit()

    def undo(self) -> Step | None:
        """Take the last step back; it, or None when there is none."""
        if not self._steps:
            return None
        step = self._steps.pop()
        self._send(step.before)
        return step

    def _send(self, made: Sequence[Decision]) -> None:
        self._pending += made
        self._writes += 1
        self.changed.emit()
        self._context.run(
            Lane.WRITE,
            lambda service, job: service.decide(made),
            self._kept,
            failed=self._not_kept,
        )

    def _kept(self, rows: list[SongRow]) -> None:
        self._one_write_less()
        self._library.show_rows(rows)
        self.changed.emit()

    def _not_kept(self, error: MoodtaggerError) -> None:
        self._one_write_less()
        self._context.tell_error(error)
        self.changed.emit()

    def _one_write_less(self) -> None:
        """What was pressed counts until all of it is kept: earlier answers do not know it yet."""
        self._writes -= 1
        if not self._writes:
            self._pending.clear()
