"""Registry of long jobs: progress, rate, stage and outcome of each."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.tracks import JobProgress
from moodtagger.ui.jobs.job_runner import Job, JobQueue, JobRunner
from moodtagger.ui.jobs.thread_bridge import EventHandler

MAX_FINISHED = 20  # finished jobs that stay listed
STARTED = object()  # reported by the worker when it starts the job
Summarizer = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class JobInfo:
    """Description of a long job: title, capabilities, and summary of its outcome.

    The worker of a pausable job calls `job.wait_while_paused()` between two files; that of a
    stoppable one checks `job.cancel`. The outcome, or the first of a tuple of outcomes, may have
    `failed` or `left`, pairs of path and message, and `cancelled`. A pausable job that is `heavy`
    on the processor may be paused on battery, sooner if it was not `user_requested`.
    """

    title: str
    pausable: bool = False
    stoppable: bool = True
    summarize: Summarizer | None = None
    heavy: bool = False
    user_requested: bool = True


class JobStage(enum.Enum):
    """Stage of a job's life."""

    WAITING = enum.auto()  # for another job of its queue
    RUNNING = enum.auto()
    PAUSED = enum.auto()
    STOPPING = enum.auto()
    DONE = enum.auto()
    STOPPED = enum.auto()
    FAILED = enum.auto()

    @property
    def finished(self) -> bool:
        """Whether the job has ended."""
        return self in (JobStage.DONE, JobStage.STOPPED, JobStage.FAILED)


@dataclass(eq=False)
class JobEntry:
    """State of one long job; `failed` holds (path, message), `summary` the outcome as text.

    `on_battery` is set while that is the only reason to pause, `yielding` while another job has
    precedence.
    """

    title: str
    pausable: bool = False
    stoppable: bool = True
    name: str = ""
    job: Job | None = None
    stage: JobStage = JobStage.WAITING
    progress: JobProgress | None = None
    summary: str = ""
    failed: list[tuple[str, str]] = field(default_factory=list)
    heavy: bool = False
    user_requested: bool = True
    on_battery: bool = False
    yielding: bool = False
    clock: Callable[[], float] = time.monotonic  # in seconds
    _started_at: float = 0.0
    _paused_at: float = 0.0

    def mark_started(self) -> None:
        """Record that the worker has started the job."""
        self._started_at = self.clock()
        if self.stage is JobStage.WAITING:
            self.stage = JobStage.RUNNING

    def update_progress(self, done: int, total: int, path: str) -> None:
        """Set the progress; the rate excludes pauses."""
        elapsed = self.clock() - self._started_at
        rate = done / elapsed if elapsed > 0 else 0.0
        eta_s = (total - done) / rate if rate > 0 else None
        self.progress = JobProgress(done, total, 0, rate, eta_s, path)

    def pause(self, on: bool, *, on_battery: bool = False) -> None:
        """Pause or resume the job."""
        if self.job is None or not self.pausable or self.stage.finished:
            return
        self.on_battery = on and on_battery
        if on:
            self.job.pause.set()
            self._paused_at = self.clock()
            self.stage = JobStage.PAUSED
        elif self.stage is JobStage.PAUSED:
            self.job.pause.clear()
            self._started_at += self.clock() - self._paused_at
            self.stage = JobStage.RUNNING

    def stop(self) -> None:
        """Cancel the job; what it has done is kept."""
        if self.job is not None and self.stoppable and not self.stage.finished:
            self.job.cancel.set()
            self.stage = JobStage.STOPPING

    def finish(self, outcome: Any, summary: str) -> None:
        """Record the outcome of a completed or stopped job."""
        result = outcome[0] if isinstance(outcome, tuple) and outcome else outcome
        self.stage = JobStage.STOPPED if getattr(result, "cancelled", False) else JobStage.DONE
        self.failed = [*getattr(result, "failed", ()), *getattr(result, "left", ())]
        self.summary = summary

    def fail(self, error: MoodtaggerError) -> None:
        """Record the error of a failed or canceled job."""
        self.stage = JobStage.STOPPED if isinstance(error, CancelledError) else JobStage.FAILED
        self.summary = "" if isinstance(error, CancelledError) else error.full_message
        if self.stage is JobStage.FAILED and error.path is not None:
            self.failed = [(error.path, error.full_message)]


