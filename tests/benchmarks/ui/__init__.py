"""The window on many songs: table, map, opening and memory, as ratios and times of one run."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.goals import Measurement

Log = Callable[[str], None]


def measure(songs: int, log: Log) -> list[Measurement]:
    """Make up a library of so many songs and measure the window on it, without a display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Imported here, so that the platform is chosen before Qt starts.
    from tests.benchmarks.ui import (
        library_fixture as library,
    )
    from tests.benchmarks.ui import (
        map as circumplex,
    )
    from tests.benchmarks.ui import (
        startup as opening,
    )
    from tests.benchmarks.ui import (
        table,
    )

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        log(f"making up {songs} songs")
        library.create_library(home / "full", songs)
        rows = library.read_rows(home / "full")
        log("table")
        measurements = table.measure(rows)
        log("map")
        measurements += circumplex.measure(rows)
        del rows
        log("opening")
        return measurements + opening.measure(home)
