"""Carry the speech detector of a network over to a fine-tuned copy of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import torch

from moodtagger.files.file_access import write_text_whole
from moodtagger.inference.finetuning.dataset import SongFeatures
from moodtagger.inference.finetuning.features import embed_features
from moodtagger.inference.patch_architecture import PatchNet
from moodtagger.inference.speech import SPEECH_FILE, SpeechDetector, read_speech_detector
from moodtagger.inference.torch_weights import TorchModule

MAX_WINDOWS: Final = 2000
RIDGE: Final = 0.01  # how much the weights resist change
MAX_ERROR: Final = 1.0  # in log odds, root mean square

Embeddings = npt.NDArray[np.float64]


def carry_over(
    base_folder: Path,
    base: TorchModule,
    tuned: TorchModule,
    songs: Sequence[SongFeatures],
    folder: Path,
) -> bool:
    """Write the base model's speech detector, fitted to the tuned network, into a folder.

    Parameters
    ----------
    base_folder : Path
        The model folder that the network was fine-tuned from.
    base : TorchModule
        Its network.
    tuned : TorchModule
        The fine-tuned network.
    songs : Sequence[SongFeatures]
        Songs to compare the embeddings of both on.
    folder : Path
        The folder of the tuned model.

    Returns
    -------
    bool
        False where the base has no detector, or none that fits the tuned network.

    Raises
    ------
    ModelError
        The base model's detector is damaged.
    OSError
        The file cannot be written.
    """
    size = base.embedding.out_features
    detector = read_speech_detector(base_folder, size, with_rhythm=not isinstance(base, PatchNet))
    if detector is None:
        return False
    windows = torch.from_numpy(_varied_windows(songs)).float()
    with torch.no_grad():
        before, after = (
            embed_features(network, windows).double().numpy() for network in (base, tuned)
        )
    fitted = fit_to_embeddings(detector, before, after)
    if fitted is None:
        return False
    write_text_whole(folder / SPEECH_FILE, json.dumps(fitted.as_dict()) + "\n")
    return True


def fit_to_embeddings(
    detector: SpeechDetector, before: Embeddings, after: Embeddings
) -> SpeechDetector | None:
    """Fit a detector to embeddings that have changed, by ridge regression towards its weights.

    Parameters
    ----------
    detector : SpeechDetector
        Its first features are the embedding; the others do not change.
    before : Embeddings
        Embeddings of some windows by the network of the detector, (n, d).
    after : Embeddings
        Embeddings of the same windows by the other network, (n, d).

    Returns
    -------
    SpeechDetector | None
        None where every third window, left out of the fit, would be evaluated differently.
    """
    if np.array_equal(before, after):
        return detector
    size = before.shape[1]
    mean, scale, weight = (v[:size] for v in (detector.mean, detector.scale, detector.weight))
    missing = (before - after) / scale @ weight
    features = (after - mean) / scale
    held_out = np.arange(len(before)) % 3 == 0
    change, bias = _ridge(features[~held_out], missing[~held_out])
    error = missing[held_out] - features[held_out] @ change - bias
    if not np.sqrt((error**2).mean()) <= MAX_ERROR:
        return None
    change, bias = _ridge(features, missing)
    weights = np.concatenate([weight + change, detector.weight[size:]])
    return replace(detector, weight=weights, bias=detector.bias + bias)


def _ridge(features: Embeddings, wanted: Embeddings) -> tuple[Embeddings, float]:
    center = features.mean(axis=0)
    centered = features - center
    square = centered.T @ centered + RIDGE * len(features) * np.eye(features.shape[1])
    weight = np.linalg.solve(square, centered.T @ (wanted - wanted.mean()))
    return weight, float(wanted.mean() - center @ weight)


def _varied_windows(songs: Sequence[SongFeatures]) -> npt.NDArray[np.float32]:
    """Return windows of the songs, and as many unlike any music: what speech is like is not known.

    In those each feature comes from a window of its own.
    """
    every = np.concatenate([song.windows for song in songs]).astype(np.float32)
    windows = every[:: max(1, -(-len(every) // MAX_WINDOWS))]
    mixed = np.random.default_rng(1).permuted(windows, axis=0)
    return np.stack([windows, mixed], axis=1).reshape(-1, windows.shape[1])
