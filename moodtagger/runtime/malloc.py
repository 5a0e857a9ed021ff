"""Memory that a process has freed and will want again in a moment."""

from __future__ import annotations

import ctypes
import sys

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
