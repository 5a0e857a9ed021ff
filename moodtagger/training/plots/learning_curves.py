"""Pictures of learning: over the songs learned from, and over the passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from moodtagger.training.framework.metrics import PRIMARY_METRIC
from moodtagger.training.framework.task import LabelKind
from moodtagger.training.plots.small_multiples import axes_row, single_axes

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
