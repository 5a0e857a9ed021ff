"""Plot of the tag map."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox

from moodtagger.core.circumplex import QUADRANTS, Quadrant, quadrant_of
from moodtagger.core.tag_map import TagMap, TagPoint
from moodtagger.training.plots.learning_curves import single_axes

QUADRANT_COLORS = {
    Quadrant.HAPPY: "#b77a00",
    Quadrant.ANGRY: "#c0392b",
    Quadrant.SAD: "#2f62b5",
    Quadrant.RELAXED: "#2e8b57",
}
GENRE_COLOR = "#777777"
LABEL_MARGIN = 4  # pixels
MIN_GAP, GAP_STEP, MAX_GAP = 7, 4, 80  # pixels from a point to its label
DIRECTIONS = 16


def plot_tag_map(tags: TagMap) -> Figure:
    """Plot moods in the color of their norms' quadrant and genres in grey, sized by their songs.

    Parameters
    ----------
    tags : TagMap
        Tags with their positions.

    Returns
    -------
    Figure
        The figure, with a label near each tag.
    """
    figure, axes = single_axes(12, 9)
    canvas = FigureCanvasAgg(figure)
    axes.set(xlim=(-1.15, 1.15), ylim=(-1.08, 1.08), xticks=[], yticks=[])
    axes.set_title("Tags predicted for the same songs are near each other", fontsize=13)
    for tag in tags:
        axes.scatter(
            tag.x, tag.y, s=_marker_area(tag), color=tag_color(tag), alpha=0.6, linewidths=0
        )
    legend = axes.legend(handles=_legend(), loc="best", title="quadrant of the norms")
    canvas.draw()  # type: ignore[no-untyped-call]
    _place_labels(axes, tags, canvas, legend.get_window_extent())
    return figure


def tag_color(tag: TagPoint) -> str:
    """Select a tag's color; a mood without norms is black.

    Parameters
    ----------
    tag : TagPoint
        The tag.

    Returns
    -------
    str
        Name or hexadecimal code of a color.
    """
    if tag.kind == "genre":
        return GENRE_COLOR
    if tag.valence is None or tag.arousal is None:
        return "black"
    return QUADRANT_COLORS[quadrant_of(tag.valence, tag.arousal)]


def _marker_area(tag: TagPoint) -> float:
    """Compute the area of a tag's disc in square points."""
    return 12.0 + tag.songs


def _legend() -> list[Line2D]:
    names = {**{q.value: QUADRANT_COLORS[q] for q in QUADRANTS}, "genre": GENRE_COLOR}
    return [
        Line2D([], [], marker="o", linestyle="", color=value, label=name)
        for name, value in names.items()
    ]


def _place_labels(axes: Axes, tags: TagMap, canvas: FigureCanvasAgg, legend: Bbox) -> None:
    """Put each label as near to its point as possible without covering labels or points."""
    axes_extent = axes.get_window_extent()
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    points = [axes.transData.transform((tag.x, tag.y)) for tag in tags]
    pixels = axes.figure.dpi / 72
    sizes = [pixels * math.sqrt(_marker_area(tag)) for tag in tags]
    occupied = [
        legend,
        *(_centered_box(x, y, d, d) for (x, y), d in zip(points, sizes, strict=True)),
    ]
    for tag in sorted(tags, key=lambda tag: -tag.songs):
        text = axes.annotate(tag.label, (tag.x, tag.y), **_label_style(tag))
        extent = text.get_window_extent(renderer)
        size = (extent.width + LABEL_MARGIN, extent.height + LABEL_MARGIN)
        x, y = axes.transData.transform((tag.x, tag.y))
        candidates = (_centered_box(x + dx, y + dy, *size) for dx, dy in _label_offsets(*size))
        free = (
            box
            for box in candidates
            if _contains(axes_extent, box) and not _overlaps_any(box, occupied)
        )
        box = next(free, _centered_box(x, y, *size))
        occupied.append(box)
        text.xyann = ((box.x0 + box.x1) / 2 - x, (box.y0 + box.y1) / 2 - y)


def _label_style(tag: TagPoint) -> dict[str, Any]:
    """Return the style of a label, whose center is offset from the tag's point in pixels."""
    return {
        "xytext": (0, 0),
        "textcoords": "offset pixels",
        "ha": "center",
        "va": "center",
        "fontsize": 11,
        "color": tag_color(tag),
        "weight": "bold" if tag.kind == "mood" else "normal",
        "arrowprops": {"arrowstyle": "-", "color": "#aaaaaa", "linewidth": 0.7, "shrinkB": 3},
    }


def _label_offsets(width: float, height: float) -> Iterator[tuple[float, float]]:
    """Yield offsets from a point to a label's center, in all directions and outwards."""
    for gap in range(MIN_GAP, MAX_GAP, GAP_STEP):
        for angle in np.linspace(0, 2 * np.pi, DIRECTIONS, endpoint=False):
            dx, dy = np.cos(angle), np.sin(angle)
            yield dx * (width / 2 + gap), dy * (height / 2 + gap)


def _centered_box(x: float, y: float, width: float, height: float) -> Bbox:
    return Bbox.from_bounds(x - width / 2, y - height / 2, width, height)


def _contains(outer: Bbox, box: Bbox) -> bool:
    return bool(outer.contains(box.x0, box.y0) and outer.contains(box.x1, box.y1))


def _overlaps_any(box: Bbox, others: Sequence[Bbox]) -> bool:
    return any(box.overlaps(other) for other in others)