class JobRegistry(QObject):
    """All long jobs, oldest first; `changed` is emitted for every update of an entry."""

    added = Signal(object)
    changed = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[JobEntry] = []

    @property
    def active(self) -> list[JobEntry]:
        """Entries that have not ended."""
        return [entry for entry in self.entries if not entry.stage.finished]

    def start(
        self,
        info: JobInfo,
        runner: JobRunner,
        queue: JobQueue,
        work: Callable[[Job], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[MoodtaggerError], None],
        events: EventHandler | None = None,
        supersede_key: str = "",
    ) -> Job:
        """Start a job as `JobRunner.start` does, and register it."""
        entry = JobEntry(
            info.title,
            info.pausable,
            info.stoppable,
            supersede_key,
            heavy=info.heavy,
            user_requested=info.user_requested,
        )

        def run(job: Job) -> Any:
            job.report(STARTED)
            job.wait_while_paused()
            return work(job)

        def on_events(batch: list[Any]) -> None:
            self.handle_events(entry, batch)
            job_events = [event for event in batch if event is not STARTED]
            if events is not None and job_events:
                events(job_events)

        def on_done(outcome: Any) -> None:
            self.finish(entry, outcome, info.summarize)
            done(outcome)

        def on_failed(error: MoodtaggerError) -> None:
            self.fail(entry, error)
            failed(error)

        self.add(entry)
        entry.job = runner.start(
            queue,
            run,
            done=on_done,
            failed=on_failed,
            events=on_events,
            title=info.title,
            supersede_key=supersede_key,
        )
        return entry.job

    def set_yielding(self, entry: JobEntry, on: bool) -> None:
        """Record whether the job's worker waits for another job."""
        if entry.yielding is not on:
            entry.yielding = on
            self.changed.emit(entry)

    def add(self, entry: JobEntry) -> None:
        """Add an entry, replacing an active one of the same name."""
        for other in self.active:
            if entry.name and other.name == entry.name:
                self.remove(other)
        self.entries.append(entry)
        self.added.emit(entry)
        finished = [old for old in self.entries if old.stage.finished]
        for old in finished[: max(0, len(finished) - MAX_FINISHED)]:
            self.remove(old)

    def remove(self, entry: JobEntry) -> None:
        """Remove an entry."""
        if entry in self.entries:
            self.entries.remove(entry)
            self.removed.emit(entry)

    def clear(self) -> None:
        """Remove all entries that have ended."""
        for entry in [entry for entry in self.entries if entry.stage.finished]:
            self.remove(entry)

    def handle_events(self, entry: JobEntry, events: list[Any]) -> None:
        """Update an entry by a batch of events of its job."""
        for event in events:
            if event is STARTED:
                entry.mark_started()
            elif isinstance(event, JobProgress):
                entry.progress = event
            elif isinstance(event, tuple) and len(event) == 3:
                entry.update_progress(*event)
        self.changed.emit(entry)

    def pause(self, entry: JobEntry, on: bool, *, on_battery: bool = False) -> None:
        """Pause or resume a job; `on_battery` gives the reason of a pause."""
        entry.pause(on, on_battery=on_battery)
        self.changed.emit(entry)

    def stop(self, entry: JobEntry) -> None:
        """Cancel a job."""
        entry.stop()
        self.changed.emit(entry)

    def finish(self, entry: JobEntry, outcome: Any, summarize: Summarizer | None = None) -> None:
        """Record the outcome of a job; `summarize` turns it into text."""
        entry.finish(outcome, summarize(outcome) if summarize is not None else "")
        self.changed.emit(entry)

    def fail(self, entry: JobEntry, error: MoodtaggerError) -> None:
        """Record the error of a job."""
        entry.fail(error)
        self.changed.emit(entry)
