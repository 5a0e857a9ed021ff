"""Priority of the worker processes, and changes of the limits during a run."""

from __future__ import annotations

import contextlib
import os
import sys
import wave
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event
from typing import Any

import psutil
import pytest

from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.priority import WorkerLimits
from moodtagger.services.workers.worker import Fingerprint, Operation, Task

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the priorities of Linux")
LOW_PRIORITY, FULL = WorkerLimits(1, low_priority=True), WorkerLimits(2)


@pytest.fixture
def song(tmp_path: Path) -> str:
    path = tmp_path / "song.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(16000))
    return str(path)


class Run:
    """A pool that fingerprints a file again and again until a condition holds."""

    def __init__(self, first: WorkerLimits) -> None:
        self.pool = AnalysisPool(Path("model"), first)
        self.usual = psutil.Process().nice()
        self.done = self.given = 0

    def until(self, holds: Callable[[], bool], song: str, **options: Any) -> None:
        enough = Event()

        def tasks() -> Iterator[Task]:
            while not enough.is_set():
                self.given += 1
                yield Task(Operation.FINGERPRINT, song)

        def collect(task: Task, result: Any) -> list[Task]:
            assert isinstance(result, Fingerprint)
            self.done += 1
            if holds():
                enough.set()
            return []

        self.pool.run(tasks(), collect, Event(), **options)
        assert self.done == self.given

    def priorities(self) -> set[int]:
        return {priority(process) for process in self.pool.processes}


def priority(process: BaseProcess) -> int:
    return int(psutil.Process(process.pid).nice())


def join(processes: list[BaseProcess]) -> None:
    """Wait until these processes have ended; a process that never does fails by the timeout."""
    for process in processes:
        process.join()


@pytest.fixture
def low_priority_run() -> Iterator[Run]:
    run = Run(LOW_PRIORITY)
    yield run
    run.pool.close()


@pytest.fixture
def full() -> Iterator[Run]:
    run = Run(FULL)
    yield run
    run.pool.close()


def test_workers_have_low_cpu_and_disk_priority(low_priority_run: Run, song: str) -> None:
    low_priority_run.until(lambda: True, song)
    (process,) = low_priority_run.pool.processes
    assert priority(process) == 19
    assert psutil.Process(process.pid).ionice().ioclass == psutil.IOPRIO_CLASS_IDLE


def test_full_speed_takes_over_a_running_run(low_priority_run: Run, song: str) -> None:
    low_priority_run.until(lambda: True, song)
    before = low_priority_run.pool.processes
    low_priority_run.pool.set_limits(FULL)
    done_before = low_priority_run.done
    low_priority_run.until(lambda: len(low_priority_run.pool.processes) == FULL.jobs, song)
    assert low_priority_run.priorities() == {low_priority_run.usual}
    assert (
        low_priority_run.done > done_before + 1
    )  # the old workers went on until the new ones were ready
    join(before)


def test_lower_limits_lower_the_priority_at_once(full: Run, song: str) -> None:
    full.until(lambda: len(full.pool.processes) == FULL.jobs, song)
    before = full.pool.processes
    assert {priority(process) for process in before} == {full.usual}
    full.pool.set_limits(LOW_PRIORITY)
    full.until(lambda: True, song)
    assert {priority(process) for process in before if process.is_alive()} <= {19}
    full.until(lambda: full.priorities() == {19}, song)
    assert len(full.pool.processes) == LOW_PRIORITY.jobs
    join(before)


def test_background_work_has_low_priority_at_full_speed(full: Run, song: str) -> None:
    full.until(lambda: full.priorities() == {19}, song, low_priority=True)
    full.until(lambda: full.priorities() == {full.usual}, song)


def test_closing_ends_starting_and_draining_workers(low_priority_run: Run, song: str) -> None:
    low_priority_run.until(lambda: True, song)
    low_priority_run.pool.set_limits(FULL)
    low_priority_run.until(lambda: True, song)
    processes = [p for p in psutil.Process().children(recursive=True) if _is_worker(p)]
    assert len(processes) >= len(low_priority_run.pool.processes) > 0
    low_priority_run.pool.close()
    psutil.wait_procs(processes)


def _is_worker(process: psutil.Process) -> bool:
    """Return whether a process is neither the fork server nor the resource tracker."""
    with contextlib.suppress(psutil.Error):
        if sys.platform == "linux":
            return process.ppid() != os.getpid()
        return "spawn_main" in " ".join(process.cmdline())
    return False
