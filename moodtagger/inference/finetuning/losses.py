"""Losses of fine-tuning: the user's labels, and distance from the initial outputs elsewhere.

Everything is computed on calibrated outputs, so that the calibration stays valid during training.
Outputs without labels are held at those of the initial network.

References
----------
Li and Hoiem (2016), Learning without Forgetting, arXiv:1606.09282.
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
    """Calibrated outputs for n songs, as tensors.

    Attributes
    ----------
    moods : Tensor
        Logits, (n, M).
    quadrant : Tensor
        Logarithms of probabilities, (n, 4).
    va : Tensor
        Valence and arousal before clipping to [-1, 1], (n, 2).
    variance : Tensor
        Variance of valence and arousal, (n, 2), at least 1e-4.
    embedding : Tensor
        Embeddings, (n, 128).
    """

    moods: Tensor
    quadrant: Tensor
    va: Tensor
    variance: Tensor
    embedding: Tensor

    def rows(self, indices: Tensor) -> CalibratedPredictions:
        """Select songs.

        Parameters
        ----------
        indices : Tensor
            Indices of k songs, (k,).

        Returns
        -------
        CalibratedPredictions
            Outputs for these songs.
        """
        parts = (self.moods, self.quadrant, self.va, self.variance, self.embedding)
        return CalibratedPredictions(*(part[indices] for part in parts))


@dataclass(frozen=True, slots=True)
class Targets:
    """The user's labels for n songs; see `FineTuningDataset`.

    Attributes
    ----------
    present : Tensor
        1 where a song has a labeled mood, otherwise 0; (n, t).
    va : Tensor
        Valence and arousal, (n, 2); NaN where there is none.
    mood_outputs : Tensor
        Output index of each labeled mood, (t,).
    """

    present: Tensor
    va: Tensor
    mood_outputs: Tensor

    def rows(self, indices: Tensor) -> Targets:
        """Select songs.

        Parameters
        ----------
        indices : Tensor
            Indices of k songs, (k,).

        Returns
        -------
        Targets
            Labels of these songs.
        """
        return Targets(self.present[indices], self.va[indices], self.mood_outputs)

    def for_known_moods(self, known_moods: int) -> Targets:
        """Keep only the moods that the initial network has an output for.

        Parameters
        ----------
        known_moods : int
            Number of its outputs.

        Returns
        -------
        Targets
            Labels without the new moods.
        """
        old = self.mood_outputs < known_moods
        return Targets(self.present[:, old], self.va, self.mood_outputs[old])


class TorchCalibration:
    """A `Calibration` as a differentiable function.

    Parameters
    ----------
    calibration : Calibration
        The calibration to apply.
    """

    def __init__(self, calibration: Calibration) -> None:
        self._slope = torch.tensor(calibration.mood_slope)
        self._offset = torch.tensor(calibration.mood_offset)
        self._temperature = calibration.quadrant_temperature
        self._va = [
            torch.tensor(pair)
            for pair in (calibration.va_slope, calibration.va_offset, calibration.va_lean)
        ]
        self._curves = [torch.tensor(curve).T for curve in calibration.va_curves]
        self._sd_scale = torch.tensor(calibration.sd_scale)
        self._signs = torch.tensor(QUADRANT_SIGNS, dtype=torch.float32)

    def __call__(self, out: MoodNetOutput) -> CalibratedPredictions:
        """Calibrate raw outputs.

        Parameters
        ----------
        out : MoodNetOutput
            Raw outputs for n songs.

        Returns
        -------
        CalibratedPredictions
            Calibrated outputs.
        """
        slope, offset, lean = self._va
        quadrant = torch.log_softmax(out.quadrant / self._temperature, dim=1)
        va = out.va * slope + offset + (quadrant.exp() @ self._signs) * lean
        if self._curves:
            va = torch.stack([_follow(c, va[:, k]) for k, c in enumerate(self._curves)], dim=1)
        return CalibratedPredictions(
            moods=out.moods * self._slope + self._offset,
            quadrant=quadrant,
            va=va,
            variance=(out.va_logvar.exp() * self._sd_scale**2).clamp(min=1e-4),
            embedding=out.embedding,
        )


def _follow(curve: Tensor, x: Tensor) -> Tensor:
    """Do what `Calibration.va` does with one of its curves, given as (2, n)."""
    before, after = curve
    slopes = after.diff() / before.diff()
    piece = torch.searchsorted(before[1:-1].contiguous(), x.detach().contiguous())
    followed: Tensor = after[piece] + (x - before[piece]) * slopes[piece]
    return followed


def supervised_loss(outputs: CalibratedPredictions, targets: Targets) -> Tensor:
    """Compute the error against the user's labels; on held-out songs it selects the best pass.

    The sum of the mean cross-entropy of the labeled moods, and the mean squared error of valence
    and arousal where the user gave them.

    Parameters
    ----------
    outputs : CalibratedPredictions
        Calibrated outputs for n songs.
    targets : Targets
        Labels of the same songs.

    Returns
    -------
    Tensor
        The loss, a scalar.
    """
    loss = outputs.va.new_zeros(())
    if len(targets.mood_outputs):
        loss = functional.binary_cross_entropy_with_logits(
            outputs.moods[:, targets.mood_outputs], targets.present
        )
    rated = ~targets.va.isnan().any(dim=1)
    if rated.any():
        loss = loss + functional.mse_loss(outputs.va[rated], targets.va[rated])
    return loss


def training_loss(
    outputs: CalibratedPredictions, initial: CalibratedPredictions, targets: Targets
) -> Tensor:
    """Compute the loss to minimize: label errors plus distance from the initial outputs.

    Parameters
    ----------
    outputs : CalibratedPredictions
        Calibrated outputs for n songs.
    initial : CalibratedPredictions
        Calibrated outputs of the initial network for the same songs.
    targets : Targets
        Labels of the same songs.

    Returns
    -------
    Tensor
        The loss, a scalar.
    """
    rated = ~targets.va.isnan().any(dim=1)
    return (
        4 * supervised_loss(outputs, targets)
        + _quadrant_loss(outputs, targets.va, rated)
        + DISTILLATION_WEIGHT * _mood_distillation_loss(outputs, initial, targets.mood_outputs)
        + DISTILLATION_WEIGHT * _dimension_distillation_loss(outputs, initial, ~rated)
        + EMBEDDING_WEIGHT
        * functional.mse_loss(outputs.embedding, initial.embedding)
        / initial.embedding.var()
    )


def _quadrant_loss(outputs: CalibratedPredictions, va: Tensor, rated: Tensor) -> Tensor:
    """Fit the quadrant implied by valence and arousal, smoothed so that it never gets certain."""
    if not rated.any():
        return outputs.va.new_zeros(())
    scores = torch.sign(va[rated]) @ torch.tensor(QUADRANT_SIGNS, dtype=torch.float32).T
    return 0.25 * functional.cross_entropy(
        outputs.quadrant[rated], scores.argmax(dim=1), label_smoothing=LABEL_SMOOTHING
    )


def _mood_distillation_loss(
    outputs: CalibratedPredictions, initial: CalibratedPredictions, mood_outputs: Tensor
) -> Tensor:
    """Hold the moods without labels at the initial probabilities."""
    unlabeled = torch.ones(initial.moods.shape[1], dtype=torch.bool)
    unlabeled[mood_outputs[mood_outputs < len(unlabeled)]] = False
    if not unlabeled.any():
        return outputs.moods.new_zeros(())
    old = initial.moods[:, unlabeled].sigmoid()
    new = outputs.moods[:, : len(unlabeled)][:, unlabeled]
    cross_entropy = functional.binary_cross_entropy_with_logits(new, old, reduction="none")
    entropy = functional.binary_cross_entropy(old, old, reduction="none")  # the least possible
    return (cross_entropy - entropy).mean()


def _dimension_distillation_loss(
    outputs: CalibratedPredictions, initial: CalibratedPredictions, unlabeled: Tensor
) -> Tensor:
    """Hold valence and arousal of unlabeled songs, and the variance of all, at the initial ones.

    A few songs do not show how large the error is on others.
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
