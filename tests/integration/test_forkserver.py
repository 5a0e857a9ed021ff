"""The fork server: workers share its imports, and nobody waits for them."""

from __future__ import annotations

import os
import subprocess
import sys
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
    """Create a pool of two processes."""
    pool = AnalysisPool(paths.default_model_dir(), 2)
    yield pool
    pool.close()


@pytest.fixture
def song(tmp_path: Path) -> str:
    """Write some seconds of noise."""
    path = tmp_path / "noise.wav"
    encode(np.random.default_rng(2).normal(0, 0.1, 20 * RATE).astype(np.float32), RATE, path)
    return str(path)


def test_workers_have_their_imports_in_common_memory(song: str) -> None:
    """In a process of its own, as others may have a fork server already."""
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
    for results, parent, own in lines:
        assert results == 8
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


def test_no_process_starts_without_a_task(pool: AnalysisPool) -> None:
    pool.run([], lambda task, result: [], Event())
    assert pool.processes == []


def test_cancel_does_not_wait_for_imports(song: str) -> None:
    """In a process of its own, as this one may have imported everything before."""
    program = f"""
from threading import Event
from pathlib import Path
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.worker import Task, Operation

if __name__ == "__main__":
    pool, cancel, polls = AnalysisPool(Path("model"), 1), Event(), []

    def poll():
        polls.append(len(pool.processes))
        cancel.set()

    pool.run([Task(Operation.ANALYZE, {song!r})], lambda task, result: [], cancel, poll)
    print(polls, pool.processes)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "[0] []\n", done.stderr


class BlockingContext:
    """A multiprocessing context whose processes start when the test says so."""

    def __init__(self) -> None:
        self.preload: list[str] = []
        self.may_start, self.started = Event(), Event()

    def set_forkserver_preload(self, names: list[str]) -> None:
        self.preload = names

    def Process(self, target: object) -> BlockingContext:  # noqa: N802
        return self

    def start(self) -> None:
        self.may_start.wait()

    def join(self) -> None:
        self.started.set()


def test_the_fork_server_starts_in_the_background() -> None:
    fork_server, context = ForkServer(), BlockingContext()
    fork_server.context = context  # type: ignore[assignment]
    assert not fork_server.ready
    assert context.preload == PRELOAD_MODULES
    assert not fork_server.ready
    context.may_start.set()
    context.started.wait()
    while not fork_server.ready:  # until the thread has ended
        pass


def test_code_runs_again_after_its_pages_were_released() -> None:
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


def output_with_broken(broken: str, tmp_path: Path, song: str, **environment: str) -> str:
    """Print a pool's results for two songs where a package cannot be imported."""
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


def test_a_broken_torch_is_reported_for_each_song(tmp_path: Path, song: str) -> None:
    printed = output_with_broken("torch", tmp_path, song, **{BACKEND_VARIABLE: "torch"})
    assert printed.count("a library of torch is missing") == 2, printed


def test_torch_replaces_a_broken_onnx_runtime(tmp_path: Path, song: str) -> None:
    printed = output_with_broken("onnxruntime", tmp_path, song)
    assert printed.count("prediction=Prediction(") == 2, printed
