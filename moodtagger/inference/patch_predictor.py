"""Analyze one song with a network that reads patches: samples in, a prediction out."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from moodtagger.core.prediction import Prediction
from moodtagger.inference.backends.base import Floats, Network
from moodtagger.inference.patches import PATCH_S, PatchBatch, PatchStream
from moodtagger.inference.song_prediction import SongPart, predict_song
from moodtagger.inference.speech import SpeechDetector
from moodtagger.inference.windowing import Frames

# One second alone says less than one and its neighbors: weights of the curve over time.
_SMOOTHING = (0.25, 0.5, 0.25)
_WIDEST_S = 16.0  # a patch stands for no more of the song than this


class PatchSongPredictor:
    """Predicts the moods of one song from its samples, given in order.

    Memory stays bounded: a minute of samples, and a few numbers for every sixteen seconds.

    Parameters
    ----------
    network : Network
        The network to run; it reads patches.
    detector : SpeechDetector | None, optional
        Tells whether it is speech.
    """

    def __init__(self, network: Network, detector: SpeechDetector | None = None) -> None:
        self._network = network
        self._detector = detector
        self._stream = PatchStream()
        self._patches: list[tuple[float, int]] = []  # start in seconds, stretch
        self._embeddings: list[Floats] = []

    def push_samples(self, samples: npt.NDArray[np.floating], start_s: float | None = None) -> None:
        """Append samples.

        Parameters
        ----------
        samples : npt.NDArray[np.floating]
            Mono samples at 16 kHz, any number of them.
        start_s : float | None, optional
            Start of a new excerpt in the song, in seconds; None continues the current one.
        """
        if start_s is not None:
            self._stream.seek(start_s)
        self._stream.push(samples)
        ready = self._stream.take_ready()
        if ready:
            self._embed(ready)

    def push(self, frames: Frames, start_s: float | None = None, gap_frames: int = 0) -> None:
        """Ignore log-mel frames; see `SongPredictor.push`.

        Parameters
        ----------
        frames : Frames
            Log-mel frames in dB, (n, 96).
        start_s : float | None, optional
            Start of a new excerpt, in seconds.
        gap_frames : int, optional
            Number of silent frames that were left out before these.
        """

    def finish(self, duration_s: float, quick: bool = False) -> Prediction:
        """Predict the song after all its samples were given.

        Parameters
        ----------
        duration_s : float
            Length of the song in seconds, where the last segment ends.
        quick : bool, optional
            Whether only excerpts were given; the segments then cover only these.

        Returns
        -------
        Prediction
            The calibrated prediction.

        Raises
        ------
        ValueError
            No sample was given.
        """
        self._embed(self._stream.finish())
        if not self._patches:
            raise ValueError("no samples were given")
        embedded = np.concatenate(self._embeddings)
        embeddings = _smooth([stretch for _, stretch in self._patches], embedded)
        spans = _spans([start_s for start_s, _ in self._patches])
        parts = [
            SongPart(start, end, 1.0, embedding)
            for (start, end), embedding in zip(spans, embeddings, strict=True)
        ]
        return predict_song(self._network, parts, duration_s, quick, self._speech(embedded))

    def _speech(self, embeddings: Floats) -> float | None:
        if self._detector is None:
            return None
        logits = [self._detector.logit(row.astype(np.float64)) for row in embeddings]
        return self._detector.probability(logits, [1.0] * len(logits))

    def _embed(self, batch: PatchBatch) -> None:
        for inputs in batch.inputs(self._network.batch_size):
            self._embeddings.append(self._network.forward(inputs).embedding)
        self._patches += [(patch.start_s, patch.stretch) for patch in batch.patches]


def _smooth(stretches: Sequence[int], embeddings: Floats) -> Floats:
    """Average each patch with its neighbors of the same stretch; the mean over all stays."""
    stretch = np.array(stretches)
    side, middle, _ = _SMOOTHING
    out = middle * embeddings
    for step in (-1, 1):
        neighbor = np.clip(np.arange(len(stretch)) + step, 0, len(stretch) - 1)
        is_near = (stretch[neighbor] == stretch)[:, None]
        out += side * np.where(is_near, embeddings[neighbor], embeddings)
    smoothed: Floats = out.astype(np.float32)
    return smoothed


def _spans(starts_s: Sequence[float]) -> list[tuple[float, float]]:
    """Let each patch stand for the song halfway to its neighbors."""
    middles = [start_s + PATCH_S / 2 for start_s in starts_s]
    gaps = [after - before for before, after in itertools.pairwise(middles)]
    usual = float(np.median(gaps)) if gaps else PATCH_S
    before = [min(gap, usual, _WIDEST_S) / 2 for gap in [usual, *gaps]]
    after = [min(gap, usual, _WIDEST_S) / 2 for gap in [*gaps, usual]]
    return [
        (max(0.0, middle - left), middle + right)
        for middle, left, right in zip(middles, before, after, strict=True)
    ]
