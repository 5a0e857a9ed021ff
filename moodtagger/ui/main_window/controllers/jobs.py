"""The Jobs panel in the window: actions, failed files, and resuming an unfinished scan."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QToolButton

from moodtagger.core.tracks import SongRow
from moodtagger.ui.job_panel import JobPanel
from moodtagger.ui.jobs.job_registry import JobEntry, JobStage
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.scan import ScanController
from moodtagger.ui.main_window.messages import MessageChoice
from moodtagger.ui.main_window.status_bar import JobStatus

_PANEL_KEY, _SCAN_KEY = "jobs", "scan"  # keys of the saved state


class JobsController(QObject):
    """Shows and hides the panel, and offers an unfinished scan at the next start."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        scans: ScanController,
        status: JobStatus,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._scans = scans
        self._status = status
        self.panel = JobPanel(context.job_registry)
        context.views.add_strip(self.panel)
        self._create_actions()
        self._create_button()
        self.panel.closed.connect(lambda: self.panel_action.setChecked(False))
        self.panel.failuresRequested.connect(self.show_failed)
        status.pauseRequested.connect(self.pause_scan)
        for signal in (
            context.job_registry.added,
            context.job_registry.changed,
            context.job_registry.removed,
        ):
            signal.connect(self._update)
        library.opened.connect(self._offer_unfinished)
        shown = context.settings.window.get(_PANEL_KEY) == "shown"
        self.panel_action.setChecked(shown)
        self._show_panel(shown)
        self._update()

    def save_state(self, *, reopening: bool) -> dict[str, str]:
        """Return the state for the next window: panel and running scan."""
        state = {_PANEL_KEY: "hidden" if self.panel.isHidden() else "shown"}
        targets = self._scans.unfinished_targets()
        if targets:
            entry = self._scan_entry()
            paused = entry is not None and entry.stage is JobStage.PAUSED
            state[_SCAN_KEY] = json.dumps({"targets": targets, "at_once": reopening and not paused})
        return state

    def pause_scan(self) -> None:
        """Pause or resume the running scan."""
        entry = self._scan_entry()
        if entry is not None:
            self._context.job_registry.pause(entry, entry.stage is not JobStage.PAUSED)

    def show_failed(self, entry: JobEntry) -> None:
        """Show the failed files of a job with reasons, and let them be found in the table."""
        from moodtagger.ui.main_window.dialogs import FileListDialog

        FileListDialog(
            self.tr("Failed files: %1").replace("%1", entry.title),
            self.tr("These files were not changed. All others are done."),
            entry.failed,
            self._context.window,
            show_files=self.show_files,
        ).show()

    def show_files(self, paths: Sequence[str]) -> None:
        """Select the songs of these files, as far as the library has them."""
        self._context.run(
            JobQueue.READ,
            lambda service, job: [service.tracks.find(path) for path in paths],
            self._show_rows,
        )

    def _show_rows(self, rows: list[SongRow | None]) -> None:
        known = {row.track_id for row in rows if row is not None}
        if not known:
            text = self.tr("None of these files is in the library.")
            self._context.views.messages.show_message(text, topic="jobs")
            return
        self._context.views.show_page("songs")
        self._library.select(known)
        self._context.views.table.setFocus()

    def _create_actions(self) -> None:
        actions = self._context.actions
        self.panel_action = actions.add(
            "view",
            self.tr("Show &jobs"),
            "Ctrl+J",
            tip=self.tr("Progress and results of scans, tag writing, and other jobs"),
            needs=(),
            checkable=True,
        )
        self.panel_action.toggled.connect(self._show_panel)
        self.pause_action = actions.add(
            "library",
            self.tr("&Pause the scan"),
            "Ctrl+F5",
            tip=self.tr("Pause the scan; finished songs are kept"),
            needs=("scanning",),
        )
        self.pause_action.triggered.connect(self.pause_scan)

    def _create_button(self) -> None:
        self.button = QToolButton(autoRaise=True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setCheckable(True)
        self.button.setToolTip(self.panel_action.toolTip())
        self.button.toggled.connect(self.panel_action.setChecked)
        self.panel_action.toggled.connect(self.button.setChecked)
        self._context.window.statusBar().addPermanentWidget(self.button)

    def _show_panel(self, on: bool) -> None:
        self.panel.setVisible(on)
        self._status.set_controls_visible(not on)  # the panel has them
        if on and self._context.window.isActiveWindow():
            self.panel.focus_first_button()

    def _update(self, _entry: JobEntry | None = None) -> None:
        active_count = len(self._context.job_registry.active)
        text = self.tr("%Ln job(s)", "", active_count)
        self.button.setText(text if active_count else self.tr("Jobs"))
        self.button.setAccessibleName(self.button.text())
        scan = self._scan_entry()
        paused = scan is not None and scan.stage is JobStage.PAUSED
        self._status.show_paused(paused, on_battery=scan is not None and scan.on_battery)
        self.pause_action.setText(self.tr("&Resume scan") if paused else self.tr("&Pause the scan"))

    def _scan_entry(self) -> JobEntry | None:
        entries = [e for e in self._context.job_registry.active if e.job is not None]
        return next((entry for entry in entries if entry.job is self._scans.job), None)

    # -- a scan that was running when the window closed ------------------------------------

    def _offer_unfinished(self) -> None:
        targets, resume = _parse_unfinished(self._context.settings.window.get(_SCAN_KEY, ""))
        if not targets or not self._context.writable:
            return
        if resume:
            self._scans.scan(targets)
            return
        self._context.views.messages.show_message(
            self.tr("The last scan was not finished. Analyzed songs are kept."),
            MessageChoice(self.tr("Resume"), lambda: self._scans.scan(targets)),
            topic="scan",
        )


def _parse_unfinished(text: str) -> tuple[list[str], bool]:
    """Parse the targets from `save_state`, and whether to resume without asking."""
    try:
        saved = json.loads(text)
        targets = [str(target) for target in saved["targets"]]
        return targets, bool(saved["at_once"])
    except (ValueError, TypeError, KeyError):
        return [], False
