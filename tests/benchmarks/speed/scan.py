"""Whole scans as a person starts them: memory, songs a minute, and two processes against one."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from moodtagger.core.prediction import Heard
from moodtagger.inference.backends.selection import VARIABLE, Engine
from moodtagger.paths import default_model_dir
from moodtagger.services.analyse_files import analyse
from moodtagger.services.models.active import model_info
from moodtagger.services.workers.pool import AnalysisPool
from tests.benchmarks.speed.corpus import Song
from tests.benchmarks.speed.process_metrics import Peak, run_and_watch
from tests.benchmarks.speed.statistics import Spread


@dataclass(frozen=True, slots=True)
class Workers:
    """Seconds by the clock for all songs with one process and with two, and their ratio."""

    one_s: Spread
    two_s: Spread
    ratio: Spread


@dataclass(frozen=True, slots=True)
class Scans:
    """Peak memory of the program and its two processes in MB, see `Peak`, and files a minute."""

    pss: Spread
    rss: Spread
    files_a_minute: Spread


def scan_with_two(songs: Sequence[Song], rounds: int, engine: Engine) -> Scans:
    """`moodtagger scan` of all the songs by two processes, into a new library each time."""
    peaks = [_scan(songs, engine) for _ in range(rounds)]
    return Scans(
        Spread.of([peak.pss for peak in peaks]),
        Spread.of([peak.rss for peak in peaks]),
        Spread.of([60 * len(songs) / peak.wall_s for peak in peaks]),
    )


def _scan(songs: Sequence[Song], engine: Engine) -> Peak:
    with tempfile.TemporaryDirectory() as home:
        music = Path(home) / "music"
        music.mkdir()
        for song in songs:
            (music / song.path.name).symlink_to(song.path)
        command = [sys.executable, "-m", "moodtagger", "scan", "--jobs", "2", str(music)]
        own = {"MOODTAGGER_HOME": str(Path(home) / "home"), VARIABLE: engine.value}
        return run_and_watch(command, os.environ | own)


def two_against_one(songs: Sequence[Song], rounds: int) -> Workers:
    """The same songs by either, in turns; the processes have started and loaded before."""
    pools = [AnalysisPool(default_model_dir(), jobs) for jobs in (1, 2)]
    try:
        for pool in pools:
            _seconds(pool, [songs[0]] * 4)
        pairs = [tuple(_seconds(pool, songs) for pool in pools) for _ in range(rounds)]
    finally:
        for pool in pools:
            pool.close()
    ratios = [one / two for one, two in pairs]
    return Workers(
        Spread.of([p[0] for p in pairs]), Spread.of([p[1] for p in pairs]), Spread.of(ratios)
    )


def _seconds(pool: AnalysisPool, songs: Sequence[Song]) -> float:
    heard: list[Heard] = []
    vocabulary = model_info(default_model_dir()).vocabulary
    start = time.perf_counter()
    analyse(pool, [str(song.path) for song in songs], heard.append, vocabulary)
    seconds = time.perf_counter() - start
    failed = [one.error for one in heard if one.prediction is None]
    if failed or len(heard) != len(songs):
        raise RuntimeError(f"{len(heard)} of {len(songs)} songs were heard: {failed[:1]}")
    return seconds
