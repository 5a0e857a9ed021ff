"""Listening to a song up to the layers that learn, so that it need be decoded only once."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn

from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.finetuning.dataset import SongFeatures
from moodtagger.inference.windowing import Frames, Window, WindowStream

BATCH_WINDOWS = 4
_FLOAT16_LIMIT = 60_000.0  # of float16


class FeatureExtractor:
    """Takes a song's frames in order, as a SongListener does, and gives its features."""

    def __init__(self, network: MoodNet) -> None:
        self._network = network
        self._stream = WindowStream()
        self._pending: list[Window] = []
        self._features: list[np.ndarray[Any, np.dtype[np.float16]]] = []
        self._weights: list[float] = []

    def push(self, frames: Frames) -> None:
        """Take log-mel frames (n, 96) in dB."""
        self._pending += self._stream.push(frames)
        while len(self._pending) >= BATCH_WINDOWS:
            self._extract(BATCH_WINDOWS)

    def finish(self) -> SongFeatures:
        """The features, once all frames are in; ValueError when no frame was given."""
        self._pending += self._stream.finish()
        while self._pending:
            self._extract(min(BATCH_WINDOWS, len(self._pending)))
        if not self._features:
            raise ValueError("no frames were given")
        return SongFeatures(np.concatenate(self._features), np.array(self._weights, np.float32))

    def _extract(self, count: int) -> None:
        windows, self._pending = self._pending[:count], self._pending[count:]
        frames = torch.from_numpy(np.stack([window.frames for window in windows]))
        features = window_features(self._network, frames).clamp(-_FLOAT16_LIMIT, _FLOAT16_LIMIT)
        self._features.append(features.numpy().astype(np.float16))
        self._weights += [window.weight for window in windows]


@torch.inference_mode()
def window_features(network: MoodNet, frames: torch.Tensor) -> torch.Tensor:
    """What goes into the network's hidden layer for log-mel windows (n, frames, 96) in dB."""
    captured: list[torch.Tensor] = []

    def capture(_module: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        captured.append(inputs[0])

    hook = network.hidden.register_forward_pre_hook(capture)
    try:
        network.embed(frames)
    finally:
        hook.remove()
    return captured[0]


def embed_features(network: MoodNet, features: torch.Tensor) -> torch.Tensor:
    """Features (n, k) -> embeddings (n, 128): what the network does with them from there on."""
    embedding: torch.Tensor = network.embedding(network.hidden(features))
    return embedding
