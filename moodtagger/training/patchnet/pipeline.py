"""The whole recipe of PatchNet: decode, freeze, fine-tune five folds and all songs, score.

Whatever was finished before a run was killed is read from the cache: decoded songs, feature maps of
each pool and version, and each pass of the training.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from moodtagger.inference.patch_config import PatchNetConfig
from moodtagger.training.data.dataset import FOLDS, Floats
from moodtagger.training.data.labels import MoodWordGroup, bundled_groups, core_indices
from moodtagger.training.framework.train_loop import Log
from moodtagger.training.network_outputs import OUT_OF_FOLD_FILE, OutOfFold, network_metrics
from moodtagger.training.patchnet.audio import decode_pool
from moodtagger.training.patchnet.audioset_weights import AudioSetNet, load_audioset_net
from moodtagger.training.patchnet.batches import TrainingSongs
from moodtagger.training.patchnet.calibrate import (
    RATED_OUTPUTS_FILE,
    UNLABELED_OUTPUTS_FILE,
    calibrate_patches,
)
from moodtagger.training.patchnet.export import export_patchnet, standardize_embedding
from moodtagger.training.patchnet.finetune import finetune_fold
from moodtagger.training.patchnet.frozen_features import compute_features
from moodtagger.training.patchnet.held_out import LABELED_OUTPUTS_FILE, HeldOutSongs
from moodtagger.training.patchnet.outputs import (
    PatchOutputs,
    attribute_correlations,
    predict_songs,
    rating_metrics,
    save_outputs,
)
from moodtagger.training.patchnet.settings import PatchSettings
from moodtagger.training.patchnet.song_maps import SongMaps, collect_versions
from moodtagger.training.patchnet.targets import (
    LABELED_POOL,
    NO_FOLD,
    PATCH_POOLS,
    RATED_POOL,
    UNLABELED_POOL,
    Ints,
    build_song_targets,
)
from moodtagger.training.patchnet.teachers import (
    ATTRIBUTES,
    build_teacher_targets,
    merge_pools,
    read_teachers,
)

VERSIONS: Final = {LABELED_POOL: 4, RATED_POOL: 3, UNLABELED_POOL: 1}


@dataclass(frozen=True, slots=True)
class PatchJob:
    """One run; an interrupted run resumes from what the cache holds.

    Attributes
    ----------
    data : Path
        Folder of the training data.
    cache : Path
        Folder of decoded songs, feature maps and checkpoints.
    log : Log
        Receives progress lines.
    settings : PatchSettings
        Settings of the fine-tuning.
    folds : tuple[int, ...]
        Folds to hold out in turn.
    versions : Mapping[str, int]
        How many versions of the songs of each pool are trained on.
    """

    data: Path
    cache: Path
    log: Log
    settings: PatchSettings = field(default_factory=PatchSettings)
    folds: tuple[int, ...] = tuple(range(FOLDS))
    versions: Mapping[str, int] = field(default_factory=lambda: dict(VERSIONS))

    @property
    def folder(self) -> Path:
        """Folder of everything that this recipe stores."""
        return self.cache / "patchnet"

    @property
    def checkpoint_dir(self) -> Path:
        """Folder of checkpoints and outputs, of their own for each number of passes."""
        return self.folder / f"passes{self.settings.passes}"


@dataclass(frozen=True, slots=True)
class PatchInputs:
    """What all parts of a run use.

    Attributes
    ----------
    song_id : tuple[str, ...]
        Ids of n songs.
    songs : TrainingSongs
        Their feature maps and targets.
    groups : Sequence[MoodWordGroup]
        The moods.
    audioset : AudioSetNet
        The network to start from.
    config : PatchNetConfig
        Layer sizes of the network to train.
    embeddings : Mapping[str, Floats]
        The mean of the square roots of the AudioSet network's embeddings, (channels,), by song id.
    """

    song_id: tuple[str, ...]
    songs: TrainingSongs
    groups: Sequence[MoodWordGroup]
    audioset: AudioSetNet
    config: PatchNetConfig
    embeddings: Mapping[str, Floats]


def prepare_patches(job: PatchJob, audioset: AudioSetNet | None = None) -> PatchInputs:
    """Decode the songs, run the frozen layers, and collect the targets.

    Parameters
    ----------
    job : PatchJob
        The run.
    audioset : AudioSetNet | None, optional
        The network to start from; by default that of the training data.

    Returns
    -------
    PatchInputs
        Inputs of fine-tuning and evaluation.
    """
    network = audioset or load_audioset_net(job.data / "teacher" / "yamnet.tflite")
    maps: dict[str, SongMaps] = {}
    embeddings: dict[str, Floats] = {}
    for pool in PATCH_POOLS:
        pool_maps, pool_embeddings = _pool_maps(job, network, pool)
        maps |= pool_maps
        embeddings |= pool_embeddings
    groups = bundled_groups()
    teachers = {pool: read_teachers(job.data / pool / "teachers.npz") for pool in PATCH_POOLS}
    song_id = tuple(maps)
    targets = build_song_targets(
        song_id, job.data, groups, build_teacher_targets(merge_pools(teachers, maps))
    )
    config = PatchNetConfig(
        moods=len(groups),
        stem=network.stem.out_channels,
        blocks=network.sizes[:-1],  # without the last one, which has a third of all weights
        attributes=len(ATTRIBUTES),
    )
    songs = TrainingSongs(list(maps.values()), targets)
    return PatchInputs(song_id, songs, groups, network, config, embeddings)


def _pool_maps(
    job: PatchJob, network: AudioSetNet, pool: str
) -> tuple[dict[str, SongMaps], dict[str, Floats]]:
    decoded = decode_pool(pool, job.data, job.folder / "audio", job.log)
    folder, depth = job.folder / "features", job.settings.frozen
    versions = [
        compute_features(
            decoded, network, depth, version, folder / f"{pool}.{version}.npz", job.log
        )
        for version in range(job.versions[pool])
    ]
    return collect_versions(versions), versions[0].mean_embeddings()


def evaluate_patches(job: PatchJob, inputs: PatchInputs) -> list[dict[str, float]]:
    """Fine-tune a network for each fold and score it on the songs held out.

    Writes the outputs for all held-out songs of both sets.

    Parameters
    ----------
    job : PatchJob
        The run.
    inputs : PatchInputs
        Songs, targets and the network to start from.

    Returns
    -------
    list[dict[str, float]]
        Metrics of each fold, by name.
    """
    rows, outputs, metrics = [], [], []
    targets = inputs.songs.targets
    unlabeled = np.flatnonzero(targets.fold == NO_FOLD)
    unlabeled_outputs = []
    for number, fold in enumerate(job.folds):
        student = finetune_fold(
            *(inputs.songs, inputs.audioset, inputs.config, job.settings),
            *(fold, job.checkpoint_dir, job.log),
        )
        held_out = np.flatnonzero(targets.fold == fold)
        predicted = predict_songs(student, [inputs.songs.maps[int(k)] for k in held_out])
        metrics.append(fold_metrics(inputs, held_out, predicted))
        figures = ", ".join(f"{name} {value:.3f}" for name, value in metrics[-1].items())
        job.log(f"fold {fold}: {figures}")
        rows.append(held_out)
        outputs.append(predicted)
        others = unlabeled[number :: len(job.folds)]
        if len(others):
            unlabeled_outputs.append(
                (others, predict_songs(student, [inputs.songs.maps[int(k)] for k in others]))
            )
    _save_out_of_fold(job, inputs, np.concatenate(rows), PatchOutputs.stack(outputs))
    if unlabeled_outputs:
        others = np.concatenate([part for part, _ in unlabeled_outputs])
        save_outputs(
            job.checkpoint_dir / UNLABELED_OUTPUTS_FILE,
            [inputs.song_id[int(k)] for k in others],
            targets.fold[others],
            PatchOutputs.stack([part for _, part in unlabeled_outputs]),
        )
    return metrics


def fold_metrics(inputs: PatchInputs, rows: Ints, outputs: PatchOutputs) -> dict[str, float]:
    """Score outputs for held-out songs of both sets.

    Parameters
    ----------
    inputs : PatchInputs
        Songs and targets.
    rows : Ints
        The n held-out songs.
    outputs : PatchOutputs
        Outputs for them.

    Returns
    -------
    dict[str, float]
        Metrics by name; those of a set without held-out songs are left out.
    """
    targets = inputs.songs.targets.select(rows)
    labeled, rated = targets.label_weight > 0, targets.rating_weight > 0
    known = targets.teacher_weight > 0
    metrics: dict[str, float] = {}
    if labeled.any():
        metrics |= network_metrics(
            outputs.main.select(labeled), targets.labels[labeled], core_indices(inputs.groups)
        )
    if rated.any():
        metrics |= rating_metrics(outputs.select(rated), targets.feelings[rated])
    correlations = attribute_correlations(
        outputs.attributes[known], targets.attributes[known], ATTRIBUTES
    )
    return metrics | {f"r {name}": value for name, value in correlations.items()}


def _save_out_of_fold(
    job: PatchJob,
    inputs: PatchInputs,
    rows: Ints,
    outputs: PatchOutputs,
) -> None:
    targets = inputs.songs.targets.select(rows)
    song_id = np.array(inputs.song_id)[rows]
    labeled, rated = targets.label_weight > 0, targets.rating_weight > 0
    for kind, name in ((labeled, LABELED_OUTPUTS_FILE), (rated, RATED_OUTPUTS_FILE)):
        save_outputs(
            job.checkpoint_dir / name,
            [str(song) for song in song_id[kind]],
            targets.fold[kind],
            outputs.select(kind),
        )
    OutOfFold(
        song_id[labeled],
        targets.fold[labeled],
        outputs.main.select(labeled),
        targets.labels[labeled],
        tuple(group.label for group in inputs.groups),
    ).save(job.checkpoint_dir / OUT_OF_FOLD_FILE)


def train_on_all(job: PatchJob, inputs: PatchInputs) -> Path:
    """Fine-tune on all songs, calibrate on the folds, and write the model folder.

    Parameters
    ----------
    job : PatchJob
        The run.
    inputs : PatchInputs
        Songs, targets and the network to start from.

    Returns
    -------
    Path
        The model folder, without a detector of speech.
    """
    student = finetune_fold(
        *(inputs.songs, inputs.audioset, inputs.config, job.settings),
        *(None, job.checkpoint_dir, job.log),
    )
    network = student.to_patchnet()
    standardize_embedding(network, predict_songs(student, inputs.songs.maps).main.embedding)
    songs = HeldOutSongs.load(job.checkpoint_dir, inputs.song_id, inputs.songs.targets)
    plane = calibrate_patches(job.checkpoint_dir, job.data, inputs.embeddings)
    return export_patchnet(job.checkpoint_dir, songs, network, plane, job.settings)
