"""The pictures of a model card: quadrants confused, moods' reliability, the plane. Small PNGs."""

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
from moodtagger.training.calibration.out_of_fold import OutOfFold
from moodtagger.training.calibration.report import DIMENSIONS, Calibrated
from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS

COLOURS = ("#d9902f", "#b8324a", "#3f64a8", "#3c8f6d")  # happy, angry, sad, relaxed
BINS = 10
FEWEST = 5  # songs in a bin for a dot of its own
COLUMNS = 6
SHADES = 64  # of the files' palettes: they go with the program, so they are kept small


def draw_card(
    heard: OutOfFold, said: Calibrated, vocabulary: Vocabulary, folder: Path
) -> list[Path]:
    """Write the three pictures into `folder`; their paths."""
    figures = {
        "quadrants": draw_quadrants(heard, said),
        "reliability": draw_reliability(heard, said, vocabulary),
        "plane": draw_plane(heard, said),
    }
    return [save_small(figure, folder / f"{name}.png") for name, figure in figures.items()]


def draw_quadrants(heard: OutOfFold, said: Calibrated) -> Figure:
    """Songs by labelled (rows) and most probable quadrant (columns)."""
    table = np.zeros((4, 4), np.int64)
    truth = heard.targets[:, QUADRANT_COLUMNS].argmax(axis=1)
    np.add.at(table, (truth, said.quadrant.argmax(axis=1)), 1)
    share = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    figure = Figure(figsize=(4.4, 3.8), layout="constrained")
    axes = figure.add_subplot()
    axes.imshow(share, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(table):
        colour = "white" if share[row, column] > 0.5 else "black"
        text = f"{count}\n{share[row, column]:.0%}"
        axes.text(column, row, text, ha="center", va="center", color=colour)
    axes.set_xticks(range(4), QUADRANTS)
    axes.set_yticks(range(4), QUADRANTS)
    axes.set(xlabel="most probable", ylabel="labelled")
    axes.set_title("Quadrants of held-out songs")
    return figure


def draw_reliability(heard: OutOfFold, said: Calibrated, vocabulary: Vocabulary) -> Figure:
    """For each core mood: what was said and how often it was so; larger dots are more songs.

    Tenths of the scale with fewer than `FEWEST` songs are left out.
    """
    core = [m for m, mood in enumerate(vocabulary) if mood.core]
    rows = -(-len(core) // COLUMNS)
    figure = Figure(figsize=(1.55 * COLUMNS, 1.75 * rows + 0.6), layout="constrained")
    grid = figure.subplots(rows, COLUMNS, sharex=True, sharey=True, squeeze=False)
    for axes, m in zip(grid.flat, core, strict=False):
        _reliability(axes, said.moods[:, m], heard.targets[:, FIRST_MOOD + m])
        axes.set_title(vocabulary[m].label, fontsize=9)
    for axes in grid.flat[len(core) :]:
        axes.set_axis_off()
    figure.supxlabel("probability said", fontsize=10)
    figure.supylabel("share of songs with the mood", fontsize=10)
    figure.suptitle("Reliability of the core moods, held-out songs", fontsize=11)
    return figure


def _reliability(axes: Axes, p: Floats, present: Floats) -> None:
    place = np.minimum((p * BINS).astype(np.int64), BINS - 1)
    bins = [here for k in range(BINS) if (here := place == k).sum() >= FEWEST]
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


def draw_plane(heard: OutOfFold, said: Calibrated) -> Figure:
    """Valence and arousal, heard against labelled, coloured by the labelled quadrant."""
    truth = heard.targets[:, VA_COLUMNS]
    quadrant = heard.targets[:, QUADRANT_COLUMNS].argmax(axis=1)
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    for k, axes in enumerate(figure.subplots(1, 2)):
        for q, name in enumerate(QUADRANTS):
            here = quadrant == q
            axes.scatter(
                truth[here, k], said.va[here, k], s=7, alpha=0.6, color=COLOURS[q], label=name
            )
        _frame(axes, [truth[:, k], said.va[:, k]])
        axes.set(xlabel=f"{DIMENSIONS[k]}, labelled", ylabel=f"{DIMENSIONS[k]}, heard")
        axes.set_aspect("equal")
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=4, markerscale=2)
    figure.suptitle("Valence and arousal of held-out songs, after the map")
    return figure


def _frame(axes: Axes, values: Sequence[Floats]) -> None:
    """The same range on both axes, the middle and the diagonal."""
    end = min(1.0, 1.05 * max(float(np.abs(v).max()) for v in values))
    axes.plot([-end, end], [-end, end], color="grey", linestyle=":", linewidth=1)
    axes.axhline(0, color="lightgrey", linewidth=0.8, zorder=0)
    axes.axvline(0, color="lightgrey", linewidth=0.8, zorder=0)
    ticks = np.arange(-8, 9, 2 if end < 0.7 else 4) / 10
    axes.set(xticks=ticks, yticks=ticks)
    axes.set(xlim=(-end, end), ylim=(-end, end))


def save_small(figure: Figure, path: Path) -> Path:
    """Write the picture with a palette of few shades; its path."""
    whole = io.BytesIO()
    figure.savefig(whole, dpi=90)
    with Image.open(whole) as picture:
        small = picture.convert("RGB").quantize(SHADES, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    return path
