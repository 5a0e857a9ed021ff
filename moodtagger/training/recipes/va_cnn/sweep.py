"""The sweep of `va_cnn`: one factor at a time away from the study's setting, as one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from moodtagger.training.recipes.va_cnn.metrics import short
from moodtagger.training.recipes.va_cnn.network import Setting

FACTORS: Mapping[str, tuple[Any, ...]] = {
    "kernel": (3, 5, 7),
    "optimiser": ("adam", "sgd", "rmsprop", "adagrad"),
    "filters": (8, 16, 32),
    "activation": ("relu", "elu", "tanh"),
    "dropout": (0.0, 0.1, 0.2, 0.3, 0.5),
    "pool": (2, 3, 4),
}
STUDY = Setting()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: `figures` of the study's setting with this factor at this value."""

    factor: str
    value: str
    study: bool
    figures: Mapping[str, Any]


def name_of(setting: Setting) -> str:
    """What differs from the study's setting, such as "sweep_kernel_5"."""
    differing = [
        f"{field.name}_{getattr(setting, field.name)}"
        for field in fields(Setting)
        if getattr(setting, field.name) != getattr(STUDY, field.name)
    ]
    return "_".join(["sweep", *differing])


def others() -> list[Setting]:
    """The study's setting with every other value of every factor."""
    changed = [
        replace(STUDY, **{factor: value}) for factor, values in FACTORS.items() for value in values
    ]
    return [setting for setting in changed if setting != STUDY]


def table(figures: Mapping[Setting, Mapping[str, Any]]) -> list[Row]:
    """One row for every value of every factor; the study's own setting is in each factor's part."""
    return [
        Row(factor, str(value), changed == STUDY, figures[changed])
        for factor, values in FACTORS.items()
        for value in values
        for changed in [replace(STUDY, **{factor: value})]
    ]


def as_json(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The table's lines for the report."""
    return [{"factor": r.factor, "value": r.value, "study": r.study, **r.figures} for r in rows]


def markdown(rows: Sequence[Row], runs: int) -> str:
    """The table as text; the study's own values are bold."""
    columns = ("MAE", "% of range", "R2 valence", "R2 arousal", "SD valence", "SD arousal")
    lines = [
        f"Recipe `va_cnn`, one factor at a time: means and standard deviations over {runs} run(s).",
        "Labels on 0.1..0.9; SD is that of the predictions, in norms of 1..9.",
        "",
        f"| factor | value | {' | '.join(columns)} |",
        "|---" * (2 + len(columns)) + "|",
    ]
    for row in rows:
        value = f"**{row.value}**" if row.study else row.value
        lines.append(f"| {row.factor} | {value} | {' | '.join(_cells(row.figures))} |")
    return "\n".join(lines) + "\n"


def draw(rows: Sequence[Row], always_mean: float, path: Path) -> None:
    """A picture of the table: one panel a factor, MAE over its values."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 6.5), layout="constrained")
    panels = figure.subplots(2, 3, sharey=True).flat
    for axes, factor in zip(panels, FACTORS, strict=True):
        part = [row for row in rows if row.factor == factor]
        for place, row in enumerate(part):
            mae = row.figures["mae"]
            colour = "tab:red" if row.study else "tab:blue"
            axes.errorbar(place, mae["mean"], mae["sd"] or 0, fmt="o", color=colour, capsize=4)
        axes.axhline(always_mean, color="grey", linestyle=":")
        axes.set_xticks(range(len(part)), [row.value for row in part])
        axes.set(title=factor, xlim=(-0.5, len(part) - 0.5))
    figure.suptitle("MAE on held-out songs; red: the study's setting, dotted: always the mean")
    figure.supylabel("MAE, labels on 0.1..0.9")
    figure.savefig(path, dpi=100)


def _cells(figures: Mapping[str, Any]) -> list[str]:
    return [
        short(figures["mae"], 4),
        short(figures["percent_of_range"], 1),
        *(
            short(figures[f"{label}_{name}"], 2)
            for name in ("r2", "sd")
            for label in ("valence", "arousal")
        ),
    ]
