"""What comes from outside the window: files of a later start, and the wish to be made anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer

from moodtagger.ui.jobs.job_runner import Lane
from moodtagger.ui.main_window.app_context import Context

_LOOK_MS = 300


class OutsideControl(QObject):
    """Brings the window to the front with what it is given, and opens it in another language."""

    def __init__(
        self,
        context: Context,
        take: Callable[[list[str]], None],
        reopen: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._take = take
        self._reopen = reopen
        self._waiting: list[str] = []
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._looking.timeout.connect(self._reopen_when_written)

    def take(self, paths: Sequence[str]) -> None:
        """A later start was given these files or folders, or none."""
        window = self._context.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        self._waiting += paths
        if self._context.service is not None:
            self.take_waiting()

    def take_waiting(self) -> None:
        """The library is open."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._take(waiting)

    def set_language(self, language: str) -> None:
        """Show the window in that language: "" for the system's, "en" or "de"."""
        if language == self._context.settings.language:
            return
        self._context.settings = replace(self._context.settings, language=language)
        self._reopen_when_written()

    def _reopen_when_written(self) -> None:
        """Files that are being written come first: closing would stop the rest of them."""
        if any(job.lane is Lane.WRITE for job in self._context.runner.jobs):
            if not self._looking.isActive():
                self._looking.start()
                self._context.views.messages.tell(
                    self.tr("The language changes as soon as what is being written is done."),
                    topic="language",
                )
            return
        self._looking.stop()
        self._reopen()
