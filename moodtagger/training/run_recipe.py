"""Run a recipe: fit, judge on held-out artists, write the report and its pictures."""

from __future__ import annotations

import argparse
import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moodtagger.training.framework.cross_validation import FoldOutcome, cross_validate
from moodtagger.training.framework.report import report_of, write_json, write_predictions
from moodtagger.training.framework.task import Log, Recipe, Trial


@dataclass(frozen=True, slots=True)
class Run:
    """Where songs come from, what is kept where, and what the command line said.

    `cache` keeps what takes long, checkpoints included; the report goes into `out`.
    """

    data: Path
    cache: Path
    out: Path
    folds: Sequence[int]
    options: argparse.Namespace
    log: Log


def run(recipe: Recipe, job: Run) -> dict[str, Any]:
    """Write `report.json`, each trial's predictions and the pictures; the report."""
    job.out.mkdir(parents=True, exist_ok=True)
    trials = recipe.trials(job.data, job.cache, job.options, job.log)
    outcomes = {trial.name: _judge(recipe, trial, job) for trial in trials}
    report = {
        "recipe": recipe.name,
        "published": dict(recipe.published),
        "trials": {name: report_of(o) for name, o in outcomes.items()},
        **recipe.findings(outcomes, job.out),
    }
    write_json(report, job.out / "report.json")
    _draw(outcomes, job.out, job.log)
    job.log(f"The report is in {job.out}.")
    return report


def _judge(recipe: Recipe, trial: Trial, job: Run) -> list[FoldOutcome]:
    job.log(f"{recipe.name}: {trial.name}, {len(trial.problem.fold)} songs, {len(job.folds)} folds")
    folder = job.cache / "recipes" / recipe.name / trial.name
    outcomes = cross_validate(trial, job.folds, folder, job.log)
    write_predictions(outcomes, job.out / f"{trial.name}.npz")
    return outcomes


def _draw(outcomes: Mapping[str, list[FoldOutcome]], out: Path, log: Log) -> None:
    if importlib.util.find_spec("matplotlib") is None:
        log("No pictures: matplotlib is missing. Install moodtagger with its extra `training`.")
        return
    from moodtagger.training.plots import draw_all

    for name, parts in outcomes.items():
        draw_all(parts, out, name)
