"""Plots of learning curves and training histories, and the layouts that all plots use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from moodtagger.training.framework.metrics import PRIMARY_METRIC
from moodtagger.training.framework.task import LabelKind

Entries = Sequence[Mapping[str, float]]


def plot_learning_curve(points: Entries, kind: LabelKind) -> Figure:
    """Plot the task's primary metric over the number of training songs.

    Parameters
    ----------
    points : Entries
        Points of `report.learning_curve`.
    kind : LabelKind
        Kind of the task.

    Returns
    -------
    Figure
        The figure.
    """
    figure, axes = single_axes()
    songs = [p["songs"] for p in points]
    axes.plot(songs, [p["learned"] for p in points], marker="o", label="training songs")
    axes.plot(songs, [p["held_out"] for p in points], marker="o", label="held-out songs")
    axes.set(xlabel="training songs", ylabel=_display_name(PRIMARY_METRIC[kind]))
    axes.set_ylim(bottom=0, top=None if kind == "numbers" else 1)
    axes.legend()
    return figure


def plot_history(entries: Entries) -> Figure:
    """Plot the history over the epochs: losses, and other metrics in a second plot.

    Parameters
    ----------
    entries : Entries
        Entries of `report.mean_history`.

    Returns
    -------
    Figure
        The figure.
    """
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
    """Format a metric's name, such as "held_out_macro_auc" -> "held out macro AUC"."""
    display_names = {"auc": "AUC", "ap": "AP", "mae": "mean absolute error", "r2": "R2"}
    return " ".join(display_names.get(word, word) for word in name.split("_"))


def single_axes(width: float = 6.5, height: float = 5.5) -> tuple[Figure, Axes]:
    """Create a figure with one plot.

    Parameters
    ----------
    width : float, optional
        Width in inches.
    height : float, optional
        Height in inches.

    Returns
    -------
    tuple[Figure, Axes]
        The figure and its plot.
    """
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.add_subplot()


def axes_row(count: int) -> tuple[Figure, list[Axes]]:
    """Create a figure with a few plots in a row.

    Parameters
    ----------
    count : int
        Number of plots.

    Returns
    -------
    tuple[Figure, list[Axes]]
        The figure and its plots.
    """
    figure = Figure(figsize=(5.5 * count, 5.2), layout="constrained")
    return figure, [figure.add_subplot(1, count, k + 1) for k in range(count)]
