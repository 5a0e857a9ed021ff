"""Pictures of learning: over the songs learned from, and over the passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from moodtagger.training.framework.metrics import MEASURE
from moodtagger.training.framework.task import Kind
from moodtagger.training.plots.small_multiples import side_by_side, single

Entries = Sequence[Mapping[str, float]]


def draw_learning_curve(points: Entries, kind: Kind) -> Figure:
    """The kind's measure over the number of songs learned from."""
    figure, axes = single()
    songs = [p["songs"] for p in points]
    axes.plot(songs, [p["learned"] for p in points], marker="o", label="songs learned from")
    axes.plot(songs, [p["held_out"] for p in points], marker="o", label="held-out songs")
    axes.set(xlabel="songs learned from", ylabel=_in_words(MEASURE[kind]))
    axes.set_ylim(bottom=0, top=None if kind == "numbers" else 1)
    axes.legend()
    return figure


def draw_passes(entries: Entries) -> Figure:
    """What was noted of each pass: losses in one plot, other figures in a second if there are."""
    names = [name for name in entries[0] if name != "pass"]
    parts = [[n for n in names if "loss" in n], [n for n in names if "loss" not in n]]
    parts = [part for part in parts if part]
    figure, plots = side_by_side(len(parts))
    for axes, part in zip(plots, parts, strict=True):
        _plot(axes, entries, part)
    return figure


def _plot(axes: Axes, entries: Entries, names: Sequence[str]) -> None:
    for name in names:
        values = [entry[name] for entry in entries]
        axes.plot([e["pass"] for e in entries], values, marker=".", label=_in_words(name))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("pass")
    axes.legend()


def _in_words(name: str) -> str:
    """A figure's name for people: "held_out_macro_auc" -> "held out macro AUC"."""
    shout = {"auc": "AUC", "ap": "AP", "mae": "mean absolute error", "r2": "R2"}
    return " ".join(shout.get(word, word) for word in name.split("_"))
