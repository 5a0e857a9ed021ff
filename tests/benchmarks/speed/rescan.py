"""A library of 10,000 songs of which nothing changed, scanned again."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from moodtagger.paths import default_model_dir
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.store import open_library
from tests.benchmarks.speed.statistics import Spread
from tests.robustness.library.large_rescan import add_sparse_songs
from tests.support.fake_pool import run_scan
from tests.support.trial_results import Log

DEFAULT_FILES = 10_000


@dataclass(frozen=True, slots=True)
class RescanTimes:
    """Seconds by the clock and of CPU until a scan has seen that there is nothing to do."""

    wall_s: Spread
    cpu_s: Spread


def measure_rescan(work: Path, songs: int, rounds: int, log: Log) -> RescanTimes:
    """Made once in `work`: files that take no room, and what a scan would have kept of them."""
    folder = work / f"unchanged {songs}"
    (folder / "home").mkdir(parents=True, exist_ok=True)
    pool = AnalysisPool(default_model_dir(), 1)  # starts no process, as there is nothing to hear
    walls, cpus = [], []
    with open_library(folder / "home" / "library.sqlite") as library:
        add_sparse_songs(library, folder / "music", songs, log)
        for _ in range(rounds):
            wall, cpu = time.perf_counter(), time.process_time()
            summary = run_scan(library, folder / "music", pool=pool)
            walls.append(time.perf_counter() - wall)
            cpus.append(time.process_time() - cpu)
            if summary.unchanged != songs:
                raise RuntimeError(f"{summary.unchanged} of {songs} songs are unchanged")
    return RescanTimes(Spread.from_values(walls), Spread.from_values(cpus))
