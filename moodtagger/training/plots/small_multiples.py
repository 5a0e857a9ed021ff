"""Figures of one or many small plots. No pyplot: they need no display and no global state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

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
