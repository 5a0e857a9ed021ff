"""Scanning: one at a time, further ones wait; results come in as they are heard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import Progress
from moodtagger.ui import formatting as words
from moodtagger.ui.jobs.job_registry import Account
from moodtagger.ui.jobs.job_runner import Job, Lane
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.main_window.messages import Choice
from moodtagger.ui.main_window.status_bar import JobStatus

if TYPE_CHECKING:
    from moodtagger.services.scan.scanner import ScanSummary

_NAMED = 3  # targets whose names fit into a job's title


class ScanControl(QObject):
    """Starts scans, shows their progress and rows, and sums up at the end."""

    finished = Signal(object)  # the scanned targets, a list of str

    def __init__(
        self,
        context: Context,
        library: LibraryControl,
        status: JobStatus,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._status = status
        self._job: Job | None = None
        self._targets: list[str] = []
        self._waiting: list[str] = []
        status.cancelled.connect(self.stop)
        status.hide()

    def scan(self, targets: Sequence[str]) -> None:
        """Scan folders or single files into the library, after the scan that is under way."""
        if not targets or not self._context.writable:
            return
        if self._job is not None:
            self._waiting += [target for target in targets if target not in self._waiting]
            self._context.views.messages.tell(
                self.tr("This comes next, after the scan that is under way."), topic="scan"
            )
            return
        self._start(list(targets))

    def rescan(self) -> None:
        """Scan all folders of the library."""
        self.scan(self._context.folders)

    @property
    def job(self) -> Job | None:
        """The scan that is under way."""
        return self._job

    def unfinished(self) -> list[str]:
        """The targets of the scan that is under way and of those that wait."""
        return [] if self._job is None else [*self._targets, *self._waiting]

    def stop(self) -> None:
        """Ask the scan to stop, and forget those that wait."""
        self._waiting.clear()
        if self._job is not None:
            self._job.cancel.set()
            self._status.show_stopping()

    def _start(self, targets: list[str]) -> None:
        context = self._context
        exclude = context.settings.exclude

        def work(service: Service, job: Job) -> ScanSummary:
            return service.scan(
                targets,
                exclude=exclude,
                keep_older=True,  # they are heard anew when nothing else is to do
                on_progress=job.report,
                on_rows=job.report,
                cancel=job.cancel,
                pause=job.pause,
            )

        self._targets = targets
        title = self.tr("Scan of %1").replace("%1", _names(targets))
        self._job = context.run(
            Lane.SCAN,
            work,
            self._done,
            failed=self._failed,
            events=self._events,
            account=Account(title, pausable=True, told=self._summary_words, heavy=True),
        )
        context.scanning = True
        context.views.show_screen(context.views.sides)
        context.summary.hide()
        self._status.start(self.tr("Looking for songs\N{HORIZONTAL ELLIPSIS}"))
        context.refresh()

    def _events(self, events: list[Any]) -> None:
        """A batch of the last tenth of a second: the newest progress, all rows."""
        rows = {row.track_id: row for event in events if isinstance(event, list) for row in event}
        self._library.show_rows(rows.values())
        progress = [event for event in events if isinstance(event, Progress)]
        if progress and self._job is not None:
            self._status.show_progress(progress[-1])

    def _done(self, summary: ScanSummary) -> None:
        self._tell(summary)
        self._end()

    def _failed(self, error: MoodtaggerError) -> None:
        self._context.tell_error(error)
        self._end()

    def _end(self) -> None:
        self._job = None
        self._context.scanning = False
        self._status.hide()
        self._context.summary.show()
        self._library.renew_folders()
        self._context.refresh()
        self.finished.emit(self._targets)
        if self._waiting:
            targets, self._waiting = self._waiting, []
            self._start(targets)

    def _tell(self, summary: ScanSummary) -> None:
        choices = []
        if summary.failed:
            failed = list(summary.failed)
            choices.append(Choice(self.tr("Show why"), lambda: self._show_failed(failed)))
        if summary.cancelled:
            choices.append(Choice(self.tr("Go on"), lambda: self.scan(self._targets)))
        self._context.views.messages.tell(
            self._summary_words(summary), *choices, warning=bool(summary.failed), topic="scan"
        )

    def _summary_words(self, summary: ScanSummary) -> str:
        begin = self.tr("Scan stopped") if summary.cancelled else self.tr("Scan finished")
        parts = [self.tr("%1 found").replace("%1", words.songs(summary.found))]
        parts.append(self.tr("%1 newly heard").replace("%1", words.number(summary.analysed)))
        if summary.failed:
            parts.append(self.tr("%1 failed").replace("%1", words.number(len(summary.failed))))
        if summary.absent:
            parts.append(
                self.tr("%1 no longer there (their results are kept)").replace(
                    "%1", words.number(summary.absent)
                )
            )
        return f"{begin}: {', '.join(parts)}."

    def _show_failed(self, failed: list[tuple[str, str]]) -> None:
        from moodtagger.ui.main_window.failed_files_dialog import FileListDialog

        dialog = FileListDialog(
            self.tr("Files that could not be heard"),
            self.tr("These files were left as they are. The other songs are done."),
            failed,
            self._context.window,
        )
        dialog.show()


def _names(targets: Sequence[str]) -> str:
    """The last parts of the paths; of many only how many."""
    if len(targets) > _NAMED:
        return QCoreApplication.translate("ScanControl", "%1 folders and files").replace(
            "%1", words.number(len(targets))
        )
    return ", ".join(words.file_name(target) for target in targets)
