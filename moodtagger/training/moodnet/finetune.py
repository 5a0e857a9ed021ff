"""Second lesson: the experts' labels, softened by what a reader of the teacher expects.

The labels are few and full of gaps: a word that is missing from a song is not a "no". So half of
each label is what a reader of the teacher's hearing, fitted on other artists, says of the song
(`reader`): self-distillation with soft labels, after Hinton et al. (2015), arXiv:1503.02531.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from torch import Tensor, nn
from torch.nn import functional

from moodtagger.inference.architecture import MoodNet, MoodOutput
from moodtagger.training.data.batches import Augment, Batch, iterate
from moodtagger.training.data.dataset import Floats, Song
from moodtagger.training.data.labels import (
    FIRST_MOOD,
    QUADRANT_COLUMNS,
    VA_COLUMNS,
    Group,
    targets_of,
)
from moodtagger.training.framework.train_loop import Log, Stage, run_stage
from moodtagger.training.moodnet.embedding_scaling import standardise
from moodtagger.training.moodnet.linear_probe import warm
from moodtagger.training.moodnet.student import Student
from moodtagger.training.moodnet.teacher_regression import Unpacked, features, read_each_other

AUGMENT = Augment(gain_db=8.0, tilt_db=2.0, time_mask=20, mel_mask=4, masks=1)


@dataclass(frozen=True, slots=True)
class Recipe:
    """The choices of the fine-tuning.

    `frozen` blocks keep their weights (-1: none); `trust` is the reader's share in the targets;
    `warm_heads` is for a trunk that hears already, see `heads`: on an untrained one it harms.
    `teacher` weighs the distance to the teacher.
    """

    epochs: int = 14
    batch: int = 32
    rate: float = 1e-3
    weight_decay: float = 0.05
    decay: float = 0.99
    frozen: int = 3
    trust: float = 0.5
    warm_heads: bool = True
    teacher: float = 0.5
    augment: Augment = AUGMENT


def soft_targets(
    songs: Sequence[Song], groups: Sequence[Group], trust: float, unpacked: Unpacked
) -> Floats:
    """Targets of `labels.targets_of`, to a share `trust` replaced by what readers expect."""
    targets = targets_of(songs, groups)
    artist = np.array([song.labels.artist if song.labels else -1 for song in songs])
    expected = read_each_other(features(songs, unpacked), targets, artist)
    mixed: Floats = (1 - trust) * targets + trust * expected
    return mixed


def finetune(
    start: Student,
    songs: Sequence[Song],
    groups: Sequence[Group],
    targets: Floats,
    recipe: Recipe,
    folder: Path,
    name: str,
    log: Log,
) -> MoodNet:
    """Teach labelled `songs` with (soft) `targets` to a copy of `start`; resumes from `folder`."""
    stage = Stage(
        name,
        epochs=recipe.epochs,
        steps=len(songs) // recipe.batch + 1,
        rate=recipe.rate,
        weight_decay=recipe.weight_decay,
        decay=recipe.decay,
        seed=1,
        note=f"{recipe} {hashlib.sha256(targets.tobytes()).hexdigest()}",
    )
    student = copy_of(start, recipe.frozen)
    if recipe.warm_heads:
        warm(student.net, songs, targets_of(songs, groups))
    source = partial(iterate, songs, targets, recipe.batch, recipe.augment)
    model = run_stage(stage, student, source, MoodLoss(recipe), folder, log)
    assert isinstance(model, Student)
    standardise(model.net, songs)
    return model.net


def copy_of(start: Student, frozen: int) -> Student:
    """A student of its own with the same weights and `frozen` blocks held fixed."""
    student = Student(copy.deepcopy(start.net), frozen)
    student.load_state_dict(start.state_dict())
    return student


@dataclass(frozen=True, slots=True)
class MoodLoss:
    """Sum of the losses of quadrant, moods, valence/arousal and distance to the teacher."""

    recipe: Recipe

    def __call__(self, model: nn.Module, batch: Batch) -> Tensor:
        """The loss of a batch, a scalar."""
        out, teacher = model(batch)
        total: Tensor = (
            functional.cross_entropy(out.quadrant, batch.target[:, QUADRANT_COLUMNS])
            + 4 * mood_loss(out, batch.target[:, FIRST_MOOD:])
            + dimensions_loss(out, batch.target[:, VA_COLUMNS])
            + self.recipe.teacher * teacher
        )
        return total


def mood_loss(out: MoodOutput, probability: Tensor) -> Tensor:
    """Binary cross-entropy against soft labels."""
    return functional.binary_cross_entropy_with_logits(out.moods, probability)


def dimensions_loss(out: MoodOutput, va: Tensor) -> Tensor:
    """Squared error of the means, and the Gaussian likelihood of the spread around them.

    The likelihood does not pull the means: sure songs would drag them.
    """
    spread = functional.gaussian_nll_loss(out.va.detach(), va, out.va_logvar.exp())
    return 4 * functional.mse_loss(out.va, va) + 0.5 * spread
