"""The Jobs panel in the window: its key, its button, failed files, and scans that outlive it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QToolButton

from moodtagger.core.tracks import SongRow
from moodtagger.ui import formatting as words
from moodtagger.ui.job_panel import JobPanel
from moodtagger.ui.jobs.job_registry import Entry, Stage
from moodtagger.ui.jobs.job_runner import Lane
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.main_window.controllers.scan import ScanControl
from moodtagger.ui.main_window.messages import Choice
from moodtagger.ui.main_window.status_bar import JobStatus

_PANEL, _SCAN = "jobs", "scan"  # under these names it is remembered


class JobsControl(QObject):
    """Shows and hides the panel; a scan that was not finished is offered at the next start."""

    def __init__(
        self,
        context: Context,
        library: LibraryControl,
        scans: ScanControl,
        status: JobStatus,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._scans = scans
        self._status = status
        self.panel = JobPanel(context.ledger)
        context.views.add_strip(self.panel)
        self._make_actions()
        self._make_button()
        self.panel.closed.connect(lambda: self.show_panel.setChecked(False))
        self.panel.reasonsWanted.connect(self.show_failed)
        status.pauseWanted.connect(self.pause_scan)
        for signal in (context.ledger.added, context.ledger.changed, context.ledger.removed):
            signal.connect(self._renew)
        library.opened.connect(self._offer_unfinished)
        shown = context.settings.window.get(_PANEL) == "shown"
        self.show_panel.setChecked(shown)
        self.panel.setVisible(shown)
        self._renew()

    def remember(self, *, reopens: bool) -> dict[str, str]:
        """What to keep for the next window: the panel, and the scan that is under way."""
        kept = {_PANEL: "hidden" if self.panel.isHidden() else "shown"}
        targets = self._scans.unfinished()
        if targets:
            entry = self._scan_entry()
            paused = entry is not None and entry.stage is Stage.PAUSED
            kept[_SCAN] = json.dumps({"targets": targets, "at_once": reopens and not paused})
        return kept

    def pause_scan(self) -> None:
        """Hold the scan that is under way, or let it go on."""
        entry = self._scan_entry()
        if entry is not None:
            self._context.ledger.pause(entry, entry.stage is not Stage.PAUSED)

    def show_failed(self, entry: Entry) -> None:
        """The files of a job that failed, with why, and the way to them in the table."""
        from moodtagger.ui.main_window.failed_files_dialog import FileListDialog

        FileListDialog(
            self.tr("Files that failed: %1").replace("%1", entry.title),
            self.tr("These files were left as they are. The others are done."),
            entry.failed,
            self._context.window,
            show_files=self.show_files,
        ).show()

    def show_files(self, paths: Sequence[str]) -> None:
        """Select the songs of these files, where the library has them."""
        self._context.run(
            Lane.READ,
            lambda service, job: [service.row_of(path) for path in paths],
            self._show_rows,
        )

    def _show_rows(self, rows: list[SongRow | None]) -> None:
        known = {row.track_id for row in rows if row is not None}
        if not known:
            text = self.tr("None of these files is in the library, so the table has no row for it.")
            self._context.views.messages.tell(text, topic="jobs")
            return
        self._context.views.show_page("songs")
        self._library.select(known)
        self._context.views.table.setFocus()

    def _make_actions(self) -> None:
        actions = self._context.actions
        self.show_panel = actions.add(
            "view",
            self.tr("Show &jobs"),
            "Ctrl+J",
            tip=self.tr("Scans, writes and other long jobs, with their progress and outcome"),
            needs=(),
            checkable=True,
        )
        self.show_panel.toggled.connect(self._show)
        self.pause = actions.add(
            "library",
            self.tr("&Pause the scan"),
            "Ctrl+F5",
            tip=self.tr("Hold the scan; what is heard stays, and it goes on where it was"),
            needs=("scanning",),
        )
        self.pause.triggered.connect(self.pause_scan)

    def _make_button(self) -> None:
        self.button = QToolButton(autoRaise=True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setCheckable(True)
        self.button.setToolTip(self.show_panel.toolTip())
        self.button.toggled.connect(self.show_panel.setChecked)
        self.show_panel.toggled.connect(self.button.setChecked)
        self._context.window.statusBar().addPermanentWidget(self.button)

    def _show(self, on: bool) -> None:
        self.panel.setVisible(on)
        if on and self._context.window.isActiveWindow():
            self.panel.focus()

    def _renew(self, _entry: Entry | None = None) -> None:
        under_way = len(self._context.ledger.under_way)
        text = words.counted(under_way, self.tr("%1 job"), self.tr("%1 jobs"))
        self.button.setText(text if under_way else self.tr("Jobs"))
        self.button.setAccessibleName(self.button.text())
        scan = self._scan_entry()
        paused = scan is not None and scan.stage is Stage.PAUSED
        self._status.show_paused(paused, on_battery=scan is not None and scan.on_battery)
        self.pause.setText(
            self.tr("&Go on with the scan") if paused else self.tr("&Pause the scan")
        )

    def _scan_entry(self) -> Entry | None:
        entries = [e for e in self._context.ledger.under_way if e.job is not None]
        return next((entry for entry in entries if entry.job is self._scans.job), None)

    # -- a scan that was under way when the window closed ------------------------------------

    def _offer_unfinished(self) -> None:
        targets, at_once = _unfinished(self._context.settings.window.get(_SCAN, ""))
        if not targets or not self._context.writable:
            return
        if at_once:
            self._scans.scan(targets)
            return
        self._context.views.messages.tell(
            self.tr("The last scan was not finished. What was heard is kept."),
            Choice(self.tr("Go on"), lambda: self._scans.scan(targets)),
            topic="scan",
        )


def _unfinished(text: str) -> tuple[list[str], bool]:
    """What a scan had left, as `remember` kept it, and whether to go on without asking."""
    try:
        kept = json.loads(text)
        targets = [str(target) for target in kept["targets"]]
        return targets, bool(kept["at_once"])
    except (ValueError, TypeError, KeyError):
        return [], False
