"""A run's figures as pictures (PNG), for each kind of problem."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from moodtagger.training.framework.cross_validation import FoldOutcome
from moodtagger.training.framework.report import joined, learning_curve, passes
from moodtagger.training.plots.classification import (
    PR,
    RELIABILITY,
    ROC,
    draw_confusion,
    draw_curves,
    draw_two_by_two,
)
from moodtagger.training.plots.learning_curves import draw_learning_curve, draw_passes
from moodtagger.training.plots.regression import draw_predicted, draw_residuals

TITLES = {
    "learning_curve": "learning curve",
    "passes": "over the passes",
    "confusion": "confusion, held-out songs",
    "roc": "ROC, held-out songs",
    "pr": "precision and recall, held-out songs",
    "reliability": "reliability, held-out songs",
    "predicted": "predicted against labelled, held-out songs",
    "residuals": "residuals, held-out songs",
}


def draw_all(outcomes: Sequence[FoldOutcome], folder: Path, trial: str) -> list[Path]:
    """Write a trial's pictures into `folder`, as TRIAL_PICTURE.png; their paths."""
    paths = []
    for name, figure in figures_of(outcomes).items():
        figure.suptitle(f"{trial}: {TITLES[name]}")
        paths.append(folder / f"{trial}_{name}.png")
        figure.savefig(paths[-1], dpi=100)
    return paths


def figures_of(outcomes: Sequence[FoldOutcome]) -> dict[str, Figure]:
    """The pictures that make sense for these outcomes, by name."""
    problem = outcomes[0].problem
    truth, predicted = joined(outcomes)
    out = {}
    if points := learning_curve(outcomes):
        out["learning_curve"] = draw_learning_curve(points, problem.kind)
    if entries := passes(outcomes):
        out["passes"] = draw_passes(entries)
    if problem.kind == "numbers":
        return out | {
            "predicted": draw_predicted(problem.labels, truth, predicted),
            "residuals": draw_residuals(problem.labels, truth, predicted),
        }
    draw = draw_confusion if problem.kind == "one" else draw_two_by_two
    return out | {
        "confusion": draw(problem, truth, predicted),
        "roc": draw_curves(problem, truth, predicted, ROC),
        "pr": draw_curves(problem, truth, predicted, PR),
        "reliability": draw_curves(problem, truth, predicted, RELIABILITY),
    }
