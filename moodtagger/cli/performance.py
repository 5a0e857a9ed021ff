"""What commands that listen take of the machine, and that they wait while on battery."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from moodtagger import settings
from moodtagger.cli.output import print_error
from moodtagger.core.battery_policy import BatteryPolicy
from moodtagger.paths import settings_path
from moodtagger.services.workers.power import PowerWatch
from moodtagger.services.workers.priority import WorkerLimits, worker_limits

_PAUSED_MESSAGE = (
    "Paused: this computer runs on its battery. It goes on by itself when it is plugged in; "
    "with --on-battery go-on it does not wait."
)
_RESUMED_MESSAGE = "Plugged in again: it goes on."


def limits_from_arguments(arguments: argparse.Namespace) -> WorkerLimits:
    """The pace that the options ask for, or else the settings."""
    chosen = settings.load(settings_path())
    full = arguments.full_speed
    if arguments.jobs:
        return WorkerLimits(arguments.jobs, low_priority=not full)
    return worker_limits(
        chosen.workers or None, full_speed=chosen.full_speed if full is None else full
    )


@contextmanager
def pause_on_battery(arguments: argparse.Namespace) -> Iterator[Event]:
    """An event that is set while work is to wait for the mains; each change is told."""
    policy = BatteryPolicy(arguments.on_battery or settings.load(settings_path()).on_battery)
    pause = Event()
    with PowerWatch(
        policy, pause, lambda waits: print_error(_PAUSED_MESSAGE if waits else _RESUMED_MESSAGE)
    ):
        yield pause
