"""The options of commands that listen: how much of the machine they take."""

from __future__ import annotations

import argparse

from moodtagger.cli.options.argument_types import positive_int
from moodtagger.core.battery_policy import BatteryPolicy


def add_performance_options(parser: argparse.ArgumentParser) -> None:
    """How many processes listen, whether others go first, and what is done on battery."""
    parser.add_argument(
        "--jobs",
        type=positive_int,
        metavar="N",
        help="processes (default: as in the settings, which is half the cores)",
    )
    parser.add_argument(
        "--full-speed",
        action=argparse.BooleanOptionalAction,
        help="all cores, at the usual priority instead of the lowest (default: as in the settings)",
    )
    parser.add_argument(
        "--on-battery",
        choices=[str(manner) for manner in BatteryPolicy],
        help="wait for the mains: when it is unplugged meanwhile, always, or never "
        "(default: as in the settings)",
    )
