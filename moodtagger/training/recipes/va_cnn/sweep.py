"""Sweep of `va_cnn`: one setting at a time changed from the published ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from moodtagger.training.figure_file import save_figure
from moodtagger.training.recipes.va_cnn.network import VaCnnSettings
from moodtagger.training.recipes.va_cnn.runs import format_mean_sd

FACTORS: Mapping[str, tuple[Any, ...]] = {
    "kernel": (3, 5, 7),
    "optimiser": ("adam", "sgd", "rmsprop", "adagrad"),
    "filters": (8, 16, 32),
    "activation": ("relu", "elu", "tanh"),
    "dropout": (0.0, 0.1, 0.2, 0.3, 0.5),
    "pool": (2, 3, 4),
}
PUBLISHED_SETTINGS = VaCnnSettings()


@dataclass(frozen=True, slots=True)
class SweepRow:
    """One row of the table: the published settings with one factor changed.

    Attributes
    ----------
    factor : str
        Name of the setting.
    value : str
        Its value.
    is_published : bool
        Whether the value is the published one.
    metrics : Mapping[str, Any]
        Output of `metrics_over_runs`.
    """

    factor: str
    value: str
    is_published: bool
    metrics: Mapping[str, Any]


def sweep_name(settings: VaCnnSettings) -> str:
    """Name settings by their difference from the published ones, such as "sweep_kernel_5".

    Parameters
    ----------
    settings : VaCnnSettings
        The settings.

    Returns
    -------
    str
        Name of experiment and folder.
    """
    differing = [
        f"{field.name}_{getattr(settings, field.name)}"
        for field in fields(VaCnnSettings)
        if getattr(settings, field.name) != getattr(PUBLISHED_SETTINGS, field.name)
    ]
    return "_".join(["sweep", *differing])


def other_settings() -> list[VaCnnSettings]:
    """List the published settings with every other value of every factor.

    Returns
    -------
    list[VaCnnSettings]
        The settings, one change each.
    """
    changed = [
        replace(PUBLISHED_SETTINGS, **{factor: value})
        for factor, values in FACTORS.items()
        for value in values
    ]
    return [settings for settings in changed if settings != PUBLISHED_SETTINGS]


def sweep_rows(metrics: Mapping[VaCnnSettings, Mapping[str, Any]]) -> list[SweepRow]:
    """Build a row per value of every factor, including the published values.

    Parameters
    ----------
    metrics : Mapping[VaCnnSettings, Mapping[str, Any]]
        Metrics by settings.

    Returns
    -------
    list[SweepRow]
        The rows.
    """
    return [
        SweepRow(factor, str(value), changed == PUBLISHED_SETTINGS, metrics[changed])
        for factor, values in FACTORS.items()
        for value in values
        for changed in [replace(PUBLISHED_SETTINGS, **{factor: value})]
    ]


def rows_as_json(rows: Sequence[SweepRow]) -> list[dict[str, Any]]:
    """Convert the rows to JSON values for the report.

    Parameters
    ----------
    rows : Sequence[SweepRow]
        The rows.

    Returns
    -------
    list[dict[str, Any]]
        JSON values.
    """
    return [
        {"factor": r.factor, "value": r.value, "study": r.is_published, **r.metrics} for r in rows
    ]


def rows_as_markdown(rows: Sequence[SweepRow], runs: int) -> str:
    """Render the rows as Markdown; the published values are bold.

    Parameters
    ----------
    rows : Sequence[SweepRow]
        The rows.
    runs : int
        Number of runs per row.

    Returns
    -------
    str
        Text with a final newline.
    """
    columns = ("MAE", "% of range", "R2 valence", "R2 arousal", "SD valence", "SD arousal")
    lines = [
        f"Recipe `va_cnn`, one factor at a time: means and standard deviations over {runs} run(s).",
        "Labels on 0.1..0.9; SD is that of the predictions, in norms of 1..9.",
        "",
        f"| factor | value | {' | '.join(columns)} |",
        "|---" * (2 + len(columns)) + "|",
    ]
    for row in rows:
        value = f"**{row.value}**" if row.is_published else row.value
        lines.append(f"| {row.factor} | {value} | {' | '.join(_format_cells(row.metrics))} |")
    return "\n".join(lines) + "\n"


def plot_sweep(rows: Sequence[SweepRow], always_mean: float, path: Path) -> None:
    """Plot MAE over the values of each factor.

    Parameters
    ----------
    rows : Sequence[SweepRow]
        The rows.
    always_mean : float
        MAE of the baseline.
    path : Path
        The PNG file to write.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 6.5), layout="constrained")
    panels = figure.subplots(2, 3, sharey=True).flat
    for axes, factor in zip(panels, FACTORS, strict=True):
        factor_rows = [row for row in rows if row.factor == factor]
        for position, row in enumerate(factor_rows):
            mae = row.metrics["mae"]
            color = "tab:red" if row.is_published else "tab:blue"
            axes.errorbar(position, mae["mean"], mae["sd"] or 0, fmt="o", color=color, capsize=4)
        axes.axhline(always_mean, color="grey", linestyle=":")
        axes.set_xticks(range(len(factor_rows)), [row.value for row in factor_rows])
        axes.set(title=factor, xlim=(-0.5, len(factor_rows) - 0.5))
    figure.suptitle("MAE on held-out songs; red: the study's setting, dotted: always the mean")
    figure.supylabel("MAE, labels on 0.1..0.9")
    save_figure(figure, path)


def _format_cells(metrics: Mapping[str, Any]) -> list[str]:
    return [
        format_mean_sd(metrics["mae"], 4),
        format_mean_sd(metrics["percent_of_range"], 1),
        *(
            format_mean_sd(metrics[f"{label}_{name}"], 2)
            for name in ("r2", "sd")
            for label in ("valence", "arousal")
        ),
    ]
