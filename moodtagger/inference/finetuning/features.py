"""Listening to a song up to the layers that learn, so that it need be decoded only once."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn

from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.finetuning.dataset import SongFeatures
from moodtagger.inference.windowing import Frames, Window, WindowStream

BATCH = 4
_LARGEST = 60_000.0  # of float16


class FeatureListener:
    """Takes a song's frames in order, as a SongListener does, and gives its features."""

    def __init__(self, network: MoodNet) -> None:
        self._network = network
        self._stream = WindowStream()
        self._queue: list[Window] = []
        self._heard: list[np.ndarray[Any, np.dtype[np.float16]]] = []
        self._weights: list[float] = []

    def push(self, frames: Frames) -> None:
        """Take log-mel frames (n, 96) in dB."""
        self._queue += self._stream.push(frames)
        while len(self._queue) >= BATCH:
            self._hear(BATCH)

    def finish(self) -> SongFeatures:
        """The features, once all frames are in; ValueError when no frame was given."""
        self._queue += self._stream.finish()
        while self._queue:
            self._hear(min(BATCH, len(self._queue)))
        if not self._heard:
            raise ValueError("no frames were given")
        return SongFeatures(np.concatenate(self._heard), np.array(self._weights, np.float32))

    def _hear(self, count: int) -> None:
        windows, self._queue = self._queue[:count], self._queue[count:]
        frames = torch.from_numpy(np.stack([window.frames for window in windows]))
        features = features_of(self._network, frames).clamp(-_LARGEST, _LARGEST)
        self._heard.append(features.numpy().astype(np.float16))
        self._weights += [window.weight for window in windows]


@torch.inference_mode()
def features_of(network: MoodNet, frames: torch.Tensor) -> torch.Tensor:
    """What goes into the network's hidden layer for log-mel windows (n, frames, 96) in dB."""
    caught: list[torch.Tensor] = []

    def catch(_module: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        caught.append(inputs[0])

    hook = network.hidden.register_forward_pre_hook(catch)
    try:
        network.embed(frames)
    finally:
        hook.remove()
    return caught[0]


def embed_features(network: MoodNet, features: torch.Tensor) -> torch.Tensor:
    """Features (n, k) -> embeddings (n, 128): what the network does with them from there on."""
    embedding: torch.Tensor = network.embedding(network.hidden(features))
    return embedding
