"""Processes that listen share what they imported, and none is waited for."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from moodtagger import paths
from moodtagger.demo.encode import encode
from moodtagger.inference.predictor import BACKEND_VARIABLE
from moodtagger.services.workers.executors import PRELOAD_MODULES, ForkServer
from moodtagger.services.workers.pool import AnalysisPool

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forked on Linux only")
OWN_MB = 100  # torch alone takes more in a process that imports it by itself
RATE = 22_050


@pytest.fixture
def pool() -> Iterator[AnalysisPool]:
    """Two processes."""
    pool = AnalysisPool(paths.default_model_dir(), 2)
    yield pool
    pool.close()


@pytest.fixture
def song(tmp_path: Path) -> str:
    """Some seconds of noise."""
    path = tmp_path / "noise.wav"
    encode(np.random.default_rng(2).normal(0, 0.1, 20 * RATE).astype(np.float32), RATE, path)
    return str(path)


def test_two_that_listen_share_what_they_imported(song: str) -> None:
    """In a program of its own: others fork their processes off one of their kind."""
    program = f"""
import psutil
from threading import Event
from moodtagger import paths
from moodtagger.core.prediction import AnalysisResult
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.worker import Task, Operation

if __name__ == "__main__":
    pool, results = AnalysisPool(paths.default_model_dir(), 2), []
    tasks = [Task(Operation.ANALYZE, {song!r})] * 8
    pool.run(tasks, lambda task, result: results.append(result) or [], Event())
    assert all(isinstance(result, AnalysisResult) and not result.error for result in results)
    for process in map(psutil.Process, [process.pid for process in pool.processes]):
        print(len(results), process.ppid() - psutil.Process().pid, process.memory_full_info().uss)
    pool.close()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    lines = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    assert len(lines) == 2, done.stderr
    for heard, parent, own in lines:
        assert heard == 8
        assert parent != 0
        assert own / 2**20 < OWN_MB


def test_every_preloaded_module_can_be_imported() -> None:
    """The fork server ignores names that it cannot import, so a moved module would go unnoticed."""
    program = f"""
import importlib
for preload in {PRELOAD_MODULES!r}:
    names = importlib.import_module(preload).MODULES
    for name in names:
        importlib.import_module(name)
    print(len(names))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 1


def test_nothing_is_imported_where_there_is_nothing_to_do(pool: AnalysisPool) -> None:
    pool.run([], lambda task, result: [], Event())
    assert pool.processes == []


def test_cancelling_does_not_wait_for_imports(song: str) -> None:
    """In a program of its own: in this one they may have been imported before."""
    program = f"""
import time
from threading import Event, Timer
from pathlib import Path
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.worker import Task, Operation

if __name__ == "__main__":
    pool, cancel = AnalysisPool(Path("model"), 1), Event()
    Timer(0.05, cancel.set).start()
    begin = time.perf_counter()
    pool.run([Task(Operation.ANALYZE, {song!r})], lambda task, result: [], cancel)
    print(time.perf_counter() - begin)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert float(done.stdout) < 0.5, done.stderr


def test_the_first_process_is_made_in_the_background() -> None:
    nursery = ForkServer()
    begin = time.perf_counter()
    first = nursery.ready
    assert time.perf_counter() - begin < 0.2
    until = time.perf_counter() + 60
    while not first and time.perf_counter() < until:
        first = nursery.ready
        time.sleep(0.01)
    assert first


def test_code_that_was_let_go_of_runs_again() -> None:
    program = """
import psutil
import moodtagger.services.workers.preload
from moodtagger.runtime import release_code_pages
from moodtagger.services.workers import analysis
import torch
small = psutil.Process().memory_info().rss
assert float(torch.ones(64, 64).mm(torch.ones(64, 64))[0, 0]) == 64
release_code_pages()
release_code_pages()
assert float(torch.ones(64, 64).mm(torch.ones(64, 64))[0, 0]) == 64
print(small)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0


def answers_with(broken: str, tmp_path: Path, song: str, **environment: str) -> str:
    """What a pool answers to two songs where a package cannot be imported."""
    (tmp_path / f"{broken}.py").write_text(f"raise OSError('a library of {broken} is missing')")
    program = f"""
from threading import Event
from moodtagger import paths
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.worker import Task, Operation

if __name__ == "__main__":
    pool = AnalysisPool(paths.default_model_dir(), 1)
    tasks = [Task(Operation.ANALYZE, {song!r})] * 2
    pool.run(tasks, lambda task, result: print(repr(result)) or [], Event())
    pool.close()
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"PYTHONPATH": str(tmp_path)} | environment,
        check=False,
    )
    return done.stdout


def test_a_broken_torch_is_told_of_song_by_song(tmp_path: Path, song: str) -> None:
    told = answers_with("torch", tmp_path, song, **{BACKEND_VARIABLE: "torch"})
    assert told.count("a library of torch is missing") == 2, told


def test_a_broken_onnx_runtime_leaves_the_hearing_to_torch(tmp_path: Path, song: str) -> None:
    told = answers_with("onnxruntime", tmp_path, song)
    assert told.count("prediction=Prediction(") == 2, told
