"""Runs jobs on worker threads and brings their outcome back to the GUI thread."""

from __future__ import annotations

import enum
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QCoreApplication

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.ui.jobs.thread_bridge import EventHandler, ThreadBridge
from moodtagger.ui.translation import translate_message

log = logging.getLogger(__name__)

_PAUSE_POLL_S = 0.05


class JobQueue(enum.StrEnum):
    """One worker thread each, so that no kind of work waits for a slower one."""

    READ = "read"  # library reads that a view waits for
    WRITE = "write"  # everything that changes the library or a file's tags
    SCAN = "scan"  # the long job; it has its own analysis threads
    REANALYZE = "rehear"  # known songs by another network, which gives way to a scan
    SEARCH = "search"  # questions about all songs, the first of which reads them all
    DECODE = "listen"  # decoding single files: dropped songs, spectrograms
    COVER = "cover"  # pictures inside of files, which may lie on a slow drive


@dataclass(eq=False)
class Job:
    """One piece of work; `cancel` is its token, `report` streams events to its listener.

    While `pause` is set its worker waits in `hold`, which it calls between two files.
    """

    queue: JobQueue
    title: str
    cancel: threading.Event = field(default_factory=threading.Event)
    pause: threading.Event = field(default_factory=threading.Event)
    report: Callable[[Any], None] = lambda event: None

    def wait_while_paused(self) -> None:
        """In the worker: wait as long as the job is paused and not cancelled."""
        while self.pause.is_set() and not self.cancel.wait(_PAUSE_POLL_S):
            pass


class JobRunner:
    """Starts and follows jobs; all methods belong to the GUI thread."""

    def __init__(self, bridge: ThreadBridge) -> None:
        self._bridge = bridge
        self._executors = {lane: ThreadPoolExecutor(1, f"moodtagger-{lane}") for lane in JobQueue}
        self._running: dict[Job, Future[None]] = {}
        self._latest: dict[str, Job] = {}
        self._closed = False

    @property
    def jobs(self) -> list[Job]:
        """Jobs that are waiting or running."""
        return list(self._running)

    def start(
        self,
        queue: JobQueue,
        work: Callable[[Job], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[MoodtaggerError], None],
        events: EventHandler | None = None,
        title: str = "",
        supersede_key: str = "",
    ) -> Job:
        """Run `work(job)` in a lane; `done` or `failed` is called in the GUI thread.

        `events` receives what the work reports, in batches. Of the jobs with one `newest` name
        only the last one started is answered; older ones are cancelled. A cancelled job is
        answered through `failed` with CancelledError, unless a newer one took its place.
        """
        job = Job(queue, title)
        if events is not None:
            handler = events  # one bound object, so that its events make one batch
            job.report = lambda event: self._bridge.stream(handler, event)
        if supersede_key:
            self._supersede(supersede_key, job)

        def finish(outcome: Any) -> None:
            self._finish(job, supersede_key, outcome, done, failed)

        if self._closed:
            self._bridge.post(finish, CancelledError())
            return job
        self._running[job] = self._executors[queue].submit(self._run, job, work, finish)
        self._bridge.set_streaming(True)
        return job

    def cancel_all(self) -> None:
        """Ask every job to stop; each checks its token at its next file or block."""
        for job in self.jobs:
            job.cancel.set()

    def shut_down(self, cleanup: Callable[[], None], on_closed: Callable[[Any], None]) -> None:
        """Cancel, wait in another thread until every lane is idle, run `last`, call `then`.

        `last` (closing the database) runs off the GUI thread; `then` gets None or its error.
        """
        self._closed = True
        self.cancel_all()
        thread = threading.Thread(
            target=self._close, args=(cleanup, on_closed), name="moodtagger-close"
        )
        thread.start()

    def shut_down_and_wait(self, cleanup: Callable[[], None]) -> None:
        """The same while the caller waits, for an application that ends without its window."""
        if not self._closed:
            self._closed = True
            self.cancel_all()
            for pool in self._executors.values():
                pool.shutdown(wait=True)
            cleanup()

    def _close(self, cleanup: Callable[[], None], on_closed: Callable[[Any], None]) -> None:
        error: Exception | None = None
        try:
            for pool in self._executors.values():
                pool.shutdown(wait=True)
            cleanup()
        except Exception as problem:
            log.exception("closing failed")
            error = problem
        self._bridge.post(on_closed, error)

    def _run(self, job: Job, work: Callable[[Job], Any], finish: Callable[[Any], None]) -> None:
        """In the worker thread. A change that was asked for is made even when closing."""
        outcome: Any
        try:
            if job.cancel.is_set() and job.queue is not JobQueue.WRITE:
                raise CancelledError
            outcome = work(job)
        except MoodtaggerError as error:
            outcome = error
        except Exception as error:
            log.exception("job %r failed", job.title)
            outcome = _unexpected_error(error)
        self._bridge.post(finish, outcome)

    def _supersede(self, supersede_key: str, job: Job) -> None:
        older = self._latest.get(supersede_key)
        if older is not None:
            older.cancel.set()
        self._latest[supersede_key] = job

    def _finish(
        self,
        job: Job,
        supersede_key: str,
        outcome: Any,
        done: Callable[[Any], None],
        failed: Callable[[MoodtaggerError], None],
    ) -> None:
        self._running.pop(job, None)
        self._bridge.set_streaming(bool(self._running))
        if supersede_key and self._latest.get(supersede_key) is not job:
            return
        if isinstance(outcome, MoodtaggerError):
            outcome.reason = Message.from_text(translate_message(outcome.reason))
            outcome.advice = Message.from_text(translate_message(outcome.advice))
            failed(outcome)
        else:
            done(outcome)


def _unexpected_error(error: Exception) -> MoodtaggerError:
    tr = QCoreApplication.translate
    return MoodtaggerError(
        tr("Runner", "Something went wrong inside moodtagger (%1).").replace(
            "%1", f"{type(error).__name__}: {error}"
        ),
        advice=tr("Runner", "Nothing was changed by this step; please try it again."),
    )
