"""Analyze one song: log-mel frames in, a prediction with its curve over time out.

torch comes with the program and is the reference; fine-tuning needs it too. ONNX Runtime gives the
same outputs, up to rounding, in less time and memory; processes that use it never import torch.
"""

from __future__ import annotations

import contextlib
import enum
import functools
import importlib.util
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from moodtagger.core.errors import ModelError
from moodtagger.core.messages import Message
from moodtagger.core.prediction import Prediction
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.inference.backends.base import Network
from moodtagger.inference.patch_predictor import PatchSongPredictor
from moodtagger.inference.song_prediction import SongPart, predict_song
from moodtagger.inference.speech import SpeechDetector, read_speech_detector, window_features
from moodtagger.inference.windowing import (
    WINDOW_FRAMES,
    Frames,
    Window,
    WindowStream,
    sounding_weights,
)

if TYPE_CHECKING:
    from moodtagger.inference.finetuning.features import FeatureExtractor, PatchFeatureExtractor

BACKEND_VARIABLE: Final = "MOODTAGGER_ENGINE"


class Backend(enum.Enum):
    """The available inference backends."""

    TORCH = "torch"
    ONNX = "onnx"


def selected_backend() -> Backend:
    """Select ONNX Runtime where it works, unless the environment asks for torch.

    Returns
    -------
    Backend
        `Backend.TORCH` if `MOODTAGGER_ENGINE` is "torch" or ONNX Runtime cannot be imported.
    """
    if os.environ.get(BACKEND_VARIABLE) == Backend.TORCH.value or not onnx_runtime_available():
        return Backend.TORCH
    return Backend.ONNX


def load_network(folder: Path, backend: Backend) -> Network:
    """Load a model folder, falling back to torch where ONNX Runtime cannot run it.

    Parameters
    ----------
    folder : Path
        Folder with card, vocabulary and weights.
    backend : Backend
        The preferred backend.

    Returns
    -------
    Network
        The network, ready to run.

    Raises
    ------
    ModelError
        A part of the folder is missing, damaged or foreign.
    """
    if backend is Backend.ONNX:
        from moodtagger.inference.backends.onnx_backend import OnnxNetwork, UnsupportedGraphError

        with contextlib.suppress(UnsupportedGraphError):
            return OnnxNetwork.load(folder)
    require_torch()
    from moodtagger.inference.backends.torch_backend import TorchNetwork

    if backend is Backend.ONNX:
        TorchNetwork.use_one_thread()  # as ONNX Runtime would have
    return TorchNetwork.load(folder)


def require_torch() -> None:
    """Check that torch is installed, which teaching a model needs.

    Raises
    ------
    ModelError
        It is not installed.
    """
    if importlib.util.find_spec("torch") is None:
        raise ModelError(
            Message.of("This needs torch, which is not installed."),
            advice=Message.of('Install it with: pip install "moodtagger[train]"'),
        )


@functools.cache
def onnx_runtime_available() -> bool:
    """Check whether ONNX Runtime can be imported; a system library may be missing.

    The result is cached for the life of the process.

    Returns
    -------
    bool
        Whether the import works.
    """
    if importlib.util.find_spec("onnxruntime") is None:
        return False
    try:
        import onnxruntime  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


class Predictor:
    """A loaded model; one instance serves all songs and is safe to use from several threads.

    Parameters
    ----------
    folder : Path
        Folder with card, vocabulary and weights.
    backend : Backend | None, optional
        Backend to use; by default that of `selected_backend`.

    Raises
    ------
    ModelError
        A part of the folder is missing, damaged or foreign.
    """

    def __init__(self, folder: Path, backend: Backend | None = None) -> None:
        self.backend = backend or selected_backend()
        self._network: Network = load_network(folder, self.backend)
        self._detector = read_speech_detector(
            folder,
            self._network.embedding_size,
            with_rhythm=not self._network.reads_patches,
        )

    @property
    def name(self) -> str:
        """Name and version of the network."""
        return self._network.name

    @property
    def vocabulary(self) -> Vocabulary:
        """The moods that the network predicts."""
        return self._network.vocabulary

    def song_predictor(self) -> SongPredictor | PatchSongPredictor:
        """Create a predictor for one song; give it both samples and frames.

        Returns
        -------
        SongPredictor | PatchSongPredictor
            A fresh predictor.
        """
        if self._network.reads_patches:
            return PatchSongPredictor(self._network, self._detector)
        return SongPredictor(self._network, self._detector)

    def feature_extractor(self) -> FeatureExtractor | PatchFeatureExtractor:
        """Create an extractor of fine-tuning features for one song.

        Returns
        -------
        FeatureExtractor | PatchFeatureExtractor
            A fresh extractor.
        """
        return self._network.feature_extractor()

    @staticmethod
    def use_one_thread() -> None:
        """Limit the selected backend to one thread: every core runs a worker of its own."""
        if selected_backend() is Backend.TORCH:
            from moodtagger.inference.backends.torch_backend import TorchNetwork

            TorchNetwork.use_one_thread()


