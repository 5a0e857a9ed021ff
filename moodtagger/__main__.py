"""`python -m moodtagger` and the `moodtagger` command."""

from __future__ import annotations

import sys

from moodtagger.cli import main

if __name__ == "__main__":
    sys.exit(main())
