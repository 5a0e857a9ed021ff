"""Extract the features below the fine-tuned layers, so that a song is decoded only once."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn

from moodtagger.inference.finetuning.dataset import SongFeatures
from moodtagger.inference.patches import PatchBatch, PatchStream, Samples
from moodtagger.inference.torch_weights import TorchModule
from moodtagger.inference.windowing import (
    WINDOW_FRAMES,
    Frames,
    Window,
    WindowStream,
    sounding_weights,
)

BATCH_WINDOWS = 4
_FLOAT16_LIMIT = 60_000.0  # just below the largest float16


class FeatureExtractor:
    """Extracts one song's features from its frames, given in order like to a `SongPredictor`.

    Parameters
    ----------
    network : TorchModule
        The network to fine-tune.
    """

    def __init__(self, network: TorchModule) -> None:
        self._network = network
        self._stream = WindowStream()
        self._pending: list[Window] = []
        self._features: list[np.ndarray[Any, np.dtype[np.float16]]] = []
        self._weights: list[float] = []
        self._loudness_db: list[float] = []

    def push_samples(self, samples: Samples) -> None:
        """Ignore samples; see `PatchFeatureExtractor.push_samples`.

        Parameters
        ----------
        samples : Samples
            Mono samples at 16 kHz.
        """

    def push(self, frames: Frames, gap_frames: int = 0) -> None:
        """Append frames.

        Parameters
        ----------
        frames : Frames
            Log-mel frames in dB, (n, 96), any number of them.
        gap_frames : int, optional
            Number of silent frames that were left out before these.
        """
        if gap_frames >= WINDOW_FRAMES:
            self._pending += self._stream.finish()
        self._pending += self._stream.push(frames)
        while len(self._pending) >= BATCH_WINDOWS:
            self._extract(BATCH_WINDOWS)

    def finish(self) -> SongFeatures:
        """Return the features after all frames were given.

        Returns
        -------
        SongFeatures
            Features and weights of the song's windows.

        Raises
        ------
        ValueError
            No frame was given.
        """
        self._pending += self._stream.finish()
        while self._pending:
            self._extract(min(BATCH_WINDOWS, len(self._pending)))
        if not self._features:
            raise ValueError("no frames were given")
        weights = sounding_weights(self._weights, self._loudness_db)
        return SongFeatures(np.concatenate(self._features), weights.astype(np.float32))

    def _extract(self, count: int) -> None:
        windows, self._pending = self._pending[:count], self._pending[count:]
        frames = torch.from_numpy(np.stack([window.frames for window in windows]))
        features = window_features(self._network, frames).clamp(-_FLOAT16_LIMIT, _FLOAT16_LIMIT)
        self._features.append(features.numpy().astype(np.float16))
        self._weights += [window.weight for window in windows]
        self._loudness_db += [window.loudness_db for window in windows]


class PatchFeatureExtractor:
    """Extracts one song's features from its samples, for a network that reads patches.

    Parameters
    ----------
    network : TorchModule
        The network to fine-tune.
    """

    def __init__(self, network: TorchModule) -> None:
        self._network = network
        self._stream = PatchStream()
        self._features: list[np.ndarray[Any, np.dtype[np.float16]]] = []

    def push_samples(self, samples: Samples) -> None:
        """Append samples.

        Parameters
        ----------
        samples : Samples
            Mono samples at 16 kHz, any number of them.
        """
        self._stream.push(samples)
        ready = self._stream.take_ready()
        if ready:
            self._extract(ready)

    def push(self, frames: Frames, gap_frames: int = 0) -> None:
        """Ignore log-mel frames; see `FeatureExtractor.push`.

        Parameters
        ----------
        frames : Frames
            Log-mel frames in dB, (n, 96).
        gap_frames : int, optional
            Number of silent frames that were left out before these.
        """

    def finish(self) -> SongFeatures:
        """Return the features after all samples were given.

        Returns
        -------
        SongFeatures
            Features of the song's patches, all of the same weight.

        Raises
        ------
        ValueError
            No sample was given.
        """
        self._extract(self._stream.finish())
        if not self._features:
            raise ValueError("no samples were given")
        features = np.concatenate(self._features)
        return SongFeatures(features, np.ones(len(features), np.float32))

    def _extract(self, batch: PatchBatch) -> None:
        for inputs in batch.inputs(BATCH_WINDOWS):
            features = window_features(self._network, torch.from_numpy(inputs))
            limited = features.clamp(-_FLOAT16_LIMIT, _FLOAT16_LIMIT)
            self._features.append(limited.numpy().astype(np.float16))


@torch.inference_mode()
def window_features(network: TorchModule, frames: torch.Tensor) -> torch.Tensor:
    """Compute the input of the network's hidden layer.

    Parameters
    ----------
    network : TorchModule
        The network to fine-tune.
    frames : torch.Tensor
        Log-mel windows in dB, (n, frames, 96), or patches, (n, 96, 64).

    Returns
    -------
    torch.Tensor
        Features, (n, k).
    """
    captured: list[torch.Tensor] = []

    def capture(_module: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        captured.append(inputs[0])

    hook = network.hidden.register_forward_pre_hook(capture)
    try:
        network.embed(frames)
    finally:
        hook.remove()
    return captured[0]


def embed_features(network: TorchModule, features: torch.Tensor) -> torch.Tensor:
    """Compute embeddings from features, with the layers that are fine-tuned.

    Parameters
    ----------
    network : TorchModule
        The network to fine-tune.
    features : torch.Tensor
        Output of `window_features`, (n, k).

    Returns
    -------
    torch.Tensor
        Embeddings, (n, 128), not scaled to unit length.
    """
    embedding: torch.Tensor = network.embedding(network.hidden(features))
    return embedding
