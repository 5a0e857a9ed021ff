"""Sounds different to me: the dialog, the map's drag, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting as words
from moodtagger.ui.correction.strings import Place, in_words
from moodtagger.ui.jobs.job_runner import Lane
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.main_window.controllers.playback import PlayControl
from moodtagger.ui.main_window.messages import Choice
from moodtagger.ui.text_normalization import display_text

if TYPE_CHECKING:
    from moodtagger.ui.correction.dialog import CorrectionDialog

Places = list[tuple[int, Place | None]]
_TOPIC = "corrections"


class CorrectionControl(QObject):
    """Keeps what the person says of a song's place; each change can be taken back at once."""

    def __init__(
        self,
        context: Context,
        library: LibraryControl,
        playing: PlayControl,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._playing = playing
        self._dialog: CorrectionDialog | None = None
        needs = ("writable", "selected")
        self.different = context.actions.add(
            "edit",
            self.tr("Sounds &different to me\N{HORIZONTAL ELLIPSIS}"),
            "Ctrl+D",
            tip=self.tr("Say where you hear the selected songs; the network's place is kept too"),
            needs=needs,
        )
        self.back = context.actions.add(
            "edit",
            self.tr("Ta&ke back corrections"),
            "Ctrl+Shift+D",
            tip=self.tr("Let the network's place count again for the selected songs"),
            needs=needs,
        )
        self.different.triggered.connect(self.show)
        self.back.triggered.connect(self.take_back_selected)
        context.views.map.corrected.connect(self.correct)
        inspector = context.views.inspector
        inspector.differentWanted.connect(lambda track_id: self._open([track_id]))
        inspector.takeBackWanted.connect(lambda track_id: self.take_back([track_id]))

    def show(self) -> None:
        """Ask for the place of the selected songs."""
        self._open(self._context.views.table.ordered_selection())

    def correct(self, track_id: int, valence: float, arousal: float) -> None:
        """Put one song there, as after it was dragged on the map."""
        self._change([(track_id, (valence, arousal))])

    def take_back_selected(self) -> None:
        """Take back the corrections of the selected songs."""
        self.take_back(self._context.views.table.ordered_selection())

    def take_back(self, track_ids: Sequence[int]) -> None:
        """Let the network's place count again."""
        rows = [row for row in self._rows(track_ids) if row.correction is not None]
        if rows:
            self._change([(row.track_id, None) for row in rows])
        else:
            text = self.tr("None of the selected songs was corrected.")
            self._context.views.messages.tell(text, topic=_TOPIC)

    def _open(self, track_ids: Sequence[int]) -> None:
        from moodtagger.ui.correction.dialog import CorrectionDialog

        rows = self._rows(track_ids)
        if not rows or not self._context.writable:
            return
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        ids = [row.track_id for row in rows]
        dialog = CorrectionDialog(rows, self._context.window)
        dialog.chosen.connect(lambda place: self._change([(i, place) for i in ids]))
        dialog.takenBack.connect(lambda: self.take_back(ids))
        dialog.playWanted.connect(self._playing.toggle)
        self._dialog = dialog
        dialog.open()

    def _rows(self, track_ids: Sequence[int]) -> list[SongRow]:
        return [row for row in map(self._library.song, track_ids) if row is not None]

    def _change(self, places: Places) -> None:
        if not self._context.writable:
            return
        before = [(row.track_id, _own(row)) for row in self._rows([i for i, _ in places])]
        self._context.run(
            Lane.WRITE,
            lambda service, job: service.correct(places),
            lambda rows: self._changed(rows, places, before),
        )

    def _changed(self, rows: list[SongRow], places: Places, before: Places) -> None:
        self._library.show_rows(rows)
        undo = Choice(self.tr("Take back"), lambda: self._put_back(before, places), undoes=True)
        self._context.views.messages.tell(self._told(rows, places), undo, topic=_TOPIC)

    def _put_back(self, places: Places, again: Places) -> None:
        self._context.run(
            Lane.WRITE,
            lambda service, job: service.correct(places),
            lambda rows: self._was_put_back(rows, again),
        )

    def _was_put_back(self, rows: list[SongRow], again: Places) -> None:
        self._library.show_rows(rows)
        text = self.tr("%1 is where it was before.") if len(rows) == 1 else self.tr("%1 are back.")
        redo = Choice(self.tr("Do it again"), lambda: self._change(again))
        text = text.replace("%1", self._named(rows))
        self._context.views.messages.tell(text, redo, topic=_TOPIC)

    def _told(self, rows: list[SongRow], places: Places) -> str:
        chosen = {place for _, place in places}
        place = chosen.pop() if len(chosen) == 1 else None
        if place is None:
            text = self.tr("%1: the network's place counts again.")
            return text.replace("%1", self._named(rows))
        text = self.tr("%1: your place counts now, %2. The network's is kept beside it.")
        return text.replace("%1", self._named(rows)).replace("%2", in_words(place))

    def _named(self, rows: list[SongRow]) -> str:
        if len(rows) == 1:
            return words.quoted(words.shorten(display_text(rows[0].name)))
        return words.songs(len(rows))


def _own(row: SongRow) -> Place | None:
    """The place that the person gave the song."""
    return None if row.correction is None else (row.correction.valence, row.correction.arousal)
