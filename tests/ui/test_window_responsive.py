"""The GUI thread during an analysis: it never waits, and does little at a time."""

from __future__ import annotations

import concurrent.futures
import contextlib
import inspect
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QAbstractEventDispatcher, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from moodtagger import paths
from moodtagger.demo.encode import encode
from moodtagger.services.library_service import LibraryService
from moodtagger.settings import Settings
from moodtagger.ui.jobs.job_runner import JobRunner
from moodtagger.ui.jobs.thread_bridge import ThreadBridge
from moodtagger.ui.main_window.window import MainWindow
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory

RATE = 22_050
SONGS, SONG_S = 12, 20
MAX_CALLS = 40_000  # Python calls between two turns of the event loop: about 10 ms of work
WAITING_CODE = {
    function.__code__
    for function in (
        threading.Condition.wait,
        threading.Event.wait,
        threading.Thread.join,
        concurrent.futures.Future.result,
        concurrent.futures.wait,
    )
}
BRIEF_WAITS = {  # until a new thread has started
    threading.Thread.start.__code__,
    concurrent.futures.ThreadPoolExecutor.submit.__code__,
}


class LoopProfile:
    """What this thread does between the turns of its event loop, counted in Python calls."""

    def __init__(self) -> None:
        self.calls_by_turn: list[int] = []
        self.waits: list[str] = []
        self._calls = 0

    def end_turn(self) -> None:
        """Called before the event loop waits for the next event."""
        self.calls_by_turn.append(self._calls)
        self._calls = 0

    def profile(self, frame: FrameType, event: str, argument: Any) -> None:
        """Count a call; see `sys.setprofile`."""
        if event == "call":
            self._calls += 1
            if frame.f_code in WAITING_CODE:
                self._note_wait(frame)
        elif event == "c_call" and argument is time.sleep:
            self._note_wait(frame)

    def _note_wait(self, frame: FrameType) -> None:
        stack = [caller for caller, _ in traceback.walk_stack(frame)]
        if not any(caller.f_code in BRIEF_WAITS for caller in stack):
            self.waits.append(" < ".join(f"{f.f_code.co_qualname}:{f.f_lineno}" for f in stack[:6]))

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Profile this thread until the end of the block."""
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.aboutToBlock.connect(self.end_turn)
        previous = sys.getprofile()
        sys.setprofile(self.profile)
        try:
            yield
        finally:
            sys.setprofile(previous)
            dispatcher.aboutToBlock.disconnect(self.end_turn)


class ThreadRecorder:
    """A library service, or one of its components, that notes the threads of its methods' calls."""

    def __init__(
        self, target: object, threads: dict[str, set[str]] | None = None, prefix: str = ""
    ) -> None:
        self._target = target
        self._prefix = prefix
        self.threads = {} if threads is None else threads

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(self._target, attribute)
        name = self._prefix + attribute
        if type(value).__module__.startswith("moodtagger.services."):
            return ThreadRecorder(value, self.threads, f"{name}.")
        if not inspect.ismethod(value):
            return value

        def call(*args: Any, **options: Any) -> Any:
            self.threads.setdefault(name, set()).add(threading.current_thread().name)
            return value(*args, **options)

        return call


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Songs of pulsating noise, several for each of two workers."""
    folder = tmp_path / "music"
    folder.mkdir()
    rng = np.random.default_rng(3)
    t = np.arange(RATE * SONG_S) / RATE
    for i in range(SONGS):
        beat = np.sin(2 * np.pi * (1 + i / 4) * t) ** 2
        samples = 0.2 * beat * (np.sin(2 * np.pi * 110 * (i + 1) * t) + rng.normal(0, 0.3, len(t)))
        encode(samples.astype(np.float32), RATE, folder / f"song {i:02}.flac")
    return folder


@pytest.mark.slow
def test_the_gui_thread_never_waits_while_two_workers_analyze(
    qtbot: QtBot, music: Path, tmp_path: Path
) -> None:
    services: list[ThreadRecorder] = []

    def open_service() -> ThreadRecorder:
        service = LibraryService(tmp_path / "library.sqlite", paths.default_model_dir(), jobs=2)
        services.append(ThreadRecorder(service))
        return services[0]

    window = MainWindow(
        JobRunner(ThreadBridge()),
        open_service,  # type: ignore[arg-type]
        Settings(),
        save_settings=lambda settings: None,
        demo_folder=lambda: music,
    )
    window.show()
    window.start()
    qtbot.waitUntil(lambda: window.context.service is not None)
    window.views.show_screen(window.views.main_splitter)
    (service,) = services
    service.threads.clear()
    loop_profile = LoopProfile()
    with loop_profile.running(), qtbot.waitSignal(window.scans.finished):
        window.scans.scan([str(music)])

    assert len(window.views.table.model.songs) == SONGS
    assert all(window.library.song(i).valence is not None for i in window.views.table.shown_ids())
    assert loop_profile.waits == []
    assert max(loop_profile.calls_by_turn) < MAX_CALLS
    assert "analysis.scan" in service.threads
    main_thread = threading.main_thread().name
    assert [name for name, threads in service.threads.items() if main_thread in threads] == []
    with qtbot.waitSignal(window.closed):
        window.close()


def test_work_never_runs_on_the_gui_thread(qtbot: QtBot, make_window: WindowFactory) -> None:
    service = FakeService(songs(5))
    make_window(service)
    assert service.threads
    assert all(name.startswith("moodtagger-") for name in service.threads)


def test_the_window_responds_while_a_scan_is_blocked(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service = FakeService(songs(30))
    service.gate.clear()  # the worker waits before the first file
    window = make_window(service)
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: service.scanned == ["/music"])

    window.library.select({3})
    qtbot.waitUntil(lambda: window.inspector.track_id == 3)
    shown = len(window.views.table.shown_ids())
    QTest.keyClicks(window.views.search.edit, service.rows_by_id[3].tags.title)
    qtbot.waitUntil(lambda: 0 < len(window.views.table.shown_ids()) < shown)

    assert window.context.scanning
    assert len(service.rows_by_id) == 30
    service.gate.set()
    qtbot.waitUntil(lambda: not window.context.scanning)


def test_the_profile_finds_waits_and_counts_calls(qtbot: QtBot) -> None:
    loop_profile = LoopProfile()
    with loop_profile.running():
        time.sleep(0)
        threading.Event().wait(0)
        qtbot.wait(1)
    assert len(loop_profile.waits) >= 2
    assert "test_the_profile_finds_waits" in loop_profile.waits[0]
    assert max(loop_profile.calls_by_turn) > 0
