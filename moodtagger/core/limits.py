"""A limit of memory for a process that handles files from anywhere."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path


def limit_memory(extra: int) -> None:
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
        resource.setrlimit(resource.RLIMIT_AS, (used + extra, hard))
