"""Plots of held-out predictions: classification and regression."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from sklearn.metrics import precision_recall_curve, roc_curve

from moodtagger.training.calibration_fit import calibration_error
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
from moodtagger.training.plots.learning_curves import axes_row, single_axes

COLUMNS = 8

RELIABILITY_BINS = 6
MAX_CURVES_PER_PLOT = 10  # that fit into one plot and its legend
SHORT_TICKS = ([0.0, 0.5, 1.0], ["0", "0.5", "1"])  # short enough for adjacent plots


def small_multiples(
    labels: Sequence[str], names: tuple[str, str], figure: Figure
) -> Iterator[Axes]:
    """Add a small plot for each label, in rows of eight.

    Only the plots at the edge have tick labels, so all need the same limits.

    Parameters
    ----------
    labels : Sequence[str]
        Titles of the plots.
    names : tuple[str, str]
        Titles of the horizontal and the vertical axis.
    figure : Figure
        The figure to fill.

    Yields
    ------
    Axes
        The plot of each label, in order.
    """
    rows = -(-len(labels) // COLUMNS)
    figure.set_size_inches(2.0 * COLUMNS, 2.0 * rows + 1.2)
    top = 1 - 0.75 / (2.0 * rows + 1.2)
    figure.subplots_adjust(0.05, 0.6 / (2.0 * rows + 1.2), 0.99, top, wspace=0.12, hspace=0.3)
    figure.supxlabel(names[0])
    figure.supylabel(names[1])
    for k, label in enumerate(labels):
        axes = figure.add_subplot(rows, COLUMNS, k + 1)
        axes.set_title(label, fontsize=10)
        axes.tick_params(
            labelsize=8, labelleft=k % COLUMNS == 0, labelbottom=k + COLUMNS >= len(labels)
        )
        yield axes


@dataclass(frozen=True, slots=True)
class CurveDefinition:
    """A curve of one label, and the number that summarizes it.

    Attributes
    ----------
    points : Callable[[Floats, Floats], tuple[Floats, Floats]]
        Computes the curve from flags and probabilities, both (n,).
    axis_labels : tuple[str, str]
        Titles of the axes.
    summary : Callable[[Floats, Floats], float]
        Computes the number from flags and probabilities.
    summary_name : str
        Name of the number.
    diagonal : bool
        Whether to draw the diagonal.
    """

    points: Callable[[Floats, Floats], tuple[Floats, Floats]]
    axis_labels: tuple[str, str]
    summary: Callable[[Floats, Floats], float]
    summary_name: str
    diagonal: bool = True


def roc_points(flags: Floats, probability: Floats) -> tuple[Floats, Floats]:
    """Compute the ROC curve.

    Parameters
    ----------
    flags : Floats
        1 where a song has the label, otherwise 0; (n,).
    probability : Floats
        Predicted probabilities, (n,).

    Returns
    -------
    tuple[Floats, Floats]
        False and true positive rate for every threshold.
    """
    false_positive_rate, true_positive_rate, _ = roc_curve(flags, probability)
    return false_positive_rate, true_positive_rate


def precision_recall_points(flags: Floats, probability: Floats) -> tuple[Floats, Floats]:
    """Compute the precision-recall curve.

    Parameters
    ----------
    flags : Floats
        1 where a song has the label, otherwise 0; (n,).
    probability : Floats
        Predicted probabilities, (n,).

    Returns
    -------
    tuple[Floats, Floats]
        Recall and precision for every threshold.
    """
    precision, recall, _ = precision_recall_curve(flags, probability)
    return recall, precision


def reliability_points(flags: Floats, probability: Floats) -> tuple[Floats, Floats]:
    """Compute the reliability curve over bins with equally many songs.

    Parameters
    ----------
    flags : Floats
        1 where a song has the label, otherwise 0; (n,).
    probability : Floats
        Predicted probabilities, (n,).

    Returns
    -------
    tuple[Floats, Floats]
        Mean predicted probability and observed fraction of each bin.
    """
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


ROC = CurveDefinition(roc_points, ("false positive rate", "true positive rate"), _auc, "AUC")
PRECISION_RECALL = CurveDefinition(
    precision_recall_points, ("recall", "precision"), _ap, "AP", diagonal=False
)
RELIABILITY = CurveDefinition(
    reliability_points,
    ("predicted probability", "observed fraction"),
    _calibration_error,
    "calibration error",
)


def plot_curves(
    task: LearningTask, truth: Truth, predicted: Floats, curve: CurveDefinition
) -> Figure:
    """Plot a curve for each label: in one plot if there are few, otherwise in small plots.

    A label that no held-out song has, or all have, is left out.

    Parameters
    ----------
    task : LearningTask
        Task of kind "one" or "many".
    truth : Truth
        True labels of n songs.
    predicted : Floats
        Probabilities, (n, labels).
    curve : CurveDefinition
        The curve to draw.

    Returns
    -------
    Figure
        The figure.
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
    """Plot a confusion matrix: songs by true and by most probable label.

    Parameters
    ----------
    task : LearningTask
        Task of kind "one".
    truth : Truth
        Label indices, (n,).
    predicted : Floats
        Probabilities, (n, labels).

    Returns
    -------
    Figure
        The figure.
    """
    size = 3.5 + 0.6 * len(task.labels)
    figure, axes = single_axes(size + 0.5, size)
    _plot_counts(axes, confusion_counts(truth, predicted))
    positions = range(len(task.labels))
    axes.set_xticks(positions, task.labels, rotation=30, ha="right")
    axes.set_yticks(positions, task.labels)
    axes.set(xlabel="most probable", ylabel="labeled")
    return figure


