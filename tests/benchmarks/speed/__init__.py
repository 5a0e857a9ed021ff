"""Speed of analysis, compared with decoding alone and with other programs."""

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

from moodtagger.inference.predictor import BACKEND_VARIABLE, Backend, selected_backend
from tests.benchmarks.measurements import PERFORMANCE, replace_section
from tests.benchmarks.speed import (
    competitor_env,
    report,
    scan,
    startup,
    system_info,
)
from tests.benchmarks.speed.corpus import make_corpus_songs
from tests.benchmarks.speed.interleaved_runs import InterleavedRuns
from tests.benchmarks.speed.results import OWN_SUBJECTS, PARTS, SCAN, SONGS, WORKERS, SpeedResults
from tests.support.trial_results import Log


@dataclass(frozen=True, slots=True)
class SpeedPlan:
    """How much to measure, and the folder for generated files."""

    work: Path
    songs: int
    seconds: float
    rounds: int
    unchanged_files: int
    with_competitors: bool
    parts: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the benchmark's options."""
    cache = Path(platformdirs.user_cache_dir("moodtagger", appauthor=False)) / "speed"
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part")
    parser.add_argument("--peers", action="store_true", help="also what else people could run")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--songs", type=int, default=24)
    parser.add_argument("--seconds", type=float, default=240.0, help="the length of each song")
    parser.add_argument(
        "--unchanged", type=int, default=scan.DEFAULT_FILES, help="files scanned again"
    )
    parser.add_argument("--work", type=Path, default=cache, help="keeps the songs (%(default)s)")
    parser.add_argument("--write", action="store_true", help=f"put it into {PERFORMANCE.name}")
    parser.add_argument("--json", type=Path, help="also write everything that was measured here")


def run(options: argparse.Namespace, log: Log) -> int:
    """Measure and print the page; the exit status is 1 when a goal was measured and missed."""
    plan = SpeedPlan(
        *(options.work.absolute(), options.songs, options.seconds, options.rounds),
        *(options.unchanged, options.peers, tuple(options.part or PARTS)),
    )
    results = measure(plan, log)
    text = report.markdown_report(results)
    print(text)
    if options.json is not None:
        options.json.write_text(json.dumps(results.as_dict(), indent=1) + "\n", encoding="utf-8")
    if options.write:
        replace_section(PERFORMANCE, "speed", text)
    return 1 if any(row.reached is False for row in results.goals()) else 0


def measure(plan: SpeedPlan, log: Log) -> SpeedResults:
    """Run every part; one that fails is reported in the results, and the others go on."""
    plan.work.mkdir(parents=True, exist_ok=True)
    needs_songs = {SONGS, WORKERS, SCAN} & set(plan.parts)
    songs = make_corpus_songs(plan.work, plan.songs if needs_songs else 0, plan.seconds, log)
    runs = InterleavedRuns(songs)
    results = SpeedResults(
        system_info.describe_host(), runs, plan.rounds, plan.seconds, plan.unchanged_files
    )

    def measure_songs() -> None:
        entries = list(OWN_SUBJECTS)
        if plan.with_competitors:
            others, results.competitors = competitor_env.prepare_competitors(
                plan.work, songs[0].path, log
            )
            entries += others
        runs.run(entries, plan.rounds, log)

    def measure_workers() -> None:
        with patch.dict(os.environ, {BACKEND_VARIABLE: Backend.TORCH.value}):
            results.workers = scan.measure_worker_scaling(songs, plan.rounds)

    def measure_scans() -> None:
        results.scans = scan.measure_scan(songs, plan.rounds, Backend.TORCH)
        if selected_backend() is Backend.ONNX:
            results.scans_with_onnx = scan.measure_scan(songs, plan.rounds, Backend.ONNX)

    def measure_window() -> None:
        results.startup = startup.measure_startup(plan.rounds)

    def measure_rescans() -> None:
        results.rescan = scan.measure_rescan(plan.work, plan.unchanged_files, plan.rounds, log)

    for name, part in zip(
        PARTS,
        (measure_songs, measure_workers, measure_scans, measure_window, measure_rescans),
        strict=True,
    ):
        if name in plan.parts:
            log(name)
            _run_part(results, name, part)
    return results


def _run_part(results: SpeedResults, name: str, part: Callable[[], None]) -> None:
    try:
        part()
    except (OSError, RuntimeError, ValueError, subprocess.SubprocessError) as error:
        results.failed[name] = f"{type(error).__name__}: {error}"
