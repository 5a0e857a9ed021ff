"""Run a recipe: cross-validate its experiments and write report, predictions and plots."""

from __future__ import annotations

import argparse
import importlib.util
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.metrics import primary_metric
from moodtagger.training.framework.report import experiment_report, write_json, write_predictions
from moodtagger.training.framework.task import (
    Experiment,
    FitContext,
    FittedModel,
    FoldOutcome,
    LearningCurvePoint,
    LearningTask,
    Log,
    Recipe,
)

ARTIST_FRACTIONS = (0.2, 0.4, 0.6, 0.8, 1.0)  # learning curve of models that fit quickly


def cross_validate(
    experiment: Experiment, folds: Sequence[int], folder: Path, log: Log
) -> list[FoldOutcome]:
    """Cross-validate one experiment.

    Parameters
    ----------
    experiment : Experiment
        Model and task.
    folds : Sequence[int]
        Folds to hold out in turn; each model is trained on all other songs.
    folder : Path
        Parent of the folders with each fold's checkpoints.
    log : Log
        Receives progress lines.

    Returns
    -------
    list[FoldOutcome]
        The outcome of each fold.
    """
    return [_run_fold(experiment, fold, folder / f"fold{fold}", log) for fold in folds]


def _run_fold(experiment: Experiment, fold: int, folder: Path, log: Log) -> FoldOutcome:
    indices = np.flatnonzero(experiment.task.fold == fold)
    train_task, held_out = (
        experiment.task.select(experiment.task.fold != fold),
        experiment.task.select(indices),
    )
    context = FitContext(folder, _prefix_log(log, f"{experiment.name}, fold {fold}"), held_out)
    curve = []
    for fraction in experiment.artist_fractions:
        subset = subsample_artists(train_task, fraction, seed=fold) if fraction < 1 else train_task
        model = experiment.fit(subset, context)
        predicted = model.predict(held_out.inputs)
        if len(experiment.artist_fractions) > 1:
            curve.append(_curve_point(model, subset, held_out, predicted))
    # The last fraction is 1, so the last model is the fold's own.
    return FoldOutcome(
        fold, experiment.task, indices, predicted, curve, dict(model.details), model.history
    )


def _curve_point(
    model: FittedModel, subset: LearningTask, held_out: LearningTask, predicted: Floats
) -> LearningCurvePoint:
    train_score = primary_metric(subset.kind, subset.truth, model.predict(subset.inputs))
    return LearningCurvePoint(
        len(subset.truth), train_score, primary_metric(subset.kind, held_out.truth, predicted)
    )


def subsample_artists(task: LearningTask, fraction: float, seed: int) -> LearningTask:
    """Select the songs of a random fraction of the artists.

    With one seed, a larger fraction contains the smaller.

    Parameters
    ----------
    task : LearningTask
        Songs to select from.
    fraction : float
        Fraction of the artists, above 0.
    seed : int
        Seed of the selection.

    Returns
    -------
    LearningTask
        The selected songs.
    """
    artists = np.random.default_rng(seed).permutation(np.unique(task.artist))
    selected_artists = artists[: max(1, round(fraction * len(artists)))]
    return task.select(np.isin(task.artist, selected_artists))


def _prefix_log(log: Log, prefix: str) -> Callable[[str], None]:
    return lambda line: log(f"{prefix}: {line}")


@dataclass(frozen=True, slots=True)
class RecipeJob:
    """Input and output of a recipe's run.

    Attributes
    ----------
    data : Path
        Folder of the training data.
    cache : Path
        Folder of expensive intermediate results, including checkpoints.
    out : Path
        Folder of the report.
    folds : Sequence[int]
        Folds to hold out in turn.
    options : argparse.Namespace
        The command's options.
    log : Log
        Receives progress lines.
    """

    data: Path
    cache: Path
    out: Path
    folds: Sequence[int]
    options: argparse.Namespace
    log: Log


def run_recipe(recipe: Recipe, job: RecipeJob) -> dict[str, Any]:
    """Run a recipe and write `report.json`, the predictions of each experiment and the plots.

    Parameters
    ----------
    recipe : Recipe
        The recipe to run.
    job : RecipeJob
        Folders, folds and options.

    Returns
    -------
    dict[str, Any]
        The content of the report.

    Raises
    ------
    MoodtaggerError
        The recipe cannot run on this data.
    """
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
        log("No plots: matplotlib is missing. Install moodtagger with its extra `training`.")
        return
    from moodtagger.training.plots import plot_experiment

    for name, fold_outcomes in outcomes.items():
        plot_experiment(fold_outcomes, out, name)
