"""Doing without Python's search for cycles while very much is made that stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_disabled() -> Iterator[None]:
    """Making a million small objects that all stay sets off the collector in vain, for 30 %."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def promote_to_oldest_generation() -> None:
    """Take all objects that there are for old ones, which the search for cycles seldom looks at.

    Said after making very many that stay, it spares the look at each of them that comes next. What
    was frozen stays so.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()  # puts them among the oldest
