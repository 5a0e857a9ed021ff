"""What processes that listen need, imported once for all of them; see `nursery`."""

from __future__ import annotations

import gc
import importlib

# By name: only processes of the nursery may load these, and nothing here uses them.
for name in ("moodtagger.inference.predictor", "moodtagger.services.listen", "scipy.fft"):
    importlib.import_module(name)
importlib.import_module("scipy.sparse")

# A collector that looks at what was imported would write into the memory that is shared.
gc.collect()
gc.freeze()
