"""What processes that listen need, imported once for all of them; see `nursery`."""

from __future__ import annotations

import gc
import importlib

from moodtagger.core.code_memory import let_go_of_code

# By name: only processes of the nursery may load these, and nothing here uses them.
for name in ("inference.predictor", "services.listen", "services.worker", "tags"):
    importlib.import_module(f"moodtagger.{name}")
for name in ("psutil", "scipy.fft", "scipy.sparse"):
    importlib.import_module(name)
# A collector that looks at what was imported would write into the memory that is shared.
gc.collect()
gc.freeze()
let_go_of_code()  # this process has nothing more to do with it
