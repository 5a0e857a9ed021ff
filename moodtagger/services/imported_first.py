"""What processes that listen need, imported once for all of them; see `nursery`. Linux only."""

from __future__ import annotations

import ctypes
import gc
import importlib
import mmap
import re
from pathlib import Path

# Start, end and inode of memory that holds code from a file and cannot be written to.
_CODE = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) r-xp \S+ \S+ ([1-9]\d*) ", re.MULTILINE)


def _import() -> None:
    # By name: only processes of the nursery may load these, and nothing here uses them.
    for name in ("inference.predictor", "services.listen", "services.worker", "tags"):
        importlib.import_module(f"moodtagger.{name}")
    for name in ("psutil", "scipy.fft", "scipy.sparse"):
        importlib.import_module(name)
    # A collector that looks at what was imported would write into the memory that is shared.
    gc.collect()
    gc.freeze()


def let_go_of_code() -> None:
    """Forget the libraries' code, 70 MB of torch's most of all, that importing them has run.

    This process has nothing more to do with it, and those that are forked off read from the file
    what they need. Only memory that nobody can have written to is let go of.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    for start, end, _ in _CODE.findall(Path("/proc/self/maps").read_text()):
        first, behind = int(start, 16), int(end, 16)
        libc.madvise(
            ctypes.c_void_p(first),
            ctypes.c_size_t(behind - first),
            ctypes.c_int(mmap.MADV_DONTNEED),
        )


_import()
let_go_of_code()
