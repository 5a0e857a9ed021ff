"""Runs jobs on worker threads and delivers their results in the GUI thread."""

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
    """Queues with one worker thread each, so that no kind of work waits for a slower one."""

    READ = "read"  # library reads that a view waits for
    WRITE = "write"  # everything that changes the library or a file's tags
    SCAN = "scan"  # scans, which have processes of their own
    REANALYZE = "reanalyze"  # background re-analysis, which yields to scans
    SEARCH = "search"  # searches in all songs, the first of which reads them
    DECODE = "decode"  # single files: dropped songs, spectrograms
    COVER = "cover"  # cover art in files, which may be on a slow drive


@dataclass(eq=False)
class Job:
    """One unit of work with its cancel and pause tokens; `report` streams events.

    While `pause` is set, the worker waits in `wait_while_paused`, called between two files.
    """

    queue: JobQueue
    title: str
    cancel: threading.Event = field(default_factory=threading.Event)
    pause: threading.Event = field(default_factory=threading.Event)
    report: Callable[[Any], None] = lambda event: None

    def wait_while_paused(self) -> None:
        """Block the worker while the job is paused and not canceled."""
        while self.pause.is_set() and not self.cancel.wait(_PAUSE_POLL_S):
            pass


class JobRunner:
    """Starts and tracks jobs; all methods must be called on the GUI thread."""

    def __init__(self, bridge: ThreadBridge) -> None:
        self._bridge = bridge
        self._executors = {name: ThreadPoolExecutor(1, f"moodtagger-{name}") for name in JobQueue}
        self._running: dict[Job, Future[None]] = {}
        self._latest: dict[str, Job] = {}
        self._closed = False

    @property
    def jobs(self) -> list[Job]:
        """Waiting and running jobs."""
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
        """Run `work(job)` in a queue; `done` or `failed` is called in the GUI thread.

        `events` receives what the work reports, in batches. A job supersedes older ones of the
        same `supersede_key`: they are canceled and neither `done` nor `failed` is called.
        Otherwise `failed` is called with CancelledError for a canceled job.
        """
        job = Job(queue, title)
        if events is not None:
            handler = events  # one bound method, so that its events form one batch
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
        """Cancel all jobs; each checks its token at its next file or block."""
        for job in self.jobs:
            job.cancel.set()

    def shut_down(self, cleanup: Callable[[], None], on_closed: Callable[[Any], None]) -> None:
        """Cancel all jobs, wait for them in another thread, run `cleanup`, call `on_closed`.

        `cleanup` runs off the GUI thread, `on_closed` on it, with None or the error of `cleanup`.
        """
        self._closed = True
        self.cancel_all()
        thread = threading.Thread(
            target=self._close, args=(cleanup, on_closed), name="moodtagger-close"
        )
        thread.start()

    def shut_down_and_wait(self, cleanup: Callable[[], None]) -> None:
        """Cancel all jobs, wait for them and run `cleanup`, if not shutting down already."""
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
        """Run a job in its worker thread; queued writes run even when canceled by closing."""
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
        tr("Runner", "Something went wrong in moodtagger (%1).").replace(
            "%1", f"{type(error).__name__}: {error}"
        ),
        advice=tr("Runner", "Nothing was changed. Please try again."),
    )
