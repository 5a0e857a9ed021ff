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
        targets, settings = batch.targets, self._settings
        out: StudentOutput = model(batch.maps, len(targets.fold))
        labels = torch.from_numpy(targets.labels)
        va = (labels[:, VA_COLUMNS] - model.va_mean) / model.va_sd
        feelings = torch.from_numpy(targets.feelings)
        feeling = _squares(out.feelings - (feelings - model.feelings_mean) / model.feelings_sd)
        attributes = torch.from_numpy(targets.attributes)
        attribute = _squares(
            out.attributes - (attributes - model.attributes_mean) / model.attributes_sd
        )
        component = _squares(out.components - torch.from_numpy(targets.components))
        label = _quadrant_loss(out, labels) + settings.mood_loss * _mood_loss(out, labels)
        place, spread = _squares(out.va - va), _spread_loss(out, va)
        labeled, rated, known, label_is_pseudo, rating_is_pseudo = (
            torch.from_numpy(weight)
            for weight in (
                targets.label_weight,
                targets.rating_weight,
                targets.teacher_weight,
                targets.label_is_pseudo,
                targets.rating_is_pseudo,
            )
        )
        pseudo_label = masked_mean(label + place, label_is_pseudo)
        pseudo_label += settings.feeling_loss * masked_mean(feeling, rating_is_pseudo)
        return (
            masked_mean(label + settings.va_loss * place + settings.spread_loss * spread, labeled)
            + settings.feeling_loss * masked_mean(feeling, rated)
            + settings.pseudo_label_loss * pseudo_label
            + settings.attribute_loss * masked_mean(attribute, known)
            + settings.teacher_loss * masked_mean(component, known)
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
