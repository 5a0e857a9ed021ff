"""Make the model folder: fold everything that was fitted into the heads, calibrate, write the card.

The exported network says what the app shows with its calibration alone: the quadrant's logits are
shifted to the plane, the variance is read from all outputs, and the embedding is standardized, so
that all its numbers count the same for similarity.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import torch

from moodtagger.core.vocabulary import UNREACHABLE_THRESHOLD, Mood, Vocabulary
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.patch_architecture import PatchNet
from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.labels import VA_COLUMNS, MoodWordGroup, bundled_groups
from moodtagger.training.moodnet.export import add_metrics, export_model
from moodtagger.training.network_outputs import OUT_OF_FOLD_FILE, OutOfFold, SongOutputs
from moodtagger.training.patchnet.calibrate import PlaneFit
from moodtagger.training.patchnet.held_out import (
    SUMMARY_FILE,
    HeldOutSongs,
    PoolOutputs,
    save_summary,
)
from moodtagger.training.patchnet.plane import weighted_quantiles
from moodtagger.training.patchnet.readout import (
    Doubles,
    LinearHead,
    network_heads,
    stack_outputs,
)
from moodtagger.training.patchnet.report import (
    EXPORTED_ATTRIBUTES,
    describe_training,
    plane_figures,
)
from moodtagger.training.patchnet.settings import PatchSettings
from moodtagger.training.patchnet.uncertainty import ErrorModel, fit_errors

MODEL_FOLDER: Final = "model"
CLEAR_QUANTILE: Final = 0.8  # of a mood's probability; songs above it say where the mood lies


def export_patchnet(
    folder: Path,
    songs: HeldOutSongs,
    network: PatchNet,
    plane: PlaneFit,
    settings: PatchSettings,
) -> Path:
    """Write the model folder, and the outputs for held-out songs as that model gives them.

    Parameters
    ----------
    folder : Path
        Folder of the run.
    songs : HeldOutSongs
        Outputs of the networks of the folds.
    network : PatchNet
        The network that was trained on all songs, whose embedding is standardized.
    plane : PlaneFit
        Calibration and shift of the quadrant.
    settings : PatchSettings
        Settings of the run, for the card.

    Returns
    -------
    Path
        The model folder.

    Raises
    ------
    OSError
        A file cannot be written.
    """
    errors = _fit_errors(songs, plane)
    calibration = replace(
        plane.calibration,
        sd_scale=errors.sd_scale,
        va_correlation=round(errors.correlation, 4),
    )
    shifted = _shift(songs, plane.shift)
    vocabulary = place_moods(bundled_groups(), calibration, shifted)
    labels = OutOfFold(
        np.array(songs.labeled.song_id),
        songs.labeled.fold,
        _standardized(shifted.labeled, errors.logvar),
        songs.targets,
        songs.moods,
    )
    labels.save(folder / OUT_OF_FOLD_FILE.replace(".npz", "_exported.npz"))
    vocabulary = add_metrics(vocabulary, calibration, labels.outputs, songs.targets)
    spread = {
        prefix: errors.head(stack_outputs(pool.outputs)) for prefix, pool in songs.pools().items()
    }
    spread["q4"] = errors.logvar
    save_summary(folder / SUMMARY_FILE, shifted, calibration, spread)
    exported = fold_heads(network, errors.head, plane.shift)
    card = describe_training(songs, shifted, calibration, errors, settings) | {
        "plane": plane_figures(plane)
    }
    export_model(folder / MODEL_FOLDER, exported, vocabulary, calibration, card)
    return folder / MODEL_FOLDER


def _fit_errors(songs: HeldOutSongs, plane: PlaneFit) -> ErrorModel:
    main = songs.labeled.outputs.main
    errors = plane.calibration.va(main.va, main.quadrant + plane.shift)
    truth = songs.targets[:, VA_COLUMNS]
    for k, curve in enumerate(plane.calibration.va_curves):
        before, after = np.array(curve).T
        errors[:, k] -= np.interp(truth[:, k], before, after)
    inputs = stack_outputs(songs.labeled.outputs)
    return fit_errors(inputs, errors.astype(np.float64), songs.labeled.fold)


def _shift(songs: HeldOutSongs, shift: Floats) -> HeldOutSongs:
    """Return what the exported network says."""

    def pool(part: PoolOutputs) -> PoolOutputs:
        main = part.outputs.main
        main = replace(main, quadrant=(main.quadrant + shift).astype(np.float32))
        return replace(part, outputs=replace(part.outputs, main=main))

    return replace(
        songs,
        labeled=pool(songs.labeled),
        rated=pool(songs.rated),
        unlabeled=pool(songs.unlabeled),
    )


def _standardized(pool: PoolOutputs, logvar: Doubles) -> SongOutputs:
    """Standardize the embeddings of each fold, as each is in the basis of another network."""
    embedding = pool.outputs.main.embedding.copy()
    for k in np.unique(pool.fold):
        rows = pool.fold == k
        embedding[rows] -= embedding[rows].mean(axis=0)
        embedding[rows] /= embedding[rows].std(axis=0) + 1e-6
    return replace(pool.outputs.main, embedding=embedding, va_logvar=logvar.astype(np.float32))


def place_moods(
    groups: list[MoodWordGroup], calibration: Calibration, songs: HeldOutSongs
) -> Vocabulary:
    """Place each mood where songs lie whose probability of it is high.

    Parameters
    ----------
    groups : list[MoodWordGroup]
        M moods with their words.
    calibration : Calibration
        Calibration of the outputs.
    songs : HeldOutSongs
        Outputs in the form of the exported network; labeled and rated songs count.

    Returns
    -------
    Vocabulary
        The moods at the weighted medians of the positions, without thresholds.
    """
    main = SongOutputs.stack([pool.outputs.main for pool in (songs.labeled, songs.rated)])
    position = calibration.va(main.va, main.quadrant)
    probability = calibration.moods(main.moods)
    moods = []
    for m, group in enumerate(groups):
        excess = np.maximum(probability[:, m] - np.quantile(probability[:, m], CLEAR_QUANTILE), 0)
        weight = np.asarray(excess if excess.any() else np.ones(len(excess)), np.float32)
        valence, arousal = (
            float(weighted_quantiles(position[:, k], weight, np.array([0.5]))[0]) for k in range(2)
        )
        moods.append(
            Mood(
                label=group.label,
                sources=tuple(sorted(group.sources)),
                valence=round(valence, 3),
                arousal=round(arousal, 3),
                auc=None,
                threshold=UNREACHABLE_THRESHOLD,
                core=group.core,
            )
        )
    return Vocabulary(moods)


@torch.no_grad()
def fold_heads(network: PatchNet, logvar: LinearHead, shift: Floats) -> PatchNet:
    """Fold what was fitted on the outputs into the heads, and leave out training's attributes.

    Parameters
    ----------
    network : PatchNet
        The trained network; left unchanged.
    logvar : LinearHead
        Logarithm of the variance from all outputs.
    shift : Floats
        What to add to the quadrant's logits, (4,).

    Returns
    -------
    PatchNet
        The network for the app, in evaluation mode.
    """
    kept = len(EXPORTED_ATTRIBUTES)
    exported = PatchNet(replace(network.config, attributes=kept)).eval()
    state = network.state_dict()
    for name in ("attributes.weight", "attributes.bias"):
        state[name] = state[name][:kept]
    exported.load_state_dict(state)
    exported.quadrant.bias.add_(torch.from_numpy(shift))
    head = logvar.after(network_heads(network))
    exported.va.weight[2:] = torch.from_numpy(head.weight).float()
    exported.va.bias[2:] = torch.from_numpy(head.bias).float()
    return exported


@torch.no_grad()
def standardize_embedding(network: PatchNet, embedding: Floats) -> None:
    """Standardize the embedding over songs; the outputs stay the same.

    Parameters
    ----------
    network : PatchNet
        The network, changed in place.
    embedding : Floats
        Its embeddings of n songs, (n, size).
    """
    mean = torch.from_numpy(embedding.mean(axis=0))
    sd = torch.from_numpy(embedding.std(axis=0)).clamp(min=1e-6)
    network.embedding.weight.div_(sd[:, None])
    network.embedding.bias.sub_(mean).div_(sd)
    heads = (network.quadrant, network.moods, network.va, network.feelings, network.attributes)
    for head in heads:
        head.bias.add_(head.weight @ mean)
        head.weight.mul_(sd)
