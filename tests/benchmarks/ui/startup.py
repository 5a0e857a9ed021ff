"""A real window in its own process, on the whole library and on an empty one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.measurements import Measurement


def measure(home: Path) -> list[Measurement]:
    """Measure opening time, the longest freeze meanwhile, and memory."""
    empty, full = _run_window_process(home / "empty"), _run_window_process(home / "full")
    return [
        Measurement("opening: CPU until the songs can be used", full["cpu_s"], "s"),
        Measurement("opening: wall-clock until the songs can be used", full["wall_s"], "s"),
        Measurement(
            "opening: longest time in which the window does nothing", full["stall_ms"], "ms"
        ),
        Measurement("opening: the same of an empty library", empty["stall_ms"], "ms"),
        Measurement(
            "search in the window: CPU until the table answers", full["typed_ms"], "ms", 50
        ),
        Measurement("search in the window: CPU of the map that follows", full["map_ms"], "ms"),
        Measurement(
            "memory above an empty window", full["memory_mb"] - empty["memory_mb"], "MB", 300
        ),
    ]


def _run_window_process(home: Path) -> dict[str, Any]:
    environment = {**os.environ, "MOODTAGGER_HOME": str(home)}
    command = [sys.executable, "-m", "tests.benchmarks.ui.window_process"]
    process = subprocess.run(
        command, env=environment, check=True, stdout=subprocess.PIPE, text=True, timeout=600
    )
    reply: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])
    return reply
