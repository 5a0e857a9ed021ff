"""The process that `opening` starts: opens the real window, types a search, prints JSON."""

from __future__ import annotations

import json
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from moodtagger import app as composition
from moodtagger.ui.main_window.window import MainWindow
from tests.benchmarks.cpu_clock import cpu_ms

TICK_MS = 5
SETTLE_MS = 1500  # counts and details come a little after the songs
SEARCH = "silver river"
FOLLOW_MS = 120  # the map follows a little after the table


class Stalls:
    """The longest time between two ticks of a timer of the window's thread."""

    def __init__(self) -> None:
        self.worst_ms = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.worst_ms = max(self.worst_ms, 1000 * (now - self._last) - TICK_MS)
        self._last = now


def main() -> None:
    """Open the library of MOODTAGGER_HOME in a window and measure."""
    app = composition.make_application()
    window = composition.make_window(app)
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    stalls, start, cpu = Stalls(), time.perf_counter(), time.process_time()
    opened = QEventLoop()
    window.library.opened.connect(opened.quit)
    window.start([])
    opened.exec()
    app.processEvents()
    found = {"wall_s": time.perf_counter() - start, "cpu_s": time.process_time() - cpu}
    _idle(SETTLE_MS)
    found |= {"stall_ms": stalls.worst_ms, "memory_mb": resident_mb()}
    answers, follows = zip(*_typed(window), strict=True)
    found |= {"typed_ms": max(answers), "map_ms": max(follows)}
    print(json.dumps(found), flush=True)
    window.close()
    window.context.runner.finish_now(window.final_work())


def _typed(window: MainWindow) -> list[tuple[float, float]]:
    """For each letter: CPU milliseconds until the table shows its answer, and of what follows."""
    window.views.sidebar.focus_search()
    edit = window.views.sidebar.findChild(QLineEdit)
    assert edit is not None

    def letter(key: str) -> None:
        if key:
            QTest.keyClicks(edit, key)
        else:
            QTest.keyClick(edit, Qt.Key.Key_Backspace)
        for _ in range(5):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)

    letters = [*SEARCH, *[""] * len(SEARCH)]  # typed, then taken away again
    return [
        (cpu_ms(lambda key=key: letter(key)), cpu_ms(lambda: _idle(FOLLOW_MS)))  # type: ignore[misc]
        for key in letters
    ]


def _idle(milliseconds: int) -> None:
    """Let the window live; unlike QTest.qWait this leaves Python to the workers meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def resident_mb() -> float:
    """Memory of this process in MB, as Linux counts it."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("This system does not say how much memory a process has.")


if __name__ == "__main__":
    main()
