"""Losses of fine-tuning, term by term, and the differentiable calibration."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn import functional

from moodtagger.inference.architecture import MoodNetOutput
from moodtagger.inference.calibration import LEAST_DISTANCE, Calibration, Curve
from moodtagger.inference.finetuning.losses import (
    DISTILLATION_WEIGHT,
    EMBEDDING_WEIGHT,
    LABEL_SMOOTHING,
    CalibratedPredictions,
    Targets,
    TorchCalibration,
    supervised_loss,
    training_loss,
)

SONGS, MOODS = 6, 3
NO_VA = torch.full((SONGS, 2), math.nan)
NO_LABELS = Targets(torch.zeros(SONGS, 0), NO_VA, torch.zeros(0, dtype=torch.long))


@pytest.fixture
def initial() -> CalibratedPredictions:
    generator = torch.Generator().manual_seed(0)
    return CalibratedPredictions(
        moods=torch.randn(SONGS, MOODS, generator=generator),
        quadrant=torch.randn(SONGS, 4, generator=generator).log_softmax(dim=1),
        va=torch.randn(SONGS, 2, generator=generator) / 3,
        variance=torch.rand(SONGS, 2, generator=generator) + 0.1,
        embedding=torch.randn(SONGS, 8, generator=generator),
    )


def test_unchanged_outputs_without_labels_have_no_loss(initial: CalibratedPredictions) -> None:
    assert float(training_loss(initial, initial, NO_LABELS)) == pytest.approx(0, abs=1e-6)


def test_distance_from_the_initial_moods(initial: CalibratedPredictions) -> None:
    changed = replace(initial, moods=initial.moods + 1)
    old, new = (torch.sigmoid(outputs.moods).double() for outputs in (initial, changed))
    divergence = old * (old / new).log() + (1 - old) * ((1 - old) / (1 - new)).log()
    loss = float(training_loss(changed, initial, NO_LABELS))
    assert loss == pytest.approx(DISTILLATION_WEIGHT * float(divergence.mean()), rel=1e-4)


def test_distance_from_the_initial_dimensions(initial: CalibratedPredictions) -> None:
    moved = replace(initial, va=initial.va + 0.1)
    assert float(training_loss(moved, initial, NO_LABELS)) == pytest.approx(
        DISTILLATION_WEIGHT * 0.01, rel=1e-3
    )
    wider = replace(initial, variance=initial.variance * math.e)
    assert float(training_loss(wider, initial, NO_LABELS)) == pytest.approx(
        DISTILLATION_WEIGHT * 0.1, rel=1e-3
    )
    other = replace(initial, quadrant=initial.quadrant.roll(1, dims=1))
    divergence = (initial.quadrant.exp() * (initial.quadrant - other.quadrant)).sum(dim=1).mean()
    assert float(training_loss(other, initial, NO_LABELS)) == pytest.approx(
        DISTILLATION_WEIGHT * float(divergence), rel=1e-3
    )


def test_distance_from_the_initial_embedding(initial: CalibratedPredictions) -> None:
    moved = replace(initial, embedding=initial.embedding + 2)
    expected = EMBEDDING_WEIGHT * 4 / float(initial.embedding.var())
    assert float(training_loss(moved, initial, NO_LABELS)) == pytest.approx(expected, rel=1e-3)


def test_labeled_moods_are_free_to_change(initial: CalibratedPredictions) -> None:
    present = torch.tensor([[1.0], [0.0]] * (SONGS // 2))
    targets = Targets(present, NO_VA, torch.tensor([1]))
    moods = initial.moods.clone()
    moods[:, 1] += 5
    changed = replace(initial, moods=moods)
    expected = 4 * functional.binary_cross_entropy_with_logits(moods[:, [1]], present)
    assert float(training_loss(changed, initial, targets)) == pytest.approx(float(expected))
    assert float(supervised_loss(changed, targets)) == pytest.approx(float(expected) / 4)


def test_valence_and_arousal_imply_a_quadrant(initial: CalibratedPredictions) -> None:
    va = NO_VA.clone()
    va[0] = torch.tensor([-0.5, -0.5])  # sad, the third quadrant
    targets = replace(NO_LABELS, va=va)
    error = float(((initial.va[0] - va[0]) ** 2).mean())
    quadrant = functional.cross_entropy(
        initial.quadrant[:1], torch.tensor([2]), label_smoothing=LABEL_SMOOTHING
    )
    expected = 4 * error + 0.25 * float(quadrant)
    assert float(training_loss(initial, initial, targets)) == pytest.approx(expected, rel=1e-4)
    assert float(supervised_loss(initial, targets)) == pytest.approx(error)


def test_known_moods_leave_out_the_new_ones() -> None:
    targets = Targets(torch.tensor([[1.0, 0.0, 1.0]]), NO_VA[:1], torch.tensor([0, 3, 2]))
    known = targets.for_known_moods(3)
    assert known.mood_outputs.tolist() == [0, 2]
    assert known.present.tolist() == [[1, 1]]


CURVES = (((-0.2, -0.5), (0.0, 0.0), (0.3, 0.2)), ((-0.5, -0.4), (0.2, 0.1), (0.4, 0.5)))


@pytest.mark.parametrize("curves", [(), CURVES])
def test_torch_calibration_equals_the_calibration(curves: tuple[Curve, ...]) -> None:
    calibration = Calibration(
        (2.0, 1.0), (-1.0, 0.5), 2.0, (1.5, 2.0), (0.1, 0.0), (0.5, 1.0), (0.2, 0.1), curves
    )
    generator = torch.Generator().manual_seed(1)
    raw = MoodNetOutput(*(torch.randn(5, n, generator=generator) / 5 for n in (4, 2, 2, 2, 8)))
    calibrated = TorchCalibration(calibration)(raw)
    quadrant, moods, va, va_logvar, embedding = (part.numpy() for part in raw)
    np.testing.assert_allclose(
        calibrated.moods.sigmoid(), calibration.moods(moods), rtol=1e-5, atol=1e-6
    )
    np.testing.assert_allclose(
        calibrated.quadrant.exp(), calibration.quadrant(quadrant), rtol=1e-5, atol=1e-6
    )
    expected_va = calibration.va(va, quadrant)
    if curves:  # learning does not move points to the side of their quadrant
        is_moved = np.abs(expected_va) <= LEAST_DISTANCE + 1e-9
        assert not is_moved.all()
        expected_va = np.where(is_moved, calibrated.va, expected_va)
    np.testing.assert_allclose(calibrated.va, expected_va, atol=1e-6)
    np.testing.assert_allclose(calibrated.variance.sqrt(), calibration.va_sd(va_logvar), rtol=1e-5)
    np.testing.assert_array_equal(calibrated.embedding, embedding)


def test_variance_has_a_minimum() -> None:
    raw = MoodNetOutput(*(torch.full((1, n), -20.0) for n in (4, 1, 2, 2, 8)))
    variance = TorchCalibration(Calibration.identity(1))(raw).variance
    torch.testing.assert_close(variance, torch.full((1, 2), 1e-4))
