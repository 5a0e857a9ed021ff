"""Waiting until a window has nothing more to do."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from moodtagger.ui.main_window.window import MainWindow

_SOON_MS = 1000  # single-shot timers below are delayed updates, others are reminders


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Process events until no job runs and no delayed update of the window is due."""

    def is_idle() -> bool:
        QApplication.processEvents()
        timers = [timer for timer in window.findChildren(QTimer) if timer.isSingleShot()]
        due = [timer for timer in timers if timer.isActive() and timer.interval() < _SOON_MS]
        return not due and not window.context.runner.jobs

    qtbot.waitUntil(lambda: is_idle() and is_idle())
