"""One line of what was tried on purpose, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class TrialResult:
    """A disaster, how often it was made, and how often anything was lost; `note` in words."""

    part: str
    what: str
    tried: int
    lost: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrialPlan:
    """How much to try: `share` of the full number of trials (1.0: all), made from `seed`.

    `work` is a folder for files and for what a run keeps to go on after it was stopped. `only`
    are numbers of mutations to be tried once more, and nothing else.
    """

    work: Path
    fraction: float = 1.0
    seed: int = 1
    mutations: tuple[int, ...] = ()

    def trial_count(self, full: int) -> int:
        """This plan's part of so many trials, at least one."""
        return max(1, round(full * self.fraction))


TrialSuite = Callable[[TrialPlan, Log], list[TrialResult]]


def result_table(rows: Sequence[TrialResult]) -> str:
    """The rows as a Markdown table, with the sum of what was tried and lost."""
    lines = ["| what | tried | lost | |", "|---|---|---|---|"]
    for row in rows:
        lines.append(f"| {row.part}: {row.what} | {row.tried:,} | {row.lost} | {row.note} |")
    tried, lost = sum(row.tried for row in rows), sum(row.lost for row in rows)
    return "\n".join([*lines, f"| all | {tried:,} | {lost} | |"])


def write_json(rows: Sequence[TrialResult], path: Path) -> None:
    """The same for programs."""
    path.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")
