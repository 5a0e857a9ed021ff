"""The account of long jobs: how far each is, how fast, and what came of it."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.tracks import Progress
from moodtagger.ui.jobs.job_runner import Job, Lane, Runner
from moodtagger.ui.jobs.thread_bridge import Listener

KEPT = 20  # finished jobs that stay to be read
BEGUN = object()  # reported by a job's worker when it takes the job up
Told = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Account:
    """How a long job is told of: its title, what can be done with it, its outcome in words.

    A pausable job's worker calls `job.hold()` between two files; a stoppable one looks at
    `job.cancel`. The outcome, or the first of a tuple of outcomes, may have `failed` or `left`,
    pairs of path and sentence, and `cancelled`. A pausable job that is `heavy` on the processor
    may have to wait while the computer runs on its battery, the more so when nobody `asked` for it.
    """

    title: str
    pausable: bool = False
    stoppable: bool = True
    told: Told | None = None
    heavy: bool = False
    asked: bool = True


class Stage(enum.Enum):
    """Where a job is in its life."""

    WAITING = enum.auto()  # for another job of its lane
    RUNNING = enum.auto()
    PAUSED = enum.auto()
    STOPPING = enum.auto()
    DONE = enum.auto()
    STOPPED = enum.auto()
    FAILED = enum.auto()

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self in (Stage.DONE, Stage.STOPPED, Stage.FAILED)


@dataclass(eq=False)
class Entry:
    """One long job; `failed` are (path, sentence) and `summary` what came of it, in words.

    `on_battery` while it is paused for no other reason; `gives_way` while another job goes first.
    """

    title: str
    pausable: bool = False
    stoppable: bool = True
    name: str = ""
    job: Job | None = None
    stage: Stage = Stage.WAITING
    progress: Progress | None = None
    summary: str = ""
    failed: list[tuple[str, str]] = field(default_factory=list)
    heavy: bool = False
    asked: bool = True
    on_battery: bool = False
    gives_way: bool = False
    _began: float = 0.0
    _paused_at: float = 0.0

    def begin(self) -> None:
        """Its worker took it up."""
        self._began = time.monotonic()
        if self.stage is Stage.WAITING:
            self.stage = Stage.RUNNING

    def step(self, done: int, total: int, path: str) -> None:
        """So many files are done; the rate leaves pauses out."""
        elapsed = time.monotonic() - self._began
        rate = done / elapsed if elapsed > 0 else 0.0
        left = (total - done) / rate if rate > 0 else None
        self.progress = Progress(done, total, 0, rate, left, path)

    def pause(self, on: bool, *, on_battery: bool = False) -> None:
        """Hold the job, or let it go on."""
        if self.job is None or not self.pausable or self.stage.over:
            return
        self.on_battery = on and on_battery
        if on:
            self.job.pause.set()
            self._paused_at = time.monotonic()
            self.stage = Stage.PAUSED
        elif self.stage is Stage.PAUSED:
            self.job.pause.clear()
            self._began += time.monotonic() - self._paused_at
            self.stage = Stage.RUNNING

    def stop(self) -> None:
        """Ask the job to end early; what it has done stays."""
        if self.job is not None and self.stoppable and not self.stage.over:
            self.job.cancel.set()
            self.stage = Stage.STOPPING

    def end(self, outcome: Any, summary: str) -> None:
        """It came to an end and told `outcome`."""
        told = outcome[0] if isinstance(outcome, tuple) and outcome else outcome
        self.stage = Stage.STOPPED if getattr(told, "cancelled", False) else Stage.DONE
        self.failed = [*getattr(told, "failed", ()), *getattr(told, "left", ())]
        self.summary = summary

    def fail(self, error: MoodtaggerError) -> None:
        """It broke off."""
        self.stage = Stage.STOPPED if isinstance(error, CancelledError) else Stage.FAILED
        self.summary = "" if isinstance(error, CancelledError) else error.sentence
        if self.stage is Stage.FAILED and error.path is not None:
            self.failed = [(error.path, error.sentence)]


class Ledger(QObject):
    """All long jobs, oldest first; `changed` tells of every step of an entry."""

    added = Signal(object)
    changed = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    @property
    def under_way(self) -> list[Entry]:
        """What is not over."""
        return [entry for entry in self.entries if not entry.stage.over]

    def start(
        self,
        account: Account,
        runner: Runner,
        lane: Lane,
        work: Callable[[Job], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[MoodtaggerError], None],
        events: Listener | None = None,
        newest: str = "",
    ) -> Job:
        """Start a job in a lane, as Runner.start does, and keep an account of it."""
        entry = Entry(
            account.title,
            account.pausable,
            account.stoppable,
            newest,
            heavy=account.heavy,
            asked=account.asked,
        )

        def begun(job: Job) -> Any:
            job.report(BEGUN)
            job.hold()
            return work(job)

        def reported(batch: list[Any]) -> None:
            self.take(entry, batch)
            own = [event for event in batch if event is not BEGUN]
            if events is not None and own:
                events(own)

        def ended(outcome: Any) -> None:
            self.end(entry, outcome, account.told)
            done(outcome)

        def broke(error: MoodtaggerError) -> None:
            self.fail(entry, error)
            failed(error)

        self.add(entry)
        entry.job = runner.start(
            lane,
            begun,
            done=ended,
            failed=broke,
            events=reported,
            title=account.title,
            newest=newest,
        )
        return entry.job

    def give_way(self, entry: Entry, on: bool) -> None:
        """Its worker waits for another job, or goes on."""
        if entry.gives_way is not on:
            entry.gives_way = on
            self.changed.emit(entry)

    def add(self, entry: Entry) -> None:
        """A job begins; one of the same name that is under way gives way to it."""
        for older in self.under_way:
            if entry.name and older.name == entry.name:
                self.remove(older)
        self.entries.append(entry)
        self.added.emit(entry)
        over = [old for old in self.entries if old.stage.over]
        for old in over[: max(0, len(over) - KEPT)]:
            self.remove(old)

    def remove(self, entry: Entry) -> None:
        """Forget it."""
        if entry in self.entries:
            self.entries.remove(entry)
            self.removed.emit(entry)

    def clear(self) -> None:
        """Forget what is over."""
        for entry in [entry for entry in self.entries if entry.stage.over]:
            self.remove(entry)

    def take(self, entry: Entry, events: list[Any]) -> None:
        """A batch of what the job reported."""
        for event in events:
            if event is BEGUN:
                entry.begin()
            elif isinstance(event, Progress):
                entry.progress = event
            elif isinstance(event, tuple) and len(event) == 3:
                entry.step(*event)
        self.changed.emit(entry)

    def pause(self, entry: Entry, on: bool, *, on_battery: bool = False) -> None:
        """Hold it, as the computer runs on its battery or for any reason, or let it go on."""
        entry.pause(on, on_battery=on_battery)
        self.changed.emit(entry)

    def stop(self, entry: Entry) -> None:
        """Ask it to end early."""
        entry.stop()
        self.changed.emit(entry)

    def end(self, entry: Entry, outcome: Any, told: Told | None = None) -> None:
        """It came to its end; `told` says its outcome in words."""
        entry.end(outcome, told(outcome) if told is not None else "")
        self.changed.emit(entry)

    def fail(self, entry: Entry, error: MoodtaggerError) -> None:
        """It broke off, or was stopped before it began."""
        entry.fail(error)
        self.changed.emit(entry)
