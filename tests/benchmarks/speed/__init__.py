"""How fast songs are heard: against the decoders alone, and against what else people could run."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import platformdirs

from moodtagger.inference.backends.selection import VARIABLE, Engine, chosen_engine
from tests.benchmarks.markdown_sections import PERFORMANCE, replace_section
from tests.benchmarks.speed import (
    competitor_env as peers,
)
from tests.benchmarks.speed import (
    host_info as machine,
)
from tests.benchmarks.speed import (
    report,
    rescan,
)
from tests.benchmarks.speed import (
    scan as scanning,
)
from tests.benchmarks.speed import (
    startup as first_window,
)
from tests.benchmarks.speed.corpus import make_songs
from tests.benchmarks.speed.interleaved_runs import Contest
from tests.benchmarks.speed.results import OWN, PARTS, SCAN, SONGS, WORKERS, Measured
from tests.support.trial_results import Log


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to measure, and the folder that keeps what is made for it."""

    work: Path
    songs: int
    seconds: float
    rounds: int
    unchanged: int
    peers: bool
    parts: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The bench's own options; `--json` and `--write` are the same for several."""
    cache = Path(platformdirs.user_cache_dir("moodtagger", appauthor=False)) / "speed"
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part")
    parser.add_argument("--peers", action="store_true", help="also what else people could run")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--songs", type=int, default=24)
    parser.add_argument("--seconds", type=float, default=240.0, help="the length of each song")
    parser.add_argument("--unchanged", type=int, default=rescan.SONGS, help="files scanned again")
    parser.add_argument("--work", type=Path, default=cache, help="keeps the songs (%(default)s)")
    parser.add_argument("--write", action="store_true", help=f"put it into {PERFORMANCE.name}")
    parser.add_argument("--json", type=Path, help="also write everything that was measured here")


def run(options: argparse.Namespace, log: Log) -> int:
    """Measure, print the page; the exit status is 1 when a goal was measured and missed."""
    plan = Plan(
        *(options.work.absolute(), options.songs, options.seconds, options.rounds),
        *(options.unchanged, options.peers, tuple(options.part or PARTS)),
    )
    found = measure(plan, log)
    text = report.page(found)
    print(text)
    if options.json is not None:
        options.json.write_text(json.dumps(found.as_dict(), indent=1) + "\n", encoding="utf-8")
    if options.write:
        replace_section(PERFORMANCE, "speed", text)
    return 1 if any(row.reached is False for row in found.reach()) else 0


def measure(plan: Plan, log: Log) -> Measured:
    """All of it; a part that fails is told in the result, and the others go on."""
    plan.work.mkdir(parents=True, exist_ok=True)
    hears = {SONGS, WORKERS, SCAN} & set(plan.parts)
    songs = make_songs(plan.work, plan.songs if hears else 0, plan.seconds, log)
    contest = Contest(songs)
    found = Measured(machine.describe(), contest, plan.rounds, plan.seconds, plan.unchanged)

    def hear() -> None:
        entries = list(OWN)
        if plan.peers:
            others, found.peers = peers.prepare(plan.work, songs[0].path, log)
            entries += others
        contest.run(entries, plan.rounds, log)

    def workers() -> None:
        with patch.dict(os.environ, {VARIABLE: Engine.TORCH.value}):
            found.workers = scanning.two_against_one(songs, plan.rounds)

    def scan() -> None:
        found.scans = scanning.scan_with_two(songs, plan.rounds, Engine.TORCH)
        if chosen_engine() is Engine.ONNX:
            found.scans_with_onnx = scanning.scan_with_two(songs, plan.rounds, Engine.ONNX)

    def window() -> None:
        found.window = first_window.measure(plan.rounds)

    def again() -> None:
        found.rescan = rescan.measure(plan.work, plan.unchanged, plan.rounds, log)

    for name, part in zip(PARTS, (hear, workers, scan, window, again), strict=True):
        if name in plan.parts:
            log(name)
            _try(found, name, part)
    return found


def _try(found: Measured, name: str, part: Callable[[], None]) -> None:
    try:
        part()
    except (OSError, RuntimeError, ValueError, subprocess.SubprocessError) as error:
        found.failed[name] = f"{type(error).__name__}: {error}"
