"""The window when the library's file cannot be used: why, and the ways out."""

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


class Ways:
    """One copy; notes which way was gone."""

    def __init__(self) -> None:
        self.gone: list[object] = []

    def backups(self) -> list[LibraryBackup]:
        made = datetime(2026, 11, 20, 10, tzinfo=UTC)
        return [LibraryBackup(Path("/home/me/library.copy.sqlite"), made, 12)]

    def restore(self, backup: Path) -> Path:
        self.gone.append(backup)
        return KEPT

    def create_empty(self) -> Path:
        self.gone.append("anew")
        return KEPT


class Opener:
    """Refuses with an error until a way out was gone."""

    def __init__(self, ways: Ways, error: LibraryError) -> None:
        self.ways = ways
        self.error = error

    def __call__(self) -> FakeService:
        if not self.ways.gone:
            raise self.error
        return FakeService(songs(3))


@pytest.fixture
def ways() -> Ways:
    return Ways()


def opened(qtbot: QtBot, ways: Ways, error: LibraryError = DAMAGED) -> MainWindow:
    window = MainWindow(
        JobRunner(ThreadBridge()),
        Opener(ways, error),
        Settings(),
        save_settings=lambda s: None,
        demo_folder=lambda: Path(),
        restorer=lambda: ways,
    )
    window.show()
    window.start()
    views = window.views
    qtbot.waitUntil(lambda: views.screens.currentWidget() is views.problem)
    return window


def close(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.closed):
        window.close()


def test_a_copy_is_put_back(qtbot: QtBot, ways: Ways) -> None:
    window = opened(qtbot, ways)
    page = window.views.problem
    qtbot.waitUntil(page.restore.isVisible)
    (action,) = page.backups_menu.actions()
    assert "12 songs (library.copy.sqlite)" in action.text()
    action.trigger()
    qtbot.waitUntil(lambda: window.context.service is not None)
    assert ways.gone == [Path("/home/me/library.copy.sqlite")]
    assert any(str(KEPT) in text for text in window.views.messages.texts())
    close(qtbot, window)


def test_a_new_library_is_begun_after_asking(qtbot: QtBot, ways: Ways) -> None:
    window = opened(qtbot, ways)
    page = window.views.problem
    qtbot.waitUntil(page.new_library.isVisible)
    QTest.keyClick(page.new_library, Qt.Key.Key_Space)
    (box,) = window.findChildren(QMessageBox)
    assert "kept" in box.informativeText()
    assert ways.gone == []
    box.buttons()[0].click()
    qtbot.waitUntil(lambda: window.context.service is not None)
    assert ways.gone == ["anew"]
    close(qtbot, window)


def test_asked_and_not_wanted(qtbot: QtBot, ways: Ways) -> None:
    window = opened(qtbot, ways)
    qtbot.waitUntil(window.views.problem.new_library.isVisible)
    window.views.problem.new_library.click()
    (box,) = window.findChildren(QMessageBox)
    box.reject()
    assert ways.gone == []
    assert window.views.screens.currentWidget() is window.views.problem
    close(qtbot, window)


def test_the_file_is_not_offered_for_exchange_when_it_is_not_the_problem(
    qtbot: QtBot, ways: Ways
) -> None:
    window = opened(qtbot, ways, LibraryError("Another program keeps the library locked."))
    settle(qtbot, window)
    page = window.views.problem
    assert page.retry.isVisible()
    assert not page.restore.isVisible()
    assert not page.new_library.isVisible()
    close(qtbot, window)


def test_a_way_that_fails_says_why(
    qtbot: QtBot, ways: Ways, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(copy: Path) -> Path:
        raise LibraryError("This copy is damaged as well; choose another.")

    monkeypatch.setattr(ways, "restore", fails)
    window = opened(qtbot, ways)
    page = window.views.problem
    qtbot.waitUntil(page.restore.isVisible)
    page.backups_menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: "as well" in page._text.text())
    assert page.retry.isVisible()
    close(qtbot, window)
