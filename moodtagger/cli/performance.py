"""What commands that listen take of the machine, and that they wait while on battery."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from moodtagger import settings
from moodtagger.cli.output import complain
from moodtagger.core.battery_policy import OnBattery
from moodtagger.paths import settings_path
from moodtagger.services.workers.power import PowerWatch
from moodtagger.services.workers.priority import Pace, pace

_WAITS = (
    "Paused: this computer runs on its battery. It goes on by itself when it is plugged in; "
    "with --on-battery go-on it does not wait."
)
_GOES_ON = "Plugged in again: it goes on."


def pace_of(arguments: argparse.Namespace) -> Pace:
    """The pace that the options ask for, or else the settings."""
    chosen = settings.load(settings_path())
    full = arguments.full_speed
    if arguments.jobs:
        return Pace(arguments.jobs, gentle=not full)
    return pace(chosen.workers or None, full_speed=chosen.full_speed if full is None else full)


@contextmanager
def minding_power(arguments: argparse.Namespace) -> Iterator[Event]:
    """An event that is set while work is to wait for the mains; each change is told."""
    manner = OnBattery(arguments.on_battery or settings.load(settings_path()).on_battery)
    pause = Event()
    with PowerWatch(manner, pause, lambda waits: complain(_WAITS if waits else _GOES_ON)):
        yield pause
