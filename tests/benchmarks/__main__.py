"""`python -m tests.benchmarks ui|speed|scale|music`: measure what users notice."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import measurements as figures
from tests.benchmarks import music, speed
from tests.benchmarks.scale import run
from tests.benchmarks.ui import measure


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one benchmark and print its table; the exit status is 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    subparsers = parser.add_subparsers(dest="bench", required=True)
    ui_parser = subparsers.add_parser("ui", help="the window on many songs")
    ui_parser.add_argument("--songs", type=int, default=100_000)
    ui_parser.set_defaults(run=_run_ui)
    speed_parser = subparsers.add_parser(
        "speed", help="analyzing songs, compared with other programs"
    )
    speed.add_arguments(speed_parser)
    speed_parser.set_defaults(run=lambda options: speed.run(options, _log))
    scale_parser = subparsers.add_parser(
        "scale", help="libraries of 1,000, 10,000 and 100,000 songs"
    )
    run.add_arguments(scale_parser)
    scale_parser.set_defaults(run=lambda options: run.run(options, _log))
    music_parser = subparsers.add_parser("music", help="keys and tempos against references")
    music.add_arguments(music_parser)
    music_parser.set_defaults(run=music.run)
    ui_parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args(arguments)
    return int(options.run(options))


def _run_ui(options: argparse.Namespace) -> int:
    measurements = measure(options.songs, log=_log)
    print(figures.measurement_table(measurements))
    if options.json is not None:
        figures.write_json(measurements, options.json)
    return 0 if all(figure.reached is not False for figure in measurements) else 1


def _log(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
