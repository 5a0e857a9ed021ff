"""Disasters on purpose: what people's files and library go through when things go wrong."""

from __future__ import annotations

import importlib

from tests.support.trial_results import Log, Part, Plan, Row

# Name of each part on the command line -> its module, which has a function `prove`.
PARTS = {
    "saves": "saves",
    "files": "files",
    "readers": "third_party_readers",
    "undo": "undo_property",
    "library": "library",
    "fuzzing": "fuzzing",
}


def run(parts: tuple[str, ...], plan: Plan, log: Log) -> list[Row]:
    """The rows of the parts, one after the other; each part is a module with `prove`."""
    rows: list[Row] = []
    for name in parts:
        prove: Part = importlib.import_module(f"{__name__}.{PARTS[name]}").prove
        log(name)
        rows += prove(plan, log)
    return rows
