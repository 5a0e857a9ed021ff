"""The recipe of the bundled network: teach, fine-tune on five folds, calibrate, train on all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.config import MoodNetConfig
from moodtagger.training.calibration import fit as calibrate
from moodtagger.training.calibration.out_of_fold import FILE as OUT_OF_FOLD
from moodtagger.training.calibration.out_of_fold import gather
from moodtagger.training.data.dataset import (
    FOLDS,
    Floats,
    Song,
    load_labelled,
    load_unlabelled,
    split,
)
from moodtagger.training.data.labels import FIRST_MOOD, Group, core_of, read_groups, targets_of
from moodtagger.training.framework.train_loop import Log
from moodtagger.training.moodnet.distillation import ROUNDS, Round, new_student, pretrain
from moodtagger.training.moodnet.export import export
from moodtagger.training.moodnet.finetune import Recipe, finetune, soft_targets
from moodtagger.training.moodnet.student import Student
from moodtagger.training.moodnet.teacher_regression import Unpacked
from moodtagger.training.moodnet.vocabulary import vocabulary
from moodtagger.training.network_outputs import Outputs, figures, hear, mean_and_sd, mood_scores

TAUGHT = Recipe()
PLAIN = Recipe(
    epochs=24,
    rate=3e-3,
    decay=0.99,
    frozen=-1,
    trust=0.0,
    warm_heads=False,
    teacher=0.0,
)


@dataclass(frozen=True, slots=True)
class Job:
    """One training run; `cache` keeps spectrograms and checkpoints, `plain` goes without teacher.

    A run that was killed goes on from its last pass when it is started again.
    """

    data: Path
    cache: Path
    log: Log
    plain: bool = False
    rounds: tuple[Round, ...] = ROUNDS  # of the first lesson

    @property
    def runs(self) -> Path:
        """Folder of the checkpoints."""
        return self.cache / ("moodnet-plain" if self.plain else "moodnet")

    @property
    def recipe(self) -> Recipe:
        """The fine-tuning's choices."""
        return PLAIN if self.plain else TAUGHT


@dataclass(frozen=True, slots=True)
class Course:
    """What all parts of a run share."""

    songs: list[Song]
    groups: list[Group]
    first_groups: list[Group]  # the data's own merges, to compare with other work on it
    start: Student


@dataclass(frozen=True, slots=True)
class FoldResult:
    """Outputs for every labelled song from the network that had not heard its artist."""

    outputs: Outputs
    targets: Floats
    folds: list[dict[str, float]]


def bundled_groups() -> list[Group]:
    """The merges of mood words that the network learns."""
    with resources.as_file(resources.files(__package__) / "mood_groups.json") as path:
        return read_groups(path)


def prepare(job: Job) -> Course:
    """Load the songs and teach the network the teacher's hearing."""
    songs = load_labelled(job.data, job.cache)
    groups = bundled_groups()
    config = MoodNetConfig(moods=len(groups))
    if job.plain:
        start = new_student(songs, config)
    else:
        start = pretrain(
            load_unlabelled(job.data, job.cache), config, job.runs, job.log, job.rounds
        )
    first_groups = read_groups(job.data / "q4" / "mood_groups.json")
    return Course(songs, groups, first_groups, start)


def evaluate(job: Job, course: Course) -> FoldResult:
    """Five networks, each judged on the fifth of the songs it did not learn from."""
    order: list[Song] = []
    parts, folds = [], []
    for fold in range(FOLDS):
        learned, held_out = split(course.songs, fold)
        outputs = hear(_finetune(job, course, learned, f"fold{fold}"), held_out)
        folds.append(_figures(course, outputs, held_out))
        job.log(f"fold {fold}: {_line(folds[-1])}")
        parts.append(outputs)
        order += held_out
    result = FoldResult(Outputs.stack(parts), targets_of(order, course.groups), folds)
    labels = [group.label for group in course.groups]
    gather(order, result.outputs, result.targets, labels).save(job.runs / OUT_OF_FOLD)
    return result


def _figures(course: Course, outputs: Outputs, songs: Sequence[Song]) -> dict[str, float]:
    """The five figures over core moods, the macro AUC of the extended ones, and that of the core
    moods judged by the data's own merges.
    """
    labels = [group.label for group in course.groups]
    same = [labels.index(group.label) for group in course.first_groups]
    first = targets_of(songs, course.first_groups)[:, FIRST_MOOD:]
    auc, _ = mood_scores(outputs.moods[:, same], first)
    return {
        **figures(outputs, targets_of(songs, course.groups), core_of(course.groups)),
        "macro_auc_first_merges": float(np.nanmean(auc)),
    }


def train(job: Job, out: Path) -> dict[str, Any]:
    """The whole run; writes the model's folder and returns what the card says of the figures."""
    course = prepare(job)
    result = evaluate(job, course)
    calibration = calibrate.fit(result.outputs, result.targets)
    words = vocabulary(course.groups, calibration, result.outputs, result.targets)
    report = report_of(job, result, calibrate.figures(calibration, result.outputs, result.targets))
    network = _finetune(job, course, course.songs, "all")
    export(out, network, words, calibration, report)
    return report


def report_of(job: Job, result: FoldResult, honesty: dict[str, float]) -> dict[str, Any]:
    """Recipe and figures for the card."""
    return {
        "recipe": {
            "pretraining_passes": [] if job.plain else [part.stage.epochs for part in job.rounds],
            **asdict(job.recipe),
        },
        "figures": {
            "protocol": "five folds, artists held out, whole songs; mean and SD over folds",
            **mean_and_sd(result.folds),
        },
        "folds": [{k: round(v, 4) for k, v in fold.items()} for fold in result.folds],
        "honesty": {"protocol": "all out-of-fold outputs, after calibration on them", **honesty},
    }


def _finetune(job: Job, course: Course, songs: Sequence[Song], name: str) -> MoodNet:
    targets = targets_of(songs, course.groups)
    if job.recipe.trust:
        unpacked = Unpacked.load(job.data)
        targets = soft_targets(songs, course.groups, job.recipe.trust, unpacked)
    return finetune(
        course.start, songs, course.groups, targets, job.recipe, job.runs, name, job.log
    )


def _line(values: dict[str, float]) -> str:
    return ", ".join(f"{name} {np.round(value, 3)}" for name, value in values.items())
