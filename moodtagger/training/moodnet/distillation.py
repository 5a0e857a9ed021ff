"""Pretraining: distill a larger audio network into the student on songs without mood labels.

The student learns the teacher's embeddings and scores. No labeled song takes part, so the held-out
songs of every fold are new to the network afterwards.

References
----------
Hinton et al. (2015), Distilling the Knowledge in a Neural Network, arXiv:1503.02531.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from moodtagger.inference.architecture import MoodNet, MoodNetOutput, level_db
from moodtagger.inference.config import TIME_STRIDE, MoodNetConfig
from moodtagger.training.data.batches import (
    CROP_FRAMES,
    CROP_PATCHES,
    Augmentation,
    CropBatch,
    iterate_batches,
)
from moodtagger.training.data.dataset import (
    FRAMES_PER_PATCH,
    TEACHER_EMBEDDING_SIZE,
    TEACHER_SCORE_COUNT,
    DatasetSong,
    Floats,
    dequantize_db,
)
from moodtagger.training.framework.train_loop import Log, TrainingStage, run_stage

PRETRAINING_BATCH = 32
LEVEL_QUANTILES = (0.15, 0.85)  # windows beyond these levels are brought to them
GAIN_AUGMENTATION = Augmentation(gain_db=6.0)


class Student(nn.Module):
    """A MoodNet that also predicts the teacher's embeddings and its mood and theme scores.

    Parameters
    ----------
    net : MoodNet
        The network; it is trained in place.
    frozen : int, optional
        Number of blocks, counted from the input, that keep their weights together with the stem; -1
        freezes nothing, 0 the stem only.
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
        """List the modules that keep their weights.

        Returns
        -------
        list[nn.Module]
            The stem and the frozen blocks; empty if nothing is frozen.
        """
        if self.frozen < 0:
            return []
        return [self.net.stem, *list(self.net.blocks)[: self.frozen]]

    def train(self, mode: bool = True) -> Student:
        """Set the mode; frozen parts stay in evaluation mode to preserve their batch norms.

        Parameters
        ----------
        mode : bool, optional
            Whether to set training mode.

        Returns
        -------
        Student
            The student itself.
        """
        super().train(mode)
        for part in self.frozen_parts():
            part.eval()
        return self

    def forward(self, batch: CropBatch) -> tuple[MoodNetOutput, Tensor]:
        """Run the network and compare it with the teacher.

        Parameters
        ----------
        batch : CropBatch
            n crops.

        Returns
        -------
        tuple[MoodNetOutput, Tensor]
            Raw outputs for n crops, and the distance to the teacher, a scalar.
        """
        steps = self.net.frame_features(batch.frames)
        hidden = self.net.pool(steps)
        outputs = self.net.apply_heads(self.net.embedding(hidden))
        return outputs, self._teacher_loss(batch, steps, hidden, outputs.embedding)

    def _teacher_loss(
        self, batch: CropBatch, steps: Tensor, hidden: Tensor, embedding: Tensor
    ) -> Tensor:
        """Sum the squared errors of patch embeddings, of their mean, and of the song's scores."""
        patch = batch.patch / self.patch_scale
        predicted_patch = self.patch_head((steps @ self.align).transpose(1, 2))
        theme = (batch.theme - self.theme_mean) / self.theme_scale
        return (
            functional.mse_loss(predicted_patch, patch)
            + functional.mse_loss(self.song_head(hidden), patch.mean(dim=1))
            + functional.mse_loss(self.theme_head(embedding), theme)
        )


