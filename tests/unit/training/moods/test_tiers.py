"""Operating points of moods whose labels are incomplete, on made-up songs whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.core.vocabulary import UNREACHABLE_THRESHOLD
from moodtagger.training.moods.completeness import LEAST_COMPLETENESS, estimate_completeness
from moodtagger.training.moods.evidence import MoodEvidence
from moodtagger.training.moods.report import PoolCalls, evaluate_mood, evaluate_tier, weigh_pools
from moodtagger.training.moods.stacking import cross_fit, fit_reader
from moodtagger.training.moods.tiers import (
    SHORTFALL,
    call_moods,
    cross_tiers,
    fit_clear,
    fit_likely,
    fit_tiers,
    operating_points,
)

RNG = np.random.default_rng(0)
SONGS, COMPLETENESS = 4000, 0.7


def made_up_songs() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return three outputs, the truth, and labels of which three in ten are missing."""
    outputs = RNG.normal(size=(SONGS, 3))
    probability = 1 / (1 + np.exp(-(2 * outputs[:, 0] - outputs[:, 1] - 1.5)))
    truth = RNG.random(SONGS) < probability
    return outputs, truth, truth & (RNG.random(SONGS) < COMPLETENESS)


OUTPUTS, TRUTH, LABELS = made_up_songs()
FOLD = np.arange(SONGS) % 5


def evidence(labels: np.ndarray, completeness: float = COMPLETENESS) -> MoodEvidence:
    count = len(labels)
    return MoodEvidence(
        labels.astype(float),
        np.full(count, completeness),
        FOLD[:count],
        np.full(count, completeness == 1),
    )


def test_songs_named_once_and_twice_tell_how_many_were_missed() -> None:
    words = [f"w{i}" for i in range(8)]
    songs = [
        {word for word in words if RNG.random() < 0.15} if RNG.random() < 0.4 else {"other"}
        for _ in range(6000)
    ]
    assert estimate_completeness(songs, {*words}) == pytest.approx(1 - 0.85**8, abs=0.05)


def test_a_single_word_cannot_tell_and_the_estimate_has_a_bound() -> None:
    once = [{"a"}, {"b"}] * 50
    assert estimate_completeness(once, {"a"}) == 1
    assert estimate_completeness(once, {"a", "b"}) == LEAST_COMPLETENESS
    assert estimate_completeness([{"c"}], {"a", "b"}) == 1


def test_the_reader_finds_the_probability_of_the_mood_and_not_of_its_label() -> None:
    reader = fit_reader(OUTPUTS, evidence(LABELS), penalty=0.1)
    assert reader.weight == pytest.approx([2, -1, 0], abs=0.3)
    assert reader.bias == pytest.approx(-1.5, abs=0.3)
    assert reader.probability(OUTPUTS).mean() == pytest.approx(TRUTH.mean(), abs=0.03)
    uncorrected = fit_reader(OUTPUTS, evidence(LABELS, 1.0), penalty=0.1)
    assert uncorrected.probability(OUTPUTS).mean() == pytest.approx(LABELS.mean(), abs=0.01)


def test_songs_of_a_fold_are_read_by_what_the_others_taught() -> None:
    read = cross_fit(OUTPUTS, FOLD, evidence(LABELS[:2000]))
    others = FOLD[:2000] != 3
    reader = fit_reader(OUTPUTS[:2000][others], evidence(LABELS[:2000]).select(others))
    assert read[FOLD == 3] == pytest.approx(reader.probability(OUTPUTS[FOLD == 3]))


def test_corrected_precision_is_that_of_the_truth() -> None:
    mood = evidence(LABELS)
    read = cross_fit(OUTPUTS, FOLD, mood)
    tiers = fit_tiers(read, mood)
    assert 0.6 - SHORTFALL <= tiers.clear < 1
    for threshold, least in ((tiers.clear, 0.6), (0.7, 0.7)):
        called = read >= threshold
        precision = mood.precision(called)
        assert precision is not None
        assert precision == pytest.approx(TRUTH[called].mean(), abs=0.05)
        assert TRUTH[called].mean() >= least


