"""Worker processes for the analysis, apart from the window.

They are processes, not threads, because importing torch holds Python's lock for longer than a
window may freeze, and because a crashing decoder takes only its own process with it.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event, Lock
from typing import Any

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.services.workers import worker
from moodtagger.services.workers.executors import ExecutorSwitcher, ForkServer, WorkerExecutor
from moodtagger.services.workers.priority import WorkerLimits, worker_limits

_POLL_S = 0.1
# Exit codes of processes that somebody else ended; the pool ends its others with SIGTERM as well.
_ENDED_FROM_OUTSIDE = {-int(getattr(signal, name, 0)) for name in ("SIGTERM", "SIGHUP", "SIGINT")}
_MAX_ENDED_FROM_OUTSIDE = 3
_CRASH_MESSAGE = Message.of(
    "Decoding this file crashed or took too long. It is probably damaged; try to play it "
    "in another program."
)


@dataclass(frozen=True, slots=True)
class WorkerCrash:
    """The result of a task whose process died, with a message for the user."""

    error: Message = _CRASH_MESSAGE


def failure_message(result: WorkerCrash | BaseException) -> Message:
    """Return the message for a task that has no result."""
    return (
        result.error
        if isinstance(result, WorkerCrash)
        else Message.of("Failed: {error}", error=Message.from_error(result))
    )


class AnalysisPool:
    """Runs tasks in worker processes, so that a bad file costs at most its own result.

    `jobs` are the limits, or a number of processes; see `worker_limits`.
    """

    def __init__(self, model_folder: Path, jobs: int | WorkerLimits | None = None) -> None:
        self.limits = jobs if isinstance(jobs, WorkerLimits) else worker_limits(jobs)
        self._model_folder = model_folder
        self._fork_server = ForkServer()
        self._stop = self._fork_server.create_event()
        self._pause = self._fork_server.create_event()
        self._executors = ExecutorSwitcher(self._create_executor)
        self._low_priority = False
        self._ended_from_outside = 0  # in this run
        self._unfinished: tuple[Future[Any], ...] = ()
        self._run_lock = Lock()

    def close(self) -> None:
        """Cancel running tasks and end the processes, including those that are starting."""
        self._stop.set()
        # Workers only read, so killing them is safe; waiting for an import of torch takes seconds.
        self._executors.terminate()

    @property
    def processes(self) -> list[BaseProcess]:
        """The running worker processes."""
        return [] if self._executors.active is None else self._executors.active.processes

    def set_limits(self, limits: WorkerLimits) -> None:
        """Change the limits, in a current run as soon as new processes are ready.

        Running processes change their priority at once where the system allows it.
        """
        self.limits = limits

    def run(
        self,
        tasks: Iterable[worker.Task],
        on_result: Callable[[worker.Task, Any], Iterable[worker.Task]],
        cancel: Event,
        on_wait: Callable[[], None] = lambda: None,
        pause: Event | None = None,
        *,
        low_priority: bool = False,
    ) -> None:
        """Feed `tasks` to the processes, with few waiting at a time.

        `on_result(task, result)` is called on this thread and may return further tasks, which go
        first. A task that raised has its exception as result, one whose process died a
        `WorkerCrash`. `on_wait` is called several times a second. Returns early when `cancel` is
        set, within the time that a worker needs for one block. While `pause` is set the processes
        wait before their next block, and no task is submitted. Runs of other threads wait.
        With `low_priority` other programs go first whatever the limits are.
        """
        with self._run_lock:
            self._low_priority = low_priority
            try:
                self._run(tasks, on_result, cancel, on_wait, pause or Event())
            finally:
                self._pause.clear()
                self._executors.activate_next()

    def _run(
        self,
        tasks: Iterable[worker.Task],
        on_result: Callable[[worker.Task, Any], Iterable[worker.Task]],
        cancel: Event,
        on_wait: Callable[[], None],
        pause: Event,
    ) -> None:
        wait(self._unfinished)  # of a canceled run: they end before their next block
        self._stop.clear()
        self._ended_from_outside = 0
        source = iter(tasks)
        running: dict[Future[Any], worker.Task] = {}
        retry_alone: list[worker.Task] = []
        while not cancel.is_set():
            paused = self._update_pause(pause)
            self._executors.switch_to(self._current_limits())
            limit = 1 if retry_alone else 2 * self.limits.jobs
            while len(running) < limit and not paused:
                task = retry_alone.pop() if retry_alone else next(source, None)
                if task is None or not self._wait_until_forkserver_ready(cancel, on_wait):
                    break
                self._submit(task, running)
            if not running:
                if not paused:
                    return
                cancel.wait(_POLL_S)
            alone = len(running) == 1
            done, _ = wait(running, timeout=_POLL_S, return_when=FIRST_COMPLETED)
            on_wait()
            processes = self.processes
            broken = self._collect(done, running, on_result)
            if broken:
                self._executors.shutdown()
                broken += running.values()
                running.clear()
                if alone and not cancel.is_set() and self._is_to_blame(processes):
                    self._deliver(broken.pop(), WorkerCrash(), running, on_result)
                retry_alone += broken
        self._cancel(running)

    def _wait_until_forkserver_ready(self, cancel: Event, on_wait: Callable[[], None]) -> bool:
        """Wait for the fork server; return False when canceled meanwhile."""
        while not self._fork_server.ready:
            on_wait()
            if cancel.wait(_POLL_S):
                return False
        return True

    def _update_pause(self, pause: Event) -> bool:
        """Pause or resume the workers; return whether they are paused."""
        paused = pause.is_set()
        (self._pause.set if paused else self._pause.clear)()
        return paused

    def _submit(self, task: worker.Task, running: dict[Future[Any], worker.Task]) -> None:
        try:
            future = self._executor().submit(worker.run_task, task)
        except BrokenProcessPool:  # died while idle
            self._executors.shutdown()
            future = self._executor().submit(worker.run_task, task)
        running[future] = task

    def _is_to_blame(self, processes: Sequence[BaseProcess]) -> bool:
        """Whether the task is why its process ended, and not a signal from outside.

        Raises MoodtaggerError when processes end before they begin with any task.
        """
        if processes and all(process.exitcode in _ENDED_FROM_OUTSIDE for process in processes):
            self._ended_from_outside += 1
            if self._ended_from_outside <= _MAX_ENDED_FROM_OUTSIDE:
                return False
        try:
            self._executor().submit(worker.do_nothing).result()
        except BrokenProcessPool as error:
            self._executors.shutdown()
            raise MoodtaggerError(
                Message.of("The processes that analyze songs don't start or are ended at once."),
                advice=Message.of("Free some memory or raise its limits, then try again."),
            ) from error
        return True

    def _collect(
        self,
        done: Iterable[Future[Any]],
        running: dict[Future[Any], worker.Task],
        on_result: Callable[[worker.Task, Any], Iterable[worker.Task]],
    ) -> list[worker.Task]:
        """Deliver finished tasks, and return those whose process died."""
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
        self._unfinished = tuple(wait(running, timeout=_POLL_S).not_done)

    def _executor(self) -> WorkerExecutor:
        return self._executors.executor(self._current_limits())

    def _current_limits(self) -> WorkerLimits:
        return replace(self.limits, low_priority=True) if self._low_priority else self.limits

    def _create_executor(self, limits: WorkerLimits) -> WorkerExecutor:
        arguments = (self._model_folder, self._stop, self._pause, limits.low_priority)
        return self._fork_server.create_executor(limits.jobs, worker.start, arguments)
