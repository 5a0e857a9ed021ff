"""A program to be killed: opens a library, and scans or hears a folder into it.

    python -m tests.robustness.library.victim_process open|scan|listen LIBRARY MUSIC [MOMENT]

With MOMENT it kills itself before the so-manieth statement or file operation; without, it waits
for somebody else to do so. It says "open" before it starts and how many moments there were at the
end, and notes each song that it listens to in a file beside the library before it does.
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
from moodtagger.services.workers.worker import Task, Work
from moodtagger.store import open_library
from tests.support.fake_pool import StandIn, scan

LISTENED = "listened.txt"


class Moments:
    """Counts what is done to the disk, and ends everything at the chosen moment."""

    def __init__(self, last: int) -> None:
        self.count = 0
        self._last = last

    def step(self, *_what: object) -> None:
        """One more; if it is the one, nothing after this line happens."""
        self.count += 1
        if self.count == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Be called before every statement of any database and every change of names."""
        connect = sqlite3.connect

        def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*arguments, **options)
            connection.set_trace_callback(self.step)
            return connection

        sqlite3.connect = watched  # type: ignore[assignment]
        for name in ("replace", "unlink", "link"):
            setattr(os, name, self._before(getattr(os, name)))

    def _before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **options: Any) -> Any:
            self.step()
            return function(*arguments, **options)

        return watched


class NotedPool(AnalysisPool):
    """The real processes; what they are to listen to is written down first."""

    note: Callable[[Task], None]

    def _submit(self, task: Task, running: Any) -> None:
        self.note(task)
        super()._submit(task, running)


def main(work: str, library: str, music: str, moment: str = "0") -> None:
    """Do the work and say how many moments it had."""
    moments = Moments(int(moment))
    moments.watch()
    print("open", flush=True)
    _WORK[work](Path(library), music)
    print(moments.count, flush=True)


def _open(library: Path, music: str) -> None:
    open_library(library).close()


def _scan(library: Path, music: str) -> None:
    with open_library(library) as opened:
        scan(opened, music, pool=StandIn(_noter(library)))


def _listen(library: Path, music: str) -> None:
    from moodtagger.services.library_service import LibraryService  # which takes a while to import

    service = LibraryService(library, default_model_dir(), jobs=1)
    pool = NotedPool(default_model_dir(), 1)
    pool.note = _noter(library)
    service._pool.close()
    service._pool = pool
    service.scan([music])
    service.close()


def _noter(library: Path) -> Callable[[Task], None]:
    descriptor = os.open(library.parent / LISTENED, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(task: Task) -> None:
        if task.work is Work.LISTEN:
            os.write(descriptor, os.fsencode(task.path) + b"\n")

    return note


_WORK = {"open": _open, "scan": _scan, "listen": _listen}

if __name__ == "__main__":
    main(*sys.argv[1:])
