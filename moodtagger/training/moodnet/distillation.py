"""Pretraining: distil a larger audio network into the student on songs without mood labels.

Knowledge distillation (Hinton et al. 2015, arXiv:1503.02531) on embeddings and scores. No labelled
song takes part, so the held-out songs of every fold are new to the network afterwards.
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


PRETRAINING_BATCH = 32
LEVEL_QUANTILES = (0.15, 0.85)  # quantiles: windows beyond are brought to them
GAIN_AUGMENTATION = Augmentation(gain_db=6.0)


@dataclass(frozen=True, slots=True)
class PretrainingRound:
    """One of several trainings, each with a warm-up of its own from the average of the last."""

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
    """An untrained network that knows the songs' average spectrum and the teacher's scales."""
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
    # Half-way to unit variance: the first components carry most of the meaning.
    sd = patch.std(axis=0)
    student.patch_scale.copy_(torch.from_numpy(np.sqrt(sd * sd.max())) / 2)
    student.theme_mean.copy_(torch.from_numpy(theme.mean(axis=0)))
    student.theme_scale.copy_(torch.from_numpy(theme.std(axis=0)))
    return student


def crop_levels_db(songs: Sequence[DatasetSong]) -> Floats:
    """Levels in dB of the first ten seconds of each song."""
    crops = [dequantize_db(song.codes[:CROP_FRAMES]) for song in songs]
    return np.array([float(level_db(torch.from_numpy(c[None]))[0]) for c in crops], np.float32)


def teacher_loss(model: nn.Module, batch: CropBatch) -> torch.Tensor:
    """Distance to the teacher only."""
    loss: torch.Tensor = model(batch)[1]
    return loss


def pretrain(
    songs: Sequence[DatasetSong],
    config: MoodNetConfig,
    folder: Path,
    log: Log,
    rounds: Sequence[PretrainingRound] = PRETRAINING_ROUNDS,
) -> Student:
    """Teach the teacher's hearing from `songs`, round after round; resumes from `folder`."""
    no_targets = np.zeros((len(songs), 0), np.float32)
    # The lesson knows no moods, so its checkpoints outlive a change of the vocabulary.
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
    """A copy of the student whose network has new answers to the questions of `config`."""
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
