"""A decoder that crashes, hangs or wants all memory costs its own file, and the run goes on."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from moodtagger.core.tracks import FileTags
from moodtagger.services.workers import worker
from moodtagger.services.workers.pool import AnalysisPool, WorkerCrash
from moodtagger.services.workers.worker import Fingerprint, Operation, Task

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits are the system's own")

_start, _fingerprint = worker.start, worker.fingerprint


def bad_decoder(path: str, separator: str = "") -> Fingerprint:
    """Stands in the place of the real one, in the process that listens."""
    if "crash" in path:
        ctypes.string_at(0)
    while "hang" in path:
        pass
    if "memory" in path:
        return Fingerprint(str(len(bytearray(64 << 30))), FileTags())
    return _fingerprint(path, separator)


def start_badly(*arguments: Any) -> None:
    worker._CPU_LIMIT_S = 1.0
    worker.fingerprint = bad_decoder
    _start(*arguments)


def test_each_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "start", start_badly)
    names = ["a.mp3", "crash.mp3", "b.mp3", "hang.mp3", "c.mp3", "memory.mp3", "d.mp3"]
    for name in names:
        (tmp_path / name).write_bytes(name.encode() * 100)
    pool = AnalysisPool(tmp_path, 1)
    results: dict[str, Any] = {}

    def keep(task: Task, result: Any) -> list[Task]:
        results[Path(task.path).stem] = result
        return []

    try:
        tasks = [Task(Operation.FINGERPRINT, str(tmp_path / name)) for name in names]
        pool.run(tasks, keep, Event())
    finally:
        pool.close()
    assert isinstance(results["crash"], WorkerCrash)
    assert isinstance(results["hang"], WorkerCrash)
    assert isinstance(results["memory"], MemoryError)
    assert {results[name].audio_hash is None for name in "abcd"} == {False}


def test_computing_without_end_is_ended() -> None:
    code = (
        "from moodtagger.runtime import limit_cpu_time as limit\n"
        "limit(100); limit(1)\n"
        "while True: pass"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode < 0
