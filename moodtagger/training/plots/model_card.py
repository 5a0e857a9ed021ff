"""Plots of the model card: confusion of the quadrants, reliability of the moods, the plane."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.files.file_access import write_whole
from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS
from moodtagger.training.evaluation.calibration_report import DIMENSIONS, CalibratedOutputs
from moodtagger.training.network_outputs import OutOfFold

QUADRANT_COLORS = ("#d9902f", "#b8324a", "#3f64a8", "#3c8f6d")  # happy, angry, sad, relaxed
BINS = 10
MIN_BIN_SONGS = 5  # smaller bins are left out
COLUMNS = 6
PALETTE_SIZE = 64  # the files are part of the program and have to be small


def plot_model_card(
    out_of_fold: OutOfFold, calibrated: CalibratedOutputs, vocabulary: Vocabulary, folder: Path
) -> list[Path]:
    """Write the three plots as small PNG files.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Raw outputs for held-out songs.
    calibrated : CalibratedOutputs
        The same, calibrated across folds.
    vocabulary : Vocabulary
        The moods in output order.
    folder : Path
        The model folder.

    Returns
    -------
    list[Path]
        Paths of the files.

    Raises
    ------
    OSError
        A file cannot be written.
    """
    figures = {
        "quadrants": plot_quadrants(out_of_fold, calibrated),
        "reliability": plot_reliability(out_of_fold, calibrated, vocabulary),
        "plane": plot_valence_arousal(out_of_fold, calibrated),
    }
    return [save_quantized(figure, folder / f"{name}.png") for name, figure in figures.items()]


def plot_quadrants(out_of_fold: OutOfFold, calibrated: CalibratedOutputs) -> Figure:
    """Plot songs by labeled (rows) and most probable quadrant (columns).

    Parameters
    ----------
    out_of_fold : OutOfFold
        Raw outputs for held-out songs.
    calibrated : CalibratedOutputs
        The same, calibrated across folds.

    Returns
    -------
    Figure
        The figure.
    """
    table = np.zeros((4, 4), np.int64)
    truth = out_of_fold.targets[:, QUADRANT_COLUMNS].argmax(axis=1)
    np.add.at(table, (truth, calibrated.quadrant.argmax(axis=1)), 1)
    row_fraction = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    figure = Figure(figsize=(4.4, 3.8), layout="constrained")
    axes = figure.add_subplot()
    axes.imshow(row_fraction, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(table):
        color = "white" if row_fraction[row, column] > 0.5 else "black"
        text = f"{count}\n{row_fraction[row, column]:.0%}"
        axes.text(column, row, text, ha="center", va="center", color=color)
    axes.set_xticks(range(4), QUADRANTS)
    axes.set_yticks(range(4), QUADRANTS)
    axes.set(xlabel="most probable", ylabel="labeled")
    axes.set_title("Quadrants of held-out songs")
    return figure


def plot_reliability(
    out_of_fold: OutOfFold, calibrated: CalibratedOutputs, vocabulary: Vocabulary
) -> Figure:
    """Plot observed fraction over predicted probability for each core mood.

    Larger dots are more songs; tenths of the scale with fewer than `MIN_BIN_SONGS` are left out.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Raw outputs for held-out songs.
    calibrated : CalibratedOutputs
        The same, calibrated across folds.
    vocabulary : Vocabulary
        The moods in output order.

    Returns
    -------
    Figure
        The figure.
    """
    core = [m for m, mood in enumerate(vocabulary) if mood.core]
    rows = -(-len(core) // COLUMNS)
    figure = Figure(figsize=(1.55 * COLUMNS, 1.75 * rows + 0.6), layout="constrained")
    grid = figure.subplots(rows, COLUMNS, sharex=True, sharey=True, squeeze=False)
    for axes, m in zip(grid.flat, core, strict=False):
        _plot_mood_reliability(axes, calibrated.moods[:, m], out_of_fold.targets[:, FIRST_MOOD + m])
        axes.set_title(vocabulary[m].label, fontsize=9)
    for axes in grid.flat[len(core) :]:
        axes.set_axis_off()
    figure.supxlabel("predicted probability", fontsize=10)
    figure.supylabel("fraction of songs with the mood", fontsize=10)
    figure.suptitle("Reliability of the core moods, held-out songs", fontsize=11)
    return figure


def _plot_mood_reliability(axes: Axes, p: Floats, present: Floats) -> None:
    bin_index = np.minimum((p * BINS).astype(np.int64), BINS - 1)
    bins = [here for k in range(BINS) if (here := bin_index == k).sum() >= MIN_BIN_SONGS]
    x, y, songs = (
        np.array([(p[here].mean(), present[here].mean(), here.sum()) for here in bins])
        .reshape(-1, 3)
        .T
    )
    axes.plot([0, 1], [0, 1], color="grey", linestyle=":", linewidth=1)
    axes.plot(x, y, color="#3f64a8", linewidth=1, clip_on=False)
    axes.scatter(x, y, s=4 + 60 * songs / len(p), color="#3f64a8", clip_on=False, zorder=3)
    axes.set(xlim=(0, 1), ylim=(0, 1), xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
    axes.tick_params(labelsize=8)


def plot_valence_arousal(out_of_fold: OutOfFold, calibrated: CalibratedOutputs) -> Figure:
    """Plot predicted over labeled valence and arousal, colored by the labeled quadrant.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Raw outputs for held-out songs.
    calibrated : CalibratedOutputs
        The same, calibrated across folds.

    Returns
    -------
    Figure
        The figure.
    """
    truth = out_of_fold.targets[:, VA_COLUMNS]
    quadrant = out_of_fold.targets[:, QUADRANT_COLUMNS].argmax(axis=1)
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    for k, axes in enumerate(figure.subplots(1, 2)):
        for q, name in enumerate(QUADRANTS):
            in_quadrant = quadrant == q
            axes.scatter(
                truth[in_quadrant, k],
                calibrated.va[in_quadrant, k],
                s=7,
                alpha=0.6,
                color=QUADRANT_COLORS[q],
                label=name,
            )
        _set_axes(axes, [truth[:, k], calibrated.va[:, k]])
        axes.set(xlabel=f"{DIMENSIONS[k]}, labeled", ylabel=f"{DIMENSIONS[k]}, predicted")
        axes.set_aspect("equal")
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=4, markerscale=2)
    figure.suptitle("Valence and arousal of held-out songs, calibrated")
    return figure


def _set_axes(axes: Axes, values: Sequence[Floats]) -> None:
    """Give both axes the same range, and draw center and diagonal."""
    limit = min(1.0, 1.05 * max(float(np.abs(v).max()) for v in values))
    axes.plot([-limit, limit], [-limit, limit], color="grey", linestyle=":", linewidth=1)
    axes.axhline(0, color="lightgrey", linewidth=0.8, zorder=0)
    axes.axvline(0, color="lightgrey", linewidth=0.8, zorder=0)
    ticks = np.arange(-8, 9, 2 if limit < 0.7 else 4) / 10
    axes.set(xticks=ticks, yticks=ticks)
    axes.set(xlim=(-limit, limit), ylim=(-limit, limit))


def save_quantized(figure: Figure, path: Path) -> Path:
    """Write a figure as PNG with a small palette.

    Parameters
    ----------
    figure : Figure
        The figure.
    path : Path
        The file to write.

    Returns
    -------
    Path
        The same path.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    buffer = io.BytesIO()
    figure.savefig(buffer, dpi=90)
    with Image.open(buffer) as image:
        quantized = image.convert("RGB").quantize(PALETTE_SIZE, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    quantized.save(buffer, "PNG", optimize=True)
    write_whole(path, buffer.getvalue())
    return path
