"""The processes that listen: who goes before them, and another pace in the midst of a run."""

from __future__ import annotations

import contextlib
import os
import sys
import time
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
SOON_S = 60.0
GENTLE, FULL = WorkerLimits(1), WorkerLimits(2, low_priority=False)


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
    """A run that goes on until something holds; who listens is looked at after each file."""

    def __init__(self, first: WorkerLimits) -> None:
        self.pool = AnalysisPool(Path("model"), first)
        self.usual = psutil.Process().nice()
        self.done = self.given = 0

    def until(self, holds: Callable[[], bool], song: str, **options: Any) -> None:
        enough = Event()

        def tasks() -> Iterator[Task]:
            began = time.monotonic()
            while not enough.is_set():
                assert time.monotonic() - began < SOON_S
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


def ended(processes: list[BaseProcess]) -> bool:
    until = time.monotonic() + SOON_S
    while any(process.is_alive() for process in processes) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(process.is_alive() for process in processes)


@pytest.fixture
def gentle() -> Iterator[Run]:
    run = Run(GENTLE)
    yield run
    run.pool.close()


@pytest.fixture
def full() -> Iterator[Run]:
    run = Run(FULL)
    yield run
    run.pool.close()


def test_others_go_first_on_the_processor_and_on_the_disk(gentle: Run, song: str) -> None:
    gentle.until(lambda: True, song)
    (process,) = gentle.pool.processes
    assert priority(process) == 19
    assert psutil.Process(process.pid).ionice().ioclass == psutil.IOPRIO_CLASS_IDLE


def test_full_speed_takes_over_a_run_that_is_under_way(gentle: Run, song: str) -> None:
    gentle.until(lambda: True, song)
    before = gentle.pool.processes
    gentle.pool.set_limits(FULL)
    heard_meanwhile = gentle.done
    gentle.until(lambda: len(gentle.pool.processes) == FULL.jobs, song)
    assert gentle.priorities() == {gentle.usual}
    assert gentle.done > heard_meanwhile + 1  # nobody waited for the new ones to be ready
    assert ended(before)


def test_gentle_again_is_so_at_once_then_fewer_take_over(full: Run, song: str) -> None:
    full.until(lambda: len(full.pool.processes) == FULL.jobs, song)
    before = full.pool.processes
    assert {priority(process) for process in before} == {full.usual}
    full.pool.set_limits(GENTLE)
    full.until(lambda: True, song)
    assert {priority(process) for process in before if process.is_alive()} <= {19}
    full.until(lambda: full.priorities() == {19}, song)
    assert len(full.pool.processes) == GENTLE.jobs
    assert ended(before)


def test_what_nobody_waits_for_is_gentle_at_full_speed(full: Run, song: str) -> None:
    full.until(lambda: full.priorities() == {19}, song, low_priority=True)
    full.until(lambda: full.priorities() == {full.usual}, song)


def test_closing_ends_those_that_get_ready_and_those_that_leave(gentle: Run, song: str) -> None:
    gentle.until(lambda: True, song)
    gentle.pool.set_limits(FULL)
    gentle.until(lambda: True, song)
    processes = [p for p in psutil.Process().children(recursive=True) if _listens(p)]
    assert len(processes) >= len(gentle.pool.processes) > 0
    gentle.pool.close()
    _, alive = psutil.wait_procs(processes, SOON_S)
    assert alive == []


def _listens(process: psutil.Process) -> bool:
    """Whether it is neither what the processes are forked off nor what keeps their locks."""
    with contextlib.suppress(psutil.Error):
        if sys.platform == "linux":
            return process.ppid() != os.getpid()
        return "spawn_main" in " ".join(process.cmdline())
    return False
