"""What processes that listen need, imported once for all of them; see `nursery`."""

from __future__ import annotations

import contextlib
import gc
import importlib

from moodtagger.inference.backends.selection import chosen_engine
from moodtagger.runtime.code_pages import let_go_of_code

# By name: only processes of the nursery may load these, and nothing here uses them.
_NETWORK = f"inference.{chosen_engine().value}_network"
_OURS = ("inference.predictor", _NETWORK, "services.listen", "services.worker", "tags")
_THEIRS = ("psutil", "scipy.fft", "scipy.sparse")

for name in (*(f"moodtagger.{ours}" for ours in _OURS), *_THEIRS):
    # What is broken is told of by the process that needs it, song by song.
    with contextlib.suppress(Exception):
        importlib.import_module(name)
# A collector that looks at what was imported would write into the memory that is shared.
gc.collect()
gc.freeze()
let_go_of_code()  # this process has nothing more to do with it
