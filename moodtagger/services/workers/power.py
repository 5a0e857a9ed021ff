"""Whether the computer runs on its battery, and a watch that lets work wait for that."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from moodtagger.core.battery_policy import BatteryPolicy

POLL_S = 3.0
SUPPLIES = Path("/sys/class/power_supply")


def on_battery() -> bool:
    """Whether the computer is unplugged now; False where there is no battery, or nobody knows."""
    if sys.platform == "linux":
        return is_unplugged(SUPPLIES)
    import psutil

    with contextlib.suppress(AttributeError, NotImplementedError, OSError, RuntimeError):
        battery = psutil.sensors_battery()
        return battery is not None and battery.power_plugged is False
    return False


def is_unplugged(supplies: Path) -> bool:
    """The same from the kernel's list of supplies.

    Read here because psutil takes the battery of a wireless mouse for the computer's own, and
    would find a desktop computer unplugged; the kernel tells them apart by their scope.
    """
    discharging = False
    with contextlib.suppress(OSError):
        for supply in supplies.iterdir():
            kind = _read_attribute(supply / "type")
            if _read_attribute(supply / "scope") == "Device":
                continue
            if kind != "Battery" and _read_attribute(supply / "online") == "1":
                return False
            discharging = discharging or (
                kind == "Battery" and _read_attribute(supply / "status") == "Discharging"
            )
    return discharging


def _read_attribute(path: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        return path.read_text(encoding="ascii").strip()
    return ""


class PowerWatch:
    """Sets `pause` while work is to wait, from a thread of its own; use it as a context.

    `on_change(waits)` is called there each time.
    """

    def __init__(
        self,
        policy: BatteryPolicy,
        pause: threading.Event,
        on_change: Callable[[bool], None],
        *,
        read: Callable[[], bool] | None = None,
        every_s: float | None = None,
    ) -> None:
        self._policy = policy
        self._pause = pause
        self._on_change = on_change
        self._read = read or on_battery
        self._every_s = every_s or POLL_S
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="moodtagger-power", daemon=True)

    def __enter__(self) -> PowerWatch:
        if self._policy is not BatteryPolicy.CONTINUE:
            self._last_state = self._read()
            if self._last_state and self._policy.requires_pause(at_start=True):
                self._set_pause(True)
            self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        while not self._stopped.wait(self._every_s):
            now = self._read()
            if now != self._last_state:
                self._last_state = now
                self._set_pause(now)

    def _set_pause(self, paused: bool) -> None:
        if paused != self._pause.is_set():
            (self._pause.set if paused else self._pause.clear)()
            self._on_change(paused)
