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
GHOST_SIGN = ","


@dataclass(frozen=True, slots=True)
class Step:
    """A struck note: `position` and `length` as shares of the bar, what it strikes, how hard."""

    position: float
    length: float
    sign: str
    velocity: float


def read_grid(grid: str) -> list[Step]:
    """The steps of one bar; spaces are for the eye only. Raises ValueError for an empty grid."""
    signs = grid.replace(" ", "")
    if not signs:
        raise ValueError("a grid needs at least one step")
    steps = []
    for place, sign in enumerate(signs):
        if sign in ".-":
            continue
        rest = signs[place + 1 :]
        length = 1 + len(rest) - len(rest.lstrip("-"))
        steps.append(Step(place / len(signs), length / len(signs), sign.upper(), _velocity(sign)))
    return steps


def _velocity(sign: str) -> float:
    if sign == GHOST_SIGN:
        return GHOST
    return SOFT if sign.islower() else ACCENT
