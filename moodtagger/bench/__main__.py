"""`python -m moodtagger.bench ui|trust|speed|scale`: the program measured where it is felt."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from moodtagger.bench import figures, speed, trust
from moodtagger.bench.scale import sizes
from moodtagger.bench.trust import rows
from moodtagger.bench.trust.rows import Plan
from moodtagger.bench.ui import measure


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one bench and print its table; the exit status is 1 when it found something amiss."""
    parser = argparse.ArgumentParser(prog="python -m moodtagger.bench", description=__doc__)
    benches = parser.add_subparsers(dest="bench", required=True)
    window = benches.add_parser("ui", help="the window on many songs")
    window.add_argument("--songs", type=int, default=100_000)
    window.set_defaults(run=_ui)
    safety = benches.add_parser("trust", help="disasters on purpose, and what was lost")
    safety.add_argument("--part", action="append", choices=trust.PARTS, help="only this part")
    safety.add_argument("--share", type=float, default=1.0, help="of the full number of trials")
    safety.add_argument("--seed", type=int, default=1)
    safety.add_argument("--work", type=Path, help="where to keep what was tried, to go on later")
    safety.add_argument("--only", type=int, nargs="+", default=(), help="mutations (hostile)")
    safety.set_defaults(run=_trust)
    hearing = benches.add_parser("speed", help="hearing songs, against what else could be run")
    speed.add_arguments(hearing)
    hearing.set_defaults(run=lambda options: speed.run(options, _log))
    growth = benches.add_parser("scale", help="libraries of 1,000, 10,000 and 100,000 songs")
    sizes.add_arguments(growth)
    growth.set_defaults(run=lambda options: sizes.run(options, _log))
    for bench in (window, safety):
        bench.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args(arguments)
    return int(options.run(options))


def _ui(options: argparse.Namespace) -> int:
    found = measure(options.songs, log=_log)
    print(figures.table(found))
    if options.json is not None:
        figures.write_json(found, options.json)
    return 0 if all(figure.reached is not False for figure in found) else 1


def _trust(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as spare:
        work = options.work or Path(spare)
        work.mkdir(parents=True, exist_ok=True)
        plan = Plan(work, options.share, options.seed, tuple(options.only))
        found = trust.run(tuple(options.part or trust.PARTS), plan, _log)
    print(rows.table(found))
    if options.json is not None:
        rows.write_json(found, options.json)
    return 1 if any(row.lost for row in found) else 0


def _log(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
