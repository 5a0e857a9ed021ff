"""What was measured of libraries of several sizes, and how it grows."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tests.benchmarks.speed.goal_table import Reach
from tests.benchmarks.speed.statistics import Spread

OPENING = "opening: CPU until the songs can be used"
ALIKE = "50 songs alike: CPU of an answer"
OPENING_GOAL_S, ALIKE_GOAL_MS, GROWTH_GOAL = 2.0, 10.0, 1.0


@dataclass(frozen=True, slots=True)
class Series:
    """One figure by the number of songs; `goal` is that of the largest library."""

    name: str
    unit: str
    goal: float
    by_songs: Mapping[int, Spread]

    @property
    def exponent(self) -> float | None:
        """b of songs ** b, fitted through the logarithms of all sizes; None of a single size."""
        points = [(math.log(n), math.log(s.median)) for n, s in self.by_songs.items()]
        return slope(points) if len(points) > 1 else None

    @property
    def steepest(self) -> float | None:
        """The same of that pair of neighbouring sizes where it grows fastest."""
        points = [(math.log(n), math.log(s.median)) for n, s in sorted(self.by_songs.items())]
        return max((slope(pair) for pair in pairwise(points)), default=None)


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Of the line through the points with the least squares; their x differ."""
    middle = math.fsum(x for x, _ in points) / len(points)
    above = math.fsum((x - middle) * y for x, y in points)
    return above / math.fsum((x - middle) ** 2 for x, _ in points)


@dataclass(slots=True)
class Measured:
    """Answers of the processes: `opened` and `asked` by number of songs, one for each round.

    An `opened` library of 0 songs tells what does not depend on songs.
    """

    machine: dict[str, str]
    rounds: int
    opened: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    asked: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def opening(self) -> Series:
        """Opening, without the empty library."""
        by_songs = {n: self.opening_part(n, "usable_s") for n in self.opened if n}
        return Series(OPENING, "s", OPENING_GOAL_S, by_songs)

    @property
    def alike(self) -> Series:
        """Answers about songs one after the other."""

        def value(found: dict[str, Any]) -> list[float]:
            return list(found["alike_ms"])

        return Series(ALIKE, "ms", ALIKE_GOAL_MS, {n: self._asked(n, value) for n in self.asked})

    def opening_part(self, songs: int, part: str) -> Spread:
        """CPU seconds of `window_s`, `usable_s` or `after_s`."""
        return Spread.of([found[part] for found in self.opened[songs]])

    def asking_part(self, songs: int, part: str) -> Spread:
        """CPU milliseconds of `first_ms` or `similar_ms`."""
        return self._asked(songs, lambda found: [found[part]])

    def reach(self) -> list[Reach]:
        """The goals, of the largest library."""
        rows = []
        for series in (self.opening, self.alike):
            songs = max(series.by_songs)
            name = f"{series.name}, {songs:,} songs"
            rows.append(Reach(name, "<=", series.goal, series.unit, series.by_songs[songs]))
            if series.exponent is not None and series.steepest is not None:
                low, high = sorted((series.exponent, series.steepest))
                growth = Spread(series.exponent, low, high)
                rows.append(Reach(f"{series.name}: exponent", "<=", GROWTH_GOAL, "", growth))
        return rows

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        reach = [
            {"name": row.name, "goal": row.goal, "unit": row.unit, "reached": row.reached}
            | ({} if row.spread is None else {"measured": row.spread.median})
            for row in self.reach()
        ]
        return {
            "machine": self.machine,
            "rounds": self.rounds,
            "opened": self.opened,
            "asked": self.asked,
            "reach": reach,
        }

    def _asked(self, songs: int, value: Callable[[dict[str, Any]], Sequence[float]]) -> Spread:
        """Over all questions of all rounds."""
        return Spread.of([ms for found in self.asked[songs] for ms in value(found)])
