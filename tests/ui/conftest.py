"""Fixture that opens the main window on an in-memory library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytestqt.qtbot import QtBot

from moodtagger.settings import Settings
from moodtagger.ui.jobs.job_runner import JobRunner
from moodtagger.ui.jobs.thread_bridge import ThreadBridge

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from moodtagger.ui.main_window.window import MainWindow
    from tests.support.ui.fake_service import FakeService

WindowFactory = Callable[..., "MainWindow"]

WAIT_MS = 100_000  # below pytest-timeout's limit of 120 s, which ends a wait in vain


class PatientQtBot(QtBot):
    """A qtbot that waits for events as long as a slow machine needs."""

    def waitUntil(self, callback: Callable[[], object], *, timeout: int = WAIT_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = WAIT_MS, **options: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitExposed(self, widget: Any, *, timeout: int = WAIT_MS) -> Any:
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Return the application with the English singulars and plurals, as the program starts it."""
    from PySide6.QtCore import QLocale

    from moodtagger.ui import translation

    translation.install(qapp, "en")
    QLocale.setDefault(QLocale.system())
    return qapp


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientQtBot(request)


@pytest.fixture
def make_window(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowFactory]:
    """Open windows on a FakeService, and close them at the end of the test."""
    from moodtagger.ui.main_window.window import MainWindow
    from moodtagger.ui.player.player import Player
    from tests.support.ui.fake_service import FakeAudioBackend

    windows: list[MainWindow] = []
    closed_windows: list[MainWindow] = []

    def make(
        service: FakeService,
        *targets: str,
        settings: Settings | None = None,
        save_settings: Callable[[Settings], None] | None = None,
    ) -> MainWindow:
        saved_settings: list[Settings] = []
        window = MainWindow(
            JobRunner(ThreadBridge()),
            lambda: service,
            settings or Settings(),
            save_settings=save_settings or saved_settings.append,
            demo_folder=lambda: tmp_path / "demo",
            player=Player(FakeAudioBackend),
        )
        window.saved_settings = saved_settings  # type: ignore[attr-defined]
        window.closed.connect(lambda: closed_windows.append(window))
        window.views.messages.goes_by_itself = False  # tests take their time
        windows.append(window)
        window.show()
        window.start(targets)
        qtbot.waitUntil(lambda: window.context.service is not None)
        return window

    yield make
    for window in windows:
        service = window.context.service
        if service is not None:
            service.gate.set()  # type: ignore[attr-defined]
        if window not in closed_windows:
            with qtbot.waitSignal(window.closed):
                window.close()
        window.player.setParent(window)
        window.deleteLater()
