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
from moodtagger.training.framework.metrics import (
    Truth,
    binary_confusion_counts,
    confusion_counts,
    label_flags,
    predicted_flags,
)
from moodtagger.training.framework.task import Ints, LearningTask
from moodtagger.training.network_outputs import mood_scores
from moodtagger.training.plots.small_multiples import single_axes, small_multiples

RELIABILITY_BINS = 6
MAX_CURVES_PER_PLOT = 10  # labels that one plot and its legend can hold
SHORT_TICKS = ([0.0, 0.5, 1.0], ["0", "0.5", "1"])  # those of neighbours do not touch


@dataclass(frozen=True, slots=True)
class CurveDefinition:
    """A curve of one label from its flags and probabilities, and the figure that sums it up."""

    points: Callable[[Floats, Floats], tuple[Floats, Floats]]
    axis_labels: tuple[str, str]
    summary: Callable[[Floats, Floats], float]
    summary_name: str
    diagonal: bool = True


def roc_points(flags: Floats, probability: Floats) -> tuple[Floats, Floats]:
    """Share of false alarms and share found, for every threshold."""
    false_positive_rate, true_positive_rate, _ = roc_curve(flags, probability)
    return false_positive_rate, true_positive_rate


def precision_recall_points(flags: Floats, probability: Floats) -> tuple[Floats, Floats]:
    """Recall and precision, for every threshold."""
    precision, recall, _ = precision_recall_curve(flags, probability)
    return recall, precision


def reliability_points(flags: Floats, probability: Floats) -> tuple[Floats, Floats]:
    """Mean probability and true share in equally filled bins."""
    bins = np.array_split(np.argsort(probability, kind="stable"), min(RELIABILITY_BINS, len(flags)))
    mean_probability, true_fraction = (
        [values[b].mean() for b in bins] for values in (probability, flags)
    )
    return np.array(mean_probability, np.float32), np.array(true_fraction, np.float32)


def _auc(flags: Floats, probability: Floats) -> float:
    return float(mood_scores(probability[:, None], flags[:, None])[0][0])


def _ap(flags: Floats, probability: Floats) -> float:
    return float(mood_scores(probability[:, None], flags[:, None])[1][0])


def _calibration_error(flags: Floats, probability: Floats) -> float:
    return calibration_error(probability, flags)


ROC = CurveDefinition(roc_points, ("false alarms", "found"), _auc, "AUC")
PRECISION_RECALL = CurveDefinition(
    precision_recall_points, ("found (recall)", "right (precision)"), _ap, "AP", diagonal=False
)
RELIABILITY = CurveDefinition(
    reliability_points, ("probability said", "share true"), _calibration_error, "calibration error"
)


def plot_curves(
    task: LearningTask, truth: Truth, predicted: Floats, curve: CurveDefinition
) -> Figure:
    """A curve for each label: in one plot when there are few, else a small plot for each.

    A label that no held-out song has, or all have, is left out.
    """
    flags = label_flags(task, truth)
    known = [k for k in range(flags.shape[1]) if 0 < flags[:, k].sum() < len(flags)]
    if len(task.labels) <= MAX_CURVES_PER_PLOT:
        figure, axes = single_axes()
        for k in known:
            _plot_curve(axes, curve, task.labels[k], flags[:, k], predicted[:, k])
        _set_curve_axes(axes, curve)
        axes.set(xlabel=curve.axis_labels[0], ylabel=curve.axis_labels[1])
        axes.legend()
        return figure
    figure = Figure()
    plots = small_multiples([task.labels[k] for k in known], curve.axis_labels, figure)
    for k, axes in zip(known, plots, strict=True):
        value = _plot_curve(axes, curve, "", flags[:, k], predicted[:, k])
        axes.set_title(f"{task.labels[k]} {value:.2f}", fontsize=10)
        _set_curve_axes(axes, curve)
        axes.set_xticks(*SHORT_TICKS)
        axes.set_yticks(*SHORT_TICKS)
    figure.text(0.99, 0.99, f"after each label: {curve.summary_name}", ha="right", va="top")
    return figure


def plot_confusion(task: LearningTask, truth: Truth, predicted: Floats) -> Figure:
    """Songs by true and by most probable label."""
    size = 3.5 + 0.6 * len(task.labels)
    figure, axes = single_axes(size + 0.5, size)
    _plot_counts(axes, confusion_counts(truth, predicted))
    positions = range(len(task.labels))
    axes.set_xticks(positions, task.labels, rotation=30, ha="right")
    axes.set_yticks(positions, task.labels)
    axes.set(xlabel="most probable", ylabel="labelled")
    return figure


def plot_binary_confusions(task: LearningTask, truth: Truth, predicted: Floats) -> Figure:
    """For each label: songs without and with it, by not said and said."""
    flags, predicted_yes = label_flags(task, truth), predicted_flags(task, predicted)
    figure = Figure()
    plots = small_multiples(task.labels, ("said", "labelled"), figure)
    for k, axes in enumerate(plots):
        _plot_counts(axes, binary_confusion_counts(flags[:, k], predicted_yes[:, k]))
        axes.set_xticks([0, 1], ["no", "yes"])
        axes.set_yticks([0, 1], ["no", "yes"])
    return figure


def _plot_curve(
    axes: Axes, curve: CurveDefinition, label: str, flags: Floats, probability: Floats
) -> float:
    value = curve.summary(flags, probability)
    axes.plot(*curve.points(flags, probability), label=f"{label}, {curve.summary_name} {value:.2f}")
    return value


def _set_curve_axes(axes: Axes, curve: CurveDefinition) -> None:
    if curve.diagonal:
        axes.plot([0, 1], [0, 1], color="grey", linestyle=":")
    axes.set(xlim=(0, 1), ylim=(0, 1.02))


def _plot_counts(axes: Axes, table: Ints) -> None:
    """Counts, on colours that show the share of each row."""
    row_fraction = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    axes.imshow(row_fraction, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(table):
        color = "white" if row_fraction[row, column] > 0.5 else "black"
        axes.text(column, row, str(count), ha="center", va="center", color=color)
