"""Point colors by quadrant, mood probability, confidence, album or mood tag."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.ui.circumplex.map_theme import CATEGORY_SHAPES, MarkerShape
from moodtagger.ui.circumplex.point_cloud import PointCloud
from moodtagger.ui.circumplex.strings import printable_line, quadrant_name, translate
from moodtagger.ui.library.cell_formatting import percent
from moodtagger.ui.theme import blend, quadrant_color

MoodProbabilityArrays = tuple[
    npt.NDArray[np.int64], npt.NDArray[np.float32]
]  # track ids, probabilities

SCALE_LEVELS = 8  # of a scale; a ninth color marks songs without a value
MAX_CATEGORIES = 8  # albums or tags with a color and shape of their own
_MIN_CONFIDENCE = 0.25  # the most probable of four quadrants has at least 1/4

# Monotonic in lightness, so that the order shows without hue.
_SCALE_LIGHT = ("#c3ccd6", "#7fb2cc", "#3b86b4", "#31549a", "#2b1f66")
_SCALE_DARK = ("#3d4654", "#3a6a96", "#3fa0a4", "#93d07f", "#fff07a")
# After Okabe and Ito (2008), "Color Universal Design", darkened or lightened for the background.
_CATEGORIES_LIGHT = (
    "#0072b2", "#c97b00", "#008561", "#b85a92", "#3a9bd6", "#c04e00", "#6b5b00", "#4a3aa8",
)  # fmt: skip
_CATEGORIES_DARK = (
    "#4aa8e8", "#f0ad2b", "#2fc79b", "#e29cc4", "#8fd0f5", "#f08348", "#f2e75c", "#a89cf5",
)  # fmt: skip


class ColorBy(enum.StrEnum):
    """Property that the points are colored by."""

    QUADRANT = "quadrant"
    MOOD = "mood"
    CONFIDENCE = "confidence"
    ALBUM = "album"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class ColorChoice:
    """The user's choice; `mood` is the label for `ColorBy.MOOD`, else empty."""

    by: ColorBy = ColorBy.QUADRANT
    mood: str = ""

    def as_text(self) -> str:
        """Return the choice as a settings value."""
        return f"{self.by}:{self.mood}"

    @classmethod
    def from_text(cls, text: str) -> ColorChoice:
        """Parse the text of `as_text`; return the default for any other text."""
        by, _, mood = text.partition(":")
        if by not in set(ColorBy) or (by == ColorBy.MOOD and not mood):
            return cls()
        return cls(ColorBy(by), mood)


@dataclass(frozen=True, slots=True)
class Swatch:
    """Appearance of the songs of one code; `size` is a multiple of the point radius."""

    color: str
    label: str
    shape: MarkerShape = MarkerShape.DISC
    size: float = 1.0


@dataclass(frozen=True, eq=False)
class Coloring:
    """Colors of all songs: `codes` (n,) uint8 index into `swatches`.

    `ordered` is true for a scale from low to high, whose last swatch marks songs without a value.
    """

    codes: npt.NDArray[np.uint8]
    swatches: tuple[Swatch, ...]
    ordered: bool = False
    low: str = ""
    high: str = ""


def coloring_of(
    choice: ColorChoice, cloud: PointCloud, probabilities: MoodProbabilityArrays | None, dark: bool
) -> Coloring:
    """Color a cloud; `probabilities` are the chosen mood's, ascending by track id."""
    if choice.by is ColorBy.MOOD:
        return _scale_coloring(_align_probabilities(cloud, probabilities), 0.0, dark)
    if choice.by is ColorBy.CONFIDENCE:
        return _scale_coloring(cloud.confidence, _MIN_CONFIDENCE, dark)
    if choice.by is ColorBy.ALBUM:
        return _category_coloring(cloud.album, cloud.albums.names(), dark, _no_album_text())
    if choice.by is ColorBy.TAG:
        return _category_coloring(cloud.tag, cloud.tags.names(), dark, _no_tag_text())
    swatches = [Swatch(quadrant_color(q, dark).name(), quadrant_name(q)) for q in QUADRANTS]
    return Coloring(cloud.quadrant, tuple(swatches))


def scale_colors(dark: bool) -> list[str]:
    """Return the SCALE_LEVELS colors of a scale from low to high."""
    anchors = [QColor(name) for name in (_SCALE_DARK if dark else _SCALE_LIGHT)]
    return [_interpolate(anchors, i / (SCALE_LEVELS - 1)).name() for i in range(SCALE_LEVELS)]


def _interpolate(anchors: Sequence[QColor], fraction: float) -> QColor:
    position = fraction * (len(anchors) - 1)
    first = min(int(position), len(anchors) - 2)
    return blend(anchors[first], anchors[first + 1], position - first)


def _align_probabilities(
    cloud: PointCloud, probabilities: MoodProbabilityArrays | None
) -> npt.NDArray[np.float32]:
    out = np.full(len(cloud), np.nan, np.float32)
    if probabilities is not None and len(probabilities[0]):
        ids, values = probabilities
        indices = np.minimum(np.searchsorted(ids, cloud.ids), len(ids) - 1)
        known = ids[indices] == cloud.ids
        out[known] = values[indices[known]]
    return out


def _scale_coloring(values: npt.NDArray[np.float32], minimum: float, dark: bool) -> Coloring:
    """Map values in [minimum, 1] to color and size; NaN means that there is no value."""
    known = ~np.isnan(values)
    step = (np.where(known, values, minimum) - minimum) / (1.0 - minimum) * SCALE_LEVELS
    codes = np.where(known, np.clip(step, 0, SCALE_LEVELS - 1), SCALE_LEVELS).astype(np.uint8)
    sizes = np.linspace(0.7, 1.25, SCALE_LEVELS).tolist()
    swatches = [Swatch(c, "", size=s) for c, s in zip(scale_colors(dark), sizes, strict=True)]
    swatches.append(Swatch(_neutral_color(dark), _no_opinion_text(), MarkerShape.RING, 0.7))
    low = percent(minimum)
    return Coloring(codes, tuple(swatches), ordered=True, low=low, high=percent(1.0))


def _category_coloring(
    codes: npt.NDArray[np.int32], names: Sequence[str], dark: bool, missing_label: str
) -> Coloring:
    """Give the most frequent names a color and shape each; the others are gray."""
    counts = np.bincount(codes, minlength=len(names))
    frequent = np.argsort(-counts[1:], kind="stable")[:MAX_CATEGORIES] + 1
    frequent = frequent[counts[frequent] > 0]
    code_table = np.full(len(names), len(frequent), np.uint8)
    code_table[0] = len(frequent) + 1
    code_table[frequent] = np.arange(len(frequent))
    colors = _CATEGORIES_DARK if dark else _CATEGORIES_LIGHT
    swatches = [
        Swatch(colors[i], printable_line(names[code]), CATEGORY_SHAPES[i])
        for i, code in enumerate(frequent.tolist())
    ]
    gray = _neutral_color(dark)
    swatches += [Swatch(gray, _others_text(), MarkerShape.DISC, 0.7)]
    swatches += [Swatch(gray, missing_label, MarkerShape.RING, 0.7)]
    return Coloring(code_table[codes], tuple(swatches))


def _neutral_color(dark: bool) -> str:
    return "#7d828c" if dark else "#8a8f98"


def _no_opinion_text() -> str:
    return translate("CircumplexView", "not rated")


def _others_text() -> str:
    return translate("CircumplexView", "other")


def _no_album_text() -> str:
    return translate("CircumplexView", "no album")


def _no_tag_text() -> str:
    return translate("CircumplexView", "no mood tag")
