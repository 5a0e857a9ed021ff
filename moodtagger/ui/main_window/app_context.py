"""What the window's parts share: views, actions, settings, and the way to the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QMainWindow

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.settings import Settings
from moodtagger.ui import formatting as words
from moodtagger.ui.jobs.job_registry import Account, Ledger
from moodtagger.ui.jobs.job_runner import Job, Lane, Runner
from moodtagger.ui.jobs.service_protocol import Service
from moodtagger.ui.jobs.thread_bridge import Listener

if TYPE_CHECKING:
    from moodtagger.ui.main_window.actions import Actions
    from moodtagger.ui.main_window.layout import Views

Work = Callable[[Service, Job], Any]


@dataclass(eq=False)
class Context:
    """Handed to every part of the window; `service` is None until the library is open."""

    window: QMainWindow
    runner: Runner
    views: Views
    actions: Actions
    settings: Settings
    summary: QLabel  # what the window holds, while no job tells its progress
    service: Service | None = None
    folders: list[str] = field(default_factory=list)
    scanning: bool = False
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def writable(self) -> bool:
        """Whether the library is open and may be changed."""
        return self.service is not None and not self.service.read_only

    def run(
        self,
        lane: Lane,
        work: Work,
        done: Callable[[Any], None],
        *,
        failed: Callable[[MoodtaggerError], None] | None = None,
        events: Listener | None = None,
        newest: str = "",
        account: Account | None = None,
    ) -> Job | None:
        """Run `work(service, job)` in a lane; a failure is told unless `failed` takes it.

        A job with an `account` is one of the long ones that the Jobs panel shows.
        """
        service = self.service
        if service is None:
            return None
        if account is None:
            return self.runner.start(
                lane,
                lambda job: work(service, job),
                done=done,
                failed=failed or self.tell_error,
                events=events,
                newest=newest,
            )
        return self.ledger.start(
            account,
            self.runner,
            lane,
            lambda job: work(service, job),
            done=done,
            failed=failed or self.tell_error,
            events=events,
            newest=newest,
        )

    def tell_error(self, error: MoodtaggerError) -> None:
        """Show a failure as a message; that something was stopped on request is no news."""
        if not isinstance(error, CancelledError):
            self.views.messages.tell(words.error_words(error), warning=True)

    def refresh(self) -> None:
        """Bring the actions in line with what is possible now."""
        songs = len(self.views.table.model.songs)
        self.summary.setText(_summary(songs, len(self.views.table.selection())))
        self.actions.enable(
            opened=self.service is not None,
            writable=self.writable,
            scanning=self.scanning,
            songs=bool(songs),
            selected=bool(self.views.table.selection()),
        )


def _summary(songs: int, selected: int) -> str:
    text = words.songs(songs) if songs else ""
    if selected > 1:
        chosen = QCoreApplication.translate("Context", "%1 selected")
        text += f"  \N{MIDDLE DOT}  {chosen.replace('%1', words.number(selected))}"
    return text
