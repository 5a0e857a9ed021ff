"""The window with many songs: table, map, startup and memory, measured in one run."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.measurements import Measurement

Log = Callable[[str], None]


def measure(songs: int, log: Log) -> list[Measurement]:
    """Create a synthetic library and measure the window on it, offscreen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Imported here, so that the platform is chosen before Qt starts.
    from tests.benchmarks.ui import map_painting, startup, table
    from tests.support import synthetic_library

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        log(f"making up {songs} songs")
        synthetic_library.create_library(home / "full", songs)
        rows = synthetic_library.read_rows(home / "full")
        log("table")
        measurements = table.measure(rows)
        log("map")
        measurements += map_painting.measure(rows)
        del rows
        log("opening")
        return measurements + startup.measure(home)
