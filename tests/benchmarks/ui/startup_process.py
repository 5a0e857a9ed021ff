"""The process that opens one window and ends: `window first`, or `imports first`."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
import time

# What analysis needs: a program that imports eagerly loads all of it before its window.
ANALYSIS_MODULES = (
    *("torch", "librosa", "librosa.feature", "scipy.signal", "soundfile", "soxr", "av", "mutagen"),
    *("sqlalchemy", "moodtagger.services.workers.analysis", "moodtagger.inference.predictor"),
)


def main(import_order: str) -> None:
    """Show the window and print the CPU time until it is painted."""
    if import_order == "imports first":
        for module in ANALYSIS_MODULES:
            with contextlib.suppress(ImportError):  # not installed
                importlib.import_module(module)
    from moodtagger import app as composition

    app = composition.make_application()
    window = composition.make_window(app)
    window.show()
    app.processEvents()
    print(json.dumps({"cpu_s": time.process_time()}), flush=True)
    os._exit(0)  # closing is not measured


if __name__ == "__main__":
    main(*sys.argv[1:])
