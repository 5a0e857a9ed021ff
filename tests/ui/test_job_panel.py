"""The Jobs panel: progress, pause, cancel and outcome of scans and writes."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from moodtagger.core.errors import CancelledError, LibraryError
from moodtagger.core.tracks import JobProgress
from moodtagger.settings import Settings
from moodtagger.ui.job_panel import JobCard, JobPanel
from moodtagger.ui.jobs.job_registry import MAX_FINISHED, JobEntry, JobInfo, JobRegistry, JobStage
from moodtagger.ui.jobs.job_runner import Job, JobQueue, JobRunner
from moodtagger.ui.jobs.thread_bridge import ThreadBridge
from moodtagger.ui.main_window.dialogs import FileListDialog
from moodtagger.ui.main_window.window import MainWindow
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory


def scanning(
    make_window: WindowFactory, qtbot: QtBot, files: int = 400
) -> tuple[FakeService, MainWindow]:
    """A window during a scan that waits after nine files."""
    service = FakeService(songs(4))
    service.files_per_scan, service.file_limit = files, 9
    window = make_window(service)
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: len(window.views.table.model.songs) == 4 + 9)
    return service, window


def wait_for_polls(qtbot: QtBot, service: FakeService) -> None:
    """Let the waiting scan poll its tokens several times."""
    polls = service.idle_polls
    qtbot.waitUntil(lambda: service.idle_polls > polls + 5)


def card(window: MainWindow) -> JobCard:
    """The card of the newest job."""
    found = window.jobs.panel.card(window.context.job_registry.entries[-1])
    assert found is not None
    return found


def button(parent: FileListDialog, text: str) -> QPushButton:
    return next(b for b in parent.findChildren(QPushButton) if b.text().replace("&", "") == text)


def test_the_panel_opens_by_key_and_shows_that_it_is_empty(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = make_window(FakeService(songs(4)))
    assert not window.jobs.panel.isVisible()
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert window.jobs.panel.isVisible()
    assert window.jobs.panel.empty_label.isVisible()
    QTest.mouseClick(window.jobs.button, Qt.MouseButton.LeftButton)
    assert not window.jobs.panel.isVisible()


def test_the_card_of_a_running_job_is_fully_visible(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service, window = scanning(make_window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ControlModifier)  # paused
    wait_for_polls(qtbot, service)
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    panel = window.jobs.panel
    card = panel.card(window.context.job_registry.entries[-1])
    assert card is not None
    qtbot.waitUntil(lambda: panel.area.height() >= card.sizeHint().height())


def test_pausing_by_key_stops_before_the_next_file_until_resumed(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service, window = scanning(make_window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ControlModifier)
    entry = window.context.job_registry.entries[-1]
    assert entry.stage is JobStage.PAUSED
    service.file_limit = None
    wait_for_polls(qtbot, service)
    assert len(service.rows_by_id) == 4 + 9
    assert "Paused" in window.status.text
    assert window.jobs.pause_action.text().replace("&", "") == "Resume scan"
    service.file_limit = 30
    QTest.keyClick(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(service.rows_by_id) == 4 + 30)
    assert "Paused" not in window.status.text


def test_pause_and_cancel_on_the_card_by_keys(qtbot: QtBot, make_window: WindowFactory) -> None:
    _service, window = scanning(make_window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    shown = card(window)
    assert window.jobs.button.text() == "1 job"
    shown.pause_button.setFocus()
    QTest.keyClick(shown.pause_button, Qt.Key.Key_Space)
    assert shown.entry.stage is JobStage.PAUSED
    assert "Paused" in shown.text_label.text()
    QTest.keyClick(shown.stop_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown.entry.stage is JobStage.STOPPED)
    assert "Scan stopped" in shown.text_label.text()
    assert window.jobs.button.text() == "Jobs"
    QTest.keyClick(shown.close_button, Qt.Key.Key_Space)
    assert window.context.job_registry.entries == []


def test_failed_files_are_listed_and_shown_in_the_table(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service = FakeService(songs(4))
    service.files_per_scan = 20
    window = make_window(service)
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(
        lambda: [e.stage for e in window.context.job_registry.entries] == [JobStage.DONE]
    )
    shown = card(window)
    assert "2 failed" in shown.text_label.text()
    QTest.keyClick(shown.failures_button, Qt.Key.Key_Space)
    dialog = window.findChild(FileListDialog)
    assert dialog is not None
    QTest.mouseClick(button(dialog, "Copy as text"), Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == 2
    assert all("It is damaged." in line for line in copied)
    QTest.mouseClick(button(dialog, "Show in table"), Qt.MouseButton.LeftButton)
    failed = {
        row.track_id for row in service.rows_by_id.values() if row.message == "It is damaged."
    }
    qtbot.waitUntil(lambda: window.views.table.selection() == failed)


def test_an_unfinished_scan_is_offered_again(qtbot: QtBot, make_window: WindowFactory) -> None:
    _service, window = scanning(make_window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ControlModifier)  # paused
    with qtbot.waitSignal(window.closed):
        window.close()
    saved: Settings = window.saved_settings[-1]  # type: ignore[attr-defined]
    assert json.loads(saved.window["scan"]) == {"targets": ["/music"], "at_once": False}
    service = FakeService(songs(4))
    again = make_window(service, settings=saved)
    message = next(m for m in again.views.messages.messages() if "not finished" in m.text)
    assert service.scanned == []
    message.buttons[0].click()
    qtbot.waitUntil(lambda: service.scanned == ["/music"])
    with qtbot.waitSignal(again.closed):
        again.close()


def test_after_a_change_of_language_the_scan_resumes(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    _service, window = scanning(make_window, qtbot)
    with qtbot.waitSignal(window.closed):
        window.external_requests.set_language(
            "de" if window.context.settings.language != "de" else "en"
        )
    assert window.reopen_requested
    saved: Settings = window.saved_settings[-1]  # type: ignore[attr-defined]
    assert saved.language == "de"
    service = FakeService(songs(4))
    make_window(service, settings=saved)
    qtbot.waitUntil(lambda: service.scanned == ["/music"])


def test_an_invalid_saved_scan_is_ignored(qtbot: QtBot, make_window: WindowFactory) -> None:
    for text in ("", "{", "[]", '{"targets": 5, "at_once": true}', '{"at_once": 1}'):
        settings = replace(Settings(), window={"scan": text})
        window = make_window(FakeService(songs(2)), settings=settings)
        assert window.views.messages.texts() == []


def test_a_write_is_listed_in_the_panel(qtbot: QtBot, make_window: WindowFactory) -> None:
    service = FakeService(songs(40))
    window = make_window(service)
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = window.tagging.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.write_button.isEnabled())
    QTest.mouseClick(dialog.write_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: [e.stage for e in window.context.job_registry.entries] == [JobStage.DONE]
    )
    entry = window.context.job_registry.entries[0]
    assert entry.title.startswith("Writing tags to ")
    assert "Moods written to" in entry.summary


# -- the registry by itself ---------------------------------------------------------------


def run(
    registry: JobRegistry, runner: JobRunner, work: Callable[[Job], object], job_info: JobInfo
) -> list[object]:
    outcomes: list[object] = []
    registry.start(
        job_info, runner, JobQueue.WRITE, work, done=outcomes.append, failed=outcomes.append
    )
    return outcomes


def test_a_failed_job_shows_its_error(qtbot: QtBot) -> None:
    registry, runner = JobRegistry(), JobRunner(ThreadBridge())
    panel = JobPanel(registry)
    qtbot.addWidget(panel)

    def work(job: Job) -> None:
        raise LibraryError("The drive is full.", path="/music/a.mp3")

    outcomes = run(registry, runner, work, JobInfo("Export"))
    qtbot.waitUntil(lambda: len(outcomes) == 1)
    entry = registry.entries[0]
    assert (entry.stage, entry.summary) == (JobStage.FAILED, "The drive is full.")
    assert entry.failed == [("/music/a.mp3", "The drive is full.")]
    runner.shut_down_and_wait(lambda: None)


def test_a_paused_job_waits_in_its_worker_and_can_be_canceled(qtbot: QtBot) -> None:
    registry, runner = JobRegistry(), JobRunner(ThreadBridge())
    permits, waiting, steps = threading.Semaphore(0), threading.Event(), []

    def work(job: Job) -> str:
        for i in range(10_000):
            permits.acquire()
            if job.pause.is_set():
                waiting.set()
            job.wait_while_paused()
            if job.cancel.is_set():
                raise CancelledError
            steps.append(i)
            job.report((i + 1, 10_000, "/x"))
        return "all"

    outcomes = run(registry, runner, work, JobInfo("Long", pausable=True))
    permits.release(6)
    qtbot.waitUntil(lambda: len(steps) == 6)
    entry = registry.entries[0]
    registry.pause(entry, True)
    permits.release(6)
    qtbot.waitUntil(waiting.is_set)
    assert len(steps) == 6
    registry.pause(entry, False)
    qtbot.waitUntil(lambda: len(steps) == 12)
    qtbot.waitUntil(lambda: entry.progress is not None and entry.progress.rate > 0)
    registry.pause(entry, True)
    permits.release()
    registry.stop(entry)
    qtbot.waitUntil(lambda: len(outcomes) == 1)
    assert entry.stage is JobStage.STOPPED
    runner.shut_down_and_wait(lambda: None)


def test_the_number_of_finished_jobs_is_limited() -> None:
    registry = JobRegistry()
    for i in range(MAX_FINISHED + 5):
        entry = JobEntry(f"Job {i}")
        registry.add(entry)
        registry.finish(entry, None)
    registry.add(JobEntry("One more"))
    assert len(registry.entries) == MAX_FINISHED + 1
    registry.clear()
    assert [entry.title for entry in registry.entries] == ["One more"]


def test_a_card_is_accessible(qtbot: QtBot) -> None:
    entry = JobEntry(
        "Scanning Music", pausable=True, job=Job(JobQueue.SCAN, ""), stage=JobStage.RUNNING
    )
    entry.progress = JobProgress(3, 12, 1, 2.0, 4.5, "/music/a.mp3")
    shown = JobCard(entry)
    qtbot.addWidget(shown)
    assert shown.accessibleName() == "Scanning Music"
    assert "3 of 12" in shown.accessibleDescription()
    assert shown.pause_button.accessibleName() == "Pause: Scanning Music"
    assert not shown.stop_button.isHidden()
    assert shown.close_button.isHidden()
