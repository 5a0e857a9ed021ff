"""The spectrogram of a whole song, small enough to draw."""

from __future__ import annotations

import numpy as np

from moodtagger.audio.constants import FLOOR_POWER, N_MELS
from moodtagger.audio.decode import open_audio
from moodtagger.audio.decoders.regular_file import StrPath
from moodtagger.audio.downmix import Floats
from moodtagger.audio.features.log_mel import LogMelStream


def spectrogram(path: StrPath, max_frames: int = 600) -> Floats:
    """Log-mel power of the whole file in dB, shape (n, 96), 1 <= n <= `max_frames`.

    Each frame is the mean power of an equally long part of the song. Memory does not grow with
    the length of the file. Raises AudioError as decoding does.
    """
    mel = LogMelStream()
    downsampler = FrameDownsampler(max_frames)
    with open_audio(path) as stream:
        for block in stream.blocks():
            downsampler.push(mel.push(block))
        downsampler.push(mel.finish())
    return downsampler.result()


class FrameDownsampler:
    """Means over ever longer parts: when there are too many, neighbours are joined in pairs."""

    def __init__(self, max_frames: int) -> None:
        """Raises ValueError unless `max_frames` is positive."""
        if max_frames < 1:
            raise ValueError("max_frames must be at least 1")
        self._max_frames = max_frames
        self._frames_per_mean = 1  # frames in one mean
        self._means: Floats = np.empty((0, N_MELS), np.float32)  # power
        self._remainder: Floats = np.empty((0, N_MELS), np.float32)  # fewer than `_step` frames

    def push(self, frames_db: Floats) -> None:
        """The next frames in dB, shape (n, 96)."""
        power = np.concatenate(
            [self._remainder, np.float32(10.0) ** (frames_db / np.float32(10.0))]
        )
        count = len(power) // self._frames_per_mean
        self._remainder = power[count * self._frames_per_mean :]
        means = (
            power[: count * self._frames_per_mean]
            .reshape(count, self._frames_per_mean, N_MELS)
            .mean(axis=1)
        )
        self._means = np.concatenate([self._means, means])
        while len(self._means) > 4 * self._max_frames:
            self._halve()

    def result(self) -> Floats:
        """At most `max_frames` means in dB, shape (n, 96)."""
        means: Floats = self._means
        if len(self._remainder):
            means = np.concatenate([means, self._remainder.mean(axis=0, keepdims=True)])
        count = min(len(means), self._max_frames)
        if count:
            edges = np.arange(count + 1) * len(means) // count
            widths = np.diff(edges)[:, None].astype(np.float32)
            means = (np.add.reduceat(means, edges[:-1], axis=0) / widths).astype(np.float32)
        decibels: Floats = np.float32(10.0) * np.log10(np.maximum(means, np.float32(FLOOR_POWER)))
        return decibels

    def _halve(self) -> None:
        """The last mean waits among the rest when it has no partner."""
        odd = len(self._means) % 2
        if odd:
            last = np.repeat(self._means[-1:], self._frames_per_mean, axis=0)
            self._remainder = np.concatenate([last, self._remainder])
        pairs = self._means[: len(self._means) - odd]
        self._means = pairs.reshape(-1, 2, N_MELS).mean(axis=1)
        self._frames_per_mean *= 2
