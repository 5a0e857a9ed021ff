"""Training of the bundled network: pretrain, fine-tune on five folds, calibrate, train on all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.config import MoodNetConfig
from moodtagger.training import calibration_fit
from moodtagger.training.data.dataset import (
    FOLDS,
    DatasetSong,
    Floats,
    load_labeled,
    load_unlabeled,
    split_by_fold,
)
from moodtagger.training.data.labels import (
    FIRST_MOOD,
    MoodWordGroup,
    build_targets,
    bundled_groups,
    core_indices,
    read_groups,
)
from moodtagger.training.framework.train_loop import Log
from moodtagger.training.moodnet.distillation import (
    PRETRAINING_ROUNDS,
    PretrainingRound,
    Student,
    create_student,
    pretrain,
)
from moodtagger.training.moodnet.export import build_vocabulary, export_model
from moodtagger.training.moodnet.finetune import FinetuneSettings, finetune, soft_targets
from moodtagger.training.moodnet.teacher_regression import PcaDecoder
from moodtagger.training.network_outputs import (
    OUT_OF_FOLD_FILE,
    SongOutputs,
    build_out_of_fold,
    mean_and_sd,
    mood_scores,
    network_metrics,
    run_network,
)

DISTILLED_SETTINGS = FinetuneSettings()
FROM_SCRATCH_SETTINGS = FinetuneSettings(
    epochs=24,
    rate=3e-3,
    decay=0.99,
    frozen=-1,
    trust=0.0,
    warm_heads=False,
    teacher=0.0,
)


@dataclass(frozen=True, slots=True)
class TrainingJob:
    """One training run; an interrupted run resumes from its last epoch.

    Attributes
    ----------
    data : Path
        Folder of the training data.
    cache : Path
        Folder of spectrograms and checkpoints.
    log : Log
        Receives progress lines.
    without_teacher : bool
        Whether to train from scratch, without pretraining and soft labels.
    rounds : tuple[PretrainingRound, ...]
        Rounds of the pretraining.
    """

    data: Path
    cache: Path
    log: Log
    without_teacher: bool = False
    rounds: tuple[PretrainingRound, ...] = PRETRAINING_ROUNDS

    @property
    def checkpoint_dir(self) -> Path:
        """Folder of the checkpoints."""
        return self.cache / ("moodnet-plain" if self.without_teacher else "moodnet")

    @property
    def settings(self) -> FinetuneSettings:
        """Settings of the fine-tuning."""
        return FROM_SCRATCH_SETTINGS if self.without_teacher else DISTILLED_SETTINGS


@dataclass(frozen=True, slots=True)
class TrainingInputs:
    """What all parts of a run use.

    Attributes
    ----------
    songs : list[DatasetSong]
        The labeled songs.
    groups : list[MoodWordGroup]
        The moods to train.
    dataset_groups : list[MoodWordGroup]
        The data's own groups of mood words, to compare with other work on it.
    initial_student : Student
        The pretrained student.
    """

    songs: list[DatasetSong]
    groups: list[MoodWordGroup]
    dataset_groups: list[MoodWordGroup]
    initial_student: Student


@dataclass(frozen=True, slots=True)
class CrossValidatedOutputs:
    """Outputs for all labeled songs, each from the network not trained on its artist.

    Attributes
    ----------
    outputs : SongOutputs
        Raw outputs for n songs, ordered by fold.
    targets : Floats
        Their targets, (n, 6 + M).
    fold_metrics : list[dict[str, float]]
        Metrics of each fold, by name.
    """

    outputs: SongOutputs
    targets: Floats
    fold_metrics: list[dict[str, float]]


def prepare(job: TrainingJob) -> TrainingInputs:
    """Load the songs and pretrain the student.

    Parameters
    ----------
    job : TrainingJob
        The run.

    Returns
    -------
    TrainingInputs
        Inputs of fine-tuning and evaluation.
    """
    songs = load_labeled(job.data, job.cache)
    groups = bundled_groups()
    config = MoodNetConfig(moods=len(groups))
    if job.without_teacher:
        initial_student = create_student(songs, config)
    else:
        initial_student = pretrain(
            load_unlabeled(job.data, job.cache), config, job.checkpoint_dir, job.log, job.rounds
        )
    dataset_groups = read_groups(job.data / "q4" / "mood_groups.json")
    return TrainingInputs(songs, groups, dataset_groups, initial_student)


def evaluate(job: TrainingJob, inputs: TrainingInputs) -> CrossValidatedOutputs:
    """Train five networks and run each on its held-out fold; writes the out-of-fold outputs.

    Parameters
    ----------
    job : TrainingJob
        The run.
    inputs : TrainingInputs
        Songs, moods and pretrained student.

    Returns
    -------
    CrossValidatedOutputs
        Outputs and metrics.
    """
    ordered_songs: list[DatasetSong] = []
    fold_outputs, fold_metrics = [], []
    for fold in range(FOLDS):
        training_songs, held_out = split_by_fold(inputs.songs, fold)
        outputs = run_network(_finetune(job, inputs, training_songs, f"fold{fold}"), held_out)
        fold_metrics.append(_fold_metrics(inputs, outputs, held_out))
        job.log(f"fold {fold}: {_format_metrics(fold_metrics[-1])}")
        fold_outputs.append(outputs)
        ordered_songs += held_out
    result = CrossValidatedOutputs(
        SongOutputs.stack(fold_outputs), build_targets(ordered_songs, inputs.groups), fold_metrics
    )
    labels = [group.label for group in inputs.groups]
    build_out_of_fold(ordered_songs, result.outputs, result.targets, labels).save(
        job.checkpoint_dir / OUT_OF_FOLD_FILE
    )
    return result


def _fold_metrics(
    inputs: TrainingInputs, outputs: SongOutputs, songs: Sequence[DatasetSong]
) -> dict[str, float]:
    """Score the core moods, the extended moods, and the core moods by the data's own groups."""
    labels = [group.label for group in inputs.groups]
    dataset_columns = [labels.index(group.label) for group in inputs.dataset_groups]
    dataset_targets = build_targets(songs, inputs.dataset_groups)[:, FIRST_MOOD:]
    auc, _ = mood_scores(outputs.moods[:, dataset_columns], dataset_targets)
    return {
        **network_metrics(
            outputs, build_targets(songs, inputs.groups), core_indices(inputs.groups)
        ),
        "macro_auc_first_merges": float(np.nanmean(auc)),
    }


