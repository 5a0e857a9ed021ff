"""What the colours of the points mean: quadrant, a mood's probability, confidence, album or tag."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.ui.circumplex.marker_shapes import SHAPES, Shape
from moodtagger.ui.circumplex.point_columns import PointCloud
from moodtagger.ui.circumplex.strings import plain, quadrant_name, translate
from moodtagger.ui.library.cell_text import percent
from moodtagger.ui.theme import blend, quadrant_color

Shares = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]  # track ids, probabilities

LEVELS = 8  # steps of a scale; a ninth colour says "not judged"
CATEGORIES = 8  # albums or tags with a colour and a shape of their own
_LOWEST_CONFIDENCE = 0.25  # of four quadrants, the likeliest has at least that

# From pale to strong, so that the lightness alone tells the order.
_SCALE_LIGHT = ("#c3ccd6", "#7fb2cc", "#3b86b4", "#31549a", "#2b1f66")
_SCALE_DARK = ("#3d4654", "#3a6a96", "#3fa0a4", "#93d07f", "#fff07a")
# After Okabe and Ito (2008), "Color Universal Design", darkened or lightened for the ground.
_CATEGORIES_LIGHT = (
    "#0072b2", "#c97b00", "#008561", "#b85a92", "#3a9bd6", "#c04e00", "#6b5b00", "#4a3aa8",
)  # fmt: skip
_CATEGORIES_DARK = (
    "#4aa8e8", "#f0ad2b", "#2fc79b", "#e29cc4", "#8fd0f5", "#f08348", "#f2e75c", "#a89cf5",
)  # fmt: skip


class ColorBy(enum.StrEnum):
    """What the points are coloured by."""

    QUADRANT = "quadrant"
    MOOD = "mood"
    CONFIDENCE = "confidence"
    ALBUM = "album"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class ColorChoice:
    """What a person chose; `mood` is the label for `ColorBy.MOOD`, else empty."""

    by: ColorBy = ColorBy.QUADRANT
    mood: str = ""

    def as_text(self) -> str:
        """For the settings."""
        return f"{self.by}:{self.mood}"

    @classmethod
    def from_text(cls, text: str) -> ColorChoice:
        """The choice of `as_text`; the usual one for anything else."""
        by, _, mood = text.partition(":")
        if by not in set(ColorBy) or (by == ColorBy.MOOD and not mood):
            return cls()
        return cls(ColorBy(by), mood)


@dataclass(frozen=True, slots=True)
class Swatch:
    """How the songs of one code look: `size` as a multiple of the usual radius."""

    color: str
    label: str
    shape: Shape = Shape.DISC
    size: float = 1.0


@dataclass(frozen=True, eq=False)
class Coloring:
    """`codes` uint8, shape (n,), says which of the `swatches` a song has.

    `ordered` is true for a scale from little to much, the last swatch of which is "not judged".
    """

    codes: npt.NDArray[np.uint8]
    swatches: tuple[Swatch, ...]
    ordered: bool = False
    low: str = ""
    high: str = ""


def coloring_of(
    choice: ColorChoice, cloud: PointCloud, shares: Shares | None, dark: bool
) -> Coloring:
    """The colours of a cloud; `shares` are the chosen mood's probabilities, ascending by id."""
    if choice.by is ColorBy.MOOD:
        return _scale(_shares(cloud, shares), 0.0, dark)
    if choice.by is ColorBy.CONFIDENCE:
        return _scale(cloud.confidence, _LOWEST_CONFIDENCE, dark)
    if choice.by is ColorBy.ALBUM:
        return _categories(cloud.album, cloud.albums.names(), dark, _no_album())
    if choice.by is ColorBy.TAG:
        return _categories(cloud.tag, cloud.tags.names(), dark, _no_tag())
    swatches = [Swatch(quadrant_color(q, dark).name(), quadrant_name(q)) for q in QUADRANTS]
    return Coloring(cloud.quadrant, tuple(swatches))


def scale_colors(dark: bool) -> list[str]:
    """The colours of a scale from little to much, LEVELS of them."""
    anchors = [QColor(name) for name in (_SCALE_DARK if dark else _SCALE_LIGHT)]
    return [_between(anchors, i / (LEVELS - 1)).name() for i in range(LEVELS)]


def _between(anchors: Sequence[QColor], share: float) -> QColor:
    place = share * (len(anchors) - 1)
    first = min(int(place), len(anchors) - 2)
    return blend(anchors[first], anchors[first + 1], place - first)


def _shares(cloud: PointCloud, shares: Shares | None) -> npt.NDArray[np.float32]:
    out = np.full(len(cloud), np.nan, np.float32)
    if shares is not None and len(shares[0]):
        ids, values = shares
        place = np.minimum(np.searchsorted(ids, cloud.ids), len(ids) - 1)
        known = ids[place] == cloud.ids
        out[known] = values[place[known]]
    return out


def _scale(values: npt.NDArray[np.float32], lowest: float, dark: bool) -> Coloring:
    """Values in [lowest, 1] by colour and size; NaN is "not judged"."""
    known = ~np.isnan(values)
    step = (np.where(known, values, lowest) - lowest) / (1.0 - lowest) * LEVELS
    codes = np.where(known, np.clip(step, 0, LEVELS - 1), LEVELS).astype(np.uint8)
    sizes = np.linspace(0.7, 1.25, LEVELS).tolist()
    swatches = [Swatch(c, "", size=s) for c, s in zip(scale_colors(dark), sizes, strict=True)]
    swatches.append(Swatch(_nobody(dark), _tr_not_judged(), Shape.RING, 0.7))
    low = percent(lowest)
    return Coloring(codes, tuple(swatches), ordered=True, low=low, high=percent(1.0))


def _categories(
    codes: npt.NDArray[np.int32], names: Sequence[str], dark: bool, nameless: str
) -> Coloring:
    """The most frequent names get a colour and a shape; the others share grey."""
    counts = np.bincount(codes, minlength=len(names))
    often = np.argsort(-counts[1:], kind="stable")[:CATEGORIES] + 1
    often = often[counts[often] > 0]
    table = np.full(len(names), len(often), np.uint8)
    table[0] = len(often) + 1
    table[often] = np.arange(len(often))
    colors = _CATEGORIES_DARK if dark else _CATEGORIES_LIGHT
    swatches = [
        Swatch(colors[i], plain(names[code]), SHAPES[i]) for i, code in enumerate(often.tolist())
    ]
    grey = _nobody(dark)
    swatches += [Swatch(grey, _tr_others(), Shape.DISC, 0.7)]
    swatches += [Swatch(grey, nameless, Shape.RING, 0.7)]
    return Coloring(table[codes], tuple(swatches))


def _nobody(dark: bool) -> str:
    return "#7d828c" if dark else "#8a8f98"


def _tr_not_judged() -> str:
    return translate("CircumplexView", "not judged")


def _tr_others() -> str:
    return translate("CircumplexView", "others")


def _no_album() -> str:
    return translate("CircumplexView", "no album")


def _no_tag() -> str:
    return translate("CircumplexView", "no mood in the file")
