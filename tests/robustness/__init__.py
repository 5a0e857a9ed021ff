"""Disasters on purpose: what people's files and library go through when things go wrong."""

from __future__ import annotations

import importlib

from tests.support.trial_results import Log, TrialPlan, TrialResult, TrialSuite

# Name of each part on the command line -> its module, which has a function `prove`.
PARTS = {
    "saves": "saves",
    "files": "files",
    "readers": "third_party_readers",
    "undo": "undo_property",
    "library": "library",
    "fuzzing": "fuzzing",
}


def run(parts: tuple[str, ...], plan: TrialPlan, log: Log) -> list[TrialResult]:
    """The rows of the parts, one after the other; each part is a module with `prove`."""
    rows: list[TrialResult] = []
    for name in parts:
        prove: TrialSuite = importlib.import_module(f"{__name__}.{PARTS[name]}").prove
        log(name)
        rows += prove(plan, log)
    return rows
