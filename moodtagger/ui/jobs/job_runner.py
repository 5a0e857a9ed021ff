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
from moodtagger.ui.error_translation import told
from moodtagger.ui.jobs.thread_bridge import Bridge, Listener

log = logging.getLogger(__name__)

_HOLD_S = 0.05


class Lane(enum.StrEnum):
    """One worker thread each, so that no kind of work waits for a slower one."""

    READ = "read"  # library reads that a view waits for
    WRITE = "write"  # everything that changes the library or a file's tags
    SCAN = "scan"  # the long job; it has its own analysis threads
    REHEAR = "rehear"  # known songs by another network, which gives way to a scan
    SEARCH = "search"  # questions about all songs, the first of which reads them all
    LISTEN = "listen"  # decoding single files: dropped songs, spectrograms
    COVER = "cover"  # pictures inside of files, which may lie on a slow drive


@dataclass(eq=False)
class Job:
    """One piece of work; `cancel` is its token, `report` streams events to its listener.

    While `pause` is set its worker waits in `hold`, which it calls between two files.
    """

    lane: Lane
    title: str
    cancel: threading.Event = field(default_factory=threading.Event)
    pause: threading.Event = field(default_factory=threading.Event)
    report: Callable[[Any], None] = lambda event: None

    def hold(self) -> None:
        """In the worker: wait as long as the job is paused and not cancelled."""
        while self.pause.is_set() and not self.cancel.wait(_HOLD_S):
            pass


class Runner:
    """Starts and follows jobs; all methods belong to the GUI thread."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._pools = {lane: ThreadPoolExecutor(1, f"moodtagger-{lane}") for lane in Lane}
        self._running: dict[Job, Future[None]] = {}
        self._newest: dict[str, Job] = {}
        self._closed = False

    @property
    def jobs(self) -> list[Job]:
        """Jobs that are waiting or running."""
        return list(self._running)

    def start(
        self,
        lane: Lane,
        work: Callable[[Job], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[MoodtaggerError], None],
        events: Listener | None = None,
        title: str = "",
        newest: str = "",
    ) -> Job:
        """Run `work(job)` in a lane; `done` or `failed` is called in the GUI thread.

        `events` receives what the work reports, in batches. Of the jobs with one `newest` name
        only the last one started is answered; older ones are cancelled. A cancelled job is
        answered through `failed` with CancelledError, unless a newer one took its place.
        """
        job = Job(lane, title)
        if events is not None:
            listener = events  # one bound object, so that its events make one batch
            job.report = lambda event: self._bridge.stream(listener, event)
        if newest:
            self._replace(newest, job)

        def finish(outcome: Any) -> None:
            self._finish(job, newest, outcome, done, failed)

        if self._closed:
            self._bridge.answer(finish, CancelledError())
            return job
        self._running[job] = self._pools[lane].submit(self._run, job, work, finish)
        self._bridge.set_streaming(True)
        return job

    def cancel_all(self) -> None:
        """Ask every job to stop; each checks its token at its next file or block."""
        for job in self.jobs:
            job.cancel.set()

    def shut_down(self, last: Callable[[], None], then: Callable[[Any], None]) -> None:
        """Cancel, wait in another thread until every lane is idle, run `last`, call `then`.

        `last` (closing the database) runs off the GUI thread; `then` gets None or its error.
        """
        self._closed = True
        self.cancel_all()
        thread = threading.Thread(target=self._wait, args=(last, then), name="moodtagger-close")
        thread.start()

    def finish_now(self, last: Callable[[], None]) -> None:
        """The same while the caller waits, for an application that ends without its window."""
        if not self._closed:
            self._closed = True
            self.cancel_all()
            for pool in self._pools.values():
                pool.shutdown(wait=True)
            last()

    def _wait(self, last: Callable[[], None], then: Callable[[Any], None]) -> None:
        error: Exception | None = None
        try:
            for pool in self._pools.values():
                pool.shutdown(wait=True)
            last()
        except Exception as problem:
            log.exception("closing failed")
            error = problem
        self._bridge.answer(then, error)

    def _run(self, job: Job, work: Callable[[Job], Any], finish: Callable[[Any], None]) -> None:
        """In the worker thread. A change that was asked for is made even when closing."""
        outcome: Any
        try:
            if job.cancel.is_set() and job.lane is not Lane.WRITE:
                raise CancelledError
            outcome = work(job)
        except MoodtaggerError as error:
            outcome = error
        except Exception as error:
            log.exception("job %r failed", job.title)
            outcome = _unexpected(error)
        self._bridge.answer(finish, outcome)

    def _replace(self, name: str, job: Job) -> None:
        older = self._newest.get(name)
        if older is not None:
            older.cancel.set()
        self._newest[name] = job

    def _finish(
        self,
        job: Job,
        newest: str,
        outcome: Any,
        done: Callable[[Any], None],
        failed: Callable[[MoodtaggerError], None],
    ) -> None:
        self._running.pop(job, None)
        self._bridge.set_streaming(bool(self._running))
        if newest and self._newest.get(newest) is not job:
            return
        if isinstance(outcome, MoodtaggerError):
            outcome.reason, outcome.advice = told(outcome.reason), told(outcome.advice)
            failed(outcome)
        else:
            done(outcome)


def _unexpected(error: Exception) -> MoodtaggerError:
    tr = QCoreApplication.translate
    return MoodtaggerError(
        tr("Runner", "Something went wrong inside moodtagger (%1).").replace(
            "%1", f"{type(error).__name__}: {error}"
        ),
        advice=tr("Runner", "Nothing was changed by this step; please try it again."),
    )
