"""Pictures of labels: confusion, ROC, precision and recall, and how true the probabilities are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from sklearn.metrics import precision_recall_curve, roc_curve

from moodtagger.training.calibration.fit import calibration_error
from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.metrics import Truth, choices, confusion, flags_of, two_by_two
from moodtagger.training.framework.task import Ints, Problem
from moodtagger.training.network_outputs import mood_scores
from moodtagger.training.plots.small_multiples import single, small_multiples

BINS = 6
TOGETHER = 10  # labels that one plot and its legend can hold
SHORT_TICKS = ([0.0, 0.5, 1.0], ["0", "0.5", "1"])  # those of neighbours do not touch


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve of one label from its flags and probabilities, and the figure that sums it up."""

    points: Callable[[Floats, Floats], tuple[Floats, Floats]]
    axes: tuple[str, str]
    figure: Callable[[Floats, Floats], float]
    unit: str
    diagonal: bool = True


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


def _auc(flags: Floats, probability: Floats) -> float:
    return float(mood_scores(probability[:, None], flags[:, None])[0][0])


def _ap(flags: Floats, probability: Floats) -> float:
    return float(mood_scores(probability[:, None], flags[:, None])[1][0])


def _error(flags: Floats, probability: Floats) -> float:
    return calibration_error(probability, flags)


ROC = Curve(roc, ("false alarms", "found"), _auc, "AUC")
PR = Curve(pr, ("found (recall)", "right (precision)"), _ap, "AP", diagonal=False)
RELIABILITY = Curve(reliability, ("probability said", "share true"), _error, "calibration error")


def draw_curves(problem: Problem, truth: Truth, predicted: Floats, curve: Curve) -> Figure:
    """A curve for each label: in one plot when there are few, else a small plot for each.

    A label that no held-out song has, or all have, is left out.
    """
    flags = flags_of(problem, truth)
    known = [k for k in range(flags.shape[1]) if 0 < flags[:, k].sum() < len(flags)]
    if len(problem.labels) <= TOGETHER:
        figure, axes = single()
        for k in known:
            _line(axes, curve, problem.labels[k], flags[:, k], predicted[:, k])
        _frame(axes, curve)
        axes.set(xlabel=curve.axes[0], ylabel=curve.axes[1])
        axes.legend()
        return figure
    figure = Figure()
    plots = small_multiples([problem.labels[k] for k in known], curve.axes, figure)
    for k, axes in zip(known, plots, strict=True):
        value = _line(axes, curve, "", flags[:, k], predicted[:, k])
        axes.set_title(f"{problem.labels[k]} {value:.2f}", fontsize=10)
        _frame(axes, curve)
        axes.set_xticks(*SHORT_TICKS)
        axes.set_yticks(*SHORT_TICKS)
    figure.text(0.99, 0.99, f"after each label: {curve.unit}", ha="right", va="top")
    return figure


def draw_confusion(problem: Problem, truth: Truth, predicted: Floats) -> Figure:
    """Songs by true and by most probable label."""
    size = 3.5 + 0.6 * len(problem.labels)
    figure, axes = single(size + 0.5, size)
    _table(axes, confusion(truth, predicted))
    places = range(len(problem.labels))
    axes.set_xticks(places, problem.labels, rotation=30, ha="right")
    axes.set_yticks(places, problem.labels)
    axes.set(xlabel="most probable", ylabel="labelled")
    return figure


def draw_two_by_two(problem: Problem, truth: Truth, predicted: Floats) -> Figure:
    """For each label: songs without and with it, by not said and said."""
    flags, chosen = flags_of(problem, truth), choices(problem, predicted)
    figure = Figure()
    plots = small_multiples(problem.labels, ("said", "labelled"), figure)
    for k, axes in enumerate(plots):
        _table(axes, two_by_two(flags[:, k], chosen[:, k]))
        axes.set_xticks([0, 1], ["no", "yes"])
        axes.set_yticks([0, 1], ["no", "yes"])
    return figure


def _line(axes: Axes, curve: Curve, label: str, flags: Floats, probability: Floats) -> float:
    value = curve.figure(flags, probability)
    axes.plot(*curve.points(flags, probability), label=f"{label}, {curve.unit} {value:.2f}")
    return value


def _frame(axes: Axes, curve: Curve) -> None:
    if curve.diagonal:
        axes.plot([0, 1], [0, 1], color="grey", linestyle=":")
    axes.set(xlim=(0, 1), ylim=(0, 1.02))


def _table(axes: Axes, table: Ints) -> None:
    """Counts, on colours that show the share of each row."""
    share = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    axes.imshow(share, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(table):
        colour = "white" if share[row, column] > 0.5 else "black"
        axes.text(column, row, str(count), ha="center", va="center", color=colour)
