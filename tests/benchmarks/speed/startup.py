"""Time to the first window, with lazy imports and with everything imported before it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from tests.benchmarks.speed.run_statistics import Spread

IMPORT_ORDERS = ("window first", "imports first")


@dataclass(frozen=True, slots=True)
class StartupTimes:
    """Wall-clock and CPU seconds from program start to the painted window."""

    ours_s: Spread
    imports_s: Spread
    wall_ratio: Spread
    cpu_ratio: Spread


def measure_startup(rounds: int) -> StartupTimes:
    """Measure both variants in turns; the first round only warms the disk cache."""
    with tempfile.TemporaryDirectory() as home:
        runs = [
            [_run_window_process(order, home) for order in IMPORT_ORDERS] for _ in range(rounds + 1)
        ][1:]
    return StartupTimes(
        Spread.from_values([ours[0] for ours, _ in runs]),
        Spread.from_values([theirs[0] for _, theirs in runs]),
        Spread.from_values([ours[0] / theirs[0] for ours, theirs in runs]),
        Spread.from_values([ours[1] / theirs[1] for ours, theirs in runs]),
    )


def _run_window_process(import_order: str, home: str) -> tuple[float, float]:
    """Run the window once; returns wall-clock and CPU seconds."""
    # With cached bytecode, as installed programs have; the first round creates it.
    overrides = {"MOODTAGGER_HOME": home, "PYTHONDONTWRITEBYTECODE": ""}
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ | overrides
    command = [sys.executable, "-m", "tests.benchmarks.ui.startup_process", import_order]
    start = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - start
    if not line:
        raise RuntimeError("the window did not open")
    return seconds, float(json.loads(line)["cpu_s"])
