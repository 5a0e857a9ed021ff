"""The page that people read: goals, then each size of library."""

from __future__ import annotations

from tests.benchmarks.goals import short
from tests.benchmarks.scale.results import Measured
from tests.benchmarks.speed import goal_table as reach
from tests.benchmarks.speed.statistics import Spread

PICTURE = "pictures/scale.png"

_HOW = """\
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


def page(found: Measured, *, picture: bool) -> str:
    """The whole section in Markdown."""
    parts = [_HOW, _what(found), reach.table(found.reach()), _sizes(found)]
    if picture:
        parts.append(f"![CPU by number of songs, opening and answers]({PICTURE})")
    return "\n\n".join(parts)


def _what(found: Measured) -> str:
    return f"{found.rounds} rounds. {', '.join(found.machine.values())}."


def _sizes(found: Measured) -> str:
    head = (
        *("songs", "window, s", "opening, s", "afterwards, s"),
        *("first answer, ms", "answer, ms", "by sound alone, ms"),
    )
    lines = [head, ["---"] * len(head)]
    for songs in found.opened:
        cells = [_cell(found.opening_part(songs, p)) for p in ("window_s", "usable_s", "after_s")]
        if songs in found.asked:
            cells.append(_cell(found.asking_part(songs, "first_ms")))
            cells.append(_cell(found.alike.by_songs[songs]))
            cells.append(_cell(found.asking_part(songs, "similar_ms")))
        lines.append([f"{songs:,}", *cells, *[""] * (len(head) - 1 - len(cells))])
    return "CPU by size:\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(spread: Spread) -> str:
    return f"{short(spread.median)} ({short(spread.low)} to {short(spread.high)})"
