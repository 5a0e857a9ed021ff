"""Recovery in the window when the library's file cannot be used."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from moodtagger.core.errors import LibraryError, LibraryFileError
from moodtagger.settings import Settings
from moodtagger.store import LibraryBackup
from moodtagger.ui.jobs.job_runner import JobRunner
from moodtagger.ui.jobs.thread_bridge import ThreadBridge
from moodtagger.ui.main_window.window import MainWindow
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.settle import settle

KEPT = Path("/home/me/library.kept1.sqlite")
DAMAGED = LibraryFileError("The library file is damaged.", path="/home/me/library.sqlite")


class FakeRestoreService:
    """Has one backup and records what was called."""

    def __init__(self) -> None:
        self.calls: list[object] = []

    def backups(self) -> list[LibraryBackup]:
        made = datetime(2026, 11, 20, 10, tzinfo=UTC)
        return [LibraryBackup(Path("/home/me/library.copy.sqlite"), made, 12)]

    def restore(self, backup: Path) -> Path:
        self.calls.append(backup)
        return KEPT

    def create_empty(self) -> Path:
        self.calls.append("new")
        return KEPT


class FailingOpener:
    """Fails with an error until a recovery was run."""

    def __init__(self, recovery: FakeRestoreService, error: LibraryError) -> None:
        self.recovery = recovery
        self.error = error

    def __call__(self) -> FakeService:
        if not self.recovery.calls:
            raise self.error
        return FakeService(songs(3))


@pytest.fixture
def recovery() -> FakeRestoreService:
    return FakeRestoreService()


def opened(qtbot: QtBot, recovery: FakeRestoreService, error: LibraryError = DAMAGED) -> MainWindow:
    window = MainWindow(
        JobRunner(ThreadBridge()),
        FailingOpener(recovery, error),
        Settings(),
        save_settings=lambda s: None,
        demo_folder=lambda: Path(),
        restorer=lambda: recovery,
    )
    window.show()
    window.start()
    views = window.views
    qtbot.waitUntil(lambda: views.screens.currentWidget() is views.problem)
    return window


def close(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.closed):
        window.close()
    window.deleteLater()


def test_a_backup_is_restored(qtbot: QtBot, recovery: FakeRestoreService) -> None:
    window = opened(qtbot, recovery)
    page = window.views.problem
    qtbot.waitUntil(page.restore.isVisible)
    (action,) = page.backups_menu.actions()
    assert "12 songs (library.copy.sqlite)" in action.text()
    action.trigger()
    qtbot.waitUntil(lambda: window.context.service is not None)
    assert recovery.calls == [Path("/home/me/library.copy.sqlite")]
    assert any(str(KEPT) in text for text in window.views.messages.texts())
    close(qtbot, window)


def test_a_new_library_is_started_after_confirmation(
    qtbot: QtBot, recovery: FakeRestoreService
) -> None:
    window = opened(qtbot, recovery)
    page = window.views.problem
    qtbot.waitUntil(page.new_library.isVisible)
    QTest.keyClick(page.new_library, Qt.Key.Key_Space)
    (box,) = window.findChildren(QMessageBox)
    assert "kept" in box.informativeText()
    assert recovery.calls == []
    box.buttons()[0].click()
    qtbot.waitUntil(lambda: window.context.service is not None)
    assert recovery.calls == ["new"]
    close(qtbot, window)


def test_a_new_library_is_not_started_without_confirmation(
    qtbot: QtBot, recovery: FakeRestoreService
) -> None:
    window = opened(qtbot, recovery)
    qtbot.waitUntil(window.views.problem.new_library.isVisible)
    window.views.problem.new_library.click()
    (box,) = window.findChildren(QMessageBox)
    box.reject()
    assert recovery.calls == []
    assert window.views.screens.currentWidget() is window.views.problem
    close(qtbot, window)


def test_no_recovery_is_offered_for_other_errors(
    qtbot: QtBot, recovery: FakeRestoreService
) -> None:
    window = opened(qtbot, recovery, LibraryError("Another program has locked the library."))
    settle(qtbot, window)
    page = window.views.problem
    assert page.retry.isVisible()
    assert not page.restore.isVisible()
    assert not page.new_library.isVisible()
    close(qtbot, window)


def test_a_failed_recovery_shows_its_error(
    qtbot: QtBot, recovery: FakeRestoreService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(copy: Path) -> Path:
        raise LibraryError("This backup is damaged too. Choose another one.")

    monkeypatch.setattr(recovery, "restore", fails)
    window = opened(qtbot, recovery)
    page = window.views.problem
    qtbot.waitUntil(page.restore.isVisible)
    page.backups_menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: "damaged too" in page.text())
    assert page.retry.isVisible()
    close(qtbot, window)
