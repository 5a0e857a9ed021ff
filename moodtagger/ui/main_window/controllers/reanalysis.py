"""Background analysis of songs that an older model analyzed, or a quick scan."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from moodtagger.core.errors import MoodtaggerError
from moodtagger.ui import formatting
from moodtagger.ui.jobs.job_registry import JobEntry, JobInfo, JobStage
from moodtagger.ui.jobs.job_runner import Job, JobQueue
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.scan import ScanController
from moodtagger.ui.main_window.messages import MessageChoice
from moodtagger.ui.player.player import Player

if TYPE_CHECKING:
    from moodtagger.services.reanalysis_job import ReanalysisSummary

SOON_MS = 3000  # after opening the library or the end of a scan
PRIORITY_INTERVAL_MS = 500  # between updates of the visible songs
_MAX_SELECTED = 200  # selected songs with priority
_STATE_KEY = "anew"  # key of the saved state: a word, a colon, the model's name
_ANNOUNCED, _PAUSED, _STOPPED = "told", "paused", "stopped"


class ReanalysisController(QObject):
    """Starts by itself and resumes at the next start, unless the user stopped it.

    The old analysis is shown until the new one is available.
    """

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        scans: ScanController,
        player: Player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._player = player
        self.job: Job | None = None
        self._completes = False  # only quick analyses
        self._stopped_completing = False  # until the next scan or start
        self.priority_ids: tuple[int, ...] = ()  # read by the worker; replaced, never modified
        self.start_timer = QTimer(self, singleShot=True, interval=SOON_MS)
        self.start_timer.timeout.connect(lambda: self._count_stale(requested=False))
        self._priority_timer = QTimer(self, interval=PRIORITY_INTERVAL_MS)
        self._priority_timer.timeout.connect(self._update_priority)
        library.opened.connect(self.start_timer.start)
        scans.finished.connect(self._scan_finished)
        self.action = context.actions.add(
            "library",
            self.tr("&Update analysis with the current model"),
            tip=self.tr("Re-analyze songs that were analyzed with an older model, or only quickly"),
            needs=("writable",),
        )
        self.action.triggered.connect(lambda _checked=False: self.start_requested())

    def start_requested(self) -> None:
        """Analyze all songs whose analysis is old, as the user asked."""
        self._count_stale(requested=True)

    def save_state(self) -> dict[str, str]:
        """Return the state for the next window."""
        entry = self._entry()
        if entry is not None and entry.stage is JobStage.PAUSED and not entry.on_battery:
            self._set_saved_state(_PAUSED)
        saved = self._context.views.saved_state.get(_STATE_KEY, "")
        return {_STATE_KEY: saved} if saved else {}

    def priority_songs(self) -> Iterator[int]:
        """Yield the playing song, the selected songs and the visible ones."""
        table = self._context.views.table
        if self._player.track_id is not None:
            yield self._player.track_id
        yield from table.ordered_selection()[:_MAX_SELECTED]
        yield from table.ids_on_screen()

    # -- starting -----------------------------------------------------------------------

    def _scan_finished(self) -> None:
        self._stopped_completing = False
        self.start_timer.start()

    def _count_stale(self, *, requested: bool) -> None:
        context = self._context
        if self.job is not None or not context.writable:
            return
        if not requested and (context.scanning or self._saved_state() == _STOPPED):
            return
        context.run(
            JobQueue.READ,
            lambda service, job: (
                service.reanalysis.count_stale(),
                service.reanalysis.count_quick(),
            ),
            lambda counts: self._start_if_stale(*counts, requested=requested),
            supersede_key="stale songs",
        )

    def _start_if_stale(self, songs: int, quick: int, *, requested: bool) -> None:
        completes = songs == quick
        if self.job is not None or (completes and self._stopped_completing and not requested):
            return
        self._completes = completes
        if songs:
            self._start(songs, requested=requested)
        elif requested:
            text = self.tr("The analysis of all songs is up to date.")
            self._context.views.messages.show_message(text, topic="reanalysis")

    def _start(self, songs: int, *, requested: bool) -> None:
        ready = Event()  # set once the job has been paused, if it starts paused

        def work(service: Service, job: Job) -> ReanalysisSummary:
            ready.wait()
            return service.reanalysis.run(
                priority_ids=lambda: self.priority_ids,
                on_progress=job.report,
                on_rows=job.report,
                cancel=job.cancel,
                pause=job.pause,
            )

        state = self._saved_state()
        self._update_priority()
        title = (
            self.tr("Analyzing completely: %1")
            if self._completes
            else self.tr("Updating analysis: %1")
        ).replace("%1", formatting.song_count(songs))
        self.job = self._context.run(
            JobQueue.REANALYZE,
            work,
            self._done,
            failed=self._failed,
            events=self._events,
            job_info=JobInfo(
                title,
                pausable=True,
                summarize=self._summary_text,
                heavy=True,
                user_requested=requested,
            ),
        )
        self._priority_timer.start()
        entry = self._entry()
        if entry is not None and state == _PAUSED and not requested:
            self._context.job_registry.pause(entry, True)
        ready.set()
        if not self._completes:
            self._set_saved_state(_ANNOUNCED)
            if not state:
                self._announce(songs)

    def _announce(self, songs: int) -> None:
        text = self.tr(
            "Updating the analysis of %1 in the background. Until then you see the "
            "previous results."
        )
        stop = MessageChoice(self.tr("Not now"), self._stop)
        self._context.views.messages.show_message(
            text.replace("%1", formatting.song_count(songs)), stop, topic="reanalysis"
        )

    def _stop(self) -> None:
        entry = self._entry()
        if entry is not None:
            self._context.job_registry.stop(entry)

    # -- running -----------------------------------------------------------------------

    def _update_priority(self) -> None:
        entry = self._entry()
        if entry is not None:
            self._context.job_registry.set_yielding(entry, self._context.scanning)
        table = self._context.views.table
        rows = ((track_id, table.song(track_id)) for track_id in self.priority_songs())
        self.priority_ids = tuple(
            track_id for track_id, row in rows if row is not None and row.stale
        )

    def _events(self, events: list[Any]) -> None:
        rows = {row.track_id: row for event in events if isinstance(event, list) for row in event}
        self._library.show_rows(rows.values())

    def _done(self, summary: ReanalysisSummary) -> None:
        if summary.cancelled and self._completes:
            self._stopped_completing = True
        elif summary.cancelled:
            self._set_saved_state(_STOPPED)
        self._end()

    def _failed(self, error: MoodtaggerError) -> None:
        self._context.show_error(error)
        self._end()

    def _end(self) -> None:
        self.job = None
        self._priority_timer.stop()
        self._library.reload_duplicates()

    def _summary_text(self, summary: ReanalysisSummary) -> str:
        begin = self.tr("Stopped") if summary.cancelled else self.tr("Done")
        parts = [self.tr("%1 updated").replace("%1", formatting.song_count(summary.analyzed))]
        if summary.failed:
            text = self.tr("%1 failed (previous analysis kept)")
            parts.append(text.replace("%1", formatting.format_count(len(summary.failed))))
        if summary.skipped:
            text = self.tr("%1 missing or changed (rescan to update)")
            parts.append(text.replace("%1", formatting.format_count(summary.skipped)))
        return f"{begin}: {', '.join(parts)}."

    # -- saved state --------------------------------------------------------------

    def _saved_state(self) -> str:
        """Return the saved state for the current model; empty for a new model."""
        state, _, model = self._context.views.saved_state.get(_STATE_KEY, "").partition(":")
        return state if model == self._model_name() else ""

    def _set_saved_state(self, state: str) -> None:
        self._context.views.saved_state[_STATE_KEY] = f"{state}:{self._model_name()}"

    def _model_name(self) -> str:
        return "" if self._context.service is None else self._context.service.model

    def _entry(self) -> JobEntry | None:
        entries = self._context.job_registry.active
        return next((e for e in entries if self.job is not None and e.job is self.job), None)
