"""Worker processes that do not start, that somebody ends, and systems without semaphores."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.prediction import AnalysisResult
from moodtagger.paths import default_model_dir, demo_dir
from moodtagger.services.workers import pool as pool_module
from moodtagger.services.workers.executors import ForkServer
from moodtagger.services.workers.pipe_executor import PipeEvent, PipeExecutor
from moodtagger.services.workers.pool import AnalysisPool, WorkerCrash
from moodtagger.services.workers.worker import Fingerprint, Operation, Task

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")


def run(
    pool: AnalysisPool,
    tasks: Iterable[Task],
    on_result: Callable[[Task, Any], None] = lambda task, result: None,
) -> list[Any]:
    results: list[Any] = []

    def collect(task: Task, result: Any) -> list[Task]:
        results.append(result)
        on_result(task, result)
        return []

    pool.run(tasks, collect, Event())
    return results


@pytest.fixture
def songs(tmp_path: Path) -> list[str]:
    paths = [tmp_path / f"{i}.mp3" for i in range(3)]
    for path in paths:
        shutil.copy(next(demo_dir().glob("*.mp3")), path)
    return [str(path) for path in paths]


def test_everything_works_without_semaphores(
    songs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ForkServer, "has_semaphores", False)
    pool = AnalysisPool(default_model_dir(), 2)
    try:
        results = run(pool, [Task(Operation.ANALYZE_QUICK, path) for path in songs])
        assert all(isinstance(r, AnalysisResult) and r.prediction for r in results)
        assert len(results) == 3
    finally:
        pool.close()


def test_an_event_without_semaphores_behaves_like_any_other() -> None:
    event = PipeEvent(get_context("spawn"))
    assert not event.is_set()
    event.set()
    event.set()
    assert event.is_set()
    assert event.wait(0.0)
    event.clear()
    assert not event.wait(0.0)


def test_a_process_that_dies_breaks_its_pool_and_nothing_hangs() -> None:
    executor = PipeExecutor(1, get_context("spawn"), int, ())
    dying = executor.submit(os._exit, 3)
    waiting = [executor.submit(abs, -1) for _ in range(3)]
    wait([dying, *waiting])
    assert all(isinstance(f.exception(), BrokenProcessPool) for f in (dying, *waiting))
    with pytest.raises(BrokenProcessPool):
        executor.submit(abs, -1)
    executor.shutdown(wait=True)


def test_an_error_comes_back_as_itself() -> None:
    executor = PipeExecutor(1, get_context("spawn"), int, ())
    assert isinstance(executor.submit(int, "x").exception(), ValueError)
    assert executor.submit(int, "3").result() == 3
    executor.shutdown(wait=True)


def die(*_arguments: object) -> None:
    os._exit(1)


@pytest.mark.parametrize("has_semaphores", [True, False])
def test_a_process_that_cannot_start_is_not_blamed_on_a_song(
    songs: list[str], monkeypatch: pytest.MonkeyPatch, has_semaphores: bool
) -> None:
    monkeypatch.setattr(ForkServer, "has_semaphores", has_semaphores)
    monkeypatch.setattr(pool_module.worker, "start", die)
    pool = AnalysisPool(default_model_dir(), 1)
    results: list[Any] = []
    try:
        with pytest.raises(MoodtaggerError, match="don't start"):
            results = run(pool, [Task(Operation.FINGERPRINT, path) for path in songs])
    finally:
        pool.close()
    assert results == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_process_that_somebody_ends_is_not_blamed_on_a_song(
    songs: list[str], number: signal.Signals
) -> None:
    pool = AnalysisPool(default_model_dir(), 1)

    def end_all(task: Task, result: Any) -> None:
        if task.path == songs[0]:
            for process in pool.processes:
                assert process.pid is not None
                os.kill(process.pid, number)

    try:
        results = run(pool, [Task(Operation.FINGERPRINT, path) for path in songs], end_all)
    finally:
        pool.close()
    assert not any(isinstance(result, WorkerCrash) for result in results)
    assert all(isinstance(result, Fingerprint) and result.audio_hash for result in results)
    assert len(results) == 3
