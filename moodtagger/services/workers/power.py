"""Whether the computer runs on its battery, and a watch that lets work wait for that."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from moodtagger.core.battery_policy import OnBattery

POLL_S = 3.0
SUPPLIES = Path("/sys/class/power_supply")


def on_battery() -> bool:
    """Whether the computer is unplugged now; False where there is no battery, or nobody knows."""
    if sys.platform == "linux":
        return unplugged(SUPPLIES)
    import psutil

    with contextlib.suppress(AttributeError, NotImplementedError, OSError, RuntimeError):
        battery = psutil.sensors_battery()
        return battery is not None and battery.power_plugged is False
    return False


def unplugged(supplies: Path) -> bool:
    """The same from the kernel's list of supplies.

    Read here because psutil takes the battery of a wireless mouse for the computer's own, and
    would find a desktop computer unplugged; the kernel tells them apart by their scope.
    """
    drained = False
    with contextlib.suppress(OSError):
        for supply in supplies.iterdir():
            kind = _word(supply / "type")
            if _word(supply / "scope") == "Device":
                continue
            if kind != "Battery" and _word(supply / "online") == "1":
                return False
            drained = drained or (kind == "Battery" and _word(supply / "status") == "Discharging")
    return drained


def _word(path: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        return path.read_text(encoding="ascii").strip()
    return ""


class PowerWatch:
    """Sets `pause` while work is to wait, from a thread of its own; use it as a context.

    `on_change(waits)` is called there each time.
    """

    def __init__(
        self,
        manner: OnBattery,
        pause: threading.Event,
        on_change: Callable[[bool], None],
        *,
        read: Callable[[], bool] | None = None,
        every_s: float | None = None,
    ) -> None:
        self._manner = manner
        self._pause = pause
        self._on_change = on_change
        self._read = read or on_battery
        self._every_s = every_s or POLL_S
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="moodtagger-power", daemon=True)

    def __enter__(self) -> PowerWatch:
        if self._manner is not OnBattery.GO_ON:
            self._was = self._read()
            if self._was and self._manner.holds(at_start=True):
                self._hold(True)
            self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(self._every_s):
            now = self._read()
            if now != self._was:
                self._was = now
                self._hold(now)

    def _hold(self, on: bool) -> None:
        if on != self._pause.is_set():
            (self._pause.set if on else self._pause.clear)()
            self._on_change(on)
