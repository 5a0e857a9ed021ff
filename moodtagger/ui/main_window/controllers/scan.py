"""Scans: one at a time, with further targets queued and results shown as they arrive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import JobProgress
from moodtagger.services.scan.summary import ScanDepth, ScanSummary
from moodtagger.ui import formatting
from moodtagger.ui.jobs.job_registry import JobInfo
from moodtagger.ui.jobs.job_runner import Job, JobQueue
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.messages import MessageChoice
from moodtagger.ui.main_window.status_bar import JobStatus

_MAX_NAMED_TARGETS = 3  # in a job's title


class ScanController(QObject):
    """Starts scans and shows their progress, rows and summary."""

    finished = Signal(object)  # the scanned targets, a list of str

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        status: JobStatus,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._status = status
        self._job: Job | None = None
        self._targets: list[str] = []
        self._quiet = False
        self._queued_targets: list[str] = []
        status.cancelRequested.connect(self.stop)
        status.hide()

    def scan_changed(self, folders: Sequence[str]) -> None:
        """Scan folders that changed by themselves; reported only where something is new."""
        if folders and self._job is None and self._context.writable:
            self._start(list(folders), quiet=True)

    def scan(self, targets: Sequence[str]) -> None:
        """Scan folders or single files into the library, after the running scan."""
        if not targets or not self._context.writable:
            return
        if self._job is not None:
            self._queued_targets += [
                target for target in targets if target not in self._queued_targets
            ]
            self._context.views.messages.show_message(
                self.tr("Starts after the current scan."), topic="scan"
            )
            return
        self._start(list(targets))

    def rescan(self) -> None:
        """Scan all folders of the library."""
        self.scan(self._context.folders)

    @property
    def job(self) -> Job | None:
        """The running scan."""
        return self._job

    def unfinished_targets(self) -> list[str]:
        """Return the targets of the running scan and the queued ones."""
        return [] if self._job is None else [*self._targets, *self._queued_targets]

    def stop(self) -> None:
        """Cancel the running scan and the queued ones."""
        self._queued_targets.clear()
        if self._job is not None:
            self._job.cancel.set()
            self._status.show_stopping()

    def _start(self, targets: list[str], *, quiet: bool = False) -> None:
        context = self._context
        exclude = context.settings.exclude
        at_once = context.settings.complete_at_once

        def work(service: Service, job: Job) -> ScanSummary:
            return service.analysis.scan(
                targets,
                exclude=exclude,
                keep_stale=True,  # the re-analysis job updates them in the background
                depth=ScanDepth.COMPLETE if at_once else ScanDepth.TWICE,
                on_progress=job.report,
                on_rows=job.report,
                cancel=job.cancel,
                pause=job.pause,
            )

        self._targets, self._quiet = targets, quiet
        title = self.tr("Scanning %1").replace("%1", _target_names(targets))
        self._job = context.run(
            JobQueue.SCAN,
            work,
            self._done,
            failed=self._failed,
            events=self._events,
            job_info=JobInfo(title, pausable=True, summarize=self._summary_text, heavy=True),
        )
        context.scanning = True
        context.views.show_screen(context.views.main_splitter)
        context.summary.hide()
        self._status.start(self.tr("Looking for songs\N{HORIZONTAL ELLIPSIS}"))
        context.refresh()

    def _events(self, events: list[Any]) -> None:
        """Show the newest progress and all rows of a batch."""
        rows = {row.track_id: row for event in events if isinstance(event, list) for row in event}
        self._library.show_rows(rows.values())
        progress = [event for event in events if isinstance(event, JobProgress)]
        if progress and self._job is not None:
            self._status.show_progress(progress[-1])

    def _done(self, summary: ScanSummary) -> None:
        if summary.unlisted:
            self._library.reload()
        if not self._quiet or summary.analysed or summary.failed or summary.absent:
            self._show_summary(summary)
        self._end()

    def _failed(self, error: MoodtaggerError) -> None:
        self._context.show_error(error)
        self._end()

    def _end(self) -> None:
        self._job = None
        self._context.scanning = False
        self._status.hide()
        self._context.summary.show()
        self._library.reload_folders()
        self._library.reload_duplicates()
        self._context.refresh()
        self.finished.emit(self._targets)
        if self._queued_targets:
            targets, self._queued_targets = self._queued_targets, []
            self._start(targets)

    def _show_summary(self, summary: ScanSummary) -> None:
        choices = []
        if summary.failed:
            failed = list(summary.failed)
            choices.append(
                MessageChoice(self.tr("Show details"), lambda: self._show_failed(failed))
            )
        if summary.left_out:
            left_out = list(summary.left_out)
            choices.append(
                MessageChoice(self.tr("Show skipped"), lambda: self._show_left_out(left_out))
            )
        if summary.cancelled:
            choices.append(MessageChoice(self.tr("Resume"), lambda: self.scan(self._targets)))
        self._context.views.messages.show_message(
            self._summary_text(summary), *choices, warning=bool(summary.failed), topic="scan"
        )

    def _summary_text(self, summary: ScanSummary) -> str:
        begin = self.tr("Scan stopped") if summary.cancelled else self.tr("Scan finished")
        parts = [self.tr("%1 found").replace("%1", formatting.song_count(summary.found))]
        parts.append(
            self.tr("%1 analyzed").replace("%1", formatting.format_count(summary.analysed))
        )
        if summary.failed:
            parts.append(
                self.tr("%1 failed").replace("%1", formatting.format_count(len(summary.failed)))
            )
        if summary.left_out:
            parts.append(self.tr("%Ln file(s) skipped", "", len(summary.left_out)))
        if summary.absent:
            parts.append(
                self.tr("%1 missing (results kept)").replace(
                    "%1", formatting.format_count(summary.absent)
                )
            )
        return f"{begin}: {', '.join(parts)}."

    def _show_failed(self, failed: list[tuple[str, str]]) -> None:
        from moodtagger.ui.main_window.dialogs import FileListDialog

        dialog = FileListDialog(
            self.tr("Couldn't analyze"),
            self.tr("These files were not changed. All other songs are done."),
            failed,
            self._context.window,
        )
        dialog.show()

    def _show_left_out(self, left_out: list[tuple[str, str]]) -> None:
        from moodtagger.ui.main_window.dialogs import FileListDialog

        dialog = FileListDialog(
            self.tr("Skipped files"),
            self.tr("These files were not recognized as songs and were not changed."),
            left_out,
            self._context.window,
        )
        dialog.show()


def _target_names(targets: Sequence[str]) -> str:
    """Return the last components of the paths, or their count if there are many."""
    if len(targets) > _MAX_NAMED_TARGETS:
        return QCoreApplication.translate(
            "ScanController", "%Ln folder(s) and file(s)", "", len(targets)
        )
    return ", ".join(formatting.file_name(target) for target in targets)
