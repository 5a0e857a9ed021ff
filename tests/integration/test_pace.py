"""The processes that listen: who goes before them, and another pace in the midst of a run."""

from __future__ import annotations

import sys
import time
import wave
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import psutil
import pytest

from moodtagger.services.manners import Pace
from moodtagger.services.pool import AnalysisPool
from moodtagger.services.worker import Fingerprint, Task, Work

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the priorities of Linux")
GENTLE, FULL = Pace(1), Pace(2, gentle=False)


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
    """A run that changes its pace after some files; who listened is noted."""

    def __init__(self, first: Pace) -> None:
        self.pool = AnalysisPool(Path("model"), first)
        self.usual = psutil.Process().nice()
        self.priorities: list[set[int]] = []
        self.done = 0

    def of(self, song: str, files: int, then: Pace, after: int) -> None:
        def collect(task: Task, result: Any) -> list[Task]:
            assert isinstance(result, Fingerprint)
            self.done += 1
            if self.done == after:
                self.pool.use(then)
            self.priorities.append({self.priority(p.pid) for p in self.pool._processes()})
            return []

        self.pool.run([Task(Work.FINGERPRINT, song)] * files, collect, Event())

    def priority(self, pid: int | None) -> int:
        return int(psutil.Process(pid).nice())


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


def test_full_speed_takes_over_a_run_that_is_under_way(gentle: Run, song: str) -> None:
    gentle.of(song, 12, FULL, after=3)
    assert gentle.done == 12
    assert gentle.priorities[0] == {19}
    assert gentle.priorities[-1] == {gentle.usual}
    assert len(gentle.pool._processes()) <= FULL.jobs


def test_gentle_again_is_so_at_once_also_for_the_songs_at_hand(full: Run, song: str) -> None:
    full.of(song, 12, GENTLE, after=3)
    assert full.done == 12
    assert full.priorities[0] == {full.usual}
    assert full.priorities[-1] == {19}
    assert {full.priority(p.pid) for p in full.pool._older if p.is_alive()} <= {19}
    assert len(full.pool._processes()) == GENTLE.jobs


def test_the_disk_is_for_others_first(gentle: Run, song: str) -> None:
    gentle.of(song, 1, GENTLE, after=99)
    (process,) = gentle.pool._processes()
    assert psutil.Process(process.pid).ionice().ioclass == psutil.IOPRIO_CLASS_IDLE


def test_closing_ends_the_processes_of_the_former_pace_too(gentle: Run, song: str) -> None:
    gentle.of(song, 6, FULL, after=5)
    processes = [*gentle.pool._older, *gentle.pool._processes()]
    gentle.pool.close()
    until = time.monotonic() + 10
    while any(process.is_alive() for process in processes) and time.monotonic() < until:
        time.sleep(0.05)
    assert [process for process in processes if process.is_alive()] == []
