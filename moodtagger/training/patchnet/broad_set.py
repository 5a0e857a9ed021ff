"""Outputs for a broad set of ordinary songs, also for those of which there is no audio.

Two pools have no audio, only a larger network's embeddings: a ridge regression from these, fitted
on songs with both, reads the outputs of PatchNet. Its errors are drawn and added, so that what is
read spreads as widely as what the network itself says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from moodtagger.training.data.dataset import Floats
from moodtagger.training.moodnet.teacher_regression import PcaDecoder
from moodtagger.training.network_outputs import SongOutputs

# How much each pool weighs; `more` mixes styles, languages and decades most widely.
POOL_WEIGHTS: Final = {"more": 0.5, "previews": 0.2, "emotify": 0.2, "open": 0.1}
READER_ALPHA = 100.0
READER_FOLDS = 5


@dataclass(frozen=True, slots=True)
class BroadOutputs:
    """Raw outputs for n songs of a broad set.

    Attributes
    ----------
    quadrant : Floats
        Logits, (n, 4).
    va : Floats
        Valence and arousal, (n, 2).
    weight : Floats
        Weights that sum to 1, (n,).
    """

    quadrant: Floats
    va: Floats
    weight: Floats


def read_patch_means(path: Path) -> Floats:
    """Read the mean embedding of each song of a pool.

    Parameters
    ----------
    path : Path
        `teacher.npz` of the pool.

    Returns
    -------
    Floats
        Projected embeddings, (n, 256).

    Raises
    ------
    OSError
        The file cannot be read.
    """
    with np.load(path) as stored:
        patch, offset = stored["patch"].astype(np.float32) / 16, stored["offset"]
    songs = range(len(offset) - 1)
    return np.stack([patch[offset[k] : offset[k + 1]].mean(axis=0) for k in songs])


def project_embeddings(roots: Floats, decoder: PcaDecoder) -> Floats:
    """Project embeddings as those in the pools are.

    Parameters
    ----------
    roots : Floats
        Square roots of the larger network's embeddings, or their means over songs, (n, 1024).
    decoder : PcaDecoder
        Inverse of the projection.

    Returns
    -------
    Floats
        Projected embeddings, (n, 256).
    """
    centered = roots - decoder.mean
    projected = centered @ decoder.components.T / decoder.scale
    return np.asarray(projected, np.float32)


def read_outputs(
    known_features: Floats, known_outputs: Floats, features: Floats, seed: int = 0
) -> Floats:
    """Read outputs from embeddings, with errors as large as on songs that are known.

    Parameters
    ----------
    known_features : Floats
        Mean embeddings of n songs, (n, 256).
    known_outputs : Floats
        The network's outputs for them, (n, k).
    features : Floats
        Mean embeddings of m other songs, (m, 256).
    seed : int, optional
        Seed of the errors.

    Returns
    -------
    Floats
        Outputs for the other songs, (m, k).
    """
    reader = make_pipeline(StandardScaler(), Ridge(READER_ALPHA))
    errors = known_outputs - _cross_read(known_features, known_outputs, seed)
    rows = np.random.default_rng(seed).integers(len(errors), size=len(features))
    predicted = reader.fit(known_features, known_outputs).predict(features)
    return np.asarray(predicted + errors[rows], np.float32)


def reader_correlation(known_features: Floats, known_outputs: Floats, seed: int = 0) -> Floats:
    """Compare what is read from embeddings of held-out songs with what the network says.

    Parameters
    ----------
    known_features : Floats
        Mean embeddings of n songs, (n, 256).
    known_outputs : Floats
        The network's outputs for them, (n, k).
    seed : int, optional
        Seed of the folds.

    Returns
    -------
    Floats
        Correlation of each output, (k,).
    """
    read = _cross_read(known_features, known_outputs, seed)
    return np.array([np.corrcoef(x, y)[0, 1] for x, y in zip(read.T, known_outputs.T, strict=True)])


def _cross_read(known_features: Floats, known_outputs: Floats, seed: int) -> Floats:
    reader = make_pipeline(StandardScaler(), Ridge(READER_ALPHA))
    folds = KFold(READER_FOLDS, shuffle=True, random_state=seed)
    return np.asarray(cross_val_predict(reader, known_features, known_outputs, cv=folds))


def join_pools(
    outputs: Mapping[str, Floats], weights: Mapping[str, float] = POOL_WEIGHTS
) -> BroadOutputs:
    """Join the pools to one weighted set.

    Parameters
    ----------
    outputs : Mapping[str, Floats]
        Quadrant logits, valence and arousal, (n, 6), by pool.
    weights : Mapping[str, float], optional
        Weight of each pool.

    Returns
    -------
    BroadOutputs
        Outputs for all songs.
    """
    rows = np.concatenate(list(outputs.values()))
    weight = np.concatenate(
        [np.full(len(values), weights[pool] / len(values)) for pool, values in outputs.items()]
    )
    return BroadOutputs(rows[:, :4], rows[:, 4:], (weight / weight.sum()).astype(np.float32))


def stack_outputs(parts: Sequence[SongOutputs]) -> Floats:
    """Put quadrant logits, valence and arousal of songs side by side.

    Parameters
    ----------
    parts : Sequence[SongOutputs]
        Outputs for sets of songs.

    Returns
    -------
    Floats
        Outputs for all songs, (n, 6).
    """
    return np.concatenate([np.concatenate([part.quadrant, part.va], axis=1) for part in parts])
