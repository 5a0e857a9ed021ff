"""Counts of trials that are kept on the disk, so that a run that was stopped goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.trial_results import Log, TrialPlan, TrialResult

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
