"""What comes from outside the window: files of a later start, and the wish to be made anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer

from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext

_POLL_MS = 300


class ExternalRequestsController(QObject):
    """Brings the window to the front with what it is given, and opens it in another language."""

    def __init__(
        self,
        context: AppContext,
        open_paths: Callable[[list[str]], None],
        reopen: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._open_paths = open_paths
        self._reopen = reopen
        self._pending_paths: list[str] = []
        self._poll_timer = QTimer(self, interval=_POLL_MS)
        self._poll_timer.timeout.connect(self._reopen_after_writes)

    def open_paths(self, paths: Sequence[str]) -> None:
        """A later start was given these files or folders, or none."""
        window = self._context.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        self._pending_paths += paths
        if self._context.service is not None:
            self.open_pending()

    def open_pending(self) -> None:
        """The library is open."""
        pending, self._pending_paths = self._pending_paths, []
        if pending:
            self._open_paths(pending)

    def set_language(self, language: str) -> None:
        """Show the window in that language: "" for the system's, "en" or "de"."""
        if language == self._context.settings.language:
            return
        self._context.settings = replace(self._context.settings, language=language)
        self._reopen_after_writes()

    def _reopen_after_writes(self) -> None:
        """Files that are being written come first: closing would stop the rest of them."""
        if any(job.queue is JobQueue.WRITE for job in self._context.runner.jobs):
            if not self._poll_timer.isActive():
                self._poll_timer.start()
                self._context.views.messages.show_message(
                    self.tr("The language changes as soon as what is being written is done."),
                    topic="language",
                )
            return
        self._poll_timer.stop()
        self._reopen()
