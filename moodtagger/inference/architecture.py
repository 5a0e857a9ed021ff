"""MoodNet: a strided stem and depthwise-separable blocks over a log-mel spectrogram.

A window of 10 s costs about 0.07 billion multiplications, so analyzing a song takes a fraction of a
second.

References
----------
Howard et al. (2017), MobileNets: Efficient Convolutional Neural Networks for Mobile Vision
Applications, arXiv:1704.04861.
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
    """Raw network outputs for n windows, as tensors.

    Attributes
    ----------
    quadrant : Tensor
        Logits, (n, 4), in the order of `core.circumplex.QUADRANTS`.
    moods : Tensor
        Logits, (n, M).
    va : Tensor
        Valence and arousal before calibration, (n, 2).
    va_logvar : Tensor
        Natural logarithm of their variance, (n, 2), within `LOGVAR_RANGE`.
    embedding : Tensor
        Embeddings, (n, 128), not scaled to unit length.
    """

    quadrant: Tensor
    moods: Tensor
    va: Tensor
    va_logvar: Tensor
    embedding: Tensor


def level_db(frames: Tensor) -> Tensor:
    """Compute the level of log-mel windows.

    Parameters
    ----------
    frames : Tensor
        Log-mel power in dB, (n, frames, 96).

    Returns
    -------
    Tensor
        Mean power over time, summed over the bands, in dB, (n,); at least -100.
    """
    power = torch.exp(frames * (math.log(10) / 10)).sum(dim=2).mean(dim=1)
    return 10 * torch.log10(power.clamp(min=1e-10))


class SeparableBlock(nn.Module):
    """A depthwise 3x3 and a pointwise 1x1 convolution, each with batch norm and ReLU.

    The block is residual where input and output have the same shape.

    Parameters
    ----------
    inputs : int
        Input channels.
    outputs : int
        Output channels.
    stride : tuple[int, int]
        Stride over frequency and time.
    """

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
        """Apply the block.

        Parameters
        ----------
        x : Tensor
            Feature maps, (n, inputs, f, t).

        Returns
        -------
        Tensor
            Feature maps, (n, outputs, f / stride, t / stride).
        """
        y = torch.relu(self.norm1(self.depthwise(x)))
        y = torch.relu(self.norm2(self.pointwise(y)))
        return x + y if self.residual else y


class MoodNet(nn.Module):
    """The network: log-mel windows in; quadrant, moods, valence, arousal and embedding out.

    Parameters
    ----------
    config : MoodNetConfig
        Layer sizes.
    """

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
        """Standardize log-mel windows per band and reorder them for the convolutions.

        How loud a recording was mastered says little about its mood: a window quieter than
        `quietest` or louder than `loudest` is brought to that level, by `MAX_GAIN_DB` at most.

        Parameters
        ----------
        frames : Tensor
            Log-mel windows in dB, (n, frames, 96).

        Returns
        -------
        Tensor
            Standardized images, (n, 1, 96, frames).
        """
        level = level_db(frames)
        shift = level.clamp(self.quietest, self.loudest) - level
        frames = frames + shift.clamp(-MAX_GAIN_DB, MAX_GAIN_DB)[:, None, None]
        x = (frames.clamp(min=FLOOR_DB) - self.mean) / self.scale
        return x.transpose(1, 2).unsqueeze(1).contiguous(memory_format=torch.channels_last)

    def frame_features(self, frames: Tensor) -> Tensor:
        """Compute the features over time.

        Parameters
        ----------
        frames : Tensor
            Log-mel windows in dB, (n, frames, 96).

        Returns
        -------
        Tensor
            Features averaged over frequency, (n, channels, frames / 16).
        """
        x: Tensor = self.blocks(self.stem(self.normalize(frames)))
        return x.mean(dim=2)

    def pool(self, steps: Tensor) -> Tensor:
        """Pool the features over time into the hidden layer.

        Parameters
        ----------
        steps : Tensor
            Features over time, (n, channels, t).

        Returns
        -------
        Tensor
            Hidden layer of their mean and standard deviation, (n, 256).
        """
        std = steps.var(dim=2, unbiased=False).add(STD_EPSILON).sqrt()
        hidden: Tensor = self.hidden(torch.cat([steps.mean(dim=2), std], dim=1))
        return hidden

    def apply_heads(self, embedding: Tensor) -> MoodNetOutput:
        """Compute the outputs from embeddings.

        Every head is linear in the embedding, so the outputs for a mean embedding are the mean
        outputs.

        Parameters
        ----------
        embedding : Tensor
            Embeddings, (n, 128), not scaled to unit length.

        Returns
        -------
        MoodNetOutput
            Raw outputs for n windows or songs.
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
        """Embed log-mel windows.

        Parameters
        ----------
        frames : Tensor
            Log-mel windows in dB, (n, frames, 96).

        Returns
        -------
        Tensor
            Embeddings, (n, 128), not scaled to unit length.
        """
        embedding: Tensor = self.embedding(self.pool(self.frame_features(frames)))
        return embedding

    def forward(self, frames: Tensor) -> MoodNetOutput:
        """Run the whole network.

        Parameters
        ----------
        frames : Tensor
            Log-mel windows in dB, (n, frames, 96); at least 16 frames, 313 in training.

        Returns
        -------
        MoodNetOutput
            Raw outputs for n windows.
        """
        return self.apply_heads(self.embed(frames))
