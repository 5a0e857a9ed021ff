"""A measured figure beside its goal, and the table they make."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

Relation = Literal["<=", ">="]
_COMPARE: dict[Relation, Callable[[float, float], bool]] = {"<=": operator.le, ">=": operator.ge}


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured, in which unit, and what it was to be; no `goal` when it only informs."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    relation: Relation = "<="

    @property
    def reached(self) -> bool | None:
        """Whether the goal is met; None without one."""
        return None if self.goal is None else _COMPARE[self.relation](self.value, self.goal)


def measurement_table(measurements: Sequence[Measurement]) -> str:
    """The figures as a Markdown table with a column that says whether each goal is reached."""
    lines = ["| figure | measured | goal | reached |", "|---|---|---|---|"]
    for figure in measurements:
        goal = "" if figure.goal is None else f"{figure.relation} {figure.goal:g} {figure.unit}"
        reached = {True: "yes", False: "no", None: ""}[figure.reached]
        lines.append(
            f"| {figure.name} | {format_number(figure.value)} {figure.unit} | {goal} | {reached} |"
        )
    return "\n".join(lines)


def format_number(value: float) -> str:
    """Three meaningful digits, and all of those before the point."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def write_json(measurements: Sequence[Measurement], path: Path) -> None:
    """The same for programs."""
    rows = [asdict(figure) | {"reached": figure.reached} for figure in measurements]
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
