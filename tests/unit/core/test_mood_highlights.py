"""The moments that speak most for a mood."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moodtagger.core.mood_highlights import (
    FLAT_RANGE,
    MAX_HIGHLIGHT_S,
    is_flat,
    mood_curve,
    mood_highlights,
)
from moodtagger.core.prediction import Segment


def song(*chances: float, length_s: float = 10.0) -> list[Segment]:
    return [
        Segment(i * length_s, (i + 1) * length_s, 0.0, 0.0, {"dark": p})
        for i, p in enumerate(chances)
    ]


def test_the_strongest_window_comes_first() -> None:
    found = mood_highlights(song(0.1, 0.9, 0.1, 0.1, 0.6, 0.1), "dark")
    assert [(m.start_s, m.end_s) for m in found] == [(10, 20), (40, 50)]
    assert [m.probability for m in found] == [0.9, 0.6]


def test_neighbors_that_are_nearly_as_strong_join_the_highlight() -> None:
    (found,) = mood_highlights(song(0.1, 0.8, 0.9, 0.2, 0.1), "dark")
    assert (found.start_s, found.end_s) == (10, 30)
    assert found.probability == pytest.approx(0.85)


def test_long_windows_count_more_than_short_ones() -> None:
    segments = [
        Segment(0, 12, 0, 0, {"dark": 0.9}),
        Segment(12, 16, 0, 0, {"dark": 0.8}),
        Segment(16, 40, 0, 0, {"dark": 0.1}),
    ]
    (found,) = mood_highlights(segments, "dark")
    assert (found.start_s, found.end_s) == (0, 16)
    assert found.probability == pytest.approx((12 * 0.9 + 4 * 0.8) / 16)
    # By time the song's mean is 0.42, by windows it would be 0.55, above the middle one.
    longer = [
        Segment(0, 2, 0, 0, {"dark": 0.9}),
        Segment(2, 4, 0, 0, {"dark": 0.1}),
        Segment(4, 40, 0, 0, {"dark": 0.3}),
        Segment(40, 42, 0, 0, {"dark": 0.4}),
    ]
    assert [m.start_s for m in mood_highlights(longer, "dark")] == [0, 40]


def test_a_highlight_has_a_maximum_length() -> None:
    found = mood_highlights(song(*[0.1] * 6, *[0.9] * 12), "dark", max_count=1)
    assert found[0].end_s - found[0].start_s <= MAX_HIGHLIGHT_S


def test_a_flat_curve_has_no_highlights() -> None:
    segments = song(0.70, 0.72, 0.71)
    assert is_flat(segments, "dark")
    assert mood_highlights(segments, "dark") == ()
    assert mood_highlights([], "dark") == ()
    assert mood_highlights(song(0.8), "dark") == ()


def test_excerpts_with_a_gap_between_them_are_not_joined() -> None:
    parts = [
        Segment(0, 10, 0, 0, {"dark": 0.9}),
        Segment(100, 110, 0, 0, {"dark": 0.88}),
        Segment(200, 210, 0, 0, {"dark": 0.1}),
    ]
    found = mood_highlights(parts, "dark")
    assert [(m.start_s, m.end_s) for m in found] == [(0, 10), (100, 110)]


def test_a_mood_unknown_to_the_windows_has_no_highlights() -> None:
    segments = song(0.1, 0.9)
    assert np.isnan(mood_curve(segments, "sunny")).all()
    assert mood_highlights(segments, "sunny") == ()


@given(st.lists(st.floats(0, 1), max_size=60), st.integers(1, 5))
def test_highlights_are_separate_and_above_the_mean(chances: list[float], most: int) -> None:
    segments = song(*chances)
    found = mood_highlights(segments, "dark", most)
    assert len(found) <= most
    assert bool(found) == (not is_flat(segments, "dark"))
    in_time = sorted(found, key=lambda m: m.start_s)
    for one, next_one in pairwise(in_time):
        assert one.end_s < next_one.start_s
    if found:
        assert max(chances) - min(chances) >= FLAT_RANGE
        assert all(m.probability > np.mean(chances) - 1e-9 for m in found)


def at_times(*windows: tuple[float, float, float]) -> list[Segment]:
    return [Segment(start, end, 0.0, 0.0, {"dark": p}) for start, end, p in windows]


def spans(segments: list[Segment], max_count: int = 3) -> list[tuple[float, float]]:
    return [(m.start_s, m.end_s) for m in mood_highlights(segments, "dark", max_count)]


@pytest.mark.parametrize(("gap_s", "is_joined"), [(0.0, True), (0.4, True), (0.5, False)])
def test_windows_join_across_a_gap_of_less_than_half_a_second(
    gap_s: float, is_joined: bool
) -> None:
    quiet = (100.0, 140.0, 0.1)
    earlier = at_times((0, 10, 0.8), (10 + gap_s, 20 + gap_s, 0.9), quiet)
    later = at_times((0, 10, 0.9), (10 + gap_s, 20 + gap_s, 0.8), quiet)
    for segments in (earlier, later):
        expected = [(0, 20 + gap_s)] if is_joined else [(0, 10), (10 + gap_s, 20 + gap_s)]
        assert sorted(spans(segments)) == expected


def test_a_highlight_may_last_thirty_seconds_and_a_gap() -> None:
    low = (200.0, 300.0, 0.1)
    assert spans(at_times((0, 10, 0.9), (10, 20, 0.9), (20, 30.5, 0.9), low)) == [(0, 30.5)]
    assert spans(at_times((0, 10, 0.9), (10, 20, 0.9), (20, 30.6, 0.9), low)) == [(0, 20)]


def test_a_highlight_takes_the_stronger_neighbor_first() -> None:
    segments = song(0.1, 0.8, 0.9, 0.85, 0.1, length_s=12.0)
    assert spans(segments) == [(24, 48)]  # all three would be longer than thirty seconds


def test_a_window_nearer_to_the_mean_than_to_the_peak_is_no_part() -> None:
    mean = (0.9 + 0.5 + 0.1 * 3) / 5
    assert (0.9 + mean) / 2 > 0.5
    assert spans(song(0.1, 0.9, 0.5, 0.1, 0.1)) == [(10, 20)]


def test_what_extends_a_highlight_is_no_highlight_of_its_own() -> None:
    segments = song(0.5, 0.9, 0.5, 0.1, 0.1, 0.1, 0.1, 0.6, 0.1)
    assert spans(segments) == [(10, 20), (70, 80)]
    assert spans(segments, max_count=1) == [(10, 20)]
    assert spans(segments, max_count=0) == []


def test_a_mood_known_in_some_windows_has_highlights_there() -> None:
    segments = [
        Segment(0, 10, 0, 0, {}),
        Segment(10, 20, 0, 0, {"dark": 0.9}),
        Segment(20, 30, 0, 0, {"dark": 0.1}),
    ]
    assert spans(segments) == [(10, 20)]


@pytest.mark.parametrize(("range_", "flat"), [(0.05, False), (0.0499, True)])
def test_a_curve_is_flat_below_a_twentieth(range_: float, flat: bool) -> None:
    assert is_flat(song(0.0, range_), "dark") is flat
    assert is_flat(song(0.5), "dark")


def test_a_window_halfway_between_the_mean_and_the_peak_is_a_part() -> None:
    assert spans(song(1.0, 0.75, 0.25, 0.0)) == [(0, 20)]  # the mean is 0.5
