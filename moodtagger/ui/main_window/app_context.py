"""Context shared by the controllers: views, actions, settings, jobs and the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QMainWindow

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.settings import Settings
from moodtagger.ui import formatting, theme
from moodtagger.ui.jobs.job_registry import JobInfo, JobRegistry
from moodtagger.ui.jobs.job_runner import Job, JobQueue, JobRunner
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.jobs.thread_bridge import EventHandler
from moodtagger.ui.main_window.status_bar import summary_text
from moodtagger.ui.main_window.undo import UndoStack

if TYPE_CHECKING:
    from moodtagger.ui.main_window.actions import Actions
    from moodtagger.ui.main_window.layout import Views

Work = Callable[[Service, Job], Any]


@dataclass(eq=False)
class AppContext:
    """Shared state of the window; `service` is None until the library is open."""

    window: QMainWindow
    runner: JobRunner
    views: Views
    actions: Actions
    settings: Settings
    summary: QLabel  # in the status bar, while no job shows its progress there
    service: Service | None = None
    folders: list[str] = field(default_factory=list)
    scanning: bool = False
    job_registry: JobRegistry = field(default_factory=JobRegistry)
    undo: UndoStack = field(default_factory=UndoStack)

    @property
    def writable(self) -> bool:
        """Whether the library is open and may be changed."""
        return self.service is not None and not self.service.read_only

    def run(
        self,
        queue: JobQueue,
        work: Work,
        done: Callable[[Any], None],
        *,
        failed: Callable[[MoodtaggerError], None] | None = None,
        events: EventHandler | None = None,
        supersede_key: str = "",
        job_info: JobInfo | None = None,
    ) -> Job | None:
        """Run `work(service, job)` in a queue; errors are shown unless `failed` is given.

        Jobs with a `job_info` are the long ones that the Jobs panel lists. Returns None while no
        library is open.
        """
        service = self.service
        if service is None:
            return None
        if job_info is None:
            return self.runner.start(
                queue,
                lambda job: work(service, job),
                done=done,
                failed=failed or self.show_error,
                events=events,
                supersede_key=supersede_key,
            )
        return self.job_registry.start(
            job_info,
            self.runner,
            queue,
            lambda job: work(service, job),
            done=done,
            failed=failed or self.show_error,
            events=events,
            supersede_key=supersede_key,
        )

    def show_error(self, error: MoodtaggerError) -> None:
        """Show an error as a message, except for cancellations."""
        if not isinstance(error, CancelledError):
            self.views.messages.show_message(formatting.error_text(error), warning=True)

    def refresh(self) -> None:
        """Update the enabled actions and the summary in the status bar."""
        table = self.views.table
        songs, selected = len(table.model.songs), table.selection()
        length = table.model.total_duration_s(selected or None)
        has_room = self.window.width() >= theme.ROOM_FOR_ALL or not self.scanning
        self.summary.setVisible(has_room)
        self.summary.setText(summary_text(table.model.rowCount(), songs, len(selected), length))
        self.actions.show_selection(len(selected))
        self.actions.enable(
            opened=self.service is not None,
            writable=self.writable,
            scanning=self.scanning,
            songs=bool(songs),
            selected=bool(selected),
            playlist=table.order_can_change,
        )
