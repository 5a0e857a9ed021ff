"""Counts of trials that are kept on the disk, so that a run that was stopped goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.trial_results import Log, Plan, Row

Trial = Callable[[int], str]  # number of the trial -> what was lost, empty when nothing


@dataclass(slots=True)
class Tally:
    """How often each thing was tried in a part, and what was lost; see `run`."""

    part: str
    plan: Plan
    log: Log
    rows: list[Row] = field(default_factory=list)

    def run(self, what: str, times: int, trial: Trial, note: str = "") -> None:
        """Do the trials that have not been done yet; one row of the table comes of it."""
        place = self.plan.work / f"{self.part}.json"
        key = f"{what}, seed {self.plan.seed}, {times} times"
        kept = _read(place)
        tried, losses = kept.get(key, (0, []))
        for number in range(tried, times):
            if loss := trial(number):
                losses.append(f"{number}: {loss}")
                self.log(f"LOST in {what}, {losses[-1]}")
            if number % 20 == 19 or number == times - 1:
                _write(place, kept | {key: (number + 1, losses)})
                self.log(f"{self.part}: {what}: {number + 1} of {times}")
        words = "; ".join(filter(None, [note, *losses[:3]]))
        self.rows.append(Row(self.part, what, times, len(losses), words))


def _read(place: Path) -> dict[str, tuple[int, list[str]]]:
    if not place.exists():
        return {}
    return {key: (tried, lost) for key, (tried, lost) in json.loads(place.read_bytes()).items()}


def _write(place: Path, kept: dict[str, tuple[int, list[str]]]) -> None:
    new = place.with_suffix(".new")
    new.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    new.replace(place)
