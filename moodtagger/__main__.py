"""`python -m moodtagger` and the `moodtagger` command."""

from __future__ import annotations

import sys

from moodtagger.runtime import limit_blas_threads

limit_blas_threads()  # before numpy is imported, here and in the worker processes

from moodtagger.cli import main  # noqa: E402


def open_window() -> int:
    """Open the window; the entry point without a console on Windows."""
    return main(["gui", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
