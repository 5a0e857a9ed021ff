"""Folders of the library: choosing one, the demo songs, and removing one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from moodtagger.ui import formatting
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.external_requests import DropController
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.scan import ScanController


class FolderController(QObject):
    """Asks for folders and files with non-modal dialogs."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        scans: ScanController,
        drops: DropController,
        demo_folder: Callable[[], Path],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._scans = scans
        self._drops = drops
        self._demo_folder = demo_folder
        welcome = context.views.welcome
        welcome.folderRequested.connect(self.choose_folder)
        welcome.demoRequested.connect(self.try_demo)
        context.views.sidebar.folderRemoveRequested.connect(self.ask_to_remove)

    def choose_folder(self) -> None:
        """Ask for a folder, then scan it."""
        dialog = self._file_dialog(self.tr("Choose a music folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.filesSelected.connect(self._scans.scan)
        dialog.open()

    def choose_file(self) -> None:
        """Ask for files, then open them as if they had been dropped."""
        dialog = self._file_dialog(self.tr("Choose a song to analyze"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._drops.open_paths)
        dialog.open()

    def try_demo(self) -> None:
        """Scan the user's copy of the demo songs."""
        self._context.run(
            JobQueue.DECODE,
            lambda service, job: str(self._demo_folder()),
            lambda folder: self._scans.scan([folder]),
        )

    def ask_to_remove(self, folder: str) -> None:
        """Remove a folder after asking whether to keep its results."""
        if not self._context.writable:
            return
        box = QMessageBox(self._context.window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            self.tr("Remove this folder from the library?") + f"\n{formatting.display_path(folder)}"
        )
        box.setInformativeText(
            self.tr(
                "No files are deleted. You can keep the analysis and your decisions in "
                "case you add the folder again, or delete them."
            )
        )
        role = QMessageBox.ButtonRole
        keep = box.addButton(self.tr("Remove, &keep results"), role.AcceptRole)
        forget = box.addButton(self.tr("Remove and &delete results"), role.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        keep.clicked.connect(lambda: self.remove(folder, forget=False))
        forget.clicked.connect(lambda: self.remove(folder, forget=True))
        box.open()

    def remove(self, folder: str, *, forget: bool) -> None:
        """Remove a folder from the library, and with `forget` its results too."""
        self._context.run(
            JobQueue.WRITE,
            lambda service, job: service.tracks.remove_folder(folder, forget=forget),
            lambda _nothing: self._library.reload(),
        )

    def _file_dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._context.window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog
