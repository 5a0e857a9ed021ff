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

from moodtagger.training.data.batches import Augment, Batch, iterate
from moodtagger.training.data.dataset import Song
from moodtagger.training.data.log_mel_cache import FLOOR_DB, STEP_DB
from moodtagger.training.framework.excerpts import Normalised
from moodtagger.training.framework.recipe_fit import device
from moodtagger.training.framework.train_loop import Log, Stage, run_stage
from moodtagger.training.moodnet.student import PATCH_SIZE, THEMES
from moodtagger.training.recipes.resnet18.network import ResNet18

BATCH = 32
AUGMENT = Augment(gain_db=6.0)


class Pupil(nn.Module):
    """A network with an output for each of the teacher's numbers, and those numbers' scales."""

    mean: Tensor
    sd: Tensor

    def __init__(self, network: Normalised, songs: Sequence[Song]) -> None:
        super().__init__()
        self.network = network
        said = np.stack([np.concatenate([song.patch.mean(axis=0), song.theme]) for song in songs])
        self.register_buffer("mean", torch.from_numpy(said.mean(axis=0)))
        self.register_buffer("sd", torch.from_numpy(said.std(axis=0)).clamp(min=1e-3))

    def forward(self, batch: Batch) -> Tensor:
        """Mean squared distance to the teacher, a scalar."""
        codes = (batch.frames.to(device()) - FLOOR_DB) / STEP_DB
        said = torch.cat([batch.patch.mean(dim=1), batch.theme], dim=1).to(device())
        return functional.mse_loss(self.network(codes), (said - self.mean) / self.sd)


def first_lesson(
    songs: Sequence[Song],
    passes: int,
    shrink: tuple[int, int],
    widths: tuple[int, ...],
    folder: Path,
    log: Log,
) -> dict[str, Tensor]:
    """The trunk's weights after `passes` over the songs; resumes from `folder`."""
    torch.manual_seed(0)
    frames = np.concatenate([song.codes[::16] for song in songs])
    outputs = PATCH_SIZE + THEMES
    network = Normalised(ResNet18(outputs, shrink, widths), frames)
    stage = Stage(
        f"lesson-{passes}-{shrink[0]}x{shrink[1]}",
        passes,
        steps=len(songs) // BATCH + 1,
        rate=2e-3,
        weight_decay=0.01,
        decay=0.99,
        note=f"{len(songs)} songs, {widths}",
    )
    nothing = np.zeros((len(songs), 0), np.float32)
    pupil = run_stage(
        stage,
        Pupil(network, songs).to(device()),
        lambda rng: iterate(songs, nothing, BATCH, AUGMENT, rng),
        lambda model, batch: model(batch),
        folder,
        log,
    )
    prefix = "network.network.trunk."
    return {
        name.removeprefix(prefix): value.cpu()
        for name, value in pupil.state_dict().items()
        if name.startswith(prefix)
    }
