"""Plots of an experiment as PNG files, for each kind of task."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from moodtagger.training.figure_file import save_figure
from moodtagger.training.framework.report import join_outcomes, learning_curve, mean_history
from moodtagger.training.framework.task import FoldOutcome
from moodtagger.training.plots.learning_curves import plot_history, plot_learning_curve
from moodtagger.training.plots.predictions import (
    PRECISION_RECALL,
    RELIABILITY,
    ROC,
    plot_binary_confusions,
    plot_confusion,
    plot_curves,
    plot_predicted,
    plot_residuals,
)

TITLES = {
    "learning_curve": "learning curve",
    "passes": "history over the epochs",
    "confusion": "confusion, held-out songs",
    "roc": "ROC, held-out songs",
    "pr": "precision and recall, held-out songs",
    "reliability": "reliability, held-out songs",
    "predicted": "predicted against labeled, held-out songs",
    "residuals": "residuals, held-out songs",
}


def plot_experiment(
    outcomes: Sequence[FoldOutcome], folder: Path, experiment_name: str
) -> list[Path]:
    """Write an experiment's plots as EXPERIMENT_PLOT.png.

    Parameters
    ----------
    outcomes : Sequence[FoldOutcome]
        Outcome of each fold.
    folder : Path
        An existing folder.
    experiment_name : str
        Name of the experiment.

    Returns
    -------
    list[Path]
        Paths of the files.

    Raises
    ------
    OSError
        A file cannot be written.
    """
    paths = []
    for name, figure in experiment_figures(outcomes).items():
        figure.suptitle(f"{experiment_name}: {TITLES[name]}")
        paths.append(folder / f"{experiment_name}_{name}.png")
        save_figure(figure, paths[-1])
    return paths


def experiment_figures(outcomes: Sequence[FoldOutcome]) -> dict[str, Figure]:
    """Draw the plots that fit the experiment's kind of task.

    Parameters
    ----------
    outcomes : Sequence[FoldOutcome]
        Outcome of each fold.

    Returns
    -------
    dict[str, Figure]
        Figures by name.
    """
    task = outcomes[0].task
    truth, predicted = join_outcomes(outcomes)
    out = {}
    if points := learning_curve(outcomes):
        out["learning_curve"] = plot_learning_curve(points, task.kind)
    if entries := mean_history(outcomes):
        out["passes"] = plot_history(entries)
    if task.kind == "numbers":
        return out | {
            "predicted": plot_predicted(task.labels, truth, predicted),
            "residuals": plot_residuals(task.labels, truth, predicted),
        }
    draw = plot_confusion if task.kind == "one" else plot_binary_confusions
    return out | {
        "confusion": draw(task, truth, predicted),
        "roc": plot_curves(task, truth, predicted, ROC),
        "pr": plot_curves(task, truth, predicted, PRECISION_RECALL),
        "reliability": plot_curves(task, truth, predicted, RELIABILITY),
    }
