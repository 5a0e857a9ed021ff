"""The library: killed, damaged, crowded out, moved about and very large."""

from __future__ import annotations

from moodtagger.bench.trust.library import faults, kills, memory, migration, moves, places, scale
from moodtagger.bench.trust.rows import Log, Plan, Row


def prove(plan: Plan, log: Log) -> list[Row]:
    """All that was tried with the library."""
    rows: list[Row] = []
    for part in (kills, migration, faults, places, moves, scale, memory):
        log(f"library: {part.__name__.rpartition('.')[2]}")
        rows += part.prove(plan, log)
    return rows
