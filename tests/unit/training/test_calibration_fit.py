"""Fitting of calibration and thresholds on synthetic outputs whose truth is known."""

from dataclasses import replace

import numpy as np
import pytest

from moodtagger.core.vocabulary import UNREACHABLE_THRESHOLD
from moodtagger.training import calibration_fit
from moodtagger.training.calibration_fit import (
    MIN_SUPPORT,
    calibration_error,
    calibration_error_equal_width,
    confidence_threshold,
    operating_points,
)
from moodtagger.training.network_outputs import (
    SongOutputs,
    mean_and_sd,
    mood_scores,
    network_metrics,
)

N = 3000


@pytest.fixture(scope="module")
def outputs_and_targets() -> tuple[SongOutputs, np.ndarray]:
    """Outputs that are overconfident in quadrants and moods, and too narrow in VA."""
    rng = np.random.default_rng(0)
    evidence = rng.normal(0, 1, (N, 4))
    p = np.exp(evidence) / np.exp(evidence).sum(axis=1, keepdims=True)
    quadrant = np.eye(4)[[rng.choice(4, p=row) for row in p]]
    mood = rng.normal(-1, 1.5, (N, 2))
    present = rng.random((N, 2)) < 1 / (1 + np.exp(-mood))
    va = rng.normal(0, 0.3, (N, 2))
    truth = va + rng.normal(0, 0.2, (N, 2))
    outputs = SongOutputs(
        quadrant=(3 * evidence).astype(np.float32),
        moods=(2 * mood + 1).astype(np.float32),
        va=(va / 2 + 0.1).astype(np.float32),
        va_logvar=np.zeros((N, 2), np.float32),
        embedding=np.zeros((N, 128), np.float32),
    )
    return outputs, np.concatenate([quadrant, truth, present], axis=1).astype(np.float32)


def test_fit_inverts_the_distortion(outputs_and_targets: tuple[SongOutputs, np.ndarray]) -> None:
    c = calibration_fit.fit_calibration(*outputs_and_targets)
    assert c.quadrant_temperature == pytest.approx(3, rel=0.15)
    assert c.mood_slope == pytest.approx((0.5, 0.5), rel=0.15)
    assert c.mood_offset == pytest.approx((-0.5, -0.5), abs=0.15)


def test_spread_and_one_sd(outputs_and_targets: tuple[SongOutputs, np.ndarray]) -> None:
    metrics = calibration_fit.calibration_metrics(
        calibration_fit.fit_calibration(*outputs_and_targets), *outputs_and_targets
    )
    assert metrics["valence_within_one_sd"] == pytest.approx(0.68, abs=0.01)
    assert metrics["arousal_spread_ratio"] == pytest.approx(
        calibration_fit.TARGET_SD_RATIO, abs=0.02
    )
    assert metrics["mood_calibration_error_worst"] < 0.05


def test_threshold_reaches_its_precision() -> None:
    rng = np.random.default_rng(1)
    p = rng.random(2000).astype(np.float32)
    present = (rng.random(2000) < 0.8 * p).astype(np.float32)
    t = confidence_threshold(p, present)
    assert calibration_fit.MIN_THRESHOLD < t < 0.7
    assert present[p >= t].mean() >= calibration_fit.DEFAULT_PRECISION - 0.01


def test_threshold_has_a_minimum() -> None:
    p = np.linspace(1, 0, 200, dtype=np.float32)
    assert confidence_threshold(p, np.ones(200, np.float32)) == calibration_fit.MIN_THRESHOLD


def test_mood_without_songs_is_never_confident() -> None:
    p = np.linspace(0, 1, 200, dtype=np.float32)
    assert confidence_threshold(p, np.zeros(200, np.float32)) == UNREACHABLE_THRESHOLD


