"""What the learning network is told after each batch.

Everything is measured on calibrated answers, so that the calibration stays true while it learns.
What the person said nothing of is held at what the network said before: learning without
forgetting, Li and Hoiem (2016), arXiv:1606.09282.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from moodtagger.inference.architecture import MoodNetOutput
from moodtagger.inference.calibration import QUADRANT_SIGNS, Calibration

DISTILLATION_WEIGHT = 2.0
EMBEDDING_WEIGHT = 0.5
LABEL_SMOOTHING = 0.2


@dataclass(frozen=True, slots=True)
class CalibratedPredictions:
    """Calibrated answers to n songs.

    `moods` (n, M) logits; `quadrant` (n, 4) logarithms of probabilities; `va` (n, 2) before it is
    cut to [-1, 1]; `variance` (n, 2); `embedding` (n, 128).
    """

    moods: Tensor
    quadrant: Tensor
    va: Tensor
    variance: Tensor
    embedding: Tensor

    def rows(self, indices: Tensor) -> CalibratedPredictions:
        """The songs at these positions."""
        parts = (self.moods, self.quadrant, self.va, self.variance, self.embedding)
        return CalibratedPredictions(*(part[indices] for part in parts))


@dataclass(frozen=True, slots=True)
class Targets:
    """What the person said of n songs: see Lesson; `taught` are positions of outputs."""

    present: Tensor
    va: Tensor
    mood_outputs: Tensor

    def rows(self, indices: Tensor) -> Targets:
        """The songs at these positions."""
        return Targets(self.present[indices], self.va[indices], self.mood_outputs)

    def for_known_moods(self, known_moods: int) -> Targets:
        """Only what a network of so many moods could answer."""
        old = self.mood_outputs < known_moods
        return Targets(self.present[:, old], self.va, self.mood_outputs[old])


class TorchCalibration:
    """The calibration as torch computes with it."""

    def __init__(self, calibration: Calibration) -> None:
        self._slope = torch.tensor(calibration.mood_slope)
        self._offset = torch.tensor(calibration.mood_offset)
        self._temperature = calibration.quadrant_temperature
        self._va = [
            torch.tensor(pair)
            for pair in (calibration.va_slope, calibration.va_offset, calibration.va_lean)
        ]
        self._sd_scale = torch.tensor(calibration.sd_scale)
        self._signs = torch.tensor(QUADRANT_SIGNS, dtype=torch.float32)

    def __call__(self, out: MoodNetOutput) -> CalibratedPredictions:
        """The calibrated answers."""
        slope, offset, lean = self._va
        quadrant = torch.log_softmax(out.quadrant / self._temperature, dim=1)
        return CalibratedPredictions(
            moods=out.moods * self._slope + self._offset,
            quadrant=quadrant,
            va=out.va * slope + offset + (quadrant.exp() @ self._signs) * lean,
            variance=(out.va_logvar.exp() * self._sd_scale**2).clamp(min=1e-4),
            embedding=out.embedding,
        )


def supervised_loss(outputs: CalibratedPredictions, targets: Targets) -> Tensor:
    """How far the answers are from what the person said; what decides, on held-out songs.

    Mean cross-entropy of the taught moods, and mean squared error of valence and arousal where
    they were given.
    """
    loss = outputs.va.new_zeros(())
    if len(targets.mood_outputs):
        loss = functional.binary_cross_entropy_with_logits(
            outputs.moods[:, targets.mood_outputs], targets.present
        )
    given = ~targets.va.isnan().any(dim=1)
    if given.any():
        loss = loss + functional.mse_loss(outputs.va[given], targets.va[given])
    return loss


def training_loss(
    outputs: CalibratedPredictions, initial: CalibratedPredictions, targets: Targets
) -> Tensor:
    """What is learned from: the taught answers, and the distance of all others from before."""
    given = ~targets.va.isnan().any(dim=1)
    return (
        4 * supervised_loss(outputs, targets)
        + _quadrant_loss(outputs, targets.va, given)
        + DISTILLATION_WEIGHT * _mood_distillation_loss(outputs, initial, targets.mood_outputs)
        + DISTILLATION_WEIGHT * _dimension_distillation_loss(outputs, initial, ~given)
        + EMBEDDING_WEIGHT
        * functional.mse_loss(outputs.embedding, initial.embedding)
        / initial.embedding.var()
    )


def _quadrant_loss(outputs: CalibratedPredictions, va: Tensor, given: Tensor) -> Tensor:
    """Songs with valence and arousal have a quadrant; smoothed, so that it is never sure of it."""
    if not given.any():
        return outputs.va.new_zeros(())
    scores = torch.sign(va[given]) @ torch.tensor(QUADRANT_SIGNS, dtype=torch.float32).T
    return 0.25 * functional.cross_entropy(
        outputs.quadrant[given], scores.argmax(dim=1), label_smoothing=LABEL_SMOOTHING
    )


def _mood_distillation_loss(
    outputs: CalibratedPredictions, initial: CalibratedPredictions, taught: Tensor
) -> Tensor:
    untaught = torch.ones(initial.moods.shape[1], dtype=torch.bool)
    untaught[taught[taught < len(untaught)]] = False
    if not untaught.any():
        return outputs.moods.new_zeros(())
    old = initial.moods[:, untaught].sigmoid()
    new = outputs.moods[:, : len(untaught)][:, untaught]
    cross_entropy = functional.binary_cross_entropy_with_logits(new, old, reduction="none")
    entropy = functional.binary_cross_entropy(old, old, reduction="none")  # that of no change
    return (cross_entropy - entropy).mean()


def _dimension_distillation_loss(
    outputs: CalibratedPredictions, initial: CalibratedPredictions, unlabeled: Tensor
) -> Tensor:
    """What is said of songs without valence and arousal, and of all songs how sure to be.

    From few songs one does not learn how wrong one is on others.
    """
    variance_loss = 0.1 * functional.mse_loss(outputs.variance.log(), initial.variance.log())
    if not unlabeled.any():
        return variance_loss
    quadrant_loss = functional.kl_div(
        outputs.quadrant[unlabeled],
        initial.quadrant[unlabeled],
        log_target=True,
        reduction="batchmean",
    )
    return (
        functional.mse_loss(outputs.va[unlabeled], initial.va[unlabeled])
        + quadrant_loss
        + variance_loss
    )
