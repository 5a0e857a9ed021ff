"""Process pools of analysis workers, and switching them when the worker limits change.

Importing torch costs a second of computing and 150 MB. Processes that are forked off one which has
done so share the memory and need not wait. That one has no threads and computes nothing, so that
forking it is safe, which forking the window is not.

A process cannot raise its own priority again on most systems, and their number is fixed, so
another pace means other processes. Those at work go on until the new ones have imported torch and
loaded the network, which takes seconds in which nobody would listen.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Final

from moodtagger.services.workers.priority import WorkerLimits, lower_priority, restore_priority
from moodtagger.services.workers.worker import warm_up

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


ExecutorFactory = Callable[[WorkerLimits], ProcessPoolExecutor]


class WorkerGroup:
    """So many processes of one pace; each starts with the first task that finds no idle one."""

    def __init__(self, create_executor: ExecutorFactory, limits: WorkerLimits) -> None:
        self.limits = limits
        self.executor = create_executor(limits)
        self._warm_ups: list[Future[None]] = []

    def warm_up(self) -> None:
        """Start all processes and let them load the network."""
        self._warm_ups = [self.executor.submit(warm_up) for _ in range(self.limits.jobs)]

    @property
    def ready(self) -> bool:
        """Whether they have done that, or cannot."""
        return all(future.done() for future in self._warm_ups)

    @property
    def processes(self) -> list[BaseProcess]:
        """Those that were started."""
        return list((self.executor._processes or {}).values())


class ExecutorSwitcher:
    """The crew at work, the one that gets ready, and processes that do their last songs."""

    def __init__(self, create_executor: ExecutorFactory) -> None:
        self._create_executor = create_executor
        self.active: WorkerGroup | None = None
        self._next: WorkerGroup | None = None
        self._draining: list[BaseProcess] = []

    def executor(self, limits: WorkerLimits) -> ProcessPoolExecutor:
        """That of the crew at work; where there is none yet it is one of this pace."""
        if self.active is None:
            self.active = WorkerGroup(self._create_executor, limits)
        return self.active.executor

    def switch_to(self, limits: WorkerLimits) -> None:
        """Let a crew of this pace take over as soon as it is ready; call it again and again.

        What the system allows the present one is so at once: to be gentle always.
        """
        if self.active is None:
            return
        if self._next is not None and self._next.limits != limits:
            self._retire(self._next, terminate=True)
            self._next = None
        if self._next is None and self.active.limits != limits:
            for process in self.active.processes:
                if process.pid is not None:
                    (lower_priority if limits.low_priority else restore_priority)(process.pid)
            self._next = WorkerGroup(self._create_executor, limits)
            self._next.warm_up()
        if self._next is not None and self._next.ready:
            self.activate_next()

    def activate_next(self) -> None:
        """The crew that gets ready, if any, takes the next tasks; the other one does its last."""
        if self._next is not None and self.active is not None:
            self._retire(self.active)
            self.active, self._next = self._next, None

    def shutdown(self) -> None:
        """End all crews and wait for the one at work; the next task gets a new one."""
        if self._next is not None:
            self._retire(self._next, terminate=True)
        active, self.active, self._next = self.active, None, None
        if active is not None:
            with contextlib.suppress(OSError):
                active.executor.shutdown(wait=True, cancel_futures=True)

    def terminate(self) -> None:
        """End all processes at once, also those that are still starting."""
        active_processes = [] if self.active is None else self.active.processes
        for process in [*active_processes, *self._draining]:
            process.terminate()
        self.shutdown()

    def _retire(self, group: WorkerGroup, *, terminate: bool = False) -> None:
        self._draining = [process for process in self._draining if process.is_alive()]
        self._draining += group.processes
        if terminate:
            for process in group.processes:
                process.terminate()
        group.executor.shutdown(wait=False, cancel_futures=terminate)
