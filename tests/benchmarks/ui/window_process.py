"""The process that `startup` runs: opens the real window, types a search, prints JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from moodtagger import app as composition
from moodtagger.ui.main_window.window import MainWindow

TICK_MS = 5
SETTLE_MS = 1500  # counts and details follow the songs
MAX_SETTLE_MS = 60_000  # on a busy machine that takes longer; it must not count as the search
IDLE = 0.05  # CPU seconds per second
SEARCH = "silver river"
MAP_DELAY_MS = 120  # the map follows the table


class StallTimer:
    """Measures the longest time between two timer ticks on the GUI thread."""

    def __init__(self) -> None:
        self.longest_ms = 0.0
        self._last_tick = time.perf_counter()
        self._timer = QTimer(interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, 1000 * (now - self._last_tick) - TICK_MS)
        self._last_tick = now


def main() -> None:
    """Open the library of MOODTAGGER_HOME in a window and measure."""
    app = composition.make_application()
    window = composition.make_window(app)
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    stall_timer, start, cpu = StallTimer(), time.perf_counter(), time.process_time()
    opened = QEventLoop()
    window.library.opened.connect(opened.quit)
    window.start([])
    opened.exec()
    app.processEvents()
    measurements = {"wall_s": time.perf_counter() - start, "cpu_s": time.process_time() - cpu}
    _settle()
    measurements |= {"stall_ms": stall_timer.longest_ms, "memory_mb": resident_mb()}
    table_ms, map_ms = zip(*_measure_search(window), strict=True)
    measurements |= {"typed_ms": max(table_ms), "map_ms": max(map_ms)}
    print(json.dumps(measurements), flush=True)
    window.close()
    window.context.runner.shut_down_and_wait(window.closing_work())


def _measure_search(window: MainWindow) -> list[tuple[float, float]]:
    """CPU milliseconds of the GUI thread for each letter and for the map that follows it.

    Those of other threads do not count: the user does not wait for them.
    """
    window.views.search.focus()
    edit = window.views.search.edit

    def letter(key: str) -> None:
        if key:
            QTest.keyClicks(edit, key)
        else:
            QTest.keyClick(edit, Qt.Key.Key_Backspace)
        for _ in range(5):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)

    letters = [*SEARCH, *[""] * len(SEARCH)]  # typed, then taken away again
    return [
        (_gui_ms(lambda key=key: letter(key)), _gui_ms(lambda: _run_event_loop(MAP_DELAY_MS)))  # type: ignore[misc]
        for key in letters
    ]


def _gui_ms(work: Callable[[], object]) -> float:
    start = time.thread_time()
    work()
    return 1000 * (time.thread_time() - start)


def _settle() -> None:
    """Run the event loop until what follows the songs is done."""
    for _ in range(MAX_SETTLE_MS // SETTLE_MS):
        cpu = time.process_time()
        _run_event_loop(SETTLE_MS)
        if 1000 * (time.process_time() - cpu) < IDLE * SETTLE_MS:
            break


def _run_event_loop(milliseconds: int) -> None:
    """Run the event loop; unlike QTest.qWait this lets the workers have the interpreter."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def resident_mb() -> float:
    """Resident memory of this process in MB."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("This system does not say how much memory a process has.")


if __name__ == "__main__":
    main()
