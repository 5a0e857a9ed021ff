"""Limits of memory and time for a process that handles files from anywhere."""

from __future__ import annotations

import contextlib
import math
import os
import sys
import time
from pathlib import Path


def limit_address_space(extra_bytes: int) -> None:
    """Let this process reserve `extra` bytes of address space beyond what it has now.

    What asks for more gets a MemoryError. Nothing happens where the system has no such limit or
    does not tell how much is in use (only Linux does both).
    """
    if not sys.platform.startswith("linux"):
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (used + extra_bytes, hard))


def limit_cpu_time(seconds: float) -> None:
    """Let this process compute for so long from now on; then the system ends it, whatever it does.

    Waiting, for a slow drive or through a pause, does not count. Nothing happens on Windows.
    """
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        requested = math.ceil(time.process_time() + seconds)
        soft = requested if hard == resource.RLIM_INFINITY else min(requested, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
