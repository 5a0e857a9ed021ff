"""The sets that `python -m tests.benchmarks music --sets` measures."""

from __future__ import annotations

from tests.benchmarks.dj_sets import (
    broken_transitions,
    composed_set,
    composed_songs,
    timed_set,
)


def test_a_set_of_composed_songs_breaks_no_rule() -> None:
    built = composed_set()
    assert len(composed_songs()) == 60
    assert len(set(built.songs)) == 20
    assert broken_transitions(built) == 0


def test_a_set_out_of_many_songs_is_timed() -> None:
    seconds, built = timed_set(count=500, length=10)
    assert seconds > 0
    assert len(built.songs) == 10
