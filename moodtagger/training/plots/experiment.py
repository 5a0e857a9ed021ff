"""Plots of a cross-validated experiment: learning curves, classification and regression."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from sklearn.metrics import precision_recall_curve, roc_curve

from moodtagger.training.calibration_fit import calibration_error
from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.metrics import (
    PRIMARY_METRIC,
    Truth,
    binary_confusion_counts,
    confusion_counts,
    label_flags,
    predicted_flags,
)
from moodtagger.training.framework.task import Ints, LabelKind, LearningTask
from moodtagger.training.network_outputs import mood_scores

COLUMNS = 8


def single_axes(width: float = 6.5, height: float = 5.5) -> tuple[Figure, Axes]:
    """A figure with one plot."""
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.add_subplot()


def axes_row(count: int) -> tuple[Figure, list[Axes]]:
    """A figure with a few plots in a row."""
    figure = Figure(figsize=(5.5 * count, 5.2), layout="constrained")
    return figure, [figure.add_subplot(1, count, k + 1) for k in range(count)]


def small_multiples(
    labels: Sequence[str], names: tuple[str, str], figure: Figure
) -> Iterator[Axes]:
    """A plot for each label, in rows of eight, with its label above; `names` of the two axes.

    Only the plots at the edge have numbers, so all share their limits.
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


Entries = Sequence[Mapping[str, float]]


def plot_learning_curve(points: Entries, kind: LabelKind) -> Figure:
    """The kind's measure over the number of songs learned from."""
    figure, axes = single_axes()
    songs = [p["songs"] for p in points]
    axes.plot(songs, [p["learned"] for p in points], marker="o", label="songs learned from")
    axes.plot(songs, [p["held_out"] for p in points], marker="o", label="held-out songs")
    axes.set(xlabel="songs learned from", ylabel=_display_name(PRIMARY_METRIC[kind]))
    axes.set_ylim(bottom=0, top=None if kind == "numbers" else 1)
    axes.legend()
    return figure


def plot_history(entries: Entries) -> Figure:
    """What was noted of each pass: losses in one plot, other figures in a second if there are."""
    names = [name for name in entries[0] if name != "pass"]
    metric_groups = [[n for n in names if "loss" in n], [n for n in names if "loss" not in n]]
    metric_groups = [part for part in metric_groups if part]
    figure, plots = axes_row(len(metric_groups))
    for axes, part in zip(plots, metric_groups, strict=True):
        _plot_history_metrics(axes, entries, part)
    return figure


def _plot_history_metrics(axes: Axes, entries: Entries, names: Sequence[str]) -> None:
    for name in names:
        values = [entry[name] for entry in entries]
        axes.plot([e["pass"] for e in entries], values, marker=".", label=_display_name(name))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("pass")
    axes.legend()


def _display_name(name: str) -> str:
    """A figure's name for people: "held_out_macro_auc" -> "held out macro AUC"."""
    display_names = {"auc": "AUC", "ap": "AP", "mae": "mean absolute error", "r2": "R2"}
    return " ".join(display_names.get(word, word) for word in name.split("_"))


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


def plot_predicted(labels: Sequence[str], truth: Truth, predicted: Floats) -> Figure:
    """Predicted against true, a plot for each label."""
    figure, plots = axes_row(len(labels))
    for k, axes in enumerate(plots):
        low = min(truth[:, k].min(), predicted[:, k].min())
        high = max(truth[:, k].max(), predicted[:, k].max())
        axes.plot([low, high], [low, high], color="grey", linestyle=":")
        axes.scatter(truth[:, k], predicted[:, k], s=12, alpha=0.5, linewidths=0)
        axes.set(title=labels[k], xlabel="labelled", ylabel="predicted", aspect="equal")
    return figure


def plot_residuals(labels: Sequence[str], truth: Truth, predicted: Floats) -> Figure:
    """Histogram of predicted minus true, a plot for each label."""
    figure, plots = axes_row(len(labels))
    for k, axes in enumerate(plots):
        residual = predicted[:, k] - truth[:, k]
        axes.hist(residual, bins=30)
        axes.axvline(0, color="grey", linestyle=":")
        axes.axvline(residual.mean(), color="black", label=f"mean {residual.mean():+.3f}")
        axes.set(title=labels[k], xlabel="predicted - labelled", ylabel="songs")
        axes.legend()
    return figure
