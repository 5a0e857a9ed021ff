"""Process pools of analysis workers, and switching them when the worker limits change.

Importing torch costs a second of CPU time and 150 MB. Processes forked from one that has imported
it share the memory and need not wait. That process has no threads and computes nothing, so that
forking it is safe, unlike forking the window.

A process cannot raise its own priority again on most systems, and the size of a pool is fixed, so
other limits need other processes. The old ones keep working until the new ones have imported torch
and loaded the model, which takes seconds.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cached_property
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event as ProcessEvent
from typing import Any, Final, TypeAlias

from moodtagger.services.workers.pipe_executor import PipeEvent, PipeExecutor
from moodtagger.services.workers.priority import WorkerLimits, lower_priority, restore_priority
from moodtagger.services.workers.worker import warm_up

WorkerExecutor: TypeAlias = ProcessPoolExecutor | PipeExecutor

PRELOAD_MODULES: Final = ["moodtagger.services.workers.preload"]


class ForkServer:
    """The multiprocessing context, and the fork server that is started in the background."""

    def __init__(self) -> None:
        # macOS can fork as well, but its own libraries do not survive it.
        self._uses_forkserver = sys.platform == "linux"
        self.context: BaseContext = multiprocessing.get_context(
            "forkserver" if self._uses_forkserver else "spawn"
        )
        self._primer: threading.Thread | None = None

    @cached_property
    def has_semaphores(self) -> bool:
        """Whether this system has what Python's own process pool needs, see `pipe_executor`."""
        try:
            self.context.Event()
        except (OSError, ImportError):
            return False
        return True

    def create_event(self) -> ProcessEvent | PipeEvent:
        """Return an event that is shared with the processes."""
        return self.context.Event() if self.has_semaphores else PipeEvent(self.context)

    def create_executor(
        self, jobs: int, initializer: Callable[..., object], initargs: tuple[Any, ...]
    ) -> WorkerExecutor:
        """Return a pool of so many processes."""
        pool = ProcessPoolExecutor if self.has_semaphores else PipeExecutor
        return pool(jobs, mp_context=self.context, initializer=initializer, initargs=initargs)

    @property
    def ready(self) -> bool:
        """Whether processes start without waiting for imports; the first look starts the server."""
        if not self._uses_forkserver:
            return True
        if self._primer is None:
            self.context.set_forkserver_preload(PRELOAD_MODULES)
            self._primer = threading.Thread(target=self._prime, daemon=True)
            self._primer.start()
        return not self._primer.is_alive()

    def _prime(self) -> None:
        process = self.context.Process(target=_noop)  # type: ignore[attr-defined]
        process.start()
        process.join()


def _noop() -> None:
    """Do nothing, in the process that makes the fork server import its modules."""


ExecutorFactory = Callable[[WorkerLimits], WorkerExecutor]


class WorkerGroup:
    """A process pool with the limits it was created for."""

    def __init__(self, create_executor: ExecutorFactory, limits: WorkerLimits) -> None:
        self.limits = limits
        self.executor = create_executor(limits)
        self._warm_ups: list[Future[None]] = []

    def warm_up(self) -> None:
        """Start all processes and load the model in them."""
        self._warm_ups = [self.executor.submit(warm_up) for _ in range(self.limits.jobs)]

    @property
    def ready(self) -> bool:
        """Whether the warm-up is over in all processes, or failed."""
        return all(future.done() for future in self._warm_ups)

    @property
    def processes(self) -> list[BaseProcess]:
        """The processes that were started."""
        return list((self.executor._processes or {}).values())


class ExecutorSwitcher:
    """The active worker group, the next one while it warms up, and processes that are draining."""

    def __init__(self, create_executor: ExecutorFactory) -> None:
        self._create_executor = create_executor
        self.active: WorkerGroup | None = None
        self._next: WorkerGroup | None = None
        self._draining: list[BaseProcess] = []

    def executor(self, limits: WorkerLimits) -> WorkerExecutor:
        """Return the active group's executor; without a group, create one with these limits."""
        if self.active is None:
            self.active = WorkerGroup(self._create_executor, limits)
        return self.active.executor

    def switch_to(self, limits: WorkerLimits) -> None:
        """Replace the active group by one with these limits when that is ready; call it repeatedly.

        The priority of the active processes changes at once where the system allows it: a lower
        one always.
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
        """Give further tasks to the next group, if there is one; the active one drains."""
        if self._next is not None and self.active is not None:
            self._retire(self.active)
            self.active, self._next = self._next, None

    def shutdown(self) -> None:
        """End all groups and wait for the active one; the next task creates a new one."""
        if self._next is not None:
            self._retire(self._next, terminate=True)
        active, self.active, self._next = self.active, None, None
        if active is not None:
            with contextlib.suppress(OSError):
                active.executor.shutdown(wait=True, cancel_futures=True)

    def terminate(self) -> None:
        """Kill all processes, including those that are starting."""
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
