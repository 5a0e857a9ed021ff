"""Hearing songs anew that only an older network has heard, while nothing else is to do."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from moodtagger.core.errors import MoodtaggerError
from moodtagger.ui import formatting as words
from moodtagger.ui.jobs.job_registry import Account, Entry, Stage
from moodtagger.ui.jobs.job_runner import Job, Lane
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.main_window.controllers.scan import ScanControl
from moodtagger.ui.main_window.messages import Choice
from moodtagger.ui.player.player import Player

if TYPE_CHECKING:
    from moodtagger.services.reanalysis.job import RehearSummary

SOON_MS = 3000  # after the library was opened or a scan ended
LOOK_MS = 500  # between two looks at which songs are in sight
_MOST = 200  # selected songs
_STATE = "anew"  # under this name it is remembered: a word, a colon, the network's name
_TOLD, _PAUSED, _STOPPED = "told", "paused", "stopped"


class RehearControl(QObject):
    """Starts by itself and goes on at the next start, unless the person stopped it.

    What the older network heard is shown until the new answer is there.
    """

    def __init__(
        self,
        context: Context,
        library: LibraryControl,
        scans: ScanControl,
        player: Player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._player = player
        self.job: Job | None = None
        self._first: tuple[int, ...] = ()  # read by the worker, replaced as a whole
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(lambda: self._count(asked=False))
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self._look)
        library.opened.connect(self._soon.start)
        scans.finished.connect(lambda _targets: self._soon.start())
        self.action = context.actions.add(
            "library",
            self.tr("Hear songs of an older network &anew"),
            tip=self.tr("Songs that only an older network has heard; it goes on where it was"),
            needs=("writable",),
        )
        self.action.triggered.connect(lambda _checked=False: self._count(asked=True))

    def remember(self) -> dict[str, str]:
        """What to keep for the next window."""
        entry = self._entry()
        if entry is not None and entry.stage is Stage.PAUSED and not entry.on_battery:
            self._keep(_PAUSED)
        kept = self._context.views.kept.get(_STATE, "")
        return {_STATE: kept} if kept else {}

    def songs_first(self) -> Iterator[int]:
        """What the person looks at: the song that plays, the selected ones, those in sight."""
        table = self._context.views.table
        if self._player.track_id is not None:
            yield self._player.track_id
        yield from table.ordered_selection()[:_MOST]
        yield from table.ids_in_sight()

    # -- beginning -----------------------------------------------------------------------

    def _count(self, *, asked: bool) -> None:
        context = self._context
        if self.job is not None or not context.writable:
            return
        if not asked and (context.scanning or self._word() == _STOPPED):
            return
        context.run(
            Lane.READ,
            lambda service, job: service.count_older(),
            lambda songs: self._counted(songs, asked=asked),
            newest="older songs",
        )

    def _counted(self, songs: int, *, asked: bool) -> None:
        if self.job is not None:
            return
        if songs:
            self._start(songs, asked=asked)
        elif asked:
            text = self.tr("All songs were heard by the network in use.")
            self._context.views.messages.tell(text, topic="anew")

    def _start(self, songs: int, *, asked: bool) -> None:
        settled = Event()  # whether it begins paused

        def work(service: Service, job: Job) -> RehearSummary:
            settled.wait()
            return service.hear_anew(
                first=lambda: self._first,
                on_progress=job.report,
                on_rows=job.report,
                cancel=job.cancel,
                pause=job.pause,
            )

        word = self._word()
        self._look()
        title = self.tr("Hearing anew: %1").replace("%1", words.songs(songs))
        self.job = self._context.run(
            Lane.REHEAR,
            work,
            self._done,
            failed=self._failed,
            events=self._events,
            account=Account(
                title, pausable=True, told=self._summary_words, heavy=True, asked=asked
            ),
        )
        self._looking.start()
        entry = self._entry()
        if entry is not None and word == _PAUSED and not asked:
            self._context.ledger.pause(entry, True)
        settled.set()
        self._keep(_TOLD)
        if not word:
            self._tell_once(songs)

    def _tell_once(self, songs: int) -> None:
        text = self.tr(
            "Another network is in use now. It hears your songs anew (%1) while nothing else is to "
            "do; until then you see what the one before heard."
        )
        stop = Choice(self.tr("Not now"), self._stop)
        self._context.views.messages.tell(
            text.replace("%1", words.songs(songs)), stop, topic="anew"
        )

    def _stop(self) -> None:
        entry = self._entry()
        if entry is not None:
            self._context.ledger.stop(entry)

    # -- under way -----------------------------------------------------------------------

    def _look(self) -> None:
        entry = self._entry()
        if entry is not None:
            self._context.ledger.give_way(entry, self._context.scanning)
        table = self._context.views.table
        rows = ((track_id, table.song(track_id)) for track_id in self.songs_first())
        self._first = tuple(track_id for track_id, row in rows if row is not None and row.older)

    def _events(self, events: list[Any]) -> None:
        rows = {row.track_id: row for event in events if isinstance(event, list) for row in event}
        self._library.show_rows(rows.values())

    def _done(self, summary: RehearSummary) -> None:
        if summary.cancelled:
            self._keep(_STOPPED)
        self._end()

    def _failed(self, error: MoodtaggerError) -> None:
        self._context.tell_error(error)
        self._end()

    def _end(self) -> None:
        self.job = None
        self._looking.stop()

    def _summary_words(self, summary: RehearSummary) -> str:
        begin = self.tr("Stopped") if summary.cancelled else self.tr("Done")
        parts = [self.tr("%1 heard anew").replace("%1", words.songs(summary.heard))]
        if summary.failed:
            text = self.tr("%1 failed (what was heard before is kept)")
            parts.append(text.replace("%1", words.number(len(summary.failed))))
        if summary.left_out:
            text = self.tr("%1 away or changed (the next scan looks there)")
            parts.append(text.replace("%1", words.number(summary.left_out)))
        return f"{begin}: {', '.join(parts)}."

    # -- what is remembered --------------------------------------------------------------

    def _word(self) -> str:
        """How it stood with this network; empty when it is new."""
        word, _, network = self._context.views.kept.get(_STATE, "").partition(":")
        return word if network == self._network() else ""

    def _keep(self, word: str) -> None:
        self._context.views.kept[_STATE] = f"{word}:{self._network()}"

    def _network(self) -> str:
        return "" if self._context.service is None else self._context.service.model

    def _entry(self) -> Entry | None:
        entries = self._context.ledger.under_way
        return next((e for e in entries if self.job is not None and e.job is self.job), None)
