"""Measure CPU time, compare it with goals, and write the tables into the documentation."""

from __future__ import annotations

import json
import operator
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal


def cpu_ms(work: Callable[[], object]) -> float:
    """CPU milliseconds of one run."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def median_ms(work: Callable[[], object], repeats: int) -> float:
    """Median CPU milliseconds of several runs."""
    return statistics.median(cpu_ms(work) for _ in range(repeats))


def wall_ms(work: Callable[[], object]) -> float:
    """Wall-clock milliseconds of one run."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


Relation = Literal["<=", ">="]
_COMPARE: dict[Relation, Callable[[float, float], bool]] = {"<=": operator.le, ">=": operator.ge}


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measured value with its unit; `goal` is None when the value only informs."""

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
    """Format the measurements as a Markdown table that says which goals are reached."""
    lines = ["| figure | measured | goal | reached |", "|---|---|---|---|"]
    for figure in measurements:
        goal = "" if figure.goal is None else f"{figure.relation} {figure.goal:g} {figure.unit}"
        reached = {True: "yes", False: "no", None: ""}[figure.reached]
        lines.append(
            f"| {figure.name} | {format_number(figure.value)} {figure.unit} | {goal} | {reached} |"
        )
    return "\n".join(lines)


def format_number(value: float) -> str:
    """Format with three significant digits, but never round before the decimal point."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def write_json(measurements: Sequence[Measurement], path: Path) -> None:
    """Write the measurements as JSON."""
    rows = [asdict(figure) | {"reached": figure.reached} for figure in measurements]
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


PERFORMANCE = Path(__file__).parents[2] / "resources" / "docs" / "performance.md"


def replace_section(path: Path, name: str, text: str) -> None:
    """Replace what stands between `<!-- name -->` and `<!-- /name -->`, or append it.

    Raises ValueError when the page has only one of the two markers, or one of them twice.
    """
    start_mark, end_mark = f"<!-- {name} -->", f"<!-- /{name} -->"
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    section = f"{start_mark}\n{text.strip()}\n{end_mark}"
    mark_counts = page.count(start_mark), page.count(end_mark)
    if mark_counts == (0, 0):
        page = f"{page.rstrip()}\n\n{section}\n".lstrip()
    elif mark_counts == (1, 1) and page.index(start_mark) < page.index(end_mark):
        before, after = page.split(start_mark)
        page = before + section + after.split(end_mark)[1]
    else:
        raise ValueError(
            f"{path.name} does not have the marks {start_mark} and {end_mark} once each"
        )
    path.write_text(page, encoding="utf-8")
