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

from moodtagger.services.workers.priority import Pace, step_back, step_up
from moodtagger.services.workers.worker import warm_up

Hire = Callable[[Pace], ProcessPoolExecutor]


class Crew:
    """So many processes of one pace; each starts with the first task that finds no idle one."""

    def __init__(self, hire: Hire, pace: Pace) -> None:
        self.pace = pace
        self.executor = hire(pace)
        self._warming: list[Future[None]] = []

    def warm_up(self) -> None:
        """Start all processes and let them load the network."""
        self._warming = [self.executor.submit(warm_up) for _ in range(self.pace.jobs)]

    @property
    def ready(self) -> bool:
        """Whether they have done that, or cannot."""
        return all(future.done() for future in self._warming)

    @property
    def processes(self) -> list[BaseProcess]:
        """Those that were started."""
        return list((self.executor._processes or {}).values())


class Crews:
    """The crew at work, the one that gets ready, and processes that do their last songs."""

    def __init__(self, hire: Hire) -> None:
        self._hire = hire
        self.at_work: Crew | None = None
        self._next: Crew | None = None
        self._leaving: list[BaseProcess] = []

    def executor(self, pace: Pace) -> ProcessPoolExecutor:
        """That of the crew at work; where there is none yet it is one of this pace."""
        if self.at_work is None:
            self.at_work = Crew(self._hire, pace)
        return self.at_work.executor

    def keep(self, pace: Pace) -> None:
        """Let a crew of this pace take over as soon as it is ready; call it again and again.

        What the system allows the present one is so at once: to be gentle always.
        """
        if self.at_work is None:
            return
        if self._next is not None and self._next.pace != pace:
            self._dismiss(self._next, at_once=True)
            self._next = None
        if self._next is None and self.at_work.pace != pace:
            for process in self.at_work.processes:
                if process.pid is not None:
                    (step_back if pace.gentle else step_up)(process.pid)
            self._next = Crew(self._hire, pace)
            self._next.warm_up()
        if self._next is not None and self._next.ready:
            self.take_over()

    def take_over(self) -> None:
        """The crew that gets ready, if any, takes the next tasks; the other one does its last."""
        if self._next is not None and self.at_work is not None:
            self._dismiss(self.at_work)
            self.at_work, self._next = self._next, None

    def shut_down(self) -> None:
        """End all crews and wait for the one at work; the next task gets a new one."""
        if self._next is not None:
            self._dismiss(self._next, at_once=True)
        crew, self.at_work, self._next = self.at_work, None, None
        if crew is not None:
            with contextlib.suppress(OSError):
                crew.executor.shutdown(wait=True, cancel_futures=True)

    def terminate(self) -> None:
        """End all processes at once, also those that are still starting."""
        working = [] if self.at_work is None else self.at_work.processes
        for process in [*working, *self._leaving]:
            process.terminate()
        self.shut_down()

    def _dismiss(self, crew: Crew, *, at_once: bool = False) -> None:
        self._leaving = [process for process in self._leaving if process.is_alive()]
        self._leaving += crew.processes
        if at_once:
            for process in crew.processes:
                process.terminate()
        crew.executor.shutdown(wait=False, cancel_futures=at_once)
