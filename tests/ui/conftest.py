"""The main window on a library in memory."""

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


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientQtBot(request)


@pytest.fixture
def make_window(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowFactory]:
    """Opens windows on a FakeService and closes them in good order at the end."""
    from moodtagger.ui.main_window.window import MainWindow
    from moodtagger.ui.player.player import Player
    from tests.support.ui.fake_service import FakeAudioBackend

    windows: list[MainWindow] = []

    def make(service: FakeService, *targets: str, settings: Settings | None = None) -> MainWindow:
        kept: list[Settings] = []
        window = MainWindow(
            JobRunner(ThreadBridge()),
            lambda: service,
            settings or Settings(),
            save_settings=kept.append,
            demo_folder=lambda: tmp_path / "demo",
            player=Player(FakeAudioBackend),
        )
        window.kept = kept  # type: ignore[attr-defined]
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
        if not window._has_closed:
            with qtbot.waitSignal(window.closed):
                window.close()
        window.player.setParent(window)
        window.deleteLater()
