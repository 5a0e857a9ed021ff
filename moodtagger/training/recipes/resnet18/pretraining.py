"""The first lesson of the pretrained ResNet-18: say what a larger audio network says of songs.

Knowledge distillation (Hinton et al. 2015, arXiv:1503.02531) on the unlabelled songs only, so the
held-out songs of every fold stay new. The targets are the mean of the teacher's patch embeddings
over the excerpt (256) and its 63 scores of the song, each with mean 0 and SD 1 over the songs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from moodtagger.training.data.batches import Augmentation, CropBatch, iterate_batches
from moodtagger.training.data.dataset import DatasetSong
from moodtagger.training.data.log_mel_cache import FLOOR_DB, STEP_DB
from moodtagger.training.framework.excerpts import NormalizedNetwork
from moodtagger.training.framework.recipe_fit import device
from moodtagger.training.framework.train_loop import Log, TrainingStage, run_stage
from moodtagger.training.moodnet.student import TEACHER_EMBEDDING_SIZE, TEACHER_SCORE_COUNT
from moodtagger.training.recipes.resnet18.network import ResNet18

PRETRAINING_BATCH = 32
AUGMENTATION = Augmentation(gain_db=6.0)


class DistilledNetwork(nn.Module):
    """A network with an output for each of the teacher's numbers, and those numbers' scales."""

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
        """Mean squared distance to the teacher, a scalar."""
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
    """The trunk's weights after `passes` over the songs; resumes from `folder`."""
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
