"""The library: killed, damaged, on a full disk, moved about, and very large."""

from __future__ import annotations

from tests.robustness.library import (
    damaged_library,
    disk_full,
    exchanged_files,
    kill_during_migration,
    kill_during_scan,
    large_rescan,
    memory,
    moved_files,
)
from tests.support.trial_results import Log, TrialPlan, TrialResult


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Run all library trials."""
    rows: list[TrialResult] = []
    for part in (
        kill_during_scan,
        kill_during_migration,
        damaged_library,
        disk_full,
        moved_files,
        exchanged_files,
        large_rescan,
        memory,
    ):
        log(f"library: {part.__name__.rpartition('.')[2]}")
        rows += part.run_trials(plan, log)
    return rows
