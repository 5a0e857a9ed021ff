"""`python -m moodtagger` and the `moodtagger` command."""

from __future__ import annotations

import os
import sys

# Before numpy is imported, here and in the processes that listen: the threads of its linear
# algebra spin beside the workers, and were measured to cost up to 40 times the work itself.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

from moodtagger.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
