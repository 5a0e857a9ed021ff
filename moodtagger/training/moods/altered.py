"""Evaluate on held-out songs whether quadrant and suggestions stay when a song is altered."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from moodtagger.core.errors import ModelError
from moodtagger.inference.calibration import QUADRANT_SIGNS
from moodtagger.inference.torch_weights import load_model
from moodtagger.training.moods.fit import fit_moods, load_held_out
from moodtagger.training.moods.write import fold_readers, kept_moods
from moodtagger.training.patchnet.altered_songs import SongReader, measure_alterations
from moodtagger.training.patchnet.finetune import finetune_fold
from moodtagger.training.patchnet.pipeline import PatchInputs, PatchJob
from moodtagger.training.patchnet.targets import LABELED_POOL, RATED_POOL

SEED: Final = 15


def evaluate_altered_songs(
    job: PatchJob, inputs: PatchInputs, model: Path, songs: int
) -> dict[str, Any]:
    """Read held-out songs of both sets as they are and altered.

    Parameters
    ----------
    job : PatchJob
        A run; folds that were trained before are read from its folder.
    inputs : PatchInputs
        Its songs and the network to start from.
    model : Path
        Folder of the network with moods in two tiers.
    songs : int
        How many songs.

    Returns
    -------
    dict[str, Any]
        Output of `measure_alterations`.

    Raises
    ------
    ModelError
        The folder holds no network, or one of another kind.
    """
    exported = load_model(model)
    if "plane" not in exported.card:
        raise ModelError("This is not a network that reads patches.", path=model)
    bias = np.array(exported.card["plane"]["bias"])
    fitted, _ = fit_moods(load_held_out(job.checkpoint_dir, job.data))
    readers = {}
    for fold in job.folds:
        student = finetune_fold(
            *(inputs.songs, inputs.audioset, inputs.config, job.settings),
            *(fold, job.checkpoint_dir, job.log),
        )
        network = student.to_patchnet()
        with torch.no_grad():
            network.quadrant.bias.add_(torch.from_numpy(QUADRANT_SIGNS @ bias).float())
        network = fold_readers(network, [mood.reader for mood in fitted], kept_moods(fitted))
        readers[fold] = SongReader(network, exported.calibration, exported.vocabulary)
    return measure_alterations(readers, _choose_songs(job, inputs, songs))


def _choose_songs(job: PatchJob, inputs: PatchInputs, count: int) -> list[tuple[int, Path]]:
    files = {
        path.stem: path
        for pool in (LABELED_POOL, RATED_POOL)
        for path in sorted((job.data / pool / "audio").iterdir())
    }
    fold = inputs.songs.targets.fold
    rows = [k for k, song in enumerate(inputs.song_id) if song in files and fold[k] in job.folds]
    chosen = np.random.default_rng(SEED).permutation(rows)[:count]
    return [(int(fold[k]), files[inputs.song_id[k]]) for k in chosen]
