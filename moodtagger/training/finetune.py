"""Second lesson: the experts' labels, with the teacher's hearing as an anchor.

A word that is missing from a song is not a "no" (annotators tick few words), so its loss counts
less and its target is a little over 0.
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
from moodtagger.training import pseudo
from moodtagger.training.batches import Augment, Batch, Rng, iterate
from moodtagger.training.data import Floats, Song
from moodtagger.training.heads import warm
from moodtagger.training.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS, Group, targets_of
from moodtagger.training.loop import Log, Stage, run_stage
from moodtagger.training.norms import refresh
from moodtagger.training.student import Student

AUGMENT = Augment(gain_db=8.0, tilt_db=3.0, time_mask=40, mel_mask=10, mixup=0.4)


@dataclass(frozen=True, slots=True)
class Recipe:
    """The choices of the fine-tuning.

    `frozen` blocks keep their weights (-1: none); `guessed` unlabelled songs join each labelled
    one; `warm_heads` is for a trunk that hears already, see `heads`: on an untrained one it harms.
    """

    epochs: int = 14
    batch: int = 16
    rate: float = 7e-4
    weight_decay: float = 0.1
    decay: float = 0.995
    frozen: int = 3
    guessed: float = 0.0
    warm_heads: bool = True
    teacher: float = 0.3
    missing_weight: float = 0.5
    missing_target: float = 0.03
    smoothing: float = 0.1
    augment: Augment = AUGMENT


def finetune(
    start: Student,
    songs: Sequence[Song],
    unlabelled: Sequence[Song],
    groups: Sequence[Group],
    recipe: Recipe,
    folder: Path,
    name: str,
    log: Log,
) -> MoodNet:
    """Teach labelled `songs` to a copy of `start`; resumes from `folder`."""
    targets = targets_of(songs, groups)
    guesses = guess_targets(songs, targets, unlabelled) if recipe.guessed else targets[:0]
    extra = round(recipe.guessed * len(songs))

    def source(rng: Rng) -> Iterator[Batch]:
        chosen = rng.permutation(len(unlabelled))[:extra]
        lesson = [*songs, *(unlabelled[i] for i in chosen)]
        numbers = np.concatenate([targets, guesses[chosen]]) if extra else targets
        return iterate(lesson, numbers, recipe.batch, recipe.augment, rng)

    stage = Stage(
        name,
        epochs=recipe.epochs,
        steps=(len(songs) + extra) // recipe.batch + 1,
        rate=recipe.rate,
        weight_decay=recipe.weight_decay,
        decay=recipe.decay,
        seed=1,
        note=f"{recipe} {[(group.label, sorted(group.sources)) for group in groups]}",
    )
    student = copy_of(start, recipe.frozen)
    if recipe.warm_heads:
        warm(student.net, songs, targets)
    model = run_stage(stage, student, source, MoodLoss(recipe), folder, log)
    assert isinstance(model, Student)
    refresh(model, songs)
    return model.net


def guess_targets(songs: Sequence[Song], targets: Floats, unlabelled: Sequence[Song]) -> Floats:
    """Targets of the unlabelled songs, read from the teacher's hearing."""
    return pseudo.guess(
        pseudo.teacher_features(songs), targets, pseudo.teacher_features(unlabelled)
    )


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
            self.quadrant(out, batch.target[:, QUADRANT_COLUMNS])
            + 4 * self.moods(out, batch.target[:, FIRST_MOOD:])
            + dimensions_loss(out, batch.target[:, VA_COLUMNS])
            + self.recipe.teacher * teacher
        )
        return total

    def quadrant(self, out: MoodOutput, share: Tensor) -> Tensor:
        """Cross-entropy against (mixed) quadrants."""
        return functional.cross_entropy(out.quadrant, share, label_smoothing=self.recipe.smoothing)

    def moods(self, out: MoodOutput, present: Tensor) -> Tensor:
        """Binary cross-entropy in which a missing word counts less than a given one."""
        low, weight = self.recipe.missing_target, self.recipe.missing_weight
        return functional.binary_cross_entropy_with_logits(
            out.moods, low + (1 - 2 * low) * present, weight=weight + (1 - weight) * present
        )


def dimensions_loss(out: MoodOutput, va: Tensor) -> Tensor:
    """Gaussian negative log-likelihood, and squared error so that the means do not lag behind."""
    likelihood = functional.gaussian_nll_loss(out.va, va, out.va_logvar.exp())
    return 0.5 * likelihood + 4 * functional.mse_loss(out.va, va)