class SongPredictor:
    """Predicts the moods of one song from its frames, given in order.

    Memory stays bounded: a batch of windows at most, and a few numbers for every ten seconds.

    Parameters
    ----------
    network : Network
        The network to run.
    detector : SpeechDetector | None, optional
        Tells whether it is speech.
    """

    def __init__(self, network: Network, detector: SpeechDetector | None = None) -> None:
        self._network = network
        self._detector = detector
        self._stream = WindowStream()
        self._pending: list[Window] = []
        self._parts: list[SongPart] = []
        self._loudness_db: list[float] = []
        self._speech_logits: list[float] = []

    def push_samples(self, samples: npt.NDArray[np.floating], start_s: float | None = None) -> None:
        """Ignore samples; see `PatchSongPredictor.push_samples`.

        Parameters
        ----------
        samples : npt.NDArray[np.floating]
            Mono samples at 16 kHz.
        start_s : float | None, optional
            Start of a new excerpt, in seconds.
        """

    def push(self, frames: Frames, start_s: float | None = None, gap_frames: int = 0) -> None:
        """Append frames.

        Parameters
        ----------
        frames : Frames
            Log-mel frames in dB, (n, 96), any number of them.
        start_s : float | None, optional
            Start of a new excerpt in the song, in seconds; None continues the current one.
        gap_frames : int, optional
            Number of silent frames that were left out before these.
        """
        if start_s is not None or gap_frames >= WINDOW_FRAMES:
            self._flush()
        if start_s is not None:
            self._stream.seek(start_s)
        self._stream.skip(gap_frames)
        self._pending += self._stream.push(frames)
        while len(self._pending) >= self._network.batch_size:
            self._run_network(self._network.batch_size)

    def finish(self, duration_s: float, quick: bool = False) -> Prediction:
        """Predict the song after all its frames were given.

        Parameters
        ----------
        duration_s : float
            Length of the song in seconds, where the last segment ends.
        quick : bool, optional
            Whether only excerpts were given; the segments then cover only these.

        Returns
        -------
        Prediction
            The calibrated prediction. Without `quick`, its segments follow each other from 0 to
            `duration_s`, without gaps but for silence of ten seconds or more.

        Raises
        ------
        ValueError
            No frame was given.
        """
        self._flush()
        if not self._parts:
            raise ValueError("no frames were given")
        weights = sounding_weights([part.weight for part in self._parts], self._loudness_db)
        parts = [
            replace(part, weight=float(weight))
            for part, weight in zip(self._parts, weights, strict=True)
        ]
        speech = (
            self._detector.probability(self._speech_logits, weights.tolist())
            if self._detector
            else None
        )
        return predict_song(self._network, parts, duration_s, quick, speech)

    def _flush(self) -> None:
        self._pending += self._stream.finish()
        while self._pending:
            self._run_network(min(self._network.batch_size, len(self._pending)))

    def _run_network(self, count: int) -> None:
        """Run the network over the first `count` pending windows."""
        windows, self._pending = self._pending[:count], self._pending[count:]
        out = self._network.forward(np.stack([window.frames for window in windows]))
        for window, embedding in zip(windows, out.embedding, strict=True):
            self._parts.append(
                SongPart(window.start_s, window.end_s, window.weight, embedding.astype(np.float32))
            )
            self._loudness_db.append(window.loudness_db)
            if self._detector:
                features = window_features(embedding, window.frames)
                self._speech_logits.append(self._detector.logit(features))
