"""Process-wide settings: garbage collection, malloc, code pages and resource limits."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import math
import mmap
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def gc_disabled() -> Iterator[None]:
    """Making a million small objects that all stay sets off the collector in vain, for 30 %."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def promote_to_oldest_generation() -> None:
    """Take all objects that there are for old ones, which the search for cycles seldom looks at.

    Said after making very many that stay, it spares the look at each of them that comes next. What
    was frozen stays so.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()  # puts them among the oldest


# Of glibc's malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_THRESHOLD_BYTES = 32 << 20  # bytes


def raise_malloc_thresholds() -> None:
    """Keep up to 32 MB of freed memory instead of giving it back to the system each time.

    Blocks of sound come and go by the hundred a second; each that is new has to be filled with
    zeros by the system first, which took it some 25 ms of a song of four minutes. Linux with glibc
    only; nothing happens elsewhere.
    """
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _THRESHOLD_BYTES)
        mallopt(_TRIM_THRESHOLD, _THRESHOLD_BYTES)


# Start, end and inode of memory that holds code from a file and cannot be written to.
_CODE_MAPPING = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) r-xp \S+ \S+ ([1-9]\d*) ", re.MULTILINE)


def release_code_pages() -> None:
    """Forget all code in this process's memory; what still runs is read from its file again.

    Of torch's 70 MB little runs a second time. Only memory that nobody can have written to is let
    go of. Linux only; nothing happens elsewhere.
    """
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    for start, end, _ in _CODE_MAPPING.findall(Path("/proc/self/maps").read_text()):
        start_address, end_address = int(start, 16), int(end, 16)
        size = ctypes.c_size_t(end_address - start_address)
        libc.madvise(ctypes.c_void_p(start_address), size, ctypes.c_int(mmap.MADV_DONTNEED))


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
