"""How much of the computer analysis may use: full speed, and pausing on battery."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QCheckBox

from moodtagger.core.options import BatteryPolicy
from moodtagger.services.workers import priority
from moodtagger.ui.job_panel import JobPanel
from moodtagger.ui.jobs.job_registry import JobEntry, JobStage
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.settings import SettingsController
from moodtagger.ui.main_window.messages import MessageChoice
from moodtagger.ui.main_window.status_bar import JobStatus


class FullSpeedController(QObject):
    """The full-speed switch: all cores at normal priority; the settings show it too."""

    def __init__(
        self,
        context: AppContext,
        settings: SettingsController,
        status: JobStatus,
        panel: JobPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.action = context.actions.add(
            "library",
            self.tr("Full &speed"),
            "Ctrl+Shift+F5",
            tip=self.tr("Use all cores at full speed; other programs may slow down"),
            checkable=True,
        )
        self.action.triggered.connect(lambda on: settings.change({"full_speed": on}))
        settings.applied.connect(lambda _names: self._update())
        self.checkboxes = [self._create_checkbox(), self._create_checkbox()]
        status.add_switch(self.checkboxes[0])
        panel.add_switch(self.checkboxes[1])
        self.action.changed.connect(self._sync_checkboxes)
        self._update()

    def _create_checkbox(self) -> QCheckBox:
        box = QCheckBox(self.action.iconText())  # the text without the mnemonic
        box.setToolTip(self.action.toolTip())
        box.setAccessibleDescription(self.action.statusTip())
        box.clicked.connect(self.action.trigger)
        return box

    def _update(self) -> None:
        self.action.setChecked(self._context.settings.full_speed)
        self._sync_checkboxes()

    def _sync_checkboxes(self) -> None:
        for box in self.checkboxes:
            box.setChecked(self.action.isChecked())
            box.setEnabled(self.action.isEnabled())


READ_MS = 3000
_TOPIC = "power"


class PowerController(QObject):
    """Pauses heavy jobs on battery, which is polled while such jobs are active.

    Jobs that the user resumes on battery run on until the computer is unplugged again.
    """

    def __init__(
        self, context: AppContext, settings: SettingsController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._settings = settings
        self.on_battery = False
        self.known_jobs: set[JobEntry] = set()  # heavy jobs at the last poll
        self._timer = QTimer(self, interval=READ_MS)
        self._timer.timeout.connect(self.read_power_state)
        context.job_registry.added.connect(self._job_added)
        context.job_registry.changed.connect(self._job_changed)
        settings.applied.connect(self._settings_applied)

    def _heavy_jobs(self) -> list[JobEntry]:
        return [entry for entry in self._context.job_registry.active if entry.heavy]

    def _paused_jobs(self) -> list[JobEntry]:
        return [entry for entry in self._heavy_jobs() if entry.on_battery]

    def _policy(self) -> BatteryPolicy:
        return BatteryPolicy(self._context.settings.on_battery)

    def _job_added(self, entry: JobEntry) -> None:
        if entry.heavy and not self._timer.isActive():
            self._timer.start()
            self.read_power_state()

    def _job_changed(self, entry: JobEntry) -> None:
        """Stop polling without heavy jobs; dismiss the message without paused ones."""
        if not self._heavy_jobs():
            self._timer.stop()
            self.known_jobs.clear()
        if entry.heavy and not self._paused_jobs():
            self._dismiss_message()

    def read_power_state(self) -> None:
        """Read in a worker thread whether the computer runs on battery, unless nothing pauses."""
        if self._policy() is not BatteryPolicy.CONTINUE:
            self._context.runner.start(
                JobQueue.READ,
                lambda job: priority.on_battery(),  # slow on some machines
                done=self._apply_power_state,
                failed=lambda _error: None,
                supersede_key="power",
            )

    def _apply_power_state(self, on_battery: bool) -> None:
        just_unplugged, self.on_battery = on_battery and not self.on_battery, on_battery
        known, self.known_jobs = self.known_jobs, set(self._heavy_jobs())
        if not on_battery:
            self._resume(self._paused_jobs())
            return
        pauses = self._policy().requires_pause
        new_jobs = [entry for entry in self._heavy_jobs() if entry not in known]
        to_pause = [entry for entry in new_jobs if pauses(at_start=entry.user_requested)]
        if just_unplugged and pauses(at_start=False):
            to_pause += [entry for entry in self._heavy_jobs() if entry in known]
        self._pause(to_pause)

    def _settings_applied(self, names: frozenset[str]) -> None:
        """Apply a changed battery policy at once."""
        if "on_battery" not in names:
            return
        if self._policy() is BatteryPolicy.CONTINUE:
            self._resume(self._paused_jobs())
        elif self._heavy_jobs():
            self.known_jobs.clear()
            self.read_power_state()

    def _pause(self, entries: list[JobEntry]) -> None:
        running = [
            entry for entry in entries if entry.stage in (JobStage.WAITING, JobStage.RUNNING)
        ]
        for entry in running:
            self._context.job_registry.pause(entry, True, on_battery=True)
        if any(entry.user_requested for entry in running):
            self._show_message()

    def _resume(self, entries: list[JobEntry]) -> None:
        for entry in entries:
            self._context.job_registry.pause(entry, False)

    def _show_message(self) -> None:
        self._context.views.messages.show_message(
            self.tr("The scan is paused while on battery and resumes when plugged in."),
            MessageChoice(self.tr("Resume anyway"), lambda: self._resume(self._paused_jobs())),
            MessageChoice(
                self.tr("Never pause"),
                lambda: self._settings.change({"on_battery": BatteryPolicy.CONTINUE.value}),
            ),
            topic=_TOPIC,
        )

    def _dismiss_message(self) -> None:
        for message in self._context.views.messages.messages():
            if message.topic == _TOPIC:
                message.dismiss()
