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
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.prediction import Prediction, Segment
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.inference.backends.base import Network
from moodtagger.inference.speech import SpeechDetector, read_speech_detector, window_features
from moodtagger.inference.windowing import (
    FRAME_S,
    WINDOW_FRAMES,
    Frames,
    Window,
    WindowStream,
    sounding_weights,
)

if TYPE_CHECKING:
    from moodtagger.inference.finetuning.features import FeatureExtractor

BACKEND_VARIABLE: Final = "MOODTAGGER_ENGINE"

Vector = npt.NDArray[np.float64]


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
    from moodtagger.inference.backends.torch_backend import TorchNetwork

    if backend is Backend.ONNX:
        TorchNetwork.use_one_thread()  # as ONNX Runtime would have
    return TorchNetwork.load(folder)


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
        self._detector = read_speech_detector(folder, self._network.embedding_size)

    @property
    def name(self) -> str:
        """Name and version of the network."""
        return self._network.name

    @property
    def vocabulary(self) -> Vocabulary:
        """The moods that the network predicts."""
        return self._network.vocabulary

    def song_predictor(self) -> SongPredictor:
        """Create a predictor for one song.

        Returns
        -------
        SongPredictor
            A fresh predictor.
        """
        return SongPredictor(self._network, self._detector)

    def feature_extractor(self) -> FeatureExtractor:
        """Create an extractor of fine-tuning features for one song.

        Returns
        -------
        FeatureExtractor
            A fresh extractor.
        """
        return self._network.feature_extractor()

    @staticmethod
    def use_one_thread() -> None:
        """Limit the selected backend to one thread: every core runs a worker of its own."""
        if selected_backend() is Backend.TORCH:
            from moodtagger.inference.backends.torch_backend import TorchNetwork

            TorchNetwork.use_one_thread()


@dataclass(slots=True)
class _WindowPrediction:
    """The few numbers kept of each window."""

    start_s: float
    end_s: float
    weight: float
    loudness_db: float
    va: Vector
    moods: Vector
    embedding: npt.NDArray[np.float32]
    speech_logit: float


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
        self._window_predictions: list[_WindowPrediction] = []

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
        if not self._window_predictions:
            raise ValueError("no frames were given")
        windows = self._window_predictions
        weights = sounding_weights([w.weight for w in windows], [w.loudness_db for w in windows])
        embedding = np.average([w.embedding for w in windows], axis=0, weights=weights)
        calibration = self._network.calibration
        out = self._network.apply_heads(embedding[None].astype(np.float32))
        valence, arousal = calibration.va(out.va[0], out.quadrant[0]).tolist()
        valence_sd, arousal_sd = calibration.va_sd(out.va_logvar[0]).tolist()
        quadrant = calibration.quadrant(out.quadrant[0]).tolist()
        moods = self._by_label(calibration.moods(out.moods[0]))
        return Prediction(
            valence=valence,
            arousal=arousal,
            valence_sd=valence_sd,
            arousal_sd=arousal_sd,
            quadrant=dict(zip(QUADRANTS, quadrant, strict=True)),
            moods=moods,
            confident=self._network.vocabulary.confident(moods),
            segments=self._segments(
                [w for w, weight in zip(windows, weights, strict=True) if weight],
                duration_s,
                quick,
            ),
            embedding=_unit_vector(embedding),
            model=self._network.name,
            quick=quick,
            speech=self._speech(weights.tolist()),
        )

    def _speech(self, weights: Sequence[float]) -> float | None:
        if self._detector is None:
            return None
        logits = [window.speech_logit for window in self._window_predictions]
        return self._detector.probability(logits, weights)

    def _flush(self) -> None:
        self._pending += self._stream.finish()
        while self._pending:
            self._run_network(min(self._network.batch_size, len(self._pending)))

    def _run_network(self, count: int) -> None:
        """Run the network over the first `count` pending windows."""
        windows, self._pending = self._pending[:count], self._pending[count:]
        calibration = self._network.calibration
        out = self._network.forward(np.stack([window.frames for window in windows]))
        va = calibration.va(out.va, out.quadrant)
        moods = calibration.moods(out.moods)
        for k, window in enumerate(windows):
            self._window_predictions.append(
                _WindowPrediction(
                    window.start_s,
                    window.end_s,
                    window.weight,
                    window.loudness_db,
                    va[k],
                    moods[k],
                    out.embedding[k].astype(np.float32),
                    self._speech_logit(out.embedding[k], window),
                )
            )

    def _speech_logit(self, embedding: npt.NDArray[np.float32], window: Window) -> float:
        if self._detector is None:
            return 0.0
        return self._detector.logit(window_features(embedding, window.frames))

    def _segments(
        self, windows: list[_WindowPrediction], duration_s: float, quick: bool
    ) -> tuple[Segment, ...]:
        """Build the segments; without `quick`, close the short gaps between them.

        Frames are centered, and a remainder may have been too short to count, so the windows do not
        end exactly where the song does.
        """
        windows = [window for window in windows if window.start_s < duration_s] or windows[:1]
        spans = [(window.start_s, min(window.end_s, duration_s)) for window in windows]
        if not quick:
            spans = _without_short_gaps(spans, duration_s)
        return tuple(
            Segment(
                start, end, float(window.va[0]), float(window.va[1]), self._by_label(window.moods)
            )
            for window, (start, end) in zip(windows, spans, strict=True)
        )

    def _by_label(self, probabilities: npt.NDArray[np.floating]) -> dict[str, float]:
        return dict(zip(self._network.vocabulary.labels, probabilities.tolist(), strict=True))


def _without_short_gaps(
    spans: list[tuple[float, float]], duration_s: float
) -> list[tuple[float, float]]:
    """Lengthen the spans over gaps that are shorter than a window, and to the song's ends."""
    starts, ends = ([span[k] for span in spans] for k in (0, 1))
    max_gap_s = WINDOW_FRAMES * FRAME_S
    starts[0] = 0.0 if starts[0] < max_gap_s else starts[0]
    following = [*starts[1:], duration_s]
    ends = [
        after if after - end < max_gap_s else end
        for end, after in zip(ends, following, strict=True)
    ]
    return list(zip(starts, ends, strict=True))


def _unit_vector(embedding: Vector) -> npt.NDArray[np.float32]:
    return (embedding / max(float(np.linalg.norm(embedding)), 1e-12)).astype(np.float32)
