"""Watching of the music folders: changed ones are scanned while no other scan runs."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel

from moodtagger.services.scan.watching import FolderWatcher, WatchState
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.scan import ScanController
from moodtagger.ui.main_window.controllers.settings import SettingsController

_LOOK_MS = 2000


class WatchController(QObject):
    """Watches the folders of the library as the settings say."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        scans: ScanController,
        settings: SettingsController,
        parent: QObject | None = None,
        watcher: FolderWatcher | None = None,
    ) -> None:
        super().__init__(parent)
        self.watcher = watcher or FolderWatcher()
        self._context = context
        self._scans = scans
        self._watched: list[str] = []
        self.label = QLabel()
        self.label.hide()
        context.window.statusBar().addPermanentWidget(self.label)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.scan_changed)
        library.foldersChanged.connect(self._update)
        settings.applied.connect(lambda _names: self._update())

    def scan_changed(self) -> None:
        """Scan the folders that changed and are quiet again."""
        if not self._context.scanning and self._context.writable:
            self._scans.scan_changed(self.watcher.take_changed())

    def _update(self) -> None:
        """Watch the folders of the library if they are not the watched ones."""
        wanted = self._context.settings.watch_folders and self._context.writable
        folders = list(self._context.folders) if wanted else []
        if folders == self._watched:
            return
        self._watched = folders
        self._context.run(
            JobQueue.DECODE,  # walking through all subfolders takes a while
            lambda service, job: self.watcher.watch(folders),
            self._show,
        )

    def _show(self, state: WatchState) -> None:
        self.label.setVisible(state.folders > 0)
        self.label.setText(self.tr("Watching %Ln folder(s)", "", state.folders))
        if state.folders:
            self._timer.start()
        else:
            self._timer.stop()
        if state.limited:
            text = self.tr(
                "The system can't watch more folders, so moodtagger checks for changes "
                "every minute."
            )
            self._context.views.messages.show_message(text, topic="watching")
