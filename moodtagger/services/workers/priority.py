"""How much of the machine listening takes, and who goes first: other programs, unless told."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass

_WORKER_MEMORY = 250 << 20  # bytes that one process which listens may come to need
_LOWEST_NICE = 19


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """So many processes; `gentle` ones run only where other programs leave room."""

    jobs: int
    low_priority: bool = True


def worker_limits(jobs: int | None = None, *, full_speed: bool = False) -> WorkerLimits:
    """The wished number of processes, by default half the cores, which step back for others.

    At full speed: one process for each core, which step back for nobody. A number that nobody
    chose is never more than the free memory has room for.
    """
    if full_speed:
        return WorkerLimits(min(cores(), workers_that_fit_in_memory()), low_priority=False)
    return WorkerLimits(jobs or max(1, min(cores() // 2, workers_that_fit_in_memory())))


def cores() -> int:
    """The processor's cores, or as many of them as this program may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 2


def workers_that_fit_in_memory() -> int:
    """How many processes the free memory has room for, at least one."""
    import psutil

    return max(1, int(psutil.virtual_memory().available) // _WORKER_MEMORY)


def lower_priority(pid: int | None = None) -> None:
    """Let all other programs go before this process, or another of one's own.

    The lowest priority, and for the disk the idle class where the system has one (Linux; Windows
    calls it very low). What the system does not allow is left as it is.
    """
    import psutil

    with contextlib.suppress(psutil.Error, OSError):
        process = psutil.Process(pid)
        windows = sys.platform == "win32"
        process.nice(psutil.IDLE_PRIORITY_CLASS if windows else _LOWEST_NICE)
        if hasattr(process, "ionice"):
            process.ionice(psutil.IOPRIO_VERYLOW if windows else psutil.IOPRIO_CLASS_IDLE)


def restore_priority(pid: int) -> None:
    """Let this process of one's own be as quick as the calling one, where the system allows it.

    Windows does; elsewhere the priority may be raised by the system's administrator only, and it
    takes a new process.
    """
    import psutil

    with contextlib.suppress(psutil.Error, OSError):
        process, own = psutil.Process(pid), psutil.Process()
        if hasattr(process, "ionice"):
            windows = sys.platform == "win32"
            process.ionice(psutil.IOPRIO_NORMAL if windows else psutil.IOPRIO_CLASS_NONE)
        process.nice(own.nice())
