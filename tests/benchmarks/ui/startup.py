"""A real window of its own process on the whole library, and one on none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.goals import Figure


def measure(home: Path) -> list[Figure]:
    """How long opening takes, how long the window stands still meanwhile, and memory."""
    empty, full = _open(home / "empty"), _open(home / "full")
    return [
        Figure("opening: CPU until the songs can be used", full["cpu_s"], "s"),
        Figure("opening: wall-clock until the songs can be used", full["wall_s"], "s"),
        Figure("opening: longest time in which the window does nothing", full["stall_ms"], "ms"),
        Figure("opening: the same of an empty library", empty["stall_ms"], "ms"),
        Figure("search in the window: CPU until the table answers", full["typed_ms"], "ms", 50),
        Figure("search in the window: CPU of the map that follows", full["map_ms"], "ms"),
        Figure("memory above an empty window", full["memory_mb"] - empty["memory_mb"], "MB", 300),
    ]


def _open(home: Path) -> dict[str, Any]:
    environment = {**os.environ, "MOODTAGGER_HOME": str(home)}
    command = [sys.executable, "-m", "tests.benchmarks.ui.window_process"]
    run = subprocess.run(
        command, env=environment, check=True, stdout=subprocess.PIPE, text=True, timeout=600
    )
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found
