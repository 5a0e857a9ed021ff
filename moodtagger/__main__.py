"""`python -m moodtagger` and the `moodtagger` command."""

from __future__ import annotations

import signal
import sys
import threading

from moodtagger.runtime import limit_blas_threads

limit_blas_threads()  # before numpy is imported, here and in the worker processes

_ends_at_once = (
    threading.current_thread() is threading.main_thread()
    and signal.getsignal(signal.SIGINT) is signal.default_int_handler
)
if _ends_at_once:  # Ctrl+C while modules are imported ends quietly
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from moodtagger.cli import main  # noqa: E402

if _ends_at_once:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def open_window() -> int:
    """Open the window; the entry point without a console on Windows."""
    return main(["gui", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
