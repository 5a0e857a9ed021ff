"""The battery: jobs that keep the processor busy wait for the mains, and say so."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from moodtagger.core.battery_policy import OnBattery
from moodtagger.services.workers import power
from moodtagger.ui.jobs.job_registry import Entry, Stage
from moodtagger.ui.jobs.job_runner import Lane
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.settings import SettingsControl
from moodtagger.ui.main_window.messages import Choice

READ_MS = 3000
_TOPIC = "power"


class PowerControl(QObject):
    """Looks, while such a job is under way, whether the computer is unplugged.

    What the person lets go on all the same is left alone until the next time it is unplugged.
    """

    def __init__(
        self, context: Context, settings: SettingsControl, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._settings = settings
        self._unplugged = False
        self._known: set[Entry] = set()  # under way when it was last looked
        self._timer = QTimer(self, interval=READ_MS)
        self._timer.timeout.connect(self._read)
        context.ledger.added.connect(self._begin)
        context.ledger.changed.connect(self._follow)
        settings.applied.connect(self._apply)

    def _jobs(self) -> list[Entry]:
        return [entry for entry in self._context.ledger.under_way if entry.heavy]

    def _held(self) -> list[Entry]:
        return [entry for entry in self._jobs() if entry.on_battery]

    def _manner(self) -> OnBattery:
        return OnBattery(self._context.settings.on_battery)

    def _begin(self, entry: Entry) -> None:
        if entry.heavy and not self._timer.isActive():
            self._timer.start()
            self._read()

    def _follow(self, entry: Entry) -> None:
        """Without such jobs there is nothing to look for; without waiting ones nothing to say."""
        if not self._jobs():
            self._timer.stop()
            self._known.clear()
        if entry.heavy and not self._held():
            self._hush()

    def _read(self) -> None:
        if self._manner() is not OnBattery.GO_ON:
            self._context.runner.start(
                Lane.READ,
                lambda job: power.on_battery(),  # some machines take their time to tell
                done=self._take,
                failed=lambda _error: None,
                newest="power",
            )

    def _take(self, unplugged: bool) -> None:
        pulled, self._unplugged = unplugged and not self._unplugged, unplugged
        known, self._known = self._known, set(self._jobs())
        if not unplugged:
            self._let_go(self._held())
            return
        holds = self._manner().holds
        begun = [entry for entry in self._jobs() if entry not in known]
        wait = [entry for entry in begun if holds(at_start=entry.asked)]
        if pulled and holds(at_start=False):
            wait += [entry for entry in self._jobs() if entry in known]
        self._hold(wait)

    def _apply(self, names: frozenset[str]) -> None:
        """Another choice holds at once."""
        if "on_battery" not in names:
            return
        if self._manner() is OnBattery.GO_ON:
            self._let_go(self._held())
        elif self._jobs():
            self._known.clear()
            self._read()

    def _hold(self, entries: list[Entry]) -> None:
        running = [entry for entry in entries if entry.stage in (Stage.WAITING, Stage.RUNNING)]
        for entry in running:
            self._context.ledger.pause(entry, True, on_battery=True)
        if any(entry.asked for entry in running):
            self._tell()

    def _let_go(self, entries: list[Entry]) -> None:
        for entry in entries:
            self._context.ledger.pause(entry, False)

    def _tell(self) -> None:
        self._context.views.messages.tell(
            self.tr(
                "The scan waits, as this computer runs on its battery. It goes on by itself when "
                "it is plugged in."
            ),
            Choice(self.tr("Go on anyway"), lambda: self._let_go(self._held())),
            Choice(
                self.tr("Never wait"),
                lambda: self._settings.choose({"on_battery": OnBattery.GO_ON.value}),
            ),
            topic=_TOPIC,
        )

    def _hush(self) -> None:
        for message in self._context.views.messages.messages():
            if message.topic == _TOPIC:
                message.dismiss()
