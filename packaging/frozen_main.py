"""Entry point of frozen builds: workers start the same program, so that comes first."""

import multiprocessing
import sys
from pathlib import Path

multiprocessing.freeze_support()

from moodtagger.__main__ import main, open_window  # noqa: E402

if __name__ == "__main__":
    sys.exit(open_window() if Path(sys.executable).stem == "moodtagger-gui" else main())
