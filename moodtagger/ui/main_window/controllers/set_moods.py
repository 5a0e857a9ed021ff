"""Moods set and removed on the selected songs at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from moodtagger.core.mood_changes import Decision
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.formatting import song_count
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.decisions import DecisionQueue
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.messages import MessageChoice
from moodtagger.ui.review.review_progress import own_labels

if TYPE_CHECKING:
    from moodtagger.ui.review.set_moods_dialog import SetMoodsDialog


class SetMoodsController(QObject):
    """Serves the dialog; what it changes is one step of the window's undo."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        decisions: DecisionQueue,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._library, self._decisions = context, library, decisions
        self.dialog: SetMoodsDialog | None = None
        self.action = context.actions.add(
            "edit",
            self.tr("&Set moods…"),
            "Ctrl+Shift+M",
            tip=self.tr("Set or remove moods on all selected songs"),
            needs=("writable", "selected"),
        )
        self.action.triggered.connect(lambda: self.show())

    def show(self) -> None:
        """Open the dialog for the selected songs."""
        from moodtagger.ui.review.set_moods_dialog import SetMoodsDialog

        if self.dialog is not None and isValid(self.dialog):
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        table = self._context.views.table
        found = map(self._library.song, table.ordered_selection())
        rows = [self._decisions.with_pending(row) for row in found if row is not None]
        if not rows or not self._context.writable:
            return
        vocabulary = self._library.vocabulary or Vocabulary([])
        labels = own_labels(table.model.songs, vocabulary)
        self.dialog = SetMoodsDialog(rows, vocabulary, labels, self._context.window)
        self.dialog.chosen.connect(self._change)
        self.dialog.open()

    def _change(self, decisions: list[Decision]) -> None:
        self._decisions.decide(decisions)
        step = self._context.undo.next_undo
        songs = song_count(len({track_id for track_id, _, _ in decisions}))
        text = self.tr("Moods of %1 changed. No files are changed yet.").replace("%1", songs)
        undo = MessageChoice(self.tr("Undo"), lambda: self._context.undo.undo(step))
        self._context.views.messages.show_message(text, undo, topic="tags")
