"""A run's figures as pictures (PNG): confusion, learning curve, ROC, PR and reliability."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from sklearn.metrics import precision_recall_curve, roc_curve

from moodtagger.training.crossval import FoldOutcome
from moodtagger.training.data import Floats
from moodtagger.training.problem import Ints
from moodtagger.training.report import confusion, joined, learning_curve, one_hot

BINS = 6

Curve = Callable[[Floats, Floats], tuple[Floats, Floats]]


def draw_all(outcomes: Sequence[FoldOutcome], folder: Path, model: str) -> list[Path]:
    """Write the five pictures of one model into `folder`; their paths."""
    labels = outcomes[0].held_out.labels
    truth, probabilities = joined(outcomes)
    flags = one_hot(truth, len(labels))
    drawings: dict[str, Callable[[Axes], None]] = {
        "confusion": lambda axes: _confusion(axes, labels, truth, probabilities),
        "learning_curve": lambda axes: _learning_curve(axes, outcomes),
        "roc": lambda axes: _by_label(
            axes, labels, flags, probabilities, roc, ("false alarms", "found")
        ),
        "pr": lambda axes: _by_label(
            axes, labels, flags, probabilities, pr, ("found (recall)", "right (precision)")
        ),
        "reliability": lambda axes: _by_label(
            axes, labels, flags, probabilities, reliability, ("said", "true")
        ),
    }
    paths = []
    for name, draw in drawings.items():
        # No pyplot: a figure of its own needs no display and no global state.
        figure = Figure(figsize=(6, 5), layout="constrained")
        axes = figure.add_subplot()
        draw(axes)
        axes.set_title(f"{model}: {name.replace('_', ' ')}, held-out songs")
        paths.append(folder / f"{model}_{name}.png")
        figure.savefig(paths[-1], dpi=100)
    return paths


def roc(flags: Floats, probability: Floats) -> tuple[Floats, Floats]:
    """Share of false alarms and share found, for every threshold."""
    false_alarms, found, _ = roc_curve(flags, probability)
    return false_alarms, found


def pr(flags: Floats, probability: Floats) -> tuple[Floats, Floats]:
    """Recall and precision, for every threshold."""
    precision, recall, _ = precision_recall_curve(flags, probability)
    return recall, precision


def reliability(flags: Floats, probability: Floats) -> tuple[Floats, Floats]:
    """Mean probability and true share in equally filled bins."""
    bins = np.array_split(np.argsort(probability, kind="stable"), min(BINS, len(flags)))
    said, true = ([values[b].mean() for b in bins] for values in (probability, flags))
    return np.array(said, np.float32), np.array(true, np.float32)


def _by_label(
    axes: Axes,
    labels: Sequence[str],
    flags: Floats,
    probabilities: Floats,
    curve: Curve,
    names: tuple[str, str],
) -> None:
    for k, label in enumerate(labels):
        if 0 < flags[:, k].sum() < len(flags):
            axes.plot(*curve(flags[:, k], probabilities[:, k]), label=label)
    if curve is not pr:
        axes.plot([0, 1], [0, 1], color="grey", linestyle=":")
    axes.set(xlabel=names[0], ylabel=names[1], xlim=(0, 1), ylim=(0, 1.02))
    axes.legend()


def _confusion(axes: Axes, labels: Sequence[str], truth: Ints, probabilities: Floats) -> None:
    table = confusion(truth, probabilities)
    share = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    axes.imshow(share, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(table):
        colour = "white" if share[row, column] > 0.5 else "black"
        axes.text(column, row, str(count), ha="center", va="center", color=colour)
    places = range(len(labels))
    axes.set_xticks(places, labels, rotation=30)
    axes.set_yticks(places, labels)
    axes.set(xlabel="most probable", ylabel="labelled")


def _learning_curve(axes: Axes, outcomes: Sequence[FoldOutcome]) -> None:
    points = learning_curve(outcomes)
    songs = [p["songs"] for p in points]
    axes.plot(songs, [p["learned"] for p in points], marker="o", label="songs learned from")
    axes.plot(songs, [p["held_out"] for p in points], marker="o", label="held-out songs")
    axes.set(xlabel="songs learned from", ylabel="accuracy", ylim=(0, 1))
    axes.legend()
