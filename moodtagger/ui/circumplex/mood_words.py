"""The mood words around the circle, each in the direction where the songs of its mood lie."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF

from moodtagger.core.circumplex import QUADRANTS, Quadrant, quadrant_of
from moodtagger.core.vocabulary import Mood
from moodtagger.ui.circumplex.labels import centered_rect, moved_inside
from moodtagger.ui.circumplex.mood_positions import MoodPositions

# Right is 1 and up is 1.
QUADRANT_SIGNS = {
    Quadrant.HAPPY: (1, 1),
    Quadrant.ANGRY: (-1, 1),
    Quadrant.SAD: (-1, -1),
    Quadrant.RELAXED: (1, -1),
}
_GAP = 8.0  # pixels between the circle and its words
_LINE_SPACING = (1.1, 1.6)  # heights of a word from one to the next: at least, and with room
_MAX_WORDS = 7  # in a quadrant; more would hide the order
_CIRCLE_SHIFTS = 4  # heights that a word may give way to a button
_EDGE_SHIFTS = (0, 1, -1, 2, -2)  # places along the border that a word may take, in its heights


@dataclass(frozen=True, slots=True)
class MoodWord:
    """A word with the direction of its songs; `size` is that of its label in pixels."""

    mood: Mood | None
    text: str
    size: QSizeF
    quadrant: Quadrant
    angle: float  # radians, counterclockwise from positive


def ranked_moods(moods: Sequence[Mood], positions: MoodPositions) -> list[Mood]:
    """Return the moods by importance: core moods, those of most songs, those best known."""
    return sorted(moods, key=lambda m: (not m.core, -positions.count(m.label), -(m.auc or 0.0)))


def direction(mood: Mood, positions: MoodPositions) -> tuple[Quadrant, float]:
    """Return the quadrant and the angle at which the songs of a mood lie."""
    valence, arousal = positions.position(mood)
    return quadrant_of(valence, arousal), math.atan2(arousal, valence)


def words_around_circle(
    words: Sequence[MoodWord], radius: float, axis_labels: QSizeF
) -> list[tuple[MoodWord, QRectF]]:
    """Place words outside a circle around (0, 0), in pixels with y downwards.

    Words of one quadrant keep the order of their angles and move as little as needed to stand
    apart; those that come first are placed if there is not room for all. They are returned in the
    given order.
    `axis_labels` is the size of the largest of the labels at the ends of the axes.
    """
    placed = []
    for quadrant in QUADRANTS:
        of_quadrant = [word for word in words if word.quadrant is quadrant]
        placed += _quadrant_places(of_quadrant, QUADRANT_SIGNS[quadrant], radius, axis_labels)
    return sorted(placed, key=lambda pair: words.index(pair[0]))


def _quadrant_places(
    words: Sequence[MoodWord], signs: tuple[int, int], radius: float, axis_labels: QSizeF
) -> list[tuple[MoodWord, QRectF]]:
    if not words:
        return []
    height = max(word.size.height() for word in words)
    low = (axis_labels.height() + height) / 2 + 2.0  # beside the horizontal axis
    high = radius + _GAP + height / 2  # in line with the label of the vertical axis
    tight, loose = (height * spacing for spacing in _LINE_SPACING)
    room = min(_MAX_WORDS, int((high - low) / tight) + 1) if high > low else 0
    step = min(loose, (high - low) / max(1, min(room, len(words)) - 1))
    chosen = sorted(words[:room], key=lambda word: abs(math.sin(word.angle)))
    wanted = [abs(math.sin(word.angle)) * (radius + _GAP) for word in chosen]
    middles = spread_apart(wanted, step, low, high)
    return [
        (word, _beside_circle(word.size, signs, middle, radius + _GAP, axis_labels))
        for word, middle in zip(chosen, middles, strict=True)
    ]


def spread_apart(wanted: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """Return ascending positions at least `step` apart in a range, as near to the wanted as can be.

    Pools adjacent violators, which is the least-squares solution.
    """
    blocks: list[tuple[float, int]] = []  # mean and number of positions that touch each other
    for i, position in enumerate(wanted):
        mean, count = position - i * step, 1
        while blocks and blocks[-1][0] > mean:
            before, size = blocks.pop()
            mean, count = (mean * count + before * size) / (count + size), count + size
        blocks.append((mean, count))
    last = high - (len(wanted) - 1) * step
    means = [min(max(mean, low), last) for mean, count in blocks for _ in range(count)]
    return [mean + i * step for i, mean in enumerate(means)]


def _beside_circle(
    size: QSizeF, signs: tuple[int, int], middle: float, radius: float, axis_labels: QSizeF
) -> QRectF:
    """Return the place of a word whose nearest corner touches a circle."""
    nearest = max(0.0, middle - size.height() / 2)
    inner = math.sqrt(max(0.0, radius**2 - nearest**2))
    if middle + size.height() / 2 > radius:
        inner = max(inner, axis_labels.width() / 2 + _GAP)
    center = QPointF(signs[0] * (inner + size.width() / 2), -signs[1] * middle)
    return centered_rect(center, size)


def places_along_circle(
    word: MoodWord, place: QRectF, radius: float, axis_labels: QSizeF
) -> Iterator[QRectF]:
    """Yield the place of a word, then places nearer to the horizontal axis, around (0, 0)."""
    yield place
    for shift in range(1, _CIRCLE_SHIFTS + 1):
        middle = abs(place.center().y()) - shift * place.height()
        if middle > (axis_labels.height() + place.height()) / 2:
            signs = QUADRANT_SIGNS[word.quadrant]
            yield _beside_circle(word.size, signs, middle, radius + _GAP, axis_labels)


def edge_places(place: QRectF, area: QRectF) -> Iterator[QRectF]:
    """Yield places at the border of an area, in the direction of a place outside of it."""
    start, end = area.center(), place.center()
    offset = end - start
    reach = max(
        abs(offset.x()) / max(1.0, area.width() / 2 - place.width() / 2),
        abs(offset.y()) / max(1.0, area.height() / 2 - place.height() / 2),
        1e-6,
    )
    at_border = moved_inside(centered_rect(start + offset / reach, place.size()), area)
    beside = min(at_border.left() - area.left(), area.right() - at_border.right()) < 1.0
    for shift in _EDGE_SHIFTS:
        if beside:
            moved = at_border.translated(0.0, shift * place.height())
        else:
            moved = at_border.translated(shift * (place.width() + _GAP), 0.0)
        yield moved_inside(moved, area)