def plot_binary_confusions(task: LearningTask, truth: Truth, predicted: Floats) -> Figure:
    """Plot a 2x2 confusion matrix for each label.

    Parameters
    ----------
    task : LearningTask
        Task of kind "many".
    truth : Truth
        1 where a song has the label, otherwise 0; (n, labels).
    predicted : Floats
        Probabilities, (n, labels).

    Returns
    -------
    Figure
        The figure.
    """
    flags, predicted_yes = label_flags(task, truth), predicted_flags(task, predicted)
    figure = Figure()
    plots = small_multiples(task.labels, ("predicted", "labeled"), figure)
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
    """Draw counts on colors that show the fraction of each row."""
    row_fraction = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    axes.imshow(row_fraction, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(table):
        color = "white" if row_fraction[row, column] > 0.5 else "black"
        axes.text(column, row, str(count), ha="center", va="center", color=color)


def plot_predicted(labels: Sequence[str], truth: Truth, predicted: Floats) -> Figure:
    """Plot predicted over true values, one plot per label.

    Parameters
    ----------
    labels : Sequence[str]
        Names of the labels.
    truth : Truth
        True values, (n, labels).
    predicted : Floats
        Predictions, (n, labels).

    Returns
    -------
    Figure
        The figure.
    """
    figure, plots = axes_row(len(labels))
    for k, axes in enumerate(plots):
        low = min(truth[:, k].min(), predicted[:, k].min())
        high = max(truth[:, k].max(), predicted[:, k].max())
        axes.plot([low, high], [low, high], color="grey", linestyle=":")
        axes.scatter(truth[:, k], predicted[:, k], s=12, alpha=0.5, linewidths=0)
        axes.set(title=labels[k], xlabel="labeled", ylabel="predicted", aspect="equal")
    return figure


def plot_residuals(labels: Sequence[str], truth: Truth, predicted: Floats) -> Figure:
    """Plot histograms of predicted minus true values, one plot per label.

    Parameters
    ----------
    labels : Sequence[str]
        Names of the labels.
    truth : Truth
        True values, (n, labels).
    predicted : Floats
        Predictions, (n, labels).

    Returns
    -------
    Figure
        The figure.
    """
    figure, plots = axes_row(len(labels))
    for k, axes in enumerate(plots):
        residual = predicted[:, k] - truth[:, k]
        axes.hist(residual, bins=30)
        axes.axvline(0, color="grey", linestyle=":")
        axes.axvline(residual.mean(), color="black", label=f"mean {residual.mean():+.3f}")
        axes.set(title=labels[k], xlabel="predicted - labeled", ylabel="songs")
        axes.legend()
    return figure
