"""`python -m moodtagger.bench ui`: measures the program where its users would feel it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from moodtagger.bench import figures
from moodtagger.bench.ui import measure


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one bench and print its table; the exit status is 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m moodtagger.bench", description=__doc__)
    benches = parser.add_subparsers(dest="bench", required=True)
    window = benches.add_parser("ui", help="the window on many songs")
    window.add_argument("--songs", type=int, default=100_000)
    window.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args(arguments)
    found = measure(options.songs, log=lambda text: print(text, file=sys.stderr, flush=True))
    print(figures.table(found))
    if options.json is not None:
        figures.write_json(found, options.json)
    return 0 if all(figure.reached is not False for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
