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

from moodtagger.inference.architecture import MoodOutput
from moodtagger.inference.calibration import SIGNS, Calibration

KEEP = 2.0
ANCHOR = 0.5
SMOOTHING = 0.2


@dataclass(frozen=True, slots=True)
class Answers:
    """Calibrated answers to n songs.

    `moods` (n, M) logits; `quadrant` (n, 4) logarithms of probabilities; `va` (n, 2) before it is
    cut to [-1, 1]; `variance` (n, 2); `embedding` (n, 128).
    """

    moods: Tensor
    quadrant: Tensor
    va: Tensor
    variance: Tensor
    embedding: Tensor

    def rows(self, chosen: Tensor) -> Answers:
        """The songs at these positions."""
        parts = (self.moods, self.quadrant, self.va, self.variance, self.embedding)
        return Answers(*(part[chosen] for part in parts))


@dataclass(frozen=True, slots=True)
class Truth:
    """What the person said of n songs: see Lesson; `taught` are positions of outputs."""

    present: Tensor
    va: Tensor
    taught: Tensor

    def rows(self, chosen: Tensor) -> Truth:
        """The songs at these positions."""
        return Truth(self.present[chosen], self.va[chosen], self.taught)

    def without_new(self, known: int) -> Truth:
        """Only what a network of so many moods could answer."""
        old = self.taught < known
        return Truth(self.present[:, old], self.va, self.taught[old])


class Scale:
    """The calibration as torch computes with it."""

    def __init__(self, calibration: Calibration) -> None:
        self._slope = torch.tensor(calibration.mood_slope)
        self._offset = torch.tensor(calibration.mood_offset)
        self._temperature = calibration.quadrant_temperature
        self._va = [
            torch.tensor(pair)
            for pair in (calibration.va_slope, calibration.va_offset, calibration.va_lean)
        ]
        self._sd = torch.tensor(calibration.sd_scale)
        self._signs = torch.tensor(SIGNS, dtype=torch.float32)

    def __call__(self, out: MoodOutput) -> Answers:
        """The calibrated answers."""
        slope, offset, lean = self._va
        quadrant = torch.log_softmax(out.quadrant / self._temperature, dim=1)
        return Answers(
            moods=out.moods * self._slope + self._offset,
            quadrant=quadrant,
            va=out.va * slope + offset + (quadrant.exp() @ self._signs) * lean,
            variance=(out.va_logvar.exp() * self._sd**2).clamp(min=1e-4),
            embedding=out.embedding,
        )


def taught_loss(now: Answers, truth: Truth) -> Tensor:
    """How far the answers are from what the person said; what decides, on held-out songs.

    Mean cross-entropy of the taught moods, and mean squared error of valence and arousal where
    they were given.
    """
    loss = now.va.new_zeros(())
    if len(truth.taught):
        loss = functional.binary_cross_entropy_with_logits(
            now.moods[:, truth.taught], truth.present
        )
    given = ~truth.va.isnan().any(dim=1)
    if given.any():
        loss = loss + functional.mse_loss(now.va[given], truth.va[given])
    return loss


def learning_loss(now: Answers, before: Answers, truth: Truth) -> Tensor:
    """What is learned from: the taught answers, and the distance of all others from before."""
    given = ~truth.va.isnan().any(dim=1)
    return (
        4 * taught_loss(now, truth)
        + _told_quadrant(now, truth.va, given)
        + KEEP * _kept_moods(now, before, truth.taught)
        + KEEP * _kept_dimensions(now, before, ~given)
        + ANCHOR * functional.mse_loss(now.embedding, before.embedding) / before.embedding.var()
    )


def _told_quadrant(now: Answers, va: Tensor, given: Tensor) -> Tensor:
    """Songs with valence and arousal have a quadrant; smoothed, so that it is never sure of it."""
    if not given.any():
        return now.va.new_zeros(())
    sides = torch.sign(va[given]) @ torch.tensor(SIGNS, dtype=torch.float32).T
    return 0.25 * functional.cross_entropy(
        now.quadrant[given], sides.argmax(dim=1), label_smoothing=SMOOTHING
    )


def _kept_moods(now: Answers, before: Answers, taught: Tensor) -> Tensor:
    kept = torch.ones(before.moods.shape[1], dtype=torch.bool)
    kept[taught[taught < len(kept)]] = False
    if not kept.any():
        return now.moods.new_zeros(())
    old = before.moods[:, kept].sigmoid()
    new = now.moods[:, : len(kept)][:, kept]
    gap = functional.binary_cross_entropy_with_logits(new, old, reduction="none")
    least = functional.binary_cross_entropy(old, old, reduction="none")  # that of no change
    return (gap - least).mean()


def _kept_dimensions(now: Answers, before: Answers, silent: Tensor) -> Tensor:
    """What is said of songs without valence and arousal, and of all songs how sure to be.

    From few songs one does not learn how wrong one is on others.
    """
    spread = 0.1 * functional.mse_loss(now.variance.log(), before.variance.log())
    if not silent.any():
        return spread
    quadrant = functional.kl_div(
        now.quadrant[silent], before.quadrant[silent], log_target=True, reduction="batchmean"
    )
    return functional.mse_loss(now.va[silent], before.va[silent]) + quadrant + spread
