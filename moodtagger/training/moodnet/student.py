"""The network with the extra outputs that only learning needs: what the teacher would say."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from moodtagger.inference.architecture import MoodNet, MoodNetOutput
from moodtagger.inference.config import TIME_STRIDE
from moodtagger.training.data.batches import CROP_FRAMES, CROP_PATCHES, CropBatch
from moodtagger.training.data.dataset import FRAMES_PER_PATCH

TEACHER_EMBEDDING_SIZE = 256
TEACHER_SCORE_COUNT = 63


class Student(nn.Module):
    """A MoodNet that also predicts the teacher's embeddings and its mood and theme scores.

    `frozen` blocks, counted from the input, keep their weights (-1: none, 0: the stem only).
    """

    patch_scale: Tensor
    theme_mean: Tensor
    theme_scale: Tensor
    align: Tensor

    def __init__(self, net: MoodNet, frozen: int = -1) -> None:
        super().__init__()
        self.net = net
        self.frozen = frozen
        channels = net.config.blocks[-1][0]
        self.patch_head = nn.Linear(channels, TEACHER_EMBEDDING_SIZE)
        self.song_head = nn.Linear(net.config.hidden, TEACHER_EMBEDDING_SIZE)
        self.theme_head = nn.Linear(net.config.embedding, TEACHER_SCORE_COUNT)
        self.register_buffer("patch_scale", torch.ones(TEACHER_EMBEDDING_SIZE))
        self.register_buffer("theme_mean", torch.zeros(TEACHER_SCORE_COUNT))
        self.register_buffer("theme_scale", torch.ones(TEACHER_SCORE_COUNT))
        self.register_buffer("align", patch_alignment())
        for part in self.frozen_parts():
            part.requires_grad_(False)

    def frozen_parts(self) -> list[nn.Module]:
        """The stem and blocks that keep their weights."""
        if self.frozen < 0:
            return []
        return [self.net.stem, *list(self.net.blocks)[: self.frozen]]

    def train(self, mode: bool = True) -> Student:
        """Frozen parts stay in evaluation mode, so that their batch norms do not drift."""
        super().train(mode)
        for part in self.frozen_parts():
            part.eval()
        return self

    def forward(self, batch: CropBatch) -> tuple[MoodNetOutput, Tensor]:
        """The network's answers and the distance to the teacher's, a scalar."""
        steps = self.net.frame_features(batch.frames)
        hidden = self.net.pool(steps)
        outputs = self.net.apply_heads(self.net.embedding(hidden))
        return outputs, self._teacher_loss(batch, steps, hidden, outputs.embedding)

    def _teacher_loss(
        self, batch: CropBatch, steps: Tensor, hidden: Tensor, embedding: Tensor
    ) -> Tensor:
        """Mean squared error of patch embeddings, of their mean, and of the song's scores."""
        patch = batch.patch / self.patch_scale
        predicted_patch = self.patch_head((steps @ self.align).transpose(1, 2))
        theme = (batch.theme - self.theme_mean) / self.theme_scale
        return (
            functional.mse_loss(predicted_patch, patch)
            + functional.mse_loss(self.song_head(hidden), patch.mean(dim=1))
            + functional.mse_loss(self.theme_head(embedding), theme)
        )


def patch_alignment() -> Tensor:
    """Weights (steps, patches) that read the network's time axis at the teacher's patches."""
    steps = -(-CROP_FRAMES // TIME_STRIDE)
    step_frames = torch.arange(steps).unsqueeze(1) * TIME_STRIDE
    patch_frames = (torch.arange(CROP_PATCHES) + 0.5).unsqueeze(0) * FRAMES_PER_PATCH
    weights = (1 - (step_frames - patch_frames).abs() / FRAMES_PER_PATCH).clamp(min=0)
    return weights / weights.sum(dim=0, keepdim=True)
