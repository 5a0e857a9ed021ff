"""Processes that listen, apart from the window: torch, decoders and damaged files stay in them.

A process, not a thread, because importing torch holds Python's lock for longer than a window may
stand still, and because a decoder that crashes takes only its process with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event as ProcessEvent
from pathlib import Path
from threading import Event, Lock
from typing import Any

from moodtagger.services.workers import worker
from moodtagger.services.workers.executors import Crews
from moodtagger.services.workers.forkserver import Nursery
from moodtagger.services.workers.priority import Pace, pace

_POLL_S = 0.1
_CRASHED = (
    "A decoder crashed on this file, or did not come to an end with it. "
    "It is probably damaged; try to play it elsewhere."
)


@dataclass(frozen=True, slots=True)
class Crashed:
    """Stands in for the result of a task whose process died; `error` is the sentence."""

    error: str = _CRASHED


def why_not(result: Crashed | BaseException) -> str:
    """The sentence about a task that gave no result."""
    return result.error if isinstance(result, Crashed) else f"This failed: {result}"


class AnalysisPool:
    """Runs worker functions in processes; each file costs at most its own result.

    Their number and manners are those of `pace`, or so many gentle ones, see there.
    """

    def __init__(self, model_folder: Path, jobs: int | Pace | None = None) -> None:
        self.pace = jobs if isinstance(jobs, Pace) else pace(jobs)
        self._model_folder = model_folder
        self._nursery = Nursery()
        self._stop: ProcessEvent = self._nursery.context.Event()
        self._hold: ProcessEvent = self._nursery.context.Event()
        self._crews = Crews(self._hire)
        self._gently = False
        self._left: tuple[Future[Any], ...] = ()
        self._running = Lock()

    def close(self) -> None:
        """Stop what runs and end the processes, also those that are still starting."""
        self._stop.set()
        # They only listen, so nothing is lost; waiting for torch to be imported takes seconds.
        self._crews.terminate()

    @property
    def processes(self) -> list[BaseProcess]:
        """Those at work."""
        return [] if self._crews.at_work is None else self._crews.at_work.processes

    def use(self, pace: Pace) -> None:
        """Another pace, also of a run that is under way, as soon as new processes are ready.

        Those at work change their priority at once where the system allows it.
        """
        self.pace = pace

    def run(
        self,
        tasks: Iterable[worker.Task],
        on_result: Callable[[worker.Task, Any], Iterable[worker.Task]],
        cancel: Event,
        on_wait: Callable[[], None] = lambda: None,
        pause: Event | None = None,
        *,
        gently: bool = False,
    ) -> None:
        """Feed `tasks` to the processes, with few waiting at a time.

        `on_result(task, result)` is called on this thread and may give further tasks, which go
        first. A task that raised gives its exception as result, one whose process died
        `Crashed`. `on_wait` is called several times a second. Returns early when `cancel` is
        set, within the time that a worker needs for one block. While `pause` is set the processes
        wait at their next block, and no task is given out. Runs of other threads wait.
        With `gently` other programs go first at any pace.
        """
        with self._running:
            self._gently = gently
            try:
                self._run(tasks, on_result, cancel, on_wait, pause or Event())
            finally:
                self._hold.clear()
                self._crews.take_over()

    def _run(
        self,
        tasks: Iterable[worker.Task],
        on_result: Callable[[worker.Task, Any], Iterable[worker.Task]],
        cancel: Event,
        on_wait: Callable[[], None],
        pause: Event,
    ) -> None:
        wait(self._left)  # of a cancelled run: they end at their next block
        self._stop.clear()
        source = iter(tasks)
        running: dict[Future[Any], worker.Task] = {}
        suspects: list[worker.Task] = []
        while not cancel.is_set():
            paused = self._hold_while(pause)
            self._crews.keep(self._present_pace())
            limit = 1 if suspects else 2 * self.pace.jobs
            while len(running) < limit and not paused:
                task = suspects.pop() if suspects else next(source, None)
                if task is None or not self._may_hire(cancel, on_wait):
                    break
                self._submit(task, running)
            if not running:
                if not paused:
                    return
                cancel.wait(_POLL_S)
            alone = len(running) == 1
            done, _ = wait(running, timeout=_POLL_S, return_when=FIRST_COMPLETED)
            on_wait()
            broken = self._collect(done, running, on_result)
            if broken:
                self._crews.shut_down()
                broken += running.values()
                running.clear()
                if alone:
                    self._deliver(broken.pop(), Crashed(), running, on_result)
                suspects += broken
        self._cancel(running)

    def _may_hire(self, cancel: Event, on_wait: Callable[[], None]) -> bool:
        """Wait until processes can be made without waiting; False when cancelled meanwhile."""
        while not self._nursery.ready:
            on_wait()
            if cancel.wait(_POLL_S):
                return False
        return True

    def _hold_while(self, pause: Event) -> bool:
        """Let the processes wait, or go on; whether they wait."""
        paused = pause.is_set()
        (self._hold.set if paused else self._hold.clear)()
        return paused

    def _submit(self, task: worker.Task, running: dict[Future[Any], worker.Task]) -> None:
        try:
            future = self._pool().submit(worker.perform, task)
        except BrokenProcessPool:  # died while idle
            self._crews.shut_down()
            future = self._pool().submit(worker.perform, task)
        running[future] = task

    def _collect(
        self,
        done: Iterable[Future[Any]],
        running: dict[Future[Any], worker.Task],
        on_result: Callable[[worker.Task, Any], Iterable[worker.Task]],
    ) -> list[worker.Task]:
        """Deliver what is done; the tasks whose process died are returned."""
        broken: list[worker.Task] = []
        for future in done:
            task = running.pop(future)
            error = future.exception()
            if isinstance(error, BrokenProcessPool):
                broken.append(task)
            else:
                self._deliver(task, error or future.result(), running, on_result)
        return broken

    def _deliver(
        self,
        task: worker.Task,
        result: Any,
        running: dict[Future[Any], worker.Task],
        on_result: Callable[[worker.Task, Any], Iterable[worker.Task]],
    ) -> None:
        for following in on_result(task, result):
            self._submit(following, running)

    def _cancel(self, running: dict[Future[Any], worker.Task]) -> None:
        self._stop.set()
        for future in running:
            future.cancel()
        self._left = tuple(wait(running, timeout=_POLL_S).not_done)

    def _pool(self) -> ProcessPoolExecutor:
        return self._crews.executor(self._present_pace())

    def _present_pace(self) -> Pace:
        return replace(self.pace, gentle=True) if self._gently else self.pace

    def _hire(self, pace: Pace) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            pace.jobs,
            mp_context=self._nursery.context,
            initializer=worker.start,
            initargs=(self._model_folder, self._stop, self._hold, pace.gentle),
        )
