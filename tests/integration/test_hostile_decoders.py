"""A decoder that crashes, hangs or takes all memory costs its own file; the run goes on."""

from __future__ import annotations

import ctypes
import errno
import mmap
import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from moodtagger.core.tag_reading import DEFAULT_READING, TagReading
from moodtagger.services.workers import worker
from moodtagger.services.workers.pool import AnalysisPool, WorkerCrash
from moodtagger.services.workers.worker import Fingerprint, Operation, Task

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits are the system's own")

_start, _fingerprint = worker.start, worker.fingerprint


def reserve(size: int) -> None:
    """Reserve address space that no memory backs, so that only a limit of the process refuses."""
    no_reserve = 0x4000  # MAP_NORESERVE: the machine's memory does not matter
    mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | no_reserve).close()


def bad_fingerprint(
    path: str, reading: TagReading = DEFAULT_READING, tracks: object = ()
) -> Fingerprint:
    """Replace the real function in the worker process."""
    if "crash" in path:
        ctypes.string_at(0)
    while "hang" in path:
        pass
    if "much memory" in path:
        reserve(2 * worker.MEMORY_LIMIT)
    if "some memory" in path:
        reserve(worker.MEMORY_LIMIT // 2)
    return _fingerprint(path, reading)


def start_with_bad_decoder(*arguments: Any) -> None:
    worker.CPU_LIMIT_S = 1.0
    worker.fingerprint = bad_fingerprint
    _start(*arguments)


def run_worker(folder: Path, names: list[str]) -> dict[str, Any]:
    """Fingerprint these files in one worker with the bad decoder; return the result of each."""
    for name in names:
        (folder / name).write_bytes(name.encode() * 100)
    pool = AnalysisPool(folder, 1)
    results: dict[str, Any] = {}

    def keep(task: Task, result: Any) -> list[Task]:
        results[Path(task.path).stem] = result
        return []

    try:
        pool.run([Task(Operation.FINGERPRINT, str(folder / name)) for name in names], keep, Event())
    finally:
        pool.close()
    return results


def test_each_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "start", start_with_bad_decoder)
    names = ["a.mp3", "crash.mp3", "b.mp3", "hang.mp3", "c.mp3"]
    results = run_worker(tmp_path, names)
    assert isinstance(results["crash"], WorkerCrash)
    assert isinstance(results["hang"], WorkerCrash)
    assert {results[name].audio_hash is None for name in "abc"} == {False}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
def test_a_worker_may_use_some_memory_but_not_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "start", start_with_bad_decoder)
    results = run_worker(tmp_path, ["a.mp3", "much memory.mp3", "some memory.mp3", "b.mp3"])
    assert isinstance(results["much memory"], OSError)
    assert results["much memory"].errno == errno.ENOMEM
    for name in ("a", "some memory", "b"):
        assert isinstance(results[name], Fingerprint)


def test_computing_without_end_is_ended() -> None:
    code = (
        "from moodtagger.runtime import limit_cpu_time as limit\n"
        "limit(100); limit(1)\n"
        "while True: pass"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode < 0
