"""Whole scans: memory, songs a minute, one worker against two, and rescans of unchanged files."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from moodtagger.core.prediction import AnalysisResult
from moodtagger.inference.predictor import BACKEND_VARIABLE, Backend
from moodtagger.paths import default_model_dir
from moodtagger.services.active_model import model_info
from moodtagger.services.analyze_files import analyze_files
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.store import open_library
from tests.benchmarks.speed.corpus import CorpusSong
from tests.benchmarks.speed.run_statistics import Spread
from tests.benchmarks.speed.system_info import PeakUsage, run_and_measure
from tests.robustness.library.large_rescan import add_sparse_songs
from tests.support.fake_pool import run_scan
from tests.support.trial_results import Log


@dataclass(frozen=True, slots=True)
class WorkerScaling:
    """Wall-clock seconds for all songs with one and two workers, and their ratio."""

    one_s: Spread
    two_s: Spread
    ratio: Spread


@dataclass(frozen=True, slots=True)
class ScanMetrics:
    """Peak memory in MB of the program with two workers (`PeakUsage`), and files a minute."""

    pss: Spread
    rss: Spread
    files_a_minute: Spread


def measure_scan(songs: Sequence[CorpusSong], rounds: int, engine: Backend) -> ScanMetrics:
    """Measure `moodtagger scan` of all songs by two workers, into a new library each time."""
    peaks = [_run_scan_process(songs, engine) for _ in range(rounds)]
    return ScanMetrics(
        Spread.from_values([peak.pss for peak in peaks]),
        Spread.from_values([peak.rss for peak in peaks]),
        Spread.from_values([60 * len(songs) / peak.wall_s for peak in peaks]),
    )


def _run_scan_process(songs: Sequence[CorpusSong], engine: Backend) -> PeakUsage:
    with tempfile.TemporaryDirectory() as home:
        music = Path(home) / "music"
        music.mkdir()
        for song in songs:
            (music / song.path.name).symlink_to(song.path)
        command = [sys.executable, "-m", "moodtagger", "scan", "--jobs", "2", str(music)]
        own = {"MOODTAGGER_HOME": str(Path(home) / "home"), BACKEND_VARIABLE: engine.value}
        return run_and_measure(command, os.environ | own)


def measure_worker_scaling(songs: Sequence[CorpusSong], rounds: int) -> WorkerScaling:
    """Measure one and two workers in turns, after they have started and loaded the model."""
    pools = [AnalysisPool(default_model_dir(), jobs) for jobs in (1, 2)]
    try:
        for pool in pools:
            _analysis_seconds(pool, [songs[0]] * 4)
        pairs = [tuple(_analysis_seconds(pool, songs) for pool in pools) for _ in range(rounds)]
    finally:
        for pool in pools:
            pool.close()
    ratios = [one / two for one, two in pairs]
    return WorkerScaling(
        Spread.from_values([p[0] for p in pairs]),
        Spread.from_values([p[1] for p in pairs]),
        Spread.from_values(ratios),
    )


def _analysis_seconds(pool: AnalysisPool, songs: Sequence[CorpusSong]) -> float:
    results: list[AnalysisResult] = []
    vocabulary = model_info(default_model_dir()).vocabulary
    start = time.perf_counter()
    analyze_files(pool, [str(song.path) for song in songs], results.append, vocabulary)
    seconds = time.perf_counter() - start
    failed = [one.error for one in results if one.prediction is None]
    if failed or len(results) != len(songs):
        raise RuntimeError(f"{len(results)} of {len(songs)} songs were analyzed: {failed[:1]}")
    return seconds


DEFAULT_FILES = 10_000


@dataclass(frozen=True, slots=True)
class RescanTimes:
    """Wall-clock and CPU seconds of a scan that finds nothing to do."""

    wall_s: Spread
    cpu_s: Spread


def measure_rescan(work: Path, songs: int, rounds: int, log: Log) -> RescanTimes:
    """Measure a rescan of sparse files in `work`, whose results are in the library already."""
    folder = work / f"unchanged {songs}"
    (folder / "home").mkdir(parents=True, exist_ok=True)
    pool = AnalysisPool(default_model_dir(), 1)  # starts no worker, as there is nothing to analyze
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
