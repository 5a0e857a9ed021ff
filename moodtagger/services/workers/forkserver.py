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

_PRELOAD_MODULES: Final = ["moodtagger.services.workers.preload"]


class ForkServer:
    """Makes the first process in the background: it is the one that has to wait for imports."""

    def __init__(self) -> None:
        # macOS has both, but its own libraries do not survive a fork.
        self._uses_forkserver = sys.platform == "linux"
        self.context: BaseContext = multiprocessing.get_context(
            "forkserver" if self._uses_forkserver else "spawn"
        )
        self._primer: threading.Thread | None = None

    @property
    def ready(self) -> bool:
        """Whether a process can be had without waiting; call it again until it says so."""
        if not self._uses_forkserver:
            return True
        if self._primer is None:
            self.context.set_forkserver_preload(_PRELOAD_MODULES)
            self._primer = threading.Thread(target=self._prime, daemon=True)
            self._primer.start()
        return not self._primer.is_alive()

    def _prime(self) -> None:
        process = self.context.Process(target=_noop)  # type: ignore[attr-defined]
        process.start()
        process.join()


def _noop() -> None:
    """The whole life of the first process."""
