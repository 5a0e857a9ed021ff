"""Where processes that listen come from: forked off one that has imported torch, or from nothing.

Importing torch costs a second of computing and 150 MB. Processes that are forked off one which has
done so share the memory and need not wait. That one has no threads and computes nothing, so that
forking it is safe, which forking the window is not.
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
from multiprocessing.context import BaseContext
from typing import Final

_IMPORTED_FIRST: Final = ["moodtagger.services.workers.preload"]


class Nursery:
    """Makes the first process in the background: it is the one that has to wait for imports."""

    def __init__(self) -> None:
        # macOS has both, but its own libraries do not survive a fork.
        self._forks = sys.platform == "linux"
        self.context: BaseContext = multiprocessing.get_context(
            "forkserver" if self._forks else "spawn"
        )
        self._first: threading.Thread | None = None

    @property
    def ready(self) -> bool:
        """Whether a process can be had without waiting; call it again until it says so."""
        if not self._forks:
            return True
        if self._first is None:
            self.context.set_forkserver_preload(_IMPORTED_FIRST)
            self._first = threading.Thread(target=self._make_one, daemon=True)
            self._first.start()
        return not self._first.is_alive()

    def _make_one(self) -> None:
        process = self.context.Process(target=_do_nothing)  # type: ignore[attr-defined]
        process.start()
        process.join()


def _do_nothing() -> None:
    """The whole life of the first process."""
