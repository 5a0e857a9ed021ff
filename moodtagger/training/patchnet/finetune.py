"""Fine-tune PatchNet on labels, listeners' feelings and teachers at once.

Every batch holds songs with labels, songs with ratings and songs that only the teachers know.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch

from moodtagger.inference.patch_architecture import PatchNet
from moodtagger.inference.patch_config import PatchNetConfig
from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.labels import VA_COLUMNS
from moodtagger.training.framework.train_loop import Log, ParameterGroup, TrainingStage, run_stage
from moodtagger.training.patchnet.audioset_weights import AudioSetNet
from moodtagger.training.patchnet.batches import (
    TrainingSongs,
    as_tensor,
    iterate_patch_batches,
    steps_per_pass,
)
from moodtagger.training.patchnet.loss import PatchLoss
from moodtagger.training.patchnet.pseudo_labels import add_pseudo_labels
from moodtagger.training.patchnet.settings import PatchSettings
from moodtagger.training.patchnet.song_maps import SongMaps
from moodtagger.training.patchnet.student import SMALLEST_FEATURE_SD, OutputScale, PatchStudent
from moodtagger.training.patchnet.targets import Ints, SongTargets

SCALE_BATCH = 16
SCALE_PATCHES = 8


def finetune_fold(
    songs: TrainingSongs,
    audioset: AudioSetNet,
    config: PatchNetConfig,
    settings: PatchSettings,
    fold: int | None,
    folder: Path,
    log: Log,
) -> PatchStudent:
    """Fine-tune on all songs but those of one fold; an interrupted run is resumed.

    Parameters
    ----------
    songs : TrainingSongs
        All songs.
    audioset : AudioSetNet
        The network to start from.
    config : PatchNetConfig
        Layer sizes.
    settings : PatchSettings
        Duration, rates and losses.
    fold : int | None
        The fold to hold out; None trains on all songs.
    folder : Path
        Folder of the checkpoints.
    log : Log
        Receives progress lines.

    Returns
    -------
    PatchStudent
        The average of the student's weights, in evaluation mode.

    Raises
    ------
    OSError
        A checkpoint cannot be written.
    """
    rows = songs.targets.training_rows(fold)
    targets = add_pseudo_labels(songs.targets, rows, settings)
    seed = 0 if fold is None else fold
    student = create_student(songs, rows, audioset, config, settings.frozen, seed)
    steps = steps_per_pass(songs.targets, rows, settings)
    name = "all" if fold is None else f"fold{fold}"
    stage = TrainingStage(
        name,
        epochs=settings.passes,
        steps=steps,
        learning_rate=settings.head_rate,
        weight_decay=settings.weight_decay,
        ema_decay=settings.ema_decay,
        seed=seed,
        note=f"{settings} {audioset.fingerprint()} {_checksum(targets)}",
    )
    groups = [
        ParameterGroup(student.trained_blocks(), settings.block_rate),
        ParameterGroup(student.heads(), settings.head_rate),
    ]
    source = partial(iterate_patch_batches, TrainingSongs(songs.maps, targets), rows, settings)
    trained = run_stage(stage, student, source, PatchLoss(settings), folder, log, groups)
    assert isinstance(trained, PatchStudent)
    return trained


def create_student(
    songs: TrainingSongs,
    rows: Ints,
    audioset: AudioSetNet,
    config: PatchNetConfig,
    frozen: int,
    seed: int,
) -> PatchStudent:
    """Create a student with AudioSet's layers, untrained heads and the scales of training songs.

    Parameters
    ----------
    songs : TrainingSongs
        All songs.
    rows : Ints
        The training songs.
    audioset : AudioSetNet
        The network to start from.
    config : PatchNetConfig
        Layer sizes.
    frozen : int
        Number of frozen blocks.
    seed : int
        Seed of the heads.

    Returns
    -------
    PatchStudent
        The student.
    """
    torch.manual_seed(seed)
    network = PatchNet(config)
    audioset.copy_layers(network)
    training = songs.targets.select(rows)
    student = PatchStudent(network, frozen, training.components.shape[1])
    student.set_scale("va", OutputScale.of(training.labels[:, VA_COLUMNS], training.label_weight))
    student.set_scale("feelings", OutputScale.of(training.feelings, training.rating_weight))
    student.set_scale("attributes", OutputScale.of(training.attributes, training.teacher_weight))
    labeled = rows[training.label_weight > 0]
    student.set_scale("feature", _feature_scale(student, [songs.maps[k] for k in labeled]))
    return student


def _feature_scale(student: PatchStudent, songs: Sequence[SongMaps]) -> OutputScale:
    pooled: list[Floats] = []
    with torch.inference_mode():
        for start in range(0, len(songs), SCALE_BATCH):
            maps = [song.spread(SCALE_PATCHES) for song in songs[start : start + SCALE_BATCH]]
            pooled.append(student.pooled(as_tensor(np.concatenate(maps))).numpy())
    features = np.concatenate(pooled)
    return OutputScale(features.mean(axis=0), features.std(axis=0) + SMALLEST_FEATURE_SD)


def _checksum(targets: SongTargets) -> str:
    return f"{zlib.crc32(np.ascontiguousarray(targets.labels).tobytes()):08x}"
