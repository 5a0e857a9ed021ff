"""The loss of PatchNet; each part is averaged over the songs that have its targets."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from moodtagger.training.data.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS
from moodtagger.training.patchnet.batches import TrainingBatch
from moodtagger.training.patchnet.settings import PatchSettings
from moodtagger.training.patchnet.student import PatchStudent, StudentOutput


class PatchLoss:
    """The sum of all losses.

    Parameters
    ----------
    settings : PatchSettings
        Weights of the losses.
    """

    def __init__(self, settings: PatchSettings) -> None:
        self._settings = settings

    def __call__(self, model: nn.Module, batch: TrainingBatch) -> Tensor:
        """Compute the loss of a batch.

        Parameters
        ----------
        model : nn.Module
            A `PatchStudent`.
        batch : TrainingBatch
            The songs.

        Returns
        -------
        Tensor
            A scalar.
        """
        assert isinstance(model, PatchStudent)
        targets = batch.targets
        out: StudentOutput = model(batch.maps, len(targets.fold))
        labels = torch.from_numpy(targets.labels)
        labeled = torch.from_numpy(targets.label_weight)
        rated = torch.from_numpy(targets.rating_weight)
        known = torch.from_numpy(targets.teacher_weight)
        va = (labels[:, VA_COLUMNS] - model.va_mean) / model.va_sd
        feelings = torch.from_numpy(targets.feelings)
        attributes = torch.from_numpy(targets.attributes)
        return (
            masked_mean(_quadrant_loss(out, labels), labeled)
            + self._settings.mood_loss * masked_mean(_mood_loss(out, labels), labeled)
            + self._settings.va_loss * masked_mean(_squares(out.va - va), labeled)
            + self._settings.spread_loss * masked_mean(_spread_loss(out, va), labeled)
            + self._settings.feeling_loss
            * masked_mean(
                _squares(out.feelings - (feelings - model.feelings_mean) / model.feelings_sd), rated
            )
            + self._settings.attribute_loss
            * masked_mean(
                _squares(
                    out.attributes - (attributes - model.attributes_mean) / model.attributes_sd
                ),
                known,
            )
            + self._settings.teacher_loss
            * masked_mean(_squares(out.components - torch.from_numpy(targets.components)), known)
        )


def masked_mean(losses: Tensor, weight: Tensor) -> Tensor:
    """Average losses over songs that have the targets.

    Parameters
    ----------
    losses : Tensor
        Loss of each of n songs, (n,).
    weight : Tensor
        Weight of each, 0 where the target is absent, (n,).

    Returns
    -------
    Tensor
        The weighted mean; 0 if no song has the target.
    """
    return (losses * weight).sum() / weight.sum().clamp(min=1e-6)


def _quadrant_loss(out: StudentOutput, labels: Tensor) -> Tensor:
    return functional.cross_entropy(out.quadrant, labels[:, QUADRANT_COLUMNS], reduction="none")


def _mood_loss(out: StudentOutput, labels: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(
        out.moods, labels[:, FIRST_MOOD:], reduction="none"
    ).mean(dim=1)


def _spread_loss(out: StudentOutput, va: Tensor) -> Tensor:
    """The likelihood of the errors, which only the uncertainty learns from."""
    squares = (out.va.detach() - va) ** 2
    return 0.5 * (out.va_logvar + squares * torch.exp(-out.va_logvar)).mean(dim=1)


def _squares(error: Tensor) -> Tensor:
    return (error**2).mean(dim=1)
