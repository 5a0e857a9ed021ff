"""What processes that listen need, imported once for all of them; see `nursery`."""

from __future__ import annotations

import contextlib
import gc
import importlib

from moodtagger.inference.predictor import selected_backend
from moodtagger.runtime import freeze_objects, release_code_pages

# By name: only processes of the nursery may load these, and nothing here uses them.
_BACKEND_MODULE = f"inference.backends.{selected_backend().value}_backend"
_PROJECT_MODULES = (
    "inference.predictor",
    _BACKEND_MODULE,
    "services.workers.analysis",
    "services.workers.worker",
    "tags",
)
_THIRD_PARTY_MODULES = ("psutil", "scipy.fft", "scipy.sparse")

for name in (*(f"moodtagger.{ours}" for ours in _PROJECT_MODULES), *_THIRD_PARTY_MODULES):
    # What is broken is told of by the process that needs it, song by song.
    with contextlib.suppress(Exception):
        importlib.import_module(name)
# A collector that looks at what was imported would write into the memory that is shared.
gc.collect()
freeze_objects()
release_code_pages()  # this process has nothing more to do with it
