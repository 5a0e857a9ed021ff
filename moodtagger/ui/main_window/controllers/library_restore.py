"""When the library's file cannot be used: a copy is put back, or a new library begun."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDateTime, QLocale, QObject, Qt
from PySide6.QtWidgets import QMessageBox

from moodtagger.core.errors import LibraryFileError, MoodtaggerError
from moodtagger.ui import formatting as words
from moodtagger.ui.jobs.job_runner import Lane
from moodtagger.ui.jobs.service_protocol import Rescue, Rescuer
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.library import LibraryControl

if TYPE_CHECKING:
    from moodtagger.store import LibraryCopy


class RescueControl(QObject):
    """Shows the ways out below the problem, and goes them; the old file is always kept."""

    def __init__(
        self,
        context: Context,
        library: LibraryControl,
        rescuer: Rescuer | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._library = library
        self._rescuer = rescuer
        self._page = context.views.problem
        library.refused.connect(self._look)
        self._page.copyWanted.connect(lambda path: self._go(lambda way: way.put_back(path)))
        self._page.anewWanted.connect(self._ask)

    def _look(self, error: MoodtaggerError) -> None:
        """Which copies there are, when the file itself is the problem."""
        if isinstance(error, LibraryFileError) and self._rescuer is not None:
            rescuer = self._rescuer
            self._start(lambda: rescuer().copies(), self._show)

    def _show(self, copies: list[LibraryCopy]) -> None:
        self._page.show_ways({_name(copy): copy.path for copy in copies}, anew=True)

    def _ask(self) -> None:
        box = QMessageBox(self._context.window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Start a new library?"))
        box.setInformativeText(
            self.tr(
                "The old file is kept under another name. The new library is empty: songs are "
                "heard again, and what you decided is in the old file only."
            )
        )
        start = box.addButton(self.tr("&Start a new library"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        start.clicked.connect(lambda: self._go(lambda way: way.start_anew()))
        box.open()

    def _go(self, way: Callable[[Rescue], Path]) -> None:
        rescuer = self._rescuer
        if rescuer is not None:
            self._start(lambda: way(rescuer()), self._gone)

    def _gone(self, kept: Path) -> None:
        text = self.tr("The file that was the library until now is kept as %1.")
        self._context.views.messages.tell(text.replace("%1", words.shown(str(kept))))
        self._library.open()

    def _start(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._context.runner.start(
            Lane.WRITE, lambda job: work(), done=done, failed=self._library.show_problem
        )


def _name(copy: LibraryCopy) -> str:
    """'20 Nov 2026 10:00: 12 songs (library.copy.sqlite)'."""
    made = QDateTime.fromSecsSinceEpoch(int(copy.made.timestamp()))
    day = QLocale().toString(made, QLocale.FormatType.ShortFormat)
    return f"{day}: {words.songs(copy.songs)} ({words.file_name(str(copy.path))})"
