"""Run a recipe: fit, judge on held-out artists, write the report and its pictures."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from moodtagger.training.crossval import FoldOutcome, cross_validate
from moodtagger.training.problem import Log, Recipe
from moodtagger.training.report import describe_songs, report_of, write_json


def run(
    recipe: Recipe, data: Path, cache: Path, out: Path, folds: Sequence[int], log: Log
) -> dict[str, Any]:
    """Write `report.json` and the pictures into `out`; the report."""
    problem = recipe.problem(data, cache, log)
    outcomes = {}
    for name, fit in recipe.models.items():
        log(f"{recipe.name}: {name}, {len(problem.truth)} songs, {len(folds)} folds")
        outcomes[name] = cross_validate(fit, problem, folds)
    report = {
        "recipe": recipe.name,
        **describe_songs(problem),
        "published": dict(recipe.published),
        "models": {name: report_of(o) for name, o in outcomes.items()},
        **recipe.findings(problem),
    }
    out.mkdir(parents=True, exist_ok=True)
    write_json(report, out / "report.json")
    _draw(outcomes, out, log)
    log(f"The report is in {out}.")
    return report


def _draw(outcomes: dict[str, list[FoldOutcome]], out: Path, log: Log) -> None:
    if importlib.util.find_spec("matplotlib") is None:
        log("No pictures: matplotlib is missing. Install moodtagger with its extra `training`.")
        return
    from moodtagger.training.pictures import draw_all

    for name, parts in outcomes.items():
        draw_all(parts, out, name)
