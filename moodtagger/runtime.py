"""Process-wide tuning: garbage collection, malloc, code pages, imports, threads and limits.

Everything here changes the whole process, not just the caller. Each function says why it is worth
that, with the figure measured (on two cores; the runs are in resources/docs/performance.md).

To find out whether one of them causes a problem, turn them off with the environment variable
`MOODTAGGER_TUNING`, which worker processes inherit:

- not set: everything is on;
- `MOODTAGGER_TUNING=0`: everything is off;
- `MOODTAGGER_TUNING=gc,malloc`: only these are on. The names are those of `Tuning`.

The limits that protect from damaged files are no tuning: they always hold.
"""

from __future__ import annotations

import builtins
import contextlib
import enum
import gc
import math
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TUNING_ENV_VAR = "MOODTAGGER_TUNING"


class Tuning(enum.StrEnum):
    """The tunings that `MOODTAGGER_TUNING` can name."""

    GC = "gc"
    MALLOC = "malloc"
    CODE_PAGES = "code-pages"
    IMPORTS = "imports"
    THREADS = "threads"


def is_enabled(tuning: Tuning) -> bool:
    """Whether the environment leaves this tuning on."""
    names = os.environ.get(TUNING_ENV_VAR)
    return names is None or tuning.value in re.split(r"[,\s]+", names)


# --- garbage collection ---------------------------------------------------------------------------


@contextmanager
def gc_disabled() -> Iterator[None]:
    """Suspend the cyclic garbage collector while many objects are created that all stay.

    Reading a library creates a million of them. The collector examined them again and again and
    found nothing, which took 30 % of the time.
    """
    was_enabled = gc.isenabled()
    if is_enabled(Tuning.GC):
        gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def promote_to_oldest_generation() -> None:
    """Move all objects to the generation that the garbage collector examines least often.

    After `gc_disabled` the next young collection would examine all the new objects at once: 140 ms
    for 1.5 million, during which the window does not react. Objects that are frozen stay frozen.
    """
    if is_enabled(Tuning.GC) and not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()  # puts them into the oldest generation


def freeze_objects() -> None:
    """Exclude all objects from garbage collection, for a process that keeps what it imported.

    A collection writes into each object it examines, and so copies memory that forked processes
    share. Without those collections, and with malloc's thresholds, a song took 370 ms, not 404.
    """
    if is_enabled(Tuning.GC):
        gc.freeze()


# --- memory ---------------------------------------------------------------------------------------

# Parameters of mallopt, from glibc's malloc.h.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
_MALLOC_THRESHOLD = 32 << 20  # bytes


def raise_malloc_thresholds() -> None:
    """Let malloc keep up to 32 MB of freed memory rather than return it to the system.

    Audio blocks are allocated and freed hundreds of times a second, and the system zeroes every
    page that it hands out: 5,000 to 10,000 pages and 25 ms for a song of four minutes. Linux with
    glibc only; does nothing elsewhere.
    """
    if sys.platform != "linux" or not is_enabled(Tuning.MALLOC):
        return
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, _MALLOC_THRESHOLD)
        mallopt(_M_TRIM_THRESHOLD, _MALLOC_THRESHOLD)


# Start, end and inode of memory that holds code from a file and cannot be written to.
_CODE_MAPPING = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) r-xp \S+ \S+ ([1-9]\d*) ", re.MULTILINE)


def release_code_pages() -> None:
    """Release the memory that holds machine code; what still runs is read from its file again.

    Most of a library's code runs only while it is imported: of torch's 70 MB, 3 MB run again. For
    two worker processes and the window this saved 65 of 410 MB. Only pages that cannot have been
    written to are released. Linux only; does nothing elsewhere.
    """
    if sys.platform != "linux" or not is_enabled(Tuning.CODE_PAGES):
        return
    import ctypes
    import mmap

    libc = ctypes.CDLL(None, use_errno=True)
    for start, end, _ in _CODE_MAPPING.findall(Path("/proc/self/maps").read_text()):
        start_address, end_address = int(start, 16), int(end, 16)
        size = ctypes.c_size_t(end_address - start_address)
        libc.madvise(ctypes.c_void_p(start_address), size, ctypes.c_int(mmap.MADV_DONTNEED))


# --- imports and threads --------------------------------------------------------------------------

_ORIGINAL_IMPORT = "__orig_import__"  # the name under which PySide6 keeps what it replaces


def restore_builtin_import() -> None:
    """Take PySide6's import hook out again; PySide6 must have been imported.

    After every import the hook reads the source of the new module, and keeps it, to look for
    `from __feature__ import`, which is used nowhere here. Importing numpy, SciPy and SQLAlchemy
    took 1.16 s of CPU with the hook and 0.94 s without it.
    """
    if is_enabled(Tuning.IMPORTS):
        builtins.__import__ = getattr(builtins, _ORIGINAL_IMPORT, builtins.__import__)


def limit_blas_threads() -> None:
    """Give numpy's linear algebra one thread; call it before numpy is imported.

    Its threads spin while they wait, beside worker processes that use all cores already: up to 40
    times the CPU time of the work itself. Variables that the user has set stay as they are.
    """
    if is_enabled(Tuning.THREADS):
        for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(variable, "1")


# --- limits for damaged files ---------------------------------------------------------------------


def limit_address_space(extra_bytes: int) -> None:
    """Limit this process to `extra_bytes` of address space beyond what it uses now.

    A damaged or hostile file can make a decoder ask for any amount; it then gets a MemoryError
    instead of the machine's memory. Does nothing where the system has no such limit or does not
    report how much is in use: only Linux does both.
    """
    if not sys.platform.startswith("linux"):
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (used + extra_bytes, hard))


def limit_cpu_time(seconds: float) -> None:
    """Let the system end this process after `seconds` more of CPU time.

    A decoder that loops forever cannot be stopped from within. Waiting does not count, be it for a
    slow drive or because of a pause. Does nothing on Windows.
    """
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        requested = math.ceil(time.process_time() + seconds)
        soft = requested if hard == resource.RLIM_INFINITY else min(requested, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
