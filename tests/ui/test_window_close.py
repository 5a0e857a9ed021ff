"""Closing the window: jobs are canceled, decisions saved, the library is closed."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from moodtagger.core.errors import LibraryError
from moodtagger.settings import Settings
from moodtagger.ui.jobs.job_runner import JobRunner
from moodtagger.ui.jobs.thread_bridge import ThreadBridge
from moodtagger.ui.main_window.window import MainWindow
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory


def test_close_during_a_scan_waits_and_closes_the_library(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service = FakeService(songs(5))
    service.files_per_scan, service.file_limit = 10_000, 9
    window = make_window(service)
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: service.idle_polls > 0)
    with qtbot.waitSignal(window.closed):
        window.close()
        assert window.isVisible()  # until the work has ended
    assert not window.isVisible()
    assert service.closed
    assert len(service.rows_by_id) == 5 + 9


def test_decisions_made_just_before_closing_are_saved(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    rows = songs(30)
    service = FakeService(rows)
    window = make_window(service)
    for row in rows[2:20]:
        window.tagging.decide(row.track_id, "epic", True)
    with qtbot.waitSignal(window.closed):
        window.close()
    assert all("epic" in service.rows_by_id[row.track_id].accepted for row in rows[2:20])


def test_layout_and_choices_are_restored(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(5)))
    window.resize(760, 600)
    window.views.main_splitter.setSizes([260, 300, 200])
    window.actions_.show_inspector.trigger()
    with qtbot.waitSignal(window.closed):
        window.close()
    sizes = window.views.main_splitter.sizes()
    saved: Settings = window.saved_settings[-1]  # type: ignore[attr-defined]
    again = make_window(FakeService(songs(5)), settings=saved)
    assert again.views.inspector.isHidden()
    assert (again.width(), again.height()) == (760, 600)
    assert again.views.main_splitter.sizes()[0] == sizes[0]


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EACCES, errno.EDQUOT])
def test_settings_that_cannot_be_kept_are_a_sentence_at_closing(
    qtbot: QtBot, make_window: WindowFactory, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    def fail(_settings: Settings) -> None:
        raise OSError(number, os.strerror(number), "settings.json")

    service = FakeService(songs(5))
    window = make_window(service, save_settings=fail)
    with qtbot.waitSignal(window.closed):
        window.close()
    assert service.closed
    sentence = f"moodtagger: The settings cannot be kept: {os.strerror(number)}."
    assert [record.getMessage() for record in caplog.records] == [sentence]


def test_a_library_that_cannot_be_opened_can_be_retried(qtbot: QtBot) -> None:
    service = FakeService(songs(3))
    answers = [LibraryError("The library is damaged.", advice="Restore a backup."), service]

    def opener() -> FakeService:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    window = MainWindow(
        JobRunner(ThreadBridge()),
        opener,
        Settings(),
        save_settings=lambda s: None,
        demo_folder=lambda: None,
    )
    window.show()
    window.start()
    views = window.views
    qtbot.waitUntil(lambda: views.screens.currentWidget() is views.problem)
    assert "damaged" in views.problem.text()
    QTest.keyClick(views.problem.retry, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: views.screens.currentWidget() is views.main_splitter)
    with qtbot.waitSignal(window.closed):
        window.close()
    assert service.closed


def test_the_window_is_shown_without_importing_torch_and_librosa() -> None:
    code = (
        "import sys\n"
        "from moodtagger.app import make_application, make_window\n"
        "window = make_window(make_application())\n"
        "window.show()\n"
        "heavy = {'torch', 'librosa', 'scipy', 'sqlalchemy', 'miniaudio'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "window.context.runner.shut_down_and_wait(lambda: None)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_window_is_shown_without_importing_dialogs() -> None:
    code = (
        "import sys\n"
        "from moodtagger.app import make_application, make_window\n"
        "window = make_window(make_application())\n"
        "window.show()\n"
        "later = ('dialog', 'picker', 'failed_files', 'help_dialogs', 'preferences')\n"
        "ours = [name for name in sys.modules if name.startswith('moodtagger.ui.')]\n"
        "assert len(ours) > 100, ours\n"
        "print([name for name in ours if any(word in name for word in later)])\n"
        "window.context.runner.shut_down_and_wait(lambda: None)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_window_cleanly(moodtagger_home: Path, number: signal.Signals) -> None:
    code = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from moodtagger import app\n"
        "from moodtagger.ui.main_window.window import MainWindow\n"
        "show = MainWindow.showEvent\n"
        "def shown(window, event):\n"
        "    show(window, event)\n"
        "    QTimer.singleShot(100, lambda: print('shown', flush=True))\n"
        "MainWindow.showEvent = shown\n"
        "sys.exit(app.run_gui())\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as app:
        assert app.stdout is not None
        assert app.stdout.readline() == "shown\n"
        app.send_signal(number)
        assert app.wait(30) == 0
    saved = json.loads((moodtagger_home / "settings.json").read_text())
    assert saved["window"]["geometry"]
