"""Plot the measurements over the number of songs on logarithmic axes."""

from __future__ import annotations

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tests.benchmarks.scale.report import ScaleResults, ScalingSeries

_MEASURED_COLOR, _GOAL_COLOR, _LINEAR_COLOR = "#2f62b5", "#c0392b", "#777777"


def save_plot(results: ScaleResults, path: Path) -> None:
    """Write a PNG file with one chart for each series."""
    figure = Figure(figsize=(9, 3.8), layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    for axes, series in zip(
        figure.subplots(1, 2), (results.startup, results.similarity), strict=True
    ):
        _plot_series(axes, series)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110, metadata={"Software": None})


def _plot_series(axes: Axes, series: ScalingSeries) -> None:
    songs = sorted(series.by_songs)
    spreads = [series.by_songs[n] for n in songs]
    medians = [spread.median for spread in spreads]
    below = [spread.median - spread.low for spread in spreads]
    above = [spread.high - spread.median for spread in spreads]
    axes.set(xscale="log", yscale="log", xlabel="songs", ylabel=f"CPU, {series.unit}")
    exponent = "" if series.exponent is None else f": songs ** {series.exponent:.2f}"
    axes.errorbar(
        songs,
        medians,
        [below, above],
        color=_MEASURED_COLOR,
        marker="o",
        capsize=3,
        label="measured",
    )
    linear = [medians[-1] * n / songs[-1] for n in songs]
    axes.plot(songs, linear, color=_LINEAR_COLOR, linestyle=":", label="linear")
    axes.axhline(
        series.goal, color=_GOAL_COLOR, linestyle="--", linewidth=1, label="goal of the largest"
    )
    axes.set_title(f"{series.name.split(':')[0]}{exponent}", fontsize=11)
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(fontsize=8)
