"""Full speed and battery policy in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from moodtagger.services.workers import priority
from moodtagger.settings import Settings
from moodtagger.ui.job_panel import JobCard
from moodtagger.ui.jobs.job_registry import JobEntry, JobInfo, JobStage
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.messages import MessageWidget
from moodtagger.ui.main_window.window import MainWindow
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Plug:
    out = False
    reads = 0

    def read(self) -> bool:
        self.reads += 1
        return self.out


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch) -> Plug:
    """A fake power supply, polled every 30 ms."""
    found = Plug()
    monkeypatch.setattr(priority, "on_battery", found.read)
    monkeypatch.setattr("moodtagger.ui.main_window.controllers.performance.READ_MS", 30)
    return found


@pytest.fixture
def scanning(plug: Plug, qtbot: QtBot, make_window: WindowFactory) -> Callable[..., MainWindow]:
    def make(on_battery: str = "unplugged", *, at_start: bool = False) -> MainWindow:
        plug.out = at_start
        service = FakeService(songs(4))
        service.files_per_scan, service.file_limit = 3000, 5
        window = make_window(service, settings=Settings(on_battery=on_battery))
        QTest.keyClick(window, Qt.Key.Key_F5)
        qtbot.waitUntil(lambda: bool(window.power.known_jobs))
        return window

    return make


def wait_for_reads(qtbot: QtBot, plug: Plug) -> None:
    """Let the window poll the power supply several times."""
    reads = plug.reads
    qtbot.waitUntil(lambda: plug.reads > reads + 3)


def scan(window: MainWindow) -> JobEntry:
    return next(entry for entry in window.context.job_registry.entries if "Scan" in entry.title)


def card(window: MainWindow) -> JobCard:
    found = window.jobs.panel.card(scan(window))
    assert found is not None
    return found


def waits(window: MainWindow) -> bool:
    entry = scan(window)
    return entry.stage is JobStage.PAUSED and entry.on_battery


def message(window: MainWindow) -> MessageWidget | None:
    found = window.views.messages.messages()
    return next((m for m in found if "on battery" in m.text), None)


def press(window: MainWindow, text: str) -> None:
    shown = message(window)
    assert shown is not None
    button = next(b for b in shown.findChildren(QPushButton) if b.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# -- full speed -------------------------------------------------------------------------------


def test_full_speed_by_key_reaches_the_service_and_is_saved(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service = FakeService(songs(4))
    window = make_window(service)
    QTest.keyClick(window, Qt.Key.Key_F5, CTRL | SHIFT)
    qtbot.waitUntil(lambda: service.full_speed)
    assert [switch.isChecked() for switch in window.full_speed.checkboxes] == [True, True]
    qtbot.waitUntil(lambda: bool(window.saved_settings))  # type: ignore[attr-defined]
    assert window.saved_settings[-1].full_speed  # type: ignore[attr-defined]
    QTest.keyClick(window, Qt.Key.Key_F5, CTRL | SHIFT)
    qtbot.waitUntil(lambda: not service.full_speed)


def test_the_switches_of_panel_and_settings_are_in_sync(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service = FakeService(songs(4))
    window = make_window(service)
    window.settings_.action.trigger()
    dialog = window.settings_.dialog
    assert dialog is not None
    part = dialog.music.analysis
    QTest.keyClick(window, Qt.Key.Key_J, CTRL)
    (switch,) = [b for b in window.full_speed.checkboxes if window.jobs.panel.isAncestorOf(b)]
    switch.setFocus()
    QTest.keyClick(switch, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: service.full_speed)
    assert part.full_speed.isChecked()
    assert not part.workers.isEnabled()
    QTest.keyClick(part.full_speed, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not service.full_speed)
    assert not window.full_speed.action.isChecked()
    assert not switch.isChecked()
    assert part.workers.isEnabled()


def test_the_switch_shows_the_saved_setting(make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(4)), settings=Settings(full_speed=True))
    assert window.full_speed.action.isChecked()


# -- battery ----------------------------------------------------------------------------------


def test_the_scan_is_paused_on_battery_and_resumed_when_plugged_in(
    qtbot: QtBot, plug: Plug, scanning: Callable[..., MainWindow]
) -> None:
    window = scanning()
    assert message(window) is None
    plug.out = True
    qtbot.waitUntil(lambda: waits(window))
    assert message(window) is not None
    assert window.status.text.startswith("Paused on battery")
    assert "Paused while on battery" in card(window).text_label.text()
    assert card(window).pause_button.text() == "&Resume anyway"
    plug.out = False
    qtbot.waitUntil(lambda: scan(window).stage is JobStage.RUNNING)
    assert message(window) is None
    assert "Paused" not in window.status.text


def test_resuming_on_battery_lasts_until_unplugged_again(
    qtbot: QtBot, plug: Plug, scanning: Callable[..., MainWindow]
) -> None:
    window = scanning()
    plug.out = True
    qtbot.waitUntil(lambda: waits(window))
    press(window, "Resume anyway")
    assert scan(window).stage is JobStage.RUNNING
    wait_for_reads(qtbot, plug)
    assert scan(window).stage is JobStage.RUNNING
    plug.out = False
    qtbot.waitUntil(lambda: not window.power.on_battery)
    plug.out = True
    qtbot.waitUntil(lambda: waits(window))


def test_the_pause_key_resumes_on_battery(
    qtbot: QtBot, plug: Plug, scanning: Callable[..., MainWindow]
) -> None:
    window = scanning()
    plug.out = True
    qtbot.waitUntil(lambda: waits(window))
    QTest.keyClick(window, Qt.Key.Key_F5, CTRL)
    assert scan(window).stage is JobStage.RUNNING
    assert message(window) is None


def test_never_waiting_is_saved_as_a_setting(
    qtbot: QtBot, plug: Plug, scanning: Callable[..., MainWindow]
) -> None:
    window = scanning()
    plug.out = True
    qtbot.waitUntil(lambda: waits(window))
    press(window, "Never pause")
    assert scan(window).stage is JobStage.RUNNING
    assert window.context.settings.on_battery == "go-on"
    qtbot.waitUntil(lambda: [job.queue for job in window.context.runner.jobs] == [JobQueue.SCAN])
    reads = plug.reads
    window.power.read_power_state()
    assert [job.queue for job in window.context.runner.jobs] == [JobQueue.SCAN]
    assert plug.reads == reads
    assert scan(window).stage is JobStage.RUNNING


def test_a_scan_paused_by_the_user_stays_paused_when_plugged_in(
    qtbot: QtBot, plug: Plug, scanning: Callable[..., MainWindow]
) -> None:
    window = scanning()
    QTest.keyClick(window, Qt.Key.Key_F5, CTRL)
    plug.out = True
    qtbot.waitUntil(lambda: window.power.on_battery)
    plug.out = False
    qtbot.waitUntil(lambda: not window.power.on_battery)
    assert scan(window).stage is JobStage.PAUSED
    assert "Paused on battery" not in window.status.text
    assert message(window) is None


@pytest.mark.parametrize(("manner", "held"), [("unplugged", False), ("wait", True)])
def test_a_scan_started_on_battery(
    qtbot: QtBot, plug: Plug, scanning: Callable[..., MainWindow], manner: str, held: bool
) -> None:
    window = scanning(manner, at_start=True)
    wait_for_reads(qtbot, plug)
    assert waits(window) is held


def test_background_jobs_never_start_on_battery(
    qtbot: QtBot, plug: Plug, make_window: WindowFactory
) -> None:
    plug.out = True
    window = make_window(FakeService(songs(4)))
    window.context.run(
        JobQueue.DECODE,
        lambda service, job: job.cancel.wait(10),
        lambda outcome: None,
        job_info=JobInfo("Idle work", pausable=True, heavy=True, user_requested=False),
    )
    (entry,) = window.context.job_registry.entries
    qtbot.waitUntil(lambda: entry.stage is JobStage.PAUSED)
    assert message(window) is None  # the job's card says it


def test_a_changed_battery_policy_applies_at_once(
    qtbot: QtBot, scanning: Callable[..., MainWindow]
) -> None:
    window = scanning(at_start=True)
    assert not waits(window)
    window.settings_.action.trigger()
    dialog = window.settings_.dialog
    assert dialog is not None
    battery = dialog.music.analysis.battery
    battery.setFocus()
    QTest.keyClick(battery, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: waits(window))
    QTest.keyClick(battery, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not waits(window))