def test_a_likely_mood_is_twice_as_frequent_as_in_all_songs() -> None:
    probability = np.linspace(0.99, 0.01, 1000)
    present = RNG.random(1000) < probability**2
    rare = evidence(present, 1.0)
    clear = fit_clear(probability, rare, 0.6)
    likely = fit_likely(probability, rare, clear)
    assert likely == UNREACHABLE_THRESHOLD  # a third has it: two thirds would be clear
    fewer = evidence(present & (np.arange(1000) < 450), 1.0)
    assert fit_likely(probability, fewer, 0.9) < 0.9


def test_without_precision_or_songs_nothing_is_suggested() -> None:
    assert fit_clear(np.full(50, 0.9), evidence(np.zeros(50, bool)), 0.6) == UNREACHABLE_THRESHOLD
    assert fit_clear(np.full(5, 0.9), evidence(np.ones(5, bool)), 0.6) == UNREACHABLE_THRESHOLD


def test_complete_labels_alone_have_to_reach_the_precision() -> None:
    right = np.r_[np.ones(100), np.zeros(30)]
    mixed = MoodEvidence(right, np.ones(130), np.arange(130) % 5, np.arange(130) >= 100)
    assert mixed.precision(np.ones(130, bool)) == pytest.approx(100 / 130)
    first_wrong = np.where(mixed.rated, 0.95, 0.9)
    assert fit_clear(first_wrong, mixed, 0.6) == UNREACHABLE_THRESHOLD
    assert fit_clear(1.5 - first_wrong, mixed, 0.6) == 0.6


def test_higher_precisions_have_higher_thresholds() -> None:
    points = operating_points(cross_fit(OUTPUTS, FOLD, evidence(LABELS)), evidence(LABELS))
    thresholds = [point.threshold for point in points]
    assert thresholds == sorted(set(thresholds))  # each lower choice suggests more
    assert [point.asked for point in points] == [0.5, 0.6, 0.7, 0.8, 0.9]
    assert all(point.precision is None or point.precision >= point.asked for point in points)


def test_precision_is_that_of_thresholds_from_other_folds() -> None:
    probability = np.tile(np.linspace(0.5, 0.99, 40), 5)
    fold = np.repeat(np.arange(5), 40)
    present = np.where(fold == 0, probability >= 0.9, probability >= 0.6).astype(float)
    songs = MoodEvidence(present, np.ones(200), fold, np.zeros(200, bool))
    point = operating_points(probability, songs)[-1]
    called = np.zeros(200, bool)
    for number in range(5):
        others = fold != number
        threshold = fit_clear(probability[others], songs.select(others), 0.9)
        called |= ~others & (probability >= threshold)
    assert (point.support, point.precision) == (
        called.sum(),
        round(float(present[called].mean()), 3),
    )
    assert point.support != (probability >= point.threshold).sum()


def test_at_most_five_are_called_and_clear_ones_first() -> None:
    probability = np.array([[0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3]])
    clear = np.array([1.01, 0.5, 0.5, 0.5, 0.5, 0.2, 0.2])
    called = call_moods(probability, clear, np.full(7, 0.1))
    assert called[0][0].tolist() == [False, True, True, True, True, True, False]
    assert not called[1].any()
    called = call_moods(probability, np.full(7, 0.75), np.full(7, 0.1))
    assert called[0][0].sum() == 2
    assert called[1][0].tolist() == [False, False, True, True, True, False, False]


def test_the_report_counts_songs_without_suggestions() -> None:
    mood = evidence(LABELS)
    read = cross_fit(OUTPUTS, FOLD, mood)[:, None]
    calls = PoolCalls(*call_moods(read, *cross_tiers(read, FOLD, [mood])))
    evaluated = evaluate_mood(mood, read[:, 0], calls.clear[:, 0])
    assert evaluated["songs"] == calls.clear.sum()
    assert evaluated["precision"] >= 0.6
    assert evaluated["precision_rated"] is None
    assert evaluate_tier([mood], calls.clear)["precision"] == evaluated["precision"]
    assert calls.as_dict()["without"] == pytest.approx((read < 0.4).mean(), abs=0.3)
    empty = PoolCalls(calls.clear[:10] & False, calls.likely[:10] & False)
    assert empty.without == 1
    weighed = weigh_pools({"a": empty, "b": calls}, {"a": 1, "b": 3, "c": 9})
    assert weighed == pytest.approx((1 + 3 * calls.without) / 4)
