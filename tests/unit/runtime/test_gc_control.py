"""The search for cycles is put off, and cycles are found all the same."""

from __future__ import annotations

import gc
import weakref

from moodtagger.runtime import gc_disabled, promote_to_oldest_generation


class Knot:
    """An object that holds itself."""

    def __init__(self) -> None:
        self.me = self


def test_what_is_old_is_looked_at_when_all_is() -> None:
    knot = Knot()
    told = weakref.ref(knot)
    with gc_disabled():
        promote_to_oldest_generation()
    assert gc.isenabled()
    del knot
    gc.collect(1)
    assert told() is not None
    gc.collect()
    assert told() is None


def test_what_was_frozen_stays_frozen() -> None:
    gc.freeze()
    try:
        before = gc.get_freeze_count()
        promote_to_oldest_generation()
        assert gc.get_freeze_count() == before > 0
    finally:
        gc.unfreeze()
