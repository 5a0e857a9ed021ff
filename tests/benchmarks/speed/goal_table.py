"""The figures that were set as goals, what was measured, and whether it is enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.goals import Measurement, Relation, format_number
from tests.benchmarks.speed.statistics import Spread


@dataclass(frozen=True, slots=True)
class GoalResult:
    """A goal and what was measured; without `spread`, `why` it was not."""

    name: str
    relation: Relation
    goal: float
    unit: str
    spread: Spread | None
    why: str = ""

    @property
    def reached(self) -> bool | None:
        """By the median; None when it was not measured."""
        if self.spread is None:
            return None
        return Measurement(
            self.name, self.spread.median, self.unit, self.goal, self.relation
        ).reached


def goal_table(rows: Sequence[GoalResult]) -> str:
    """The rows as a Markdown table."""
    lines = ["| figure | goal | measured | spread | reached |", "|---|---|---|---|---|"]
    for row in rows:
        goal = f"{row.relation} {row.goal:g} {row.unit}".strip()
        if row.spread is None:
            lines.append(f"| {row.name} | {goal} | | | not measured: {row.why} |")
            continue
        measured = f"{format_number(row.spread.median)} {row.unit}".strip()
        between = f"{format_number(row.spread.low)} to {format_number(row.spread.high)}"
        reached = "yes" if row.reached else "no"
        lines.append(f"| {row.name} | {goal} | {measured} | {between} | {reached} |")
    return "\n".join(lines)
