"""Accepting all moods above a confidence: the dialog, the decisions, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting as words
from moodtagger.ui.jobs.job_runner import Lane
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.main_window.messages import Choice
from moodtagger.ui.review.decision_steps import Decision, Step

if TYPE_CHECKING:
    from moodtagger.core.bulk_accept import Waiting
    from moodtagger.ui.review.bulk_dialog import BulkDialog


class BulkControl(QObject):
    """`accepted` carries the Step, once it is kept; it can be taken back as one.

    `takenBack` carries it when that was done from its message.
    """

    accepted = Signal(object)
    takenBack = Signal(object)

    def __init__(
        self, context: Context, library: LibraryControl, parent: QObject | None = None
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
        dialog.acceptWanted.connect(self._accept)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        dialog.open()
        self._context.run(
            Lane.READ,
            lambda service, job: service.waiting(),
            self._show_waiting,
            failed=self._problem,
            newest="waiting",
        )

    def _show_waiting(self, waiting: Waiting) -> None:
        if self._dialog is not None:
            self._dialog.show_waiting(waiting)

    def _problem(self, error: MoodtaggerError) -> None:
        if self._dialog is not None and not isinstance(error, CancelledError):
            self._dialog.show_problem(error.sentence)

    def _closed(self) -> None:
        self._dialog = None

    def _accept(self, pairs: list[tuple[int, str]]) -> None:
        made: tuple[Decision, ...] = tuple((i, mood, True) for i, mood in pairs)
        step = Step(made, tuple((i, mood, None) for i, mood in pairs))
        self._context.run(
            Lane.WRITE,
            lambda service, job: service.decide(made),
            lambda rows: self._accepted(rows, step),
        )

    def _accepted(self, rows: list[SongRow], step: Step) -> None:
        self._library.show_rows(rows)
        self.accepted.emit(step)
        moods = words.counted(len(step.made), self.tr("%1 mood"), self.tr("%1 moods"))
        text = self.tr("Accepted %1 in %2. Nothing is written into the files yet.")
        text = text.replace("%1", moods).replace("%2", words.songs(len(rows)))
        back = Choice(self.tr("Take back"), lambda: self._take_back(step))
        self._context.views.messages.tell(text, back, topic="tags")

    def _take_back(self, step: Step) -> None:
        self.takenBack.emit(step)
        self._context.run(
            Lane.WRITE,
            lambda service, job: service.decide(step.before),
            self._library.show_rows,
        )
