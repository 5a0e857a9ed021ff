"""Options for worker count and battery, and their use by commands."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from moodtagger import settings
from moodtagger.cli.arguments import positive_int
from moodtagger.cli.output import print_error
from moodtagger.core.options import BatteryPolicy
from moodtagger.paths import settings_path
from moodtagger.services.workers.priority import PowerWatch, WorkerLimits, worker_limits


def add_performance_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for worker processes, and for pauses on battery."""
    parser.add_argument(
        "--jobs",
        type=positive_int,
        metavar="N",
        help="number of processes (default: as in the settings, half the cores)",
    )
    parser.add_argument(
        "--full-speed",
        action=argparse.BooleanOptionalAction,
        help="use all cores (default: as in the settings)",
    )
    parser.add_argument(
        "--on-battery",
        choices=[str(policy) for policy in BatteryPolicy],
        help="on battery: pause when unplugged, always wait, or go on (default: as in "
        "the settings)",
    )


_PAUSED_MESSAGE = (
    "Paused on battery. Resumes when plugged in; use --on-battery go-on to keep running."
)
_RESUMED_MESSAGE = "Plugged in. Resuming."


def limits_from_arguments(arguments: argparse.Namespace) -> WorkerLimits:
    """Return the worker limits of the options, or else of the settings."""
    chosen = settings.load(settings_path())
    full = arguments.full_speed
    if arguments.jobs:
        return WorkerLimits(arguments.jobs)
    return worker_limits(
        chosen.workers or None, full_speed=chosen.full_speed if full is None else full
    )


@contextmanager
def pause_on_battery(arguments: argparse.Namespace) -> Iterator[Event]:
    """Yield an event that is set while the battery policy asks for a pause; print each change."""
    policy = BatteryPolicy(arguments.on_battery or settings.load(settings_path()).on_battery)
    pause = Event()
    with PowerWatch(
        policy, pause, lambda paused: print_error(_PAUSED_MESSAGE if paused else _RESUMED_MESSAGE)
    ):
        yield pause
