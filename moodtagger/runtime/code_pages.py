"""Memory that holds the code of libraries: much of it runs once, when they are imported."""

from __future__ import annotations

import ctypes
import mmap
import re
import sys
from pathlib import Path

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
