"""Numbers of the review: expected precisions, ranks, and how strongly tags contradict."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from moodtagger.core.mood_synonyms import MoodMeaning
from moodtagger.core.review import (
    MAX_DISTANCE,
    PendingMoods,
    best_rank,
    conflict_score,
    expected_precision,
    nearest_distance,
    percentile_ranks,
)
from moodtagger.core.vocabulary import Mood, OperatingPoint

PENDING = PendingMoods(
    ("calm", "sad"),
    np.array([3, 3, 5, 9], np.int64),
    np.array([0, 1, 1, 0], np.int32),
    np.array([0.9, 0.4, 0.6, 0.5], np.float32),
    np.array([0.8, np.nan, 0.6, np.nan], np.float32),
)


def test_pending_moods_are_counted_by_song_and_by_mood() -> None:
    assert PENDING.pairs() == [(3, "calm"), (3, "sad"), (5, "sad"), (9, "calm")]
    everything = PENDING.forecast(0.0)
    assert (everything.track_count, everything.mood_count) == (3, 4)
    assert (everything.expected_precision, everything.measured_count) == (pytest.approx(0.7), 2)
    some = PENDING.forecast(0.6)
    assert (some.track_count, some.mood_count, some.measured_count) == (2, 2, 2)
    one = PENDING.forecast(0.7)
    assert (one.track_count, one.mood_count, one.expected_precision) == (1, 1, pytest.approx(0.8))
    none = PENDING.forecast(0.95)
    assert (none.track_count, none.mood_count, none.expected_precision) == (0, 0, None)
    assert PENDING.for_tracks([3, 9]).ids.tolist() == [3, 3, 9]


def measured(*choices: tuple[float, int, float | None]) -> Mood:
    points = tuple(OperatingPoint(0.5, t, n, p) for t, n, p in choices)
    return Mood("calm", ("Calm",), 0.5, -0.5, 0.8, 0.4, choices=points)


def precisions(mood: Mood, *probabilities: float) -> list[float]:
    return expected_precision(mood, np.array(probabilities, np.float32)).tolist()


def test_the_songs_between_two_thresholds_have_a_precision_of_their_own() -> None:
    mood = measured((0.3, 100, 0.5), (0.6, 40, 0.8))  # 50 of 100, and 32 of those 40, were right
    found = precisions(mood, 0.2, 0.3, 0.59, 0.6, 1.0)
    assert found[0] != found[0]  # below the lowest: not measured
    assert found[1:] == pytest.approx([18 / 60, 18 / 60, 0.8, 0.8])


@pytest.mark.parametrize(
    "choices", [[], [(1.01, 0, None)], [(0.5, 0, None)], [(0.5, 10, None)], [(1.01, 5, 0.9)]]
)
def test_without_a_measurement_nothing_is_expected(
    choices: list[tuple[float, int, float | None]],
) -> None:
    assert all(math.isnan(p) for p in precisions(measured(*choices), 0.1, 0.9))


def test_thresholds_of_the_same_songs_expect_the_same() -> None:
    assert precisions(measured((0.3, 40, 0.5), (0.6, 40, 0.5)), 0.4, 0.7) == [0.5, 0.5]
    # Fewer right than above a higher threshold, by rounding: no precision below 0.
    assert precisions(measured((0.3, 41, 0.5), (0.6, 40, 0.6)), 0.4) == [0.0]
    assert precisions(measured((1.0, 4, 0.5)), 1.0, 0.99)[0] == 0.5
    # A threshold that no song reaches takes none of them away.
    assert precisions(measured((0.3, 100, 0.5), (1.01, 40, 0.8)), 0.4) == [0.5]


def test_a_rank_is_the_fraction_of_smaller_probabilities() -> None:
    columns = np.array([[0.1, 0.5], [0.3, 0.5], [0.2, 0.9], [0.3, 0.1]], np.float32)
    assert percentile_ranks(columns).tolist() == [
        [0.0, 0.25],
        [0.5, 0.25],
        [0.25, 0.75],
        [0.5, 0.0],
    ]
    assert percentile_ranks(np.empty((0, 2), np.float32)).shape == (0, 2)


@pytest.mark.parametrize(
    ("rank", "distance", "score"),
    [
        (None, 0.0, 0.0),
        (None, MAX_DISTANCE / 2, 0.5),
        (None, 9.0, 1.0),
        (0.0, MAX_DISTANCE, 1.0),
        (1.0, MAX_DISTANCE, 0.0),
        (0.75, MAX_DISTANCE, 0.5),
        (0.5, MAX_DISTANCE / 2, 0.5),
    ],
)
def test_a_near_or_probable_word_is_no_mistake(
    rank: float | None, distance: float, score: float
) -> None:
    assert conflict_score(rank, distance) == pytest.approx(score)


def test_the_best_of_several_words_counts() -> None:
    calm = MoodMeaning("calm", ("calm",), 0.4, -0.3)
    others = replace(calm, labels=("sad", "unknown"), valence=-0.4, arousal=-0.3)
    ranks = np.array([0.2, 0.7], np.float32)
    column_of = {"calm": 0, "sad": 1}
    assert best_rank([calm], ranks, column_of) == pytest.approx(0.2)
    assert best_rank([calm, others], ranks, column_of) == pytest.approx(0.7)
    assert best_rank([replace(calm, labels=())], ranks, column_of) is None
    assert nearest_distance([calm, others], 0.0, 0.0) == pytest.approx(0.5)
    assert nearest_distance([calm], 0.4, 0.7) == pytest.approx(1.0)
    assert nearest_distance([calm, others], -0.4, -0.3) == 0.0
