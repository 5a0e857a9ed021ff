"""ResNet-18 for one-channel images, and its pretraining by distillation.

Distillation uses the unlabeled songs only, so the held-out songs of every fold stay new. The
targets are the mean of the teacher's patch embeddings over the excerpt (256) and its 63 scores of
the song, each standardized over the songs.

References
----------
- He et al. (2015), Deep Residual Learning for Image Recognition, arXiv:1512.03385.
- Hinton et al. (2015), Distilling the Knowledge in a Neural Network, arXiv:1503.02531.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from moodtagger.training.data.batches import Augmentation, CropBatch, iterate_batches
from moodtagger.training.data.dataset import (
    FLOOR_DB,
    STEP_DB,
    TEACHER_EMBEDDING_SIZE,
    TEACHER_SCORE_COUNT,
    DatasetSong,
)
from moodtagger.training.framework.excerpts import NormalizedNetwork
from moodtagger.training.framework.recipe_fit import device
from moodtagger.training.framework.train_loop import Log, TrainingStage, run_stage

WIDTHS = (64, 128, 256, 512)
BLOCKS_PER_STAGE = 2

PRETRAINING_BATCH = 32
AUGMENTATION = Augmentation(gain_db=6.0)


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut, with a 1x1 convolution where the shape changes.

    Parameters
    ----------
    channels : int
        Input channels.
    width : int
        Output channels.
    stride : int
        Stride over height and width.
    """

    def __init__(self, channels: int, width: int, stride: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(channels, width, 3, stride, padding=1, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(inplace=True),
            nn.Conv2d(width, width, 3, padding=1, bias=False),
            nn.BatchNorm2d(width),
        )
        self.shortcut: nn.Module = nn.Identity()
        if stride > 1 or channels != width:
            self.shortcut = nn.Sequential(
                nn.Conv2d(channels, width, 1, stride, bias=False), nn.BatchNorm2d(width)
            )

    def forward(self, x: Tensor) -> Tensor:
        """Apply the block.

        Parameters
        ----------
        x : Tensor
            Feature maps, (n, channels, h, w).

        Returns
        -------
        Tensor
            Feature maps, (n, width, h / stride, w / stride).
        """
        return functional.relu(self.layers(x) + self.shortcut(x))


class ResNet18(nn.Module):
    """The network; 11.2 M parameters with the published widths.

    `trunk` ends in the mean over the image, (n, 512).

    Parameters
    ----------
    outputs : int
        Number of outputs.
    pooling : tuple[int, int], optional
        Bands and frames averaged into one pixel.
    widths : tuple[int, ...], optional
        Channels of each stage.
    """

    def __init__(
        self, outputs: int, pooling: tuple[int, int] = (1, 1), widths: tuple[int, ...] = WIDTHS
    ) -> None:
        super().__init__()
        stem = widths[0]
        layers: list[nn.Module] = [
            nn.AvgPool2d(pooling),
            nn.Conv2d(1, stem, 7, 2, padding=3, bias=False),
            nn.BatchNorm2d(stem),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(3, 2, padding=1),
        ]
        channels = stem
        for k, width in enumerate(widths):
            for block in range(BLOCKS_PER_STAGE):
                layers.append(ResidualBlock(channels, width, stride=2 if k and not block else 1))
                channels = width
        self.trunk = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.head = nn.Linear(channels, outputs)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x: Tensor) -> Tensor:
        """Run the network.

        Parameters
        ----------
        x : Tensor
            Images, (n, 1, bands, frames).

        Returns
        -------
        Tensor
            Logits, or other outputs, (n, outputs).
        """
        out: Tensor = self.head(self.trunk(x))
        return out


class DistilledNetwork(nn.Module):
    """A network with an output for each of the teacher's numbers, and the scales of these.

    Parameters
    ----------
    network : NormalizedNetwork
        The network to train.
    songs : Sequence[DatasetSong]
        Songs to take the scales from.
    """

    mean: Tensor
    sd: Tensor

    def __init__(self, network: NormalizedNetwork, songs: Sequence[DatasetSong]) -> None:
        super().__init__()
        self.network = network
        teacher_outputs = np.stack(
            [np.concatenate([song.patch.mean(axis=0), song.theme]) for song in songs]
        )
        self.register_buffer("mean", torch.from_numpy(teacher_outputs.mean(axis=0)))
        self.register_buffer("sd", torch.from_numpy(teacher_outputs.std(axis=0)).clamp(min=1e-3))

    def forward(self, batch: CropBatch) -> Tensor:
        """Compute the mean squared distance to the teacher.

        Parameters
        ----------
        batch : CropBatch
            Crops.

        Returns
        -------
        Tensor
            The distance, a scalar.
        """
        codes = (batch.frames.to(device()) - FLOOR_DB) / STEP_DB
        teacher_outputs = torch.cat([batch.patch.mean(dim=1), batch.theme], dim=1).to(device())
        return functional.mse_loss(self.network(codes), (teacher_outputs - self.mean) / self.sd)


def pretrain_trunk(
    songs: Sequence[DatasetSong],
    epochs: int,
    pooling: tuple[int, int],
    widths: tuple[int, ...],
    folder: Path,
    log: Log,
) -> dict[str, Tensor]:
    """Pretrain a trunk by distillation; an interrupted run is resumed.

    Parameters
    ----------
    songs : Sequence[DatasetSong]
        Songs without labels.
    epochs : int
        Number of epochs.
    pooling : tuple[int, int]
        Bands and frames averaged into one pixel.
    widths : tuple[int, ...]
        Channels of each stage.
    folder : Path
        Folder of the checkpoints.
    log : Log
        Receives progress lines.

    Returns
    -------
    dict[str, Tensor]
        State of the trunk.
    """
    torch.manual_seed(0)
    frames = np.concatenate([song.codes[::16] for song in songs])
    outputs = TEACHER_EMBEDDING_SIZE + TEACHER_SCORE_COUNT
    network = NormalizedNetwork(ResNet18(outputs, pooling, widths), frames)
    stage = TrainingStage(
        f"lesson-{epochs}-{pooling[0]}x{pooling[1]}",
        epochs,
        steps=len(songs) // PRETRAINING_BATCH + 1,
        learning_rate=2e-3,
        weight_decay=0.01,
        ema_decay=0.99,
        note=f"{len(songs)} songs, {widths}",
    )
    no_targets = np.zeros((len(songs), 0), np.float32)
    trained = run_stage(
        stage,
        DistilledNetwork(network, songs).to(device()),
        lambda rng: iterate_batches(songs, no_targets, PRETRAINING_BATCH, AUGMENTATION, rng),
        lambda model, batch: model(batch),
        folder,
        log,
    )
    prefix = "network.network.trunk."
    return {
        name.removeprefix(prefix): value.cpu()
        for name, value in trained.state_dict().items()
        if name.startswith(prefix)
    }
