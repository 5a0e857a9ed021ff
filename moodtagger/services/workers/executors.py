"""The processes of a pool at their pace, and how others take over at another one.

A process cannot raise its own priority again on most systems, and their number is fixed, so
another pace means other processes. Those at work go on until the new ones have imported torch and
loaded the network, which takes seconds in which nobody would listen.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.process import BaseProcess

from moodtagger.services.workers.priority import WorkerLimits, lower_priority, restore_priority
from moodtagger.services.workers.worker import warm_up

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
