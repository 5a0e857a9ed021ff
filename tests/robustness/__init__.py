"""Fault-injection and fuzzing suite: what may not be lost when things go wrong."""

from __future__ import annotations

import importlib

from tests.support.trial_results import Log, TrialPlan, TrialResult, TrialSuite

# Name of each part on the command line -> its module, which has a function `run_trials`.
PARTS = {
    "saves": "saves",
    "files": "files",
    "detection": "detection",
    "readers": "third_party_readers",
    "undo": "undo_property",
    "library": "library",
    "fuzzing": "fuzzing",
    "dj": "dj_exports",
}


def run(parts: tuple[str, ...], plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Run the parts one after the other; each is a module with `run_trials`."""
    rows: list[TrialResult] = []
    for name in parts:
        run_trials: TrialSuite = importlib.import_module(f"{__name__}.{PARTS[name]}").run_trials
        log(name)
        rows += run_trials(plan, log)
    return rows
