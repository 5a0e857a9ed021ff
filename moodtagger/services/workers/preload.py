"""Modules that analysis processes share: imported once by the fork server; see `executors`."""

from __future__ import annotations

import contextlib
import gc
import importlib

from moodtagger.inference.predictor import selected_backend
from moodtagger.runtime import release_code_pages

# By name, as nothing here uses them. Only the fork server may import this module.
MODULES = (
    "moodtagger.inference.predictor",
    f"moodtagger.inference.backends.{selected_backend().value}_backend",
    "moodtagger.services.workers.analysis",
    "moodtagger.services.workers.worker",
    "moodtagger.tags",
    "psutil",
)

for name in MODULES:
    # A broken installation is reported by the worker that needs the module, song by song.
    with contextlib.suppress(Exception):
        importlib.import_module(name)
# A collection would write into memory that the forked processes share.
gc.collect()
gc.freeze()
release_code_pages()  # this process runs none of it
