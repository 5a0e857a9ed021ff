"""How many moods a least confidence accepts, and how many of them are right."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.core.review import BulkAcceptForecast, PendingMoods, expected_precision
from moodtagger.core.vocabulary import UNREACHABLE_THRESHOLD, Mood, OperatingPoint
from tests.support.executed_lines import executed_lines

HAPPY = Mood(
    "happy", (), 0.8, 0.2, None, 0.4,
    choices=(
        OperatingPoint(0.5, 0.4, 200, 0.55),
        OperatingPoint(0.6, 0.5, 100, 0.70),
        OperatingPoint(0.7, 0.5, 100, 0.70),  # the same threshold is precise enough for both
        OperatingPoint(0.8, 0.7, 40, 0.90),
        OperatingPoint(0.9, UNREACHABLE_THRESHOLD, 0, None),
    ),
)  # fmt: skip


def right(*shares: float) -> list[float]:
    return expected_precision(HAPPY, np.array(shares, np.float32)).tolist()


def test_each_band_has_the_precision_of_its_own_songs() -> None:
    # 200 songs with 110 right, of which 100 with 70 right are over 0.5, so 100 with 40 right below.
    assert right(0.40, 0.49) == pytest.approx([0.4, 0.4])
    assert right(0.50, 0.69) == pytest.approx([34 / 60, 34 / 60])
    assert right(0.70, 1.0) == pytest.approx([0.9, 0.9])


def test_below_what_was_measured_nothing_is_expected() -> None:
    assert np.isnan(right(0.39)).all()
    unmeasured = Mood("odd", (), 0, 0, None, 0.5)
    assert np.isnan(expected_precision(unmeasured, np.array([0.9], np.float32))).all()


@pytest.fixture
def waiting() -> PendingMoods:
    shares = np.array([0.45, 0.8, 0.6, 0.9], np.float32)
    rightness = np.array([0.4, 0.9, 0.6, np.nan], np.float32)
    ids = np.array([1, 1, 2, 7], np.int64)
    return PendingMoods(("happy", "odd"), ids, np.array([0, 1, 0, 1], np.int32), shares, rightness)


def test_songs_and_tags_are_counted(waiting: PendingMoods) -> None:
    assert waiting.forecast(0.0).track_count == 3
    outlook = waiting.forecast(0.6)
    assert (outlook.track_count, outlook.mood_count, outlook.measured_count) == (3, 3, 2)
    assert outlook.expected_precision == pytest.approx(0.75)
    assert waiting.forecast(0.85) == BulkAcceptForecast(1, 1, None, 1 - 1)
    assert waiting.forecast(0.95) == BulkAcceptForecast(0, 0, None, 0)


def test_those_over_a_probability_of_some_songs(waiting: PendingMoods) -> None:
    assert waiting.at_least(0.8).pairs() == [(1, "odd"), (7, "odd")]
    assert waiting.for_tracks([2, 7, 99]).pairs() == [(2, "happy"), (7, "odd")]


def test_forecast_executes_as_many_lines_for_many_songs_as_for_few() -> None:
    def pending(count: int) -> PendingMoods:
        rng = np.random.default_rng(1)
        return PendingMoods(
            ("happy",),
            np.repeat(np.arange(count // 2), 2),
            np.zeros(count, np.int32),
            rng.random(count, np.float32),
            rng.random(count, np.float32),
        )

    few, many = pending(20), pending(200_000)
    assert executed_lines(lambda: many.forecast(0.3)) == executed_lines(lambda: few.forecast(0.3))
