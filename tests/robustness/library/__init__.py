"""The library: killed, damaged, crowded out, moved about and very large."""

from __future__ import annotations

from tests.robustness.library import (
    damaged_library as faults,
)
from tests.robustness.library import (
    disk_full as places,
)
from tests.robustness.library import (
    kill_during_migration as migration,
)
from tests.robustness.library import (
    kill_during_scan as kills,
)
from tests.robustness.library import (
    large_rescan as scale,
)
from tests.robustness.library import (
    memory,
)
from tests.robustness.library import (
    moved_files as moves,
)
from tests.support.trial_results import Log, TrialPlan, TrialResult


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """All that was tried with the library."""
    rows: list[TrialResult] = []
    for part in (kills, migration, faults, places, moves, scale, memory):
        log(f"library: {part.__name__.rpartition('.')[2]}")
        rows += part.prove(plan, log)
    return rows
