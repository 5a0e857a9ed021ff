"""The page that people read: goals, then each size of library."""

from __future__ import annotations

from tests.benchmarks.goals import format_number
from tests.benchmarks.scale.results import ScaleResults
from tests.benchmarks.speed import goal_table as reach
from tests.benchmarks.speed.statistics import Spread

PLOT_PATH = "pictures/scale.png"

_METHOD = """\
Written by `python -m tests.benchmarks scale`. Libraries of made-up songs, heard by the bundled
network; each round opens every one of them in a process of its own and then asks about 20 songs in
another, smallest first; Python's byte code is there, as in a program that is installed. CPU is that
of all threads; given are medians, the lowest and the highest.
Opening begins when the empty window is shown, and takes in importing what reads a library, reading
all songs, and painting table, map and sidebar; what sorting and searching need is made ready
afterwards, in the background. An answer is what the page *Alike* asks for: the 50 songs most like
one, by mood, feeling and sound, with their rows; the first one also reads what all of them share.
The exponent b is that of songs ** b, fitted through all sizes; its spread reaches to that of the
two neighbouring sizes where it is steepest. 1 is linear; less means that a part of the work
does not depend on songs at all."""


def markdown_report(results: ScaleResults, *, with_plot: bool) -> str:
    """The whole section in Markdown."""
    parts = [_METHOD, _setup_line(results), reach.goal_table(results.goals()), _size_table(results)]
    if with_plot:
        parts.append(f"![CPU by number of songs, opening and answers]({PLOT_PATH})")
    return "\n\n".join(parts)


def _setup_line(results: ScaleResults) -> str:
    return f"{results.rounds} rounds. {', '.join(results.host.values())}."


def _size_table(results: ScaleResults) -> str:
    head = (
        *("songs", "window, s", "opening, s", "afterwards, s"),
        *("first answer, ms", "answer, ms", "by sound alone, ms"),
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
