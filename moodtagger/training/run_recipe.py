"""Run a recipe: fit, judge on held-out artists, write the report and its pictures."""

from __future__ import annotations

import argparse
import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moodtagger.training.framework.cross_validation import FoldOutcome, cross_validate
from moodtagger.training.framework.report import experiment_report, write_json, write_predictions
from moodtagger.training.framework.task import Experiment, Log, Recipe


@dataclass(frozen=True, slots=True)
class RecipeJob:
    """Where songs come from, what is kept where, and what the command line said.

    `cache` keeps what takes long, checkpoints included; the report goes into `out`.
    """

    data: Path
    cache: Path
    out: Path
    folds: Sequence[int]
    options: argparse.Namespace
    log: Log


def run_recipe(recipe: Recipe, job: RecipeJob) -> dict[str, Any]:
    """Write `report.json`, each trial's predictions and the pictures; the report."""
    job.out.mkdir(parents=True, exist_ok=True)
    experiments = recipe.experiments(job.data, job.cache, job.options, job.log)
    outcomes = {
        experiment.name: _cross_validate_experiment(recipe, experiment, job)
        for experiment in experiments
    }
    report = {
        "recipe": recipe.name,
        "published": dict(recipe.published),
        "trials": {name: experiment_report(o) for name, o in outcomes.items()},
        **recipe.findings(outcomes, job.out),
    }
    write_json(report, job.out / "report.json")
    _write_plots(outcomes, job.out, job.log)
    job.log(f"The report is in {job.out}.")
    return report


def _cross_validate_experiment(
    recipe: Recipe, experiment: Experiment, job: RecipeJob
) -> list[FoldOutcome]:
    job.log(
        f"{recipe.name}: {experiment.name}, "
        f"{len(experiment.task.fold)} songs, {len(job.folds)} folds"
    )
    folder = job.cache / "recipes" / recipe.name / experiment.name
    outcomes = cross_validate(experiment, job.folds, folder, job.log)
    write_predictions(outcomes, job.out / f"{experiment.name}.npz")
    return outcomes


def _write_plots(outcomes: Mapping[str, list[FoldOutcome]], out: Path, log: Log) -> None:
    if importlib.util.find_spec("matplotlib") is None:
        log("No pictures: matplotlib is missing. Install moodtagger with its extra `training`.")
        return
    from moodtagger.training.plots import plot_experiment

    for name, fold_outcomes in outcomes.items():
        plot_experiment(fold_outcomes, out, name)
