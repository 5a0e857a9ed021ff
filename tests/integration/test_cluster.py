"""A Dask cluster analyzes files; a worker that is lost costs no result, and none comes twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

# In a process of its own: Dask starts threads, and warns of much that is not ours.
CLUSTER = """
import os, signal, subprocess, sys
from distributed import LocalCluster

def main():
    paths = sys.argv[2:]
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True,
                      dashboard_address=None, memory_limit=0) as cluster:
        analyze = subprocess.Popen(
            [sys.executable, "-m", "moodtagger", "analyze", "--json",
             "--scheduler", cluster.scheduler_address, *paths],
            stdout=subprocess.PIPE,
        )
        lost = next(iter(cluster.workers.values())).pid
        lines = []
        for line in analyze.stdout:
            lines.append(line)
            if len(lines) == 2 and sys.argv[1] == "kill":
                os.kill(lost, signal.SIGKILL)
        status = analyze.wait()
        sys.stdout.buffer.write(b"".join(lines))
        sys.stdout.flush()
    sys.exit(status)

if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("songs")
    paths = []
    for number in range(8):
        t = np.arange(8000 * 12) / 8000
        samples = 0.3 * np.sin(2 * np.pi * (200 + 20 * number) * t) * (1 + np.sin(9 * t)) / 2
        path = folder / f"{number:02}.wav"
        soundfile.write(path, samples, 8000)
        paths.append(str(path))
    return paths


def run(*arguments: str) -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, check=False, env=dict(os.environ)
    )
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_cluster_gives_the_answers_of_one_machine(songs: list[str], tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER)
    alone = run("-m", "moodtagger", "analyze", "--json", *songs)
    found = run(str(script), "kill", *songs)
    assert sorted(str(result["path"]) for result in found) == songs  # none is lost or doubled
    by_path = {result["path"]: result for result in found}
    assert all(by_path[result["path"]] == result for result in alone)


def test_no_scheduler_is_said_in_a_sentence(songs: list[str]) -> None:
    pytest.importorskip("distributed")
    done = subprocess.run(
        [sys.executable, "-m", "moodtagger", "analyze", "--scheduler", "nonsense", songs[0]],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 1
    assert "There is no Dask scheduler at nonsense." in done.stderr
    assert "Traceback" not in done.stderr
