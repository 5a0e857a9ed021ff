"""Disasters on purpose: what people's files and library go through when things go wrong."""

from __future__ import annotations

import importlib

from moodtagger.bench.trust.rows import Log, Part, Plan, Row

PARTS = ("saves", "files", "readers", "undo", "library", "hostile")


def run(parts: tuple[str, ...], plan: Plan, log: Log) -> list[Row]:
    """The rows of the parts, one after the other; each part is a module with `prove`."""
    rows: list[Row] = []
    for name in parts:
        prove: Part = importlib.import_module(f"{__name__}.{name}").prove
        log(name)
        rows += prove(plan, log)
    return rows
