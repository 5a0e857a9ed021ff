"""A process pool and an event that need no semaphores.

Python's own need /dev/shm, which some containers and sandboxes do not have. Here every process has
a pipe and a thread that feeds it.
"""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from threading import Lock, Thread
from typing import Any


class PipeEvent:
    """An event that processes share: it is set while a pipe holds a byte."""

    def __init__(self, context: BaseContext) -> None:
        self._reader, self._writer = context.Pipe(duplex=False)

    def is_set(self) -> bool:
        """Whether the event is set."""
        return self.wait(0.0)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for the event; return whether it is set."""
        return self._reader.poll(timeout)

    def set(self) -> None:
        """Set the event; only the process that created it may."""
        if not self.is_set():
            self._writer.send_bytes(b"1")

    def clear(self) -> None:
        """Clear the event; only the process that created it may."""
        if self.is_set():
            self._reader.recv_bytes()


class PipeExecutor(Executor):
    """Runs functions in processes, as ProcessPoolExecutor does; one that dies breaks the pool."""

    def __init__(
        self,
        jobs: int,
        mp_context: BaseContext,
        initializer: Callable[..., object],
        initargs: tuple[Any, ...],
    ) -> None:
        self._jobs = jobs
        self._context = mp_context
        self._setup = (initializer, initargs)
        self._queue: queue.SimpleQueue[tuple[Future[Any], Any] | None] = queue.SimpleQueue()
        self._processes: dict[int, BaseProcess] = {}
        self._threads: list[Thread] = []
        self._lock = Lock()
        self._broken = self._closed = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run the function in a process, which is started when there are too few."""
        with self._lock:
            if self._broken or self._closed:
                raise BrokenProcessPool("a process of this pool has ended")
            future: Future[Any] = Future()
            self._queue.put((future, (fn, args, kwargs)))
            if len(self._threads) < self._jobs:
                self._threads.append(Thread(target=self._feed, daemon=True))
                self._threads[-1].start()
            return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes when they have done what they were given."""
        with self._lock:
            self._closed = True
        if cancel_futures:
            self._fail_waiting(None)
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads if wait else ():
            thread.join()

    def _feed(self) -> None:
        """Start a process and give it one task after the other."""
        try:
            process, pipe = self._start_process()
        except OSError as error:
            self._break(error)
            return
        with contextlib.closing(pipe):
            while (item := self._queue.get()) is not None:
                future, call = item
                if future.set_running_or_notify_cancel() and not self._run(pipe, future, call):
                    break
        process.join()

    def _start_process(self) -> tuple[BaseProcess, Connection[Any, Any]]:
        with self._lock:  # a process that is forked now would inherit the pipe of another one
            own_end, other_end = self._context.Pipe()
            process = self._context.Process(  # type: ignore[attr-defined]
                target=_serve, args=(other_end, *self._setup), daemon=True
            )
            process.start()
            other_end.close()
            self._processes[process.pid] = process
        return process, own_end

    def _run(self, pipe: Connection[Any, Any], future: Future[Any], call: Any) -> bool:
        try:
            pipe.send(call)
            succeeded, value = pipe.recv()
        except (EOFError, OSError) as error:
            future.set_exception(BrokenProcessPool(str(error)))
            self._break(error)
            return False
        if succeeded:
            future.set_result(value)
        else:
            future.set_exception(value)
        return True

    def _break(self, error: Exception) -> None:
        with self._lock:
            self._broken = True
        self._fail_waiting(BrokenProcessPool(str(error)))

    def _fail_waiting(self, error: BrokenProcessPool | None) -> None:
        """Let the tasks that no process has begun fail, or cancel them."""
        with contextlib.suppress(queue.Empty):
            while True:
                item = self._queue.get_nowait()
                if item is None:
                    continue
                if error is None:
                    item[0].cancel()
                elif item[0].set_running_or_notify_cancel():
                    item[0].set_exception(error)


def _serve(
    pipe: Connection[Any, Any], initializer: Callable[..., object], initargs: tuple[Any, ...]
) -> None:
    """Run what comes through the pipe, in the process, until its other end is closed."""
    initializer(*initargs)
    with contextlib.suppress(EOFError, OSError):
        while True:
            function, args, kwargs = pipe.recv()
            try:
                answer = (True, function(*args, **kwargs))
            except Exception as error:
                answer = (False, error)
            pipe.send(answer)
