"""Results of the scale benchmark and its section of the documentation."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tests.benchmarks.measurements import format_number
from tests.benchmarks.speed import run_statistics
from tests.benchmarks.speed.run_statistics import GoalResult, Spread

STARTUP_NAME = "opening: CPU until the songs can be used"
SIMILARITY_NAME = "50 similar songs: CPU of a query"
STARTUP_GOAL_S, SIMILARITY_GOAL_MS, EXPONENT_GOAL = 2.0, 10.0, 1.0


@dataclass(frozen=True, slots=True)
class ScalingSeries:
    """One measurement by number of songs; `goal` applies to the largest library."""

    name: str
    unit: str
    goal: float
    by_songs: Mapping[int, Spread]

    @property
    def exponent(self) -> float | None:
        """Exponent b of songs ** b, fitted to the logarithms of all sizes; None for one size."""
        points = [(math.log(n), math.log(s.median)) for n, s in self.by_songs.items()]
        return least_squares_slope(points) if len(points) > 1 else None

    @property
    def max_local_exponent(self) -> float | None:
        """The largest exponent between two neighboring sizes."""
        points = [(math.log(n), math.log(s.median)) for n, s in sorted(self.by_songs.items())]
        return max((least_squares_slope(pair) for pair in pairwise(points)), default=None)


def least_squares_slope(points: Sequence[tuple[float, float]]) -> float:
    """Slope of the least-squares line through the points, whose x must differ."""
    mean_x = math.fsum(x for x, _ in points) / len(points)
    covariance = math.fsum((x - mean_x) * y for x, y in points)
    return covariance / math.fsum((x - mean_x) ** 2 for x, _ in points)


@dataclass(slots=True)
class ScaleResults:
    """Results of the processes: `opened` and `asked` by number of songs, one for each round.

    An `opened` library of 0 songs gives the cost that does not depend on songs.
    """

    host: dict[str, str]
    rounds: int
    startup_runs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    query_runs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def startup(self) -> ScalingSeries:
        """Startup times of all libraries but the empty one."""
        by_songs = {n: self.startup_spread(n, "usable_s") for n in self.startup_runs if n}
        return ScalingSeries(STARTUP_NAME, "s", STARTUP_GOAL_S, by_songs)

    @property
    def similarity(self) -> ScalingSeries:
        """Times of single similarity queries."""

        def value(found: dict[str, Any]) -> list[float]:
            return list(found["alike_ms"])

        return ScalingSeries(
            SIMILARITY_NAME,
            "ms",
            SIMILARITY_GOAL_MS,
            {n: self._query_spread_of(n, value) for n in self.query_runs},
        )

    def startup_spread(self, songs: int, key: str) -> Spread:
        """Spread of `window_s`, `usable_s` or `after_s` in CPU seconds."""
        return Spread.from_values([found[key] for found in self.startup_runs[songs]])

    def query_spread(self, songs: int, key: str) -> Spread:
        """Spread of `first_ms` or `similar_ms` in CPU milliseconds."""
        return self._query_spread_of(songs, lambda found: [found[key]])

    def goals(self) -> list[GoalResult]:
        """Results of the largest library compared with the goals."""
        rows = []
        for series in (self.startup, self.similarity):
            songs = max(series.by_songs)
            name = f"{series.name}, {songs:,} songs"
            rows.append(GoalResult(name, "<=", series.goal, series.unit, series.by_songs[songs]))
            if series.exponent is not None and series.max_local_exponent is not None:
                low, high = sorted((series.exponent, series.max_local_exponent))
                growth = Spread(series.exponent, low, high)
                rows.append(GoalResult(f"{series.name}: exponent", "<=", EXPONENT_GOAL, "", growth))
        return rows

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain values for JSON."""
        goals = [
            {"name": row.name, "goal": row.goal, "unit": row.unit, "reached": row.reached}
            | ({} if row.spread is None else {"measured": row.spread.median})
            for row in self.goals()
        ]
        return {
            "machine": self.host,
            "rounds": self.rounds,
            "opened": self.startup_runs,
            "asked": self.query_runs,
            "reach": goals,
        }

    def _query_spread_of(
        self, songs: int, value: Callable[[dict[str, Any]], Sequence[float]]
    ) -> Spread:
        """Spread over all queries of all rounds."""
        return Spread.from_values([ms for found in self.query_runs[songs] for ms in value(found)])


PLOT_PATH = "pictures/scale.png"

_METHOD = """\
Written by `python -m tests.benchmarks scale`. Libraries of synthetic songs, analyzed by the
bundled model; each round opens every library in its own process and then runs 20 queries in
another, smallest library first, with cached bytecode as in an installed program. CPU time is that
of all threads; given are median, minimum and maximum. Opening starts when the empty window is
shown and includes importing what reads a library, reading all songs, and painting table, map and
sidebar; sort orders and the search index are built afterwards in the background. A query is that
of the page of similar songs: the 50 songs most similar to one by mood, position and sound, with
their rows; the first query also loads what all queries share. The exponent b is that of songs **
b, fitted to all sizes; its spread reaches to that of the two neighboring sizes where it is
steepest. 1 is linear; less means that part of the work does not depend on the number of songs."""


def markdown_report(results: ScaleResults, *, with_plot: bool) -> str:
    """Format the whole section as Markdown."""
    parts = [
        _METHOD,
        _setup_line(results),
        run_statistics.goal_table(results.goals()),
        _size_table(results),
    ]
    if with_plot:
        parts.append(f"![CPU by number of songs, opening and queries]({PLOT_PATH})")
    return "\n\n".join(parts)


def _setup_line(results: ScaleResults) -> str:
    return f"{results.rounds} rounds. {', '.join(results.host.values())}."


def _size_table(results: ScaleResults) -> str:
    head = (
        *("songs", "window, s", "opening, s", "afterwards, s"),
        *("first query, ms", "query, ms", "by sound alone, ms"),
    )
    lines = [head, ["---"] * len(head)]
    for songs in results.startup_runs:
        cells = [
            _format_spread(results.startup_spread(songs, p))
            for p in ("window_s", "usable_s", "after_s")
        ]
        if songs in results.query_runs:
            cells.append(_format_spread(results.query_spread(songs, "first_ms")))
            cells.append(_format_spread(results.similarity.by_songs[songs]))
            cells.append(_format_spread(results.query_spread(songs, "similar_ms")))
        lines.append([f"{songs:,}", *cells, *[""] * (len(head) - 1 - len(cells))])
    return "CPU by size:\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _format_spread(spread: Spread) -> str:
    low, high = format_number(spread.low), format_number(spread.high)
    return f"{format_number(spread.median)} ({low} to {high})"
