"""Corrections of tempos: tapped, typed, halved or doubled, for one song or many, with undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.playback import PlaybackController
from moodtagger.ui.main_window.messages import MessageChoice
from moodtagger.ui.main_window.undo import UndoStep
from moodtagger.ui.text_normalization import display_text

if TYPE_CHECKING:
    from moodtagger.ui.tempo_dialog import TempoChoice, TempoDialog

_TOPIC = "tempo"
Tempos = list[tuple[int, float | None]]


class TempoController(QObject):
    """Saves the user's tempos of songs; each change offers to undo it."""

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
        self.dialog: TempoDialog | None = None
        tip = self.tr("The detected tempo is kept, and files change only when you write tags")
        self.actions: list[QAction] = []
        for text, keys, slot in (
            (self.tr("Correct te&mpo\N{HORIZONTAL ELLIPSIS}"), "Ctrl+B", self.show),
            (self.tr("Hal&f tempo"), "", lambda: self._scale(0.5)),
            (self.tr("Doub&le tempo"), "", lambda: self._scale(2.0)),
        ):
            action = context.actions.add(
                "edit", text, keys, tip=tip, needs=("writable", "selected")
            )
            action.triggered.connect(lambda _on=False, slot=slot: slot())
            self.actions.append(action)

    def show(self) -> None:
        """Open the dialog for the selected songs."""
        from moodtagger.ui.tempo_dialog import TempoDialog

        rows = self._selected()
        if rows and self._context.writable:
            self.dialog = TempoDialog(rows, self._context.window)
            self.dialog.chosen.connect(lambda choice: self._choose(rows, choice))
            self.dialog.playRequested.connect(self._playback.toggle)
            self.dialog.open()

    def _scale(self, factor: float) -> None:
        from moodtagger.ui.tempo_dialog import TempoChoice

        self._choose(self._selected(), TempoChoice(factor=factor))

    def _choose(self, rows: list[SongRow], choice: TempoChoice) -> None:
        if choice.factor is None:
            self._change([(row.track_id, choice.bpm) for row in rows], rows)
        else:
            known = [row for row in rows if row.effective_bpm is not None]
            factor = choice.factor
            self._change(
                [(row.track_id, (row.effective_bpm or 0.0) * factor) for row in known], known
            )

    def _selected(self) -> list[SongRow]:
        rows = map(self._library.song, self._context.views.table.ordered_selection())
        return [row for row in rows if row is not None]

    def _change(self, tempos: Tempos, rows: list[SongRow]) -> None:
        if not tempos or not self._context.writable:
            return
        before: Tempos = [(row.track_id, row.corrected_bpm) for row in rows]
        self._save(tempos, lambda changed: self._changed(changed, tempos, before))

    def _save(self, tempos: Tempos, done: Callable[[list[SongRow]], None]) -> None:
        self._context.run(
            JobQueue.WRITE, lambda service, job: service.review.correct_tempo(tempos), done
        )

    def _changed(self, rows: list[SongRow], tempos: Tempos, before: Tempos) -> None:
        self._library.show_rows(rows)
        step = self._context.undo.push(
            UndoStep(
                self.tr("tempo of %1").replace("%1", _songs_text(rows)),
                lambda: self._save(before, self._library.show_rows),
                lambda: self._save(tempos, self._library.show_rows),
            )
        )
        undo = MessageChoice(self.tr("Undo"), lambda: self._context.undo.undo(step))
        self._context.views.messages.show_message(self._message_text(rows), undo, topic=_TOPIC)

    def _message_text(self, rows: list[SongRow]) -> str:
        songs = _songs_text(rows)
        tempos = {row.effective_bpm for row in rows}
        bpm = tempos.pop() if len(tempos) == 1 else None
        if bpm is None:
            return self.tr("%1: tempo corrected.").replace("%1", songs)
        text = self.tr("%1: tempo set to %2 BPM.").replace("%1", songs)
        return text.replace("%2", formatting.format_decimal(bpm, 1))


def _songs_text(rows: list[SongRow]) -> str:
    if len(rows) == 1:
        return formatting.quote(formatting.shorten(display_text(rows[0].name)))
    return formatting.song_count(len(rows))
