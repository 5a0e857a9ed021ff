"""Numbers, ranges, lengths and dates in filters."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime

import numpy as np
import pytest

from moodtagger.core.circumplex import AROUSAL_DECILES, energy_level
from moodtagger.core.filter_language import FilterError, parse
from moodtagger.core.filter_language.syntax import AgeInterval, Codes, Interval, Term, Value
from moodtagger.core.filter_language.table_songs import energy_levels, wheel_codes

DAY_S = 86_400


def value(text: str) -> Value:
    node = parse(text)
    assert isinstance(node, Term)
    (found,) = node.values
    return found


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("year:1990-1999", 1990, 1999),
        ("year:1990..1999", 1990, 1999),
        ("year:1990\u20131999", 1990, 1999),
        ("year:1999-1990", 1990, 1999),
        ("year:1990-", 1990, math.inf),
        ("year:-1990", -math.inf, 1990),
        ("bpm:..120.5", -math.inf, 120.5),
        ("bpm:>=120", 120, math.inf),
        ("bpm<=120", -math.inf, 120),
        ("valence:-0.5-0.3", -0.5, 0.3),
        ("valence:-0.5--0.3", -0.5, -0.3),
        ("valence:-0.5..", -0.5, math.inf),
        ("arousal:..-.2", -math.inf, -0.2),
        ("year:1990s", 1990, 1999),
        ("length:3:00-4:30", 180, 270),
        ("length:3m..1h", 180, 3600),
        ("length:..3:00", -math.inf, 180),
        ("length:3m..", 180, math.inf),
        ("length:>=1:02:03", 3723, math.inf),
        ("length:<=5m30s", -math.inf, 330),
    ],
)
def test_ranges(text: str, low: float, high: float) -> None:
    assert value(text) == Interval(low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("bpm:128", 127.5, 128.5),
        ("bpm=128.0", 127.95, 128.05),
        ("bpm:120-129", 119.5, 129.5),  # all that is shown as 120 to 129
        ("bpm:120..", 119.5, math.inf),
        ("valence:-0.5", -0.55, -0.45),
        ("length:3:30", 209.5, 210.5),
        ("length:90s", 89.5, 90.5),
        ("length:5m", 299.5, 359.5),
    ],
)
def test_a_single_number_is_as_precise_as_it_is_written(text: str, low: float, high: float) -> None:
    found = value(text)
    assert isinstance(found, Interval)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))
    assert (found.open_low, found.open_high) == (False, True)


def test_open_ends() -> None:
    assert value("bpm:>120") == Interval(low=120, open_low=True)
    assert value("bpm<120") == Interval(high=120, open_high=True)
    assert value("length:>5m") == Interval(low=300, open_low=True)


def timestamp(*date: int) -> float:
    return datetime(*date).timestamp()  # type: ignore[arg-type]  # noqa: DTZ001 - local


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("added:2026", timestamp(2026, 1, 1), timestamp(2027, 1, 1)),
        ("added:2026-1", timestamp(2026, 1, 1), timestamp(2026, 2, 1)),
        ("added:2026-11", timestamp(2026, 11, 1), timestamp(2026, 12, 1)),
        ("added:2026-12", timestamp(2026, 12, 1), timestamp(2027, 1, 1)),
        ("added:2026-2-3", timestamp(2026, 2, 3), timestamp(2026, 2, 4)),
        ("added:2025..2026-02", timestamp(2025, 1, 1), timestamp(2026, 3, 1)),
        ("added:>2026-02", timestamp(2026, 3, 1), math.inf),
        ("added:>=2026-02", timestamp(2026, 2, 1), math.inf),
        ("added:<2026-02", -math.inf, timestamp(2026, 2, 1)),
        ("added:<=2026-02", -math.inf, timestamp(2026, 3, 1)),
    ],
)
def test_dates_are_spans(text: str, low: float, high: float) -> None:
    found = value(text)
    assert isinstance(found, Interval)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("added:<30d", AgeInterval(oldest=30 * DAY_S)),
        ("added:30d", AgeInterval(oldest=30 * DAY_S)),
        ("added:>2w", AgeInterval(newest=14 * DAY_S)),
        ("added:7d-30d", AgeInterval(30 * DAY_S, 7 * DAY_S)),
        ("added:30d..7d", AgeInterval(30 * DAY_S, 7 * DAY_S)),
        ("added:30d..", AgeInterval(newest=30 * DAY_S)),
        ("added:..30d", AgeInterval(oldest=30 * DAY_S)),
    ],
)
def test_ages(text: str, expected: AgeInterval) -> None:
    assert value(text) == expected


def test_keys_of_every_notation() -> None:
    assert value("key:8A") == value("key:am") == value("key:1m") == Codes(frozenset({16}))
    assert value("key:8B") == value("key:C") == value("key:1d") == Codes(frozenset({17}))
    assert value("key:8") == Codes(frozenset({16, 17}))
    major = value("key:major")
    assert isinstance(major, Codes)
    assert len(major.codes) == 12


def test_energy_levels_and_wheel_codes_equal_those_of_one_song() -> None:
    arousals = [-1.2, -0.9, -0.3, 0.0, 0.1, 0.6, *AROUSAL_DECILES]
    levels = energy_levels(np.array([*arousals, np.nan]))
    assert levels.tolist()[:-1] == [energy_level(arousal) for arousal in arousals]
    assert np.isnan(levels[-1])
    assert wheel_codes(["Am", "C", "8A", "12B"]).tolist() == [16, 17, 16, 25]
    assert np.isnan(wheel_codes(["no key"])).all()


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (("major", "dur"), range(3, 26, 2)),
        (("minor", "moll"), range(2, 25, 2)),
        (("1",), (2, 3)),
        (("12",), (24, 25)),
    ],
)
def test_keys_of_a_kind_or_a_number(words: tuple[str, ...], codes: Iterable[int]) -> None:
    for word in words:
        assert value(f"key:{word}") == Codes(frozenset(codes))


@pytest.mark.parametrize(
    "text", ["bpm:>120-130", "bpm:1-2-3", "bpm:-", "bpm:fast", "key:13", "key:0", "added:2026-13"]
)
def test_what_is_no_value_is_refused(text: str) -> None:
    with pytest.raises(FilterError):
        parse(text)
