"""The network: a strided stem and depthwise-separable blocks over a log-mel spectrogram.

Depthwise-separable blocks after Howard et al. (2017), MobileNets, arXiv:1704.04861. A window of
10 s costs about 0.07 billion multiplications, so a song is heard in a fraction of a second.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn

from moodtagger.inference.config import (
    FLOOR_DB,
    LOGVAR_RANGE,
    MAX_GAIN_DB,
    N_MELS,
    STD_EPSILON,
    MoodNetConfig,
)


class MoodNetOutput(NamedTuple):
    """What the network says of a batch of n windows.

    `quadrant` logits (n, 4); `moods` logits (n, M); `va` valence and arousal (n, 2) and `va_logvar`
    the natural logarithm of their variance; `embedding` (n, 128), not scaled to unit length.
    """

    quadrant: Tensor
    moods: Tensor
    va: Tensor
    va_logvar: Tensor
    embedding: Tensor


def level_db(frames: Tensor) -> Tensor:
    """Level of log-mel windows (n, frames, 96) in dB: their mean power, (n,) in dB."""
    power = torch.exp(frames * (math.log(10) / 10)).sum(dim=2).mean(dim=1)
    return 10 * torch.log10(power.clamp(min=1e-10))


class SeparableBlock(nn.Module):
    """Depthwise 3x3, then pointwise 1x1, both with batch norm and ReLU; residual where it fits."""

    def __init__(self, inputs: int, outputs: int, stride: tuple[int, int]) -> None:
        super().__init__()
        self.residual = inputs == outputs and stride == (1, 1)
        self.depthwise = nn.Conv2d(
            inputs, inputs, 3, stride=stride, padding=1, groups=inputs, bias=False
        )
        self.norm1 = nn.BatchNorm2d(inputs)
        self.pointwise = nn.Conv2d(inputs, outputs, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        """(n, inputs, f, t) -> (n, outputs, f / stride, t / stride)."""
        y = torch.relu(self.norm1(self.depthwise(x)))
        y = torch.relu(self.norm2(self.pointwise(y)))
        return x + y if self.residual else y


class MoodNet(nn.Module):
    """Log-mel windows in, quadrant, moods, valence/arousal and embedding out."""

    mean: Tensor
    scale: Tensor
    quietest: Tensor
    loudest: Tensor

    def __init__(self, config: MoodNetConfig) -> None:
        super().__init__()
        self.config = config
        self.register_buffer("quietest", torch.tensor(-1000.0))
        self.register_buffer("loudest", torch.tensor(1000.0))
        self.register_buffer("mean", torch.zeros(N_MELS))
        self.register_buffer("scale", torch.ones(N_MELS))
        self.stem = nn.Sequential(
            nn.Conv2d(1, config.stem, 5, stride=2, padding=2, bias=False),
            nn.BatchNorm2d(config.stem),
            nn.ReLU(),
        )
        blocks: list[nn.Module] = []
        channels = config.stem
        for outputs, f_stride, t_stride in config.blocks:
            blocks.append(SeparableBlock(channels, outputs, (f_stride, t_stride)))
            channels = outputs
        self.blocks = nn.Sequential(*blocks)
        self.hidden = nn.Sequential(
            nn.Linear(2 * channels, config.hidden), nn.BatchNorm1d(config.hidden), nn.SiLU()
        )
        self.embedding = nn.Linear(config.hidden, config.embedding)
        self.dropout = nn.Dropout(config.dropout)
        self.quadrant = nn.Linear(config.embedding, 4)
        self.moods = nn.Linear(config.embedding, config.moods)
        self.va = nn.Linear(config.embedding, 4)

    def normalize(self, frames: Tensor) -> Tensor:
        """Log-mel (n, frames, 96) in dB -> (n, 1, 96, frames), each band centred and scaled.

        How loud a file was made says little of its mood: a window quieter than `quietest` or
        louder than `loudest` is brought to that level, by `MOST_SHIFT_DB` at most.
        """
        level = level_db(frames)
        shift = level.clamp(self.quietest, self.loudest) - level
        frames = frames + shift.clamp(-MAX_GAIN_DB, MAX_GAIN_DB)[:, None, None]
        x = (frames.clamp(min=FLOOR_DB) - self.mean) / self.scale
        return x.transpose(1, 2).unsqueeze(1).contiguous(memory_format=torch.channels_last)

    def frame_features(self, frames: Tensor) -> Tensor:
        """Log-mel (n, frames, 96) in dB -> features over time (n, channels, frames / 16)."""
        x: Tensor = self.blocks(self.stem(self.normalize(frames)))
        return x.mean(dim=2)

    def pool(self, steps: Tensor) -> Tensor:
        """Features over time (n, channels, t) -> hidden layer (n, 256): mean and spread."""
        std = steps.var(dim=2, unbiased=False).add(STD_EPSILON).sqrt()
        hidden: Tensor = self.hidden(torch.cat([steps.mean(dim=2), std], dim=1))
        return hidden

    def apply_heads(self, embedding: Tensor) -> MoodNetOutput:
        """The answers from embeddings (n, 128), not scaled to unit length.

        All of them are linear in the embedding, so the answers to a mean embedding are the mean
        answers.
        """
        x = self.dropout(embedding)
        va = self.va(x)
        return MoodNetOutput(
            quadrant=self.quadrant(x),
            moods=self.moods(x),
            va=va[:, :2],
            va_logvar=va[:, 2:].clamp(*LOGVAR_RANGE),
            embedding=embedding,
        )

    def embed(self, frames: Tensor) -> Tensor:
        """Log-mel windows (n, frames, 96) in dB -> embeddings (n, 128)."""
        embedding: Tensor = self.embedding(self.pool(self.frame_features(frames)))
        return embedding

    def forward(self, frames: Tensor) -> MoodNetOutput:
        """Log-mel windows (n, frames, 96) in dB, at least 16 frames, about 313 as trained."""
        return self.apply_heads(self.embed(frames))