def train(job: TrainingJob, out: Path) -> dict[str, Any]:
    """Run the whole training and write the model folder.

    Parameters
    ----------
    job : TrainingJob
        The run.
    out : Path
        The model folder.

    Returns
    -------
    dict[str, Any]
        Recipe and metrics as stored in the card.
    """
    inputs = prepare(job)
    result = evaluate(job, inputs)
    calibration = calibration_fit.fit_calibration(result.outputs, result.targets)
    mood_vocabulary = build_vocabulary(inputs.groups, calibration, result.outputs, result.targets)
    report = training_report(
        job,
        result,
        calibration_fit.calibration_metrics(calibration, result.outputs, result.targets),
    )
    network = _finetune(job, inputs, inputs.songs, "all")
    export_model(out, network, mood_vocabulary, calibration, report)
    return report


def training_report(
    job: TrainingJob, result: CrossValidatedOutputs, calibration_metrics: dict[str, float]
) -> dict[str, Any]:
    """Collect recipe and metrics for the card.

    Parameters
    ----------
    job : TrainingJob
        The run.
    result : CrossValidatedOutputs
        Outputs and metrics of the folds.
    calibration_metrics : dict[str, float]
        Metrics of the calibration, by name.

    Returns
    -------
    dict[str, Any]
        Entries of the card as JSON values.
    """
    return {
        "recipe": {
            "pretraining_passes": []
            if job.without_teacher
            else [pretraining_round.stage.epochs for pretraining_round in job.rounds],
            **asdict(job.settings),
        },
        "figures": {
            "protocol": "five folds, artists held out, whole songs; mean and SD over folds",
            **mean_and_sd(result.fold_metrics),
        },
        "folds": [{k: round(v, 4) for k, v in fold.items()} for fold in result.fold_metrics],
        "honesty": {
            "protocol": "all out-of-fold outputs, after calibration on them",
            **calibration_metrics,
        },
    }


def _finetune(
    job: TrainingJob, inputs: TrainingInputs, songs: Sequence[DatasetSong], name: str
) -> MoodNet:
    targets = build_targets(songs, inputs.groups)
    if job.settings.trust:
        decoder = PcaDecoder.load(job.data)
        targets = soft_targets(songs, inputs.groups, job.settings.trust, decoder)
    return finetune(
        inputs.initial_student,
        songs,
        inputs.groups,
        targets,
        job.settings,
        job.checkpoint_dir,
        name,
        job.log,
    )


def _format_metrics(metrics: dict[str, float]) -> str:
    return ", ".join(f"{name} {np.round(value, 3)}" for name, value in metrics.items())
