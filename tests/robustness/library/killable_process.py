"""The process under test: opens a library, and scans or analyzes a folder into it.

    python -m tests.robustness.library.killable_process open|scan|listen LIBRARY MUSIC [MOMENT]

With MOMENT it kills itself before that statement or file operation; without, it waits to be
killed. It prints "open" before it starts and the number of crash points at the end, and logs each
song beside the library before it is analyzed.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from moodtagger.paths import default_model_dir
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.worker import Operation, Task
from moodtagger.store import open_library
from tests.support.fake_pool import FakePool, run_scan

ANALYZED_LOG = "listened.txt"


class CrashPoints:
    """Counts disk operations, and kills the process at the chosen one."""

    def __init__(self, kill_at: int) -> None:
        self.count = 0
        self._kill_at = kill_at

    def reach(self, *_what: object) -> None:
        """Count one operation; kill the process if it is the chosen one."""
        self.count += 1
        if self.count == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def install(self) -> None:
        """Hook into every database statement and every rename."""
        connect = sqlite3.connect

        def traced_connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*arguments, **options)
            connection.set_trace_callback(self.reach)
            return connection

        sqlite3.connect = traced_connect  # type: ignore[assignment]
        for name in ("replace", "unlink", "link"):
            setattr(os, name, self._counted(getattr(os, name)))

    def _counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            self.reach()
            return function(*arguments, **options)

        return counted


class RecordingPool(AnalysisPool):
    """The real workers; each task is logged first."""

    record: Callable[[Task], None]

    def _submit(self, task: Task, running: Any) -> None:
        self.record(task)
        super()._submit(task, running)


def main(task: str, library: str, music: str, crash_point: str = "0") -> None:
    """Do the work and print how many crash points it had."""
    crash_points = CrashPoints(int(crash_point))
    crash_points.install()
    print("open", flush=True)
    _TASKS[task](Path(library), music)
    print(crash_points.count, flush=True)


def _open(library: Path, music: str) -> None:
    open_library(library).close()


def _scan(library: Path, music: str) -> None:
    with open_library(library) as opened:
        run_scan(opened, music, pool=FakePool(_task_recorder(library)))


def _analyze(library: Path, music: str) -> None:
    from moodtagger.services.library_service import LibraryService  # which takes a while to import

    pool = RecordingPool(default_model_dir(), 1)
    pool.record = _task_recorder(library)
    service = LibraryService(library, default_model_dir(), pool=pool)
    service.analysis.scan([music])
    service.close()


def _task_recorder(library: Path) -> Callable[[Task], None]:
    descriptor = os.open(library.parent / ANALYZED_LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def record(task: Task) -> None:
        if task.operation is Operation.ANALYZE:
            os.write(descriptor, os.fsencode(task.path) + b"\n")

    return record


_TASKS = {"open": _open, "scan": _scan, "listen": _analyze}

if __name__ == "__main__":
    main(*sys.argv[1:])