def test_few_songs_do_not_support_a_threshold() -> None:
    p = np.linspace(1, 0, 200, dtype=np.float32)
    present = np.zeros(200, np.float32)
    present[: MIN_SUPPORT // 2] = 1
    assert confidence_threshold(p, present) == UNREACHABLE_THRESHOLD


def test_threshold_needs_the_expected_precision_too() -> None:
    p = np.linspace(0.5, 0, 200, dtype=np.float32)
    assert (
        confidence_threshold(p, (p > 0.2).astype(np.float32)) == UNREACHABLE_THRESHOLD
    )  # observed precision is 1, expected precision below 0.6


def test_operating_points_rise_with_the_precision() -> None:
    rng = np.random.default_rng(3)
    p = rng.random(2000).astype(np.float32)
    present = (rng.random(2000) < p).astype(np.float32)
    found = operating_points(p, present)
    assert [c.asked for c in found] == list(calibration_fit.SELECTABLE_PRECISIONS)
    levels = [c.threshold for c in found]
    assert levels == sorted(levels)
    for c in found:
        assert c.support == (p >= c.threshold).sum()
        assert c.precision == pytest.approx(present[p >= c.threshold].mean(), abs=0.001)
        assert c.precision is not None
        assert c.precision >= c.asked - 0.002


def test_quadrant_predicts_the_dimensions_where_these_fail(
    outputs_and_targets: tuple[SongOutputs, np.ndarray],
) -> None:
    outputs, targets = outputs_and_targets
    signs = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])[targets[:, :4].argmax(axis=1)]
    constant_va = replace(outputs, va=np.zeros_like(outputs.va))
    targets = targets.copy()
    targets[:, 4:6] = 0.3 * signs
    c = calibration_fit.fit_calibration(constant_va, targets)
    va = c.va(constant_va.va, constant_va.quadrant)
    assert (np.sign(va) == signs).mean() > 0.65
    assert c.va_lean[0] > 0.1


def test_rare_mood_borrows_the_slope() -> None:
    rng = np.random.default_rng(4)
    logits = rng.normal(-1, 1, (800, 3)).astype(np.float32)
    chance = 1 / (1 + np.exp(-0.5 * logits - [0, 0, 2]))
    present = (rng.random((800, 3)) < chance).astype(np.float32)
    rare = present[:, 2].copy()
    present[:, 2] = 0
    present[np.flatnonzero(rare)[:4], 2] = 1
    slopes, offsets = calibration_fit.fit_mood_calibration(logits, present)
    assert slopes[2] == pytest.approx(0.5, abs=0.25)
    assert offsets[2] < -3
    absent = np.zeros((800, 1), np.float32)
    assert calibration_fit.fit_mood_calibration(logits[:, :1], absent) == ((1.0,), (0.0,))


def test_slope_is_never_negative() -> None:
    logits = np.linspace(-3, 3, 400, dtype=np.float32)[:, None]
    present = (logits < 0).astype(np.float32)
    slopes, _ = calibration_fit.fit_mood_calibration(logits, present)
    assert slopes == (0.0,)


def test_bins_of_equal_width_by_hand() -> None:
    p = np.r_[np.full(50, 0.15), np.full(50, 0.95)]
    present = np.r_[np.ones(10), np.zeros(40), np.ones(50)]
    assert calibration_error_equal_width(p, present) == pytest.approx(0.05)
    assert calibration_error_equal_width(np.ones(4), np.ones(4)) == 0


def test_calibration_error_by_hand() -> None:
    p = np.full(100, 0.3, np.float32)
    assert calibration_error(p, np.r_[np.ones(30), np.zeros(70)], bins=1) == pytest.approx(
        0, abs=1e-6
    )
    assert calibration_error(p, np.ones(100), bins=1) == pytest.approx(0.7)


def test_perfect_outputs_score_one() -> None:
    rng = np.random.default_rng(2)
    quadrant = np.eye(4, dtype=np.float32)[rng.integers(0, 4, 50)]
    va = rng.normal(0, 0.3, (50, 2)).astype(np.float32)
    moods = (rng.random((50, 3)) < 0.4).astype(np.float32)
    perfect = SongOutputs(quadrant, moods, va, va, va)
    assert set(
        network_metrics(perfect, np.concatenate([quadrant, va, moods], axis=1)).values()
    ) == {1.0}


def test_mood_with_one_class_has_no_score() -> None:
    truth = np.array([[0, 1], [0, 0]], np.float32)
    auc, ap = mood_scores(np.array([[1, 2], [0, 1]], np.float32), truth)
    assert np.isnan(auc[0])
    assert np.isnan(ap[0])
    assert auc[1] == 1


def test_mean_and_sd_by_hand() -> None:
    assert mean_and_sd([{"x": 1.0}, {"x": 3.0}]) == {"x": {"mean": 2.0, "sd": 1.4142}}
