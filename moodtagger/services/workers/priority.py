"""How much of the machine the analysis takes: worker count, priority, pause on battery."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from moodtagger.core.options import BatteryPolicy

_WORKER_MEMORY = 250 << 20  # bytes that one worker may need
_LOWEST_NICE = 19


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """The number of worker processes, and whether other programs go before them."""

    jobs: int
    low_priority: bool = False


def worker_limits(jobs: int | None = None, *, full_speed: bool = False) -> WorkerLimits:
    """Return the limits for `jobs` processes, by default half the cores, at full speed all.

    Their priority is the normal one: work that nobody waits for asks for a low one itself (see
    `AnalysisPool.run`). A default is never more than fits into the free memory.
    """
    usable = cores() if full_speed else cores() // 2
    default = max(1, min(usable, workers_that_fit_in_memory()))
    return WorkerLimits(default if full_speed else jobs or default)


def cores() -> int:
    """Return how many processor cores this program may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 2


def workers_that_fit_in_memory() -> int:
    """Return how many workers fit into the free memory, at least one."""
    import psutil

    return max(1, int(psutil.virtual_memory().available) // _WORKER_MEMORY)


def lower_priority(pid: int | None = None) -> None:
    """Give this process, or the one with `pid`, the lowest priority.

    For the disk that is the idle class where the system has one (Linux; Windows calls it very
    low). What the system does not allow stays as it is.
    """
    import psutil

    with contextlib.suppress(psutil.Error, OSError):
        process = psutil.Process(pid)
        windows = sys.platform == "win32"
        process.nice(psutil.IDLE_PRIORITY_CLASS if windows else _LOWEST_NICE)
        if hasattr(process, "ionice"):
            process.ionice(psutil.IOPRIO_VERYLOW if windows else psutil.IOPRIO_CLASS_IDLE)


def restore_priority(pid: int) -> None:
    """Give a worker the priority of the calling process, where the system allows it.

    Windows does; elsewhere only an administrator may raise a priority, so that it takes a new
    process.
    """
    import psutil

    with contextlib.suppress(psutil.Error, OSError):
        process, own = psutil.Process(pid), psutil.Process()
        if hasattr(process, "ionice"):
            windows = sys.platform == "win32"
            process.ionice(psutil.IOPRIO_NORMAL if windows else psutil.IOPRIO_CLASS_NONE)
        process.nice(own.nice())


class PriorityGate:
    """A gate for background work, which waits while it is `busy` with urgent work."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._urgent_count = 0

    @property
    def busy(self) -> bool:
        """Whether work that the user waits for is running."""
        return self._urgent_count > 0

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """Keep the gate busy while the context lasts."""
        with self._lock:
            self._urgent_count += 1
        try:
            yield
        finally:
            with self._lock:
                self._urgent_count -= 1


POLL_S = 3.0
SUPPLIES = Path("/sys/class/power_supply")


def on_battery() -> bool:
    """Return whether the computer runs on its battery; False when that is unknown."""
    if sys.platform == "linux":
        return is_unplugged(SUPPLIES)
    import psutil

    with contextlib.suppress(AttributeError, NotImplementedError, OSError, RuntimeError):
        battery = psutil.sensors_battery()
        return battery is not None and battery.power_plugged is False
    return False


def is_unplugged(supplies: Path) -> bool:
    """Return whether the kernel's list of power supplies says that the battery is in use.

    Read here because psutil takes the battery of a wireless mouse for the computer's own, and
    would find a desktop computer unplugged. The kernel marks such a device by its scope.
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
    """A context in which a thread sets `pause` while the battery policy asks for it.

    `on_change(paused)` is called on that thread each time. `read` returns whether the computer
    runs on its battery and is called every `every_s` seconds.
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
