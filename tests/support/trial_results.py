"""Results of trials as rows of a table, and trials that a stopped run can resume."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
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


TrialFunction = Callable[[int], str]  # number of the trial -> what was lost, empty when nothing


@dataclass(slots=True)
class ResumableTrials:
    """How often each thing was tried in a part, and what was lost; see `run`."""

    part: str
    plan: TrialPlan
    log: Log
    rows: list[TrialResult] = field(default_factory=list)

    def run(self, name: str, count: int, trial: TrialFunction, note: str = "") -> None:
        """Do the trials that have not been done yet; one row of the table comes of it."""
        path = self.plan.work / f"{self.part}.json"
        key = f"{name}, seed {self.plan.seed}, {count} times"
        saved = _read_counts(path)
        tried, failures = saved.get(key, (0, []))
        for number in range(tried, count):
            if failure := trial(number):
                failures.append(f"{number}: {failure}")
                self.log(f"LOST in {name}, {failures[-1]}")
            if number % 20 == 19 or number == count - 1:
                _write_counts(path, saved | {key: (number + 1, failures)})
                self.log(f"{self.part}: {name}: {number + 1} of {count}")
        notes = "; ".join(filter(None, [note, *failures[:3]]))
        self.rows.append(TrialResult(self.part, name, count, len(failures), notes))


def _read_counts(path: Path) -> dict[str, tuple[int, list[str]]]:
    if not path.exists():
        return {}
    return {key: (tried, lost) for key, (tried, lost) in json.loads(path.read_bytes()).items()}


def _write_counts(path: Path, counts: dict[str, tuple[int, list[str]]]) -> None:
    temporary_path = path.with_suffix(".new")
    temporary_path.write_text(json.dumps(counts, indent=1), encoding="utf-8")
    temporary_path.replace(path)
