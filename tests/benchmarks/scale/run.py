"""Measure startup and similarity search in libraries of 1,000, 10,000 and 100,000 songs."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import platformdirs

from tests.benchmarks.measurements import PERFORMANCE, replace_section
from tests.benchmarks.scale import report
from tests.benchmarks.scale.report import ScaleResults
from tests.benchmarks.speed import system_info
from tests.support import synthetic_library
from tests.support.trial_results import Log

SIZES = (1_000, 10_000, 100_000)
_PACKAGES = ("numpy", "PySide6-Essentials", "sqlalchemy")
_TIMEOUT_S = 600
# As `moodtagger.__main__` has it.
_THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the benchmark's options."""
    cache = Path(platformdirs.user_cache_dir("moodtagger", appauthor=False)) / "scale"
    parser.add_argument("--songs", type=int, action="append", help="only libraries of so many")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=Path, default=cache, help="keeps libraries (%(default)s)")
    parser.add_argument("--write", action="store_true", help=f"put it into {PERFORMANCE.name}")
    parser.add_argument("--json", type=Path, help="also write everything that was measured here")


def run(options: argparse.Namespace, log: Log) -> int:
    """Measure and print the page; the exit status is 1 when a goal was missed."""
    sizes = sorted(set(options.songs or SIZES))
    results = measure(options.work.absolute(), sizes, options.rounds, log)
    text = report.markdown_report(results, with_plot=options.write)
    print(text)
    if options.json is not None:
        options.json.write_text(json.dumps(results.as_dict(), indent=1) + "\n", encoding="utf-8")
    if options.write:
        from tests.benchmarks.scale import (
            plot,  # needs matplotlib, which the rest does not
        )

        plot.save_plot(results, PERFORMANCE.parent / report.PLOT_PATH)
        replace_section(PERFORMANCE, "scale", text)
    return 1 if any(row.reached is False for row in results.goals()) else 0


def measure(work: Path, sizes: list[int], rounds: int, log: Log) -> ScaleResults:
    """Measure all sizes in interleaved rounds, so that other load affects them equally."""
    homes = {songs: _prepare_library(work, songs, log) for songs in (0, *sizes)}
    results = ScaleResults(system_info.describe_host(_PACKAGES), rounds)
    _run_process("startup_process", homes[0])  # bytecode is cached from now on, as after installing
    _run_process("similarity_process", homes[sizes[0]], str(homes[sizes[0]]))
    for number in range(rounds):
        for songs, home in homes.items():
            log(f"round {number + 1} of {rounds}: {songs:,} songs")
            results.startup_runs.setdefault(songs, []).append(_run_process("startup_process", home))
            if songs:
                results.query_runs.setdefault(songs, []).append(
                    _run_process("similarity_process", home, str(home))
                )
    return results


def _prepare_library(work: Path, songs: int, log: Log) -> Path:
    """Create a synthetic library once and keep it for later runs."""
    home, unfinished = work / f"{songs} songs", work / f"{songs} songs, unfinished"
    if not home.exists():
        log(f"making up {songs:,} songs")
        if unfinished.exists():
            raise SystemExit(f"{unfinished} was left by a run that was stopped; remove it.")
        synthetic_library.create_library(unfinished, songs)
        unfinished.rename(home)
    return home


def _run_process(module: str, home: Path, *arguments: str) -> dict[str, Any]:
    """Run a process of this package on a library and return its JSON."""
    environment = {
        **os.environ,
        **dict.fromkeys(_THREAD_VARIABLES, "1"),
        "MOODTAGGER_HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(home.parent / "byte code"),
    }
    command = [sys.executable, "-m", f"{__package__}.{module}", *arguments]
    process = subprocess.run(
        command, env=environment, check=True, stdout=subprocess.PIPE, text=True, timeout=_TIMEOUT_S
    )
    reply: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])
    return reply
