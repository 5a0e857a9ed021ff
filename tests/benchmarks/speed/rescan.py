"""A library of 10,000 songs of which nothing changed, scanned again."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from moodtagger.paths import default_model_dir
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.store import open_library
from tests.benchmarks.speed.statistics import Spread
from tests.robustness.library.large_rescan import fill
from tests.support.fake_pool import scan
from tests.support.trial_results import Log

SONGS = 10_000


@dataclass(frozen=True, slots=True)
class Rescan:
    """Seconds by the clock and of CPU until a scan has seen that there is nothing to do."""

    wall_s: Spread
    cpu_s: Spread


def measure(work: Path, songs: int, rounds: int, log: Log) -> Rescan:
    """Made once in `work`: files that take no room, and what a scan would have kept of them."""
    here = work / f"unchanged {songs}"
    (here / "home").mkdir(parents=True, exist_ok=True)
    pool = AnalysisPool(default_model_dir(), 1)  # starts no process, as there is nothing to hear
    walls, cpus = [], []
    with open_library(here / "home" / "library.sqlite") as library:
        fill(library, here / "music", songs, log)
        for _ in range(rounds):
            wall, cpu = time.perf_counter(), time.process_time()
            summary = scan(library, here / "music", pool=pool)
            walls.append(time.perf_counter() - wall)
            cpus.append(time.process_time() - cpu)
            if summary.unchanged != songs:
                raise RuntimeError(f"{summary.unchanged} of {songs} songs are unchanged")
    return Rescan(Spread.of(walls), Spread.of(cpus))
