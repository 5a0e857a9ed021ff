"""The options of `moodtagger set`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from moodtagger.cli.arguments import nonempty_path, positive_int, whole_number
from moodtagger.cli.song_options import add_filter_options, add_playlist_option
from moodtagger.core.dj.transitions import HarmonicRule, MixRules

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

CURVES: Final = {
    "build": ((0.0, 3.0), (1.0, 9.0)),
    "peak": ((0.0, 3.0), (0.7, 9.0), (1.0, 6.0)),
    "waves": ((0.0, 4.0), (0.25, 8.0), (0.45, 5.0), (0.75, 9.0), (1.0, 5.0)),
    "cooldown": ((0.0, 8.0), (1.0, 2.0)),
    "steady": ((0.0, 6.0), (1.0, 6.0)),
}
MAX_SONGS: Final = 500


def add_set_command(commands: _Commands) -> None:
    """Add the command `set`."""
    parser = commands.add_parser("set", help="build a DJ's set: songs in the order of a curve")
    parser.add_argument(
        "--curve",
        type=energy_curve,
        metavar="CURVE",
        help=f"energy from 1 to 10 over time, as in 3,7,9,6, or {', '.join(CURVES)}",
    )
    parser.add_argument(
        "--mood-path",
        type=mood_path,
        metavar="V,A;V,A",
        help="positions on the map from -1 to 1, as in '-0.5,-0.3;0.6,0.7'",
    )
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--minutes", type=positive_int, metavar="N", help="about so long")
    length.add_argument("--songs", type=positive_int, metavar="N", help="so many (default: 20)")
    parser.add_argument("--bpm", type=bpm_range, metavar="LOW-HIGH", help="only these tempos")
    add_mix_rules(parser)
    parser.add_argument(
        "--per-artist",
        type=whole_number,
        default=2,
        metavar="N",
        help="at most N songs of one artist, 0 for any number (default: %(default)s)",
    )
    for name, text in (("start", "the first song"), ("end", "the last song")):
        parser.add_argument(f"--{name}", type=nonempty_path, metavar="FILE", help=text)
    for name, text in (("with", "a song that must be in it"), ("without", "one that must not")):
        parser.add_argument(
            f"--{name}", action="append", default=[], type=nonempty_path, metavar="FILE", help=text
        )
    add_filter_options(parser)
    add_playlist_option(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object per line")
    parser.set_defaults(run="set:run")


def add_mix_rules(parser: argparse.ArgumentParser) -> None:
    """Add what a transition may be; see `mix_rules`."""
    defaults = MixRules()
    parser.add_argument(
        "--max-bpm-change",
        type=float,
        default=defaults.max_bpm_change,
        metavar="BPM",
        help="at a transition (default: %(default)g)",
    )
    parser.add_argument(
        "--no-half-double",
        action="store_true",
        help="do not mix songs at half or double tempo",
    )
    parser.add_argument(
        "--keys",
        choices=[str(rule) for rule in HarmonicRule],
        default=str(defaults.harmonic),
        help="which keys may follow each other (default: %(default)s)",
    )


def mix_rules(arguments: argparse.Namespace) -> MixRules:
    """Return the rules that the options ask for."""
    return MixRules(
        HarmonicRule(arguments.keys), arguments.max_bpm_change, not arguments.no_half_double
    )


def energy_curve(text: str) -> tuple[tuple[float, float], ...]:
    """Parse the name of a curve, or energies at equal distances in time."""
    if text in CURVES:
        return CURVES[text]
    energies = [_number(part, 1, 10) for part in text.split(",")]
    last = max(1, len(energies) - 1)
    return tuple((i / last, energy) for i, energy in enumerate(energies))


def mood_path(text: str) -> tuple[tuple[float, float], ...]:
    """Parse positions on the map."""
    points = []
    for point in text.split(";"):
        parts = point.split(",")
        if len(parts) != 2:
            raise argparse.ArgumentTypeError(f"{point!r} is not VALENCE,AROUSAL")
        points.append((_number(parts[0], -1, 1), _number(parts[1], -1, 1)))
    return tuple(points)


def bpm_range(text: str) -> tuple[float, float]:
    """Parse two tempos."""
    low, dash, high = text.partition("-")
    limits = _number(low, 20, 500), _number(high if dash else low, 20, 500)
    if limits[0] > limits[1]:
        raise argparse.ArgumentTypeError(f"{text!r} ends below its beginning")
    return limits


def _number(text: str, low: float, high: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = low - 1
    if not low <= value <= high:
        raise argparse.ArgumentTypeError(f"{text.strip()!r} is not a number from {low} to {high}")
    return value
