"""A bar of rhythm as text, one character a step, so that a part can be read at a glance.

``.`` is silence and ``-`` holds the note before it. Any other character strikes a note; upper case
(and a digit) is accented, lower case is soft. What it strikes depends on the part: ``X`` and ``x``
the whole chord (or a melody note, or a drum), digits single voices of the chord counted from the
bottom, and in the bass ``R`` root, ``F`` fifth, ``O`` octave, ``T`` third, ``A`` a step towards
the next chord's root.
"""

from __future__ import annotations

from dataclasses import dataclass

ACCENT = 0.9
SOFT = 0.62
GHOST = 0.35
GHOST_SYMBOL = ","


@dataclass(frozen=True, slots=True)
class GridStep:
    """A struck note: `position` and `length` as shares of the bar, what it strikes, how hard."""

    position: float
    length: float
    symbol: str
    velocity: float


def parse_grid(grid: str) -> list[GridStep]:
    """The steps of one bar; spaces are for the eye only. Raises ValueError for an empty grid."""
    symbols = grid.replace(" ", "")
    if not symbols:
        raise ValueError("a grid needs at least one step")
    steps = []
    for index, symbol in enumerate(symbols):
        if symbol in ".-":
            continue
        following = symbols[index + 1 :]
        length = 1 + len(following) - len(following.lstrip("-"))
        steps.append(
            GridStep(index / len(symbols), length / len(symbols), symbol.upper(), _velocity(symbol))
        )
    return steps


def _velocity(symbol: str) -> float:
    if symbol == GHOST_SYMBOL:
        return GHOST
    return SOFT if symbol.islower() else ACCENT
