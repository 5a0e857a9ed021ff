"""How much of the machine listening takes."""

from __future__ import annotations

import os
import subprocess
import sys

import psutil
import pytest

from moodtagger.services.workers import priority
from moodtagger.services.workers.priority import (
    WorkerLimits,
    lower_priority,
    restore_priority,
    worker_limits,
)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve cores, and memory for as many processes and more."""
    monkeypatch.setattr(priority, "cores", lambda: 12)
    monkeypatch.setattr(priority, "workers_that_fit_in_memory", lambda: 40)


@pytest.mark.usefixtures("machine")
def test_half_the_cores_step_back_for_others() -> None:
    assert worker_limits() == WorkerLimits(6)


@pytest.mark.usefixtures("machine")
def test_a_chosen_number_is_used_and_gentle() -> None:
    assert worker_limits(3) == WorkerLimits(3)


@pytest.mark.usefixtures("machine")
def test_full_speed_is_all_cores_whatever_number_was_chosen() -> None:
    assert worker_limits(3, full_speed=True) == worker_limits(full_speed=True) == WorkerLimits(12)


@pytest.mark.usefixtures("machine")
def test_little_memory_bounds_what_nobody_chose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(priority, "workers_that_fit_in_memory", lambda: 2)
    assert (worker_limits().jobs, worker_limits(full_speed=True).jobs, worker_limits(9).jobs) == (
        2,
        2,
        9,
    )


def test_one_core_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(priority, "cores", lambda: 1)
    assert worker_limits().jobs == 1


def test_the_memory_has_room_for_one_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> object:
        return type("Memory", (), {"available": 0})

    monkeypatch.setattr(psutil, "virtual_memory", nothing)
    assert priority.workers_that_fit_in_memory() == 1


def test_cores_are_those_the_program_may_use() -> None:
    if hasattr(os, "sched_getaffinity"):
        assert priority.cores() == len(os.sched_getaffinity(0))
    assert 1 <= priority.cores() <= (os.cpu_count() or 1)


@pytest.mark.skipif(sys.platform != "linux", reason="the classes of Linux")
def test_another_process_steps_back() -> None:
    program = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        lower_priority(program.pid)
        process = psutil.Process(program.pid)
        assert process.nice() == 19
        assert process.ionice().ioclass == psutil.IOPRIO_CLASS_IDLE
    finally:
        program.communicate(b"\n")


@pytest.mark.skipif(sys.platform != "linux", reason="the classes of Linux")
def test_the_disk_class_is_taken_back_and_the_priority_where_it_may_be() -> None:
    program = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        lower_priority(program.pid)
        restore_priority(program.pid)
        process = psutil.Process(program.pid)
        assert process.ionice().ioclass == psutil.IOPRIO_CLASS_NONE
        assert process.nice() in (19, psutil.Process().nice())
    finally:
        program.communicate(b"\n")


def test_a_process_that_is_gone_is_no_error() -> None:
    program = subprocess.Popen([sys.executable, "-c", ""])
    program.wait()
    lower_priority(program.pid)