def patch_alignment() -> Tensor:
    """Compute weights that interpolate the network's time axis at the teacher's patches.

    Returns
    -------
    Tensor
        Weights that sum to 1 over the steps, (steps, patches).
    """
    steps = -(-CROP_FRAMES // TIME_STRIDE)
    step_frames = torch.arange(steps).unsqueeze(1) * TIME_STRIDE
    patch_frames = (torch.arange(CROP_PATCHES) + 0.5).unsqueeze(0) * FRAMES_PER_PATCH
    weights = (1 - (step_frames - patch_frames).abs() / FRAMES_PER_PATCH).clamp(min=0)
    return weights / weights.sum(dim=0, keepdim=True)


@dataclass(frozen=True, slots=True)
class PretrainingRound:
    """One round of pretraining with its own warm-up, from the average of the round before.

    Attributes
    ----------
    stage : TrainingStage
        Duration and optimizer.
    augmentation : Augmentation
        Augmentation of the crops.
    """

    stage: TrainingStage
    augmentation: Augmentation


PRETRAINING_ROUNDS = (
    PretrainingRound(
        TrainingStage("pretrain", epochs=24, steps=0, learning_rate=3e-3, weight_decay=0.01),
        GAIN_AUGMENTATION,
    ),
    PretrainingRound(
        TrainingStage(
            "pretrain2", epochs=10, steps=0, learning_rate=2e-3, weight_decay=0.01, seed=2
        ),
        GAIN_AUGMENTATION,
    ),
    PretrainingRound(
        TrainingStage("pretrain3", epochs=40, steps=0, learning_rate=2e-3, ema_decay=0.999, seed=3),
        Augmentation(gain_db=8.0, tilt_db=3.0, time_mask=20, mel_mask=6, masks=1),
    ),
)


def create_student(songs: Sequence[DatasetSong], config: MoodNetConfig, seed: int = 0) -> Student:
    """Create an untrained student with the songs' mean spectrum and the teacher's scales.

    Parameters
    ----------
    songs : Sequence[DatasetSong]
        Songs to take the statistics from.
    config : MoodNetConfig
        Layer sizes.
    seed : int, optional
        Seed of the initial weights.

    Returns
    -------
    Student
        The student.
    """
    torch.manual_seed(seed)
    net = MoodNet(config)
    frames = dequantize_db(np.concatenate([song.codes[::16] for song in songs]))
    net.mean.copy_(torch.from_numpy(frames.mean(axis=0)))
    net.scale.fill_(float(frames.std(axis=0).mean()))
    quietest, loudest = np.quantile(crop_levels_db(songs), LEVEL_QUANTILES)
    net.quietest.fill_(float(quietest))
    net.loudest.fill_(float(loudest))
    student = Student(net)
    patch = np.concatenate([song.patch[::4] for song in songs])
    theme = np.stack([song.theme for song in songs])
    # Halfway to unit variance: the first components carry most of the information.
    sd = patch.std(axis=0)
    student.patch_scale.copy_(torch.from_numpy(np.sqrt(sd * sd.max())) / 2)
    student.theme_mean.copy_(torch.from_numpy(theme.mean(axis=0)))
    student.theme_scale.copy_(torch.from_numpy(theme.std(axis=0)))
    return student


def crop_levels_db(songs: Sequence[DatasetSong]) -> Floats:
    """Compute the levels of the songs' first ten seconds.

    Parameters
    ----------
    songs : Sequence[DatasetSong]
        n songs.

    Returns
    -------
    Floats
        Levels in dB as in `architecture.level_db`, (n,).
    """
    crops = [dequantize_db(song.codes[:CROP_FRAMES]) for song in songs]
    return np.array([float(level_db(torch.from_numpy(c[None]))[0]) for c in crops], np.float32)


def teacher_loss(model: nn.Module, batch: CropBatch) -> torch.Tensor:
    """Compute the distance to the teacher only.

    Parameters
    ----------
    model : nn.Module
        A student.
    batch : CropBatch
        Crops.

    Returns
    -------
    torch.Tensor
        Distance, a scalar.
    """
    loss: torch.Tensor = model(batch)[1]
    return loss


def pretrain(
    songs: Sequence[DatasetSong],
    config: MoodNetConfig,
    folder: Path,
    log: Log,
    rounds: Sequence[PretrainingRound] = PRETRAINING_ROUNDS,
) -> Student:
    """Pretrain a network round by round; an interrupted run is resumed.

    Parameters
    ----------
    songs : Sequence[DatasetSong]
        Songs without labels.
    config : MoodNetConfig
        Layer sizes.
    folder : Path
        Folder of the checkpoints.
    log : Log
        Receives progress lines.
    rounds : Sequence[PretrainingRound], optional
        The rounds to run.

    Returns
    -------
    Student
        The student with untrained heads for `config`.
    """
    no_targets = np.zeros((len(songs), 0), np.float32)
    # Pretraining uses no moods, so its checkpoints survive a change of the vocabulary.
    model: nn.Module = create_student(songs, replace(config, moods=1))
    for pretraining_round in rounds:
        model = run_stage(
            replace(pretraining_round.stage, steps=len(songs) // PRETRAINING_BATCH + 1),
            model,
            partial(
                iterate_batches,
                songs,
                no_targets,
                PRETRAINING_BATCH,
                pretraining_round.augmentation,
            ),
            teacher_loss,
            folder,
            log,
        )
    assert isinstance(model, Student)
    return replace_heads(model, config)


def replace_heads(student: Student, config: MoodNetConfig) -> Student:
    """Copy a student and give its network untrained heads.

    Parameters
    ----------
    student : Student
        Left unchanged.
    config : MoodNetConfig
        Layer sizes; only the number of moods may differ.

    Returns
    -------
    Student
        The copy.
    """
    out = Student(MoodNet(config))
    weights = student.state_dict()
    head_prefixes = ("net.quadrant.", "net.moods.", "net.va.")
    out.load_state_dict(
        {
            **out.state_dict(),
            **{k: v for k, v in weights.items() if not k.startswith(head_prefixes)},
        }
    )
    return out
