"""Recovery from an unusable library file: restore a backup, or start a new library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDateTime, QLocale, QObject, Qt
from PySide6.QtWidgets import QMessageBox

from moodtagger.core.errors import LibraryFileError, MoodtaggerError
from moodtagger.ui import formatting
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.jobs.service_protocol import RestoreService, RestoreServiceFactory
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController

if TYPE_CHECKING:
    from moodtagger.store import LibraryBackup


class LibraryRestoreController(QObject):
    """Offers and runs the recovery options; the old file is always kept."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        restorer: RestoreServiceFactory | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._restorer = restorer
        self._page = context.views.problem
        library.openFailed.connect(self._find_backups)
        self._page.restoreRequested.connect(
            lambda path: self._restore(lambda service: service.restore(path))
        )
        self._page.newLibraryRequested.connect(self._confirm_new_library)

    def _find_backups(self, error: MoodtaggerError) -> None:
        """List the backups if the file itself is unusable."""
        if isinstance(error, LibraryFileError) and self._restorer is not None:
            restorer = self._restorer
            self._run(lambda: restorer().backups(), self._show_backups)

    def _show_backups(self, backups: list[LibraryBackup]) -> None:
        self._page.show_options(
            {_backup_label(backup): backup.path for backup in backups}, new_library=True
        )

    def _confirm_new_library(self) -> None:
        box = QMessageBox(self._context.window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Start a new library?"))
        box.setInformativeText(
            self.tr(
                "The old file is kept under another name. The new library is empty: "
                "songs are analyzed again, and your decisions remain only in the old "
                "file."
            )
        )
        start = box.addButton(self.tr("&Start a new library"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        start.clicked.connect(lambda: self._restore(lambda service: service.create_empty()))
        box.open()

    def _restore(self, action: Callable[[RestoreService], Path]) -> None:
        restorer = self._restorer
        if restorer is not None:
            self._run(lambda: action(restorer()), self._restored)

    def _restored(self, old_path: Path) -> None:
        text = self.tr("The previous library file is kept as %1.")
        self._context.views.messages.show_message(
            text.replace("%1", formatting.display_path(str(old_path)))
        )
        self._library.open()

    def _run(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._context.runner.start(
            JobQueue.WRITE, lambda job: work(), done=done, failed=self._library.show_problem
        )


def _backup_label(backup: LibraryBackup) -> str:
    """Return a label such as '20 Nov 2026 10:00: 12 songs (library.copy.sqlite)'."""
    made = QDateTime.fromSecsSinceEpoch(int(backup.created.timestamp()))
    day = QLocale().toString(made, QLocale.FormatType.ShortFormat)
    songs = formatting.song_count(backup.track_count)
    return f"{day}: {songs} ({formatting.file_name(str(backup.path))})"
