"""Second lesson: the experts' labels, and what a reader of the teacher says of all other songs.

The labels are few and full of gaps: a word that is missing from a song is not a "no". So half of
each label is what a reader of the teacher's hearing expects of the song (`reader`), and songs
without labels take part with what it says of them: distillation, Hinton et al. (2015),
arXiv:1503.02531, with pseudo-labels as in Lee (2013).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from torch import Tensor, nn
from torch.nn import functional

from moodtagger.inference.networks import MoodNet, MoodOutput
from moodtagger.training import reader
from moodtagger.training.batches import Augment, Batch, Rng, iterate
from moodtagger.training.data import Floats, Song
from moodtagger.training.heads import warm
from moodtagger.training.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS, Group, targets_of
from moodtagger.training.loop import Log, Stage, run_stage
from moodtagger.training.norms import refresh
from moodtagger.training.student import Student

AUGMENT = Augment(gain_db=8.0, tilt_db=3.0, time_mask=30, mel_mask=8, masks=1, mixup=0.3)


@dataclass(frozen=True, slots=True)
class Recipe:
    """The choices of the fine-tuning.

    `frozen` blocks keep their weights (-1: none); `guessed` songs without labels join each
    labelled one; `trust` is the reader's share in the targets of labelled songs; `warm_heads` is
    for a trunk that hears already, see `heads`: on an untrained one it harms.
    """

    epochs: int = 14
    batch: int = 32
    rate: float = 1e-3
    weight_decay: float = 0.05
    decay: float = 0.998
    frozen: int = 3
    guessed: float = 2.0
    trust: float = 0.5
    warm_heads: bool = True
    teacher: float = 0.3
    augment: Augment = AUGMENT


@dataclass(frozen=True, slots=True)
class Lesson:
    """Songs with the targets of `labels.targets_of`, softened, and one more column: 1 if they rest
    on labels of the song's own, 0 if they are guessed.
    """

    songs: list[Song]
    targets: Floats
    labelled: int  # the first so many songs have labels

    def one_pass(self, guessed: float, rng: Rng) -> tuple[list[Song], Floats]:
        """Every labelled song, and `guessed` times as many of the others."""
        others = self.labelled + rng.permutation(len(self.songs) - self.labelled)
        chosen = [*range(self.labelled), *others[: round(guessed * self.labelled)].tolist()]
        return [self.songs[i] for i in chosen], self.targets[chosen]


def lesson_of(
    songs: Sequence[Song],
    unlabelled: Sequence[Song],
    groups: Sequence[Group],
    recipe: Recipe,
    unpacked: reader.Unpacked | None,
) -> Lesson:
    """What is learned; without `unpacked` (no teacher) only the labels themselves."""
    targets = targets_of(songs, groups)
    own = np.ones((len(songs), 1), np.float32)
    if unpacked is None:
        return Lesson(list(songs), np.concatenate([targets, own], axis=1), len(songs))
    known = reader.features(songs, unpacked)
    artist = np.array([song.labels.artist if song.labels else -1 for song in songs])
    soft = reader.read_each_other(known, targets, artist)
    mixed = (1 - recipe.trust) * targets + recipe.trust * soft
    guesses = reader.read(known, targets, reader.features(unlabelled, unpacked))
    return Lesson(
        [*songs, *unlabelled],
        np.concatenate(
            [
                np.concatenate([mixed, own], axis=1),
                np.concatenate([guesses, np.zeros((len(guesses), 1), np.float32)], axis=1),
            ]
        ),
        len(songs),
    )


def finetune(
    start: Student,
    lesson: Lesson,
    groups: Sequence[Group],
    recipe: Recipe,
    folder: Path,
    name: str,
    log: Log,
) -> MoodNet:
    """Teach the lesson to a copy of `start`; resumes from `folder`."""
    own = lesson.songs[: lesson.labelled]

    def source(rng: Rng) -> Iterator[Batch]:
        songs, targets = lesson.one_pass(recipe.guessed, rng)
        return iterate(songs, targets, recipe.batch, recipe.augment, rng)

    guessed = min(round(recipe.guessed * len(own)), len(lesson.songs) - len(own))
    stage = Stage(
        name,
        epochs=recipe.epochs,
        steps=(len(own) + guessed) // recipe.batch + 1,
        rate=recipe.rate,
        weight_decay=recipe.weight_decay,
        decay=recipe.decay,
        seed=1,
        note=f"{recipe} {[(group.label, sorted(group.sources)) for group in groups]}",
    )
    student = copy_of(start, recipe.frozen)
    if recipe.warm_heads:
        warm(student.net, own, targets_of(own, groups))
    model = run_stage(stage, student, source, MoodLoss(recipe), folder, log)
    assert isinstance(model, Student)
    refresh(model, own)
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
        target = batch.target[:, :-1]
        total: Tensor = (
            functional.cross_entropy(out.quadrant, target[:, QUADRANT_COLUMNS])
            + 4 * mood_loss(out, target[:, FIRST_MOOD:])
            + dimensions_loss(out, target[:, VA_COLUMNS], batch.target[:, -1])
            + self.recipe.teacher * teacher
        )
        return total


def mood_loss(out: MoodOutput, probability: Tensor) -> Tensor:
    """Binary cross-entropy against soft labels."""
    return functional.binary_cross_entropy_with_logits(out.moods, probability)


def dimensions_loss(out: MoodOutput, va: Tensor, own: Tensor) -> Tensor:
    """Squared error of the means; Gaussian likelihood of the spread where labels are the song's
    `own` (n,), for guesses are smoother than truth. The likelihood does not pull the means.
    """
    miss = functional.gaussian_nll_loss(
        out.va.detach(), va, out.va_logvar.exp(), reduction="none"
    ).mean(dim=1)
    return 0.5 * (own * miss).sum() / own.sum().clamp(min=1) + 4 * functional.mse_loss(out.va, va)
