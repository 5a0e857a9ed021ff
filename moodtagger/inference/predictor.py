"""Analyze one song: log-mel frames in, a Prediction with its curve over time out.

torch comes with the program, learns, and is the measure. ONNX Runtime hears the same, to rounding,
in less time and memory; processes that use it never import torch.
"""

from __future__ import annotations

import contextlib
import enum
import functools
import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.prediction import Prediction, Segment
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.inference.backends.base import Network
from moodtagger.inference.windowing import Frames, Window, WindowStream

if TYPE_CHECKING:
    from moodtagger.inference.finetuning.features import FeatureExtractor

BACKEND_VARIABLE: Final = "MOODTAGGER_ENGINE"


class Backend(enum.Enum):
    """The ways there are."""

    TORCH = "torch"
    ONNX = "onnx"


def selected_backend() -> Backend:
    """ONNX Runtime where it is installed and works, unless the environment names torch."""
    if os.environ.get(BACKEND_VARIABLE) == Backend.TORCH.value or not _onnx_runtime_available():
        return Backend.TORCH
    return Backend.ONNX


def load_network(folder: Path, backend: Backend) -> Network:
    """The network of `folder`, by torch where the other one cannot; ModelError when that fails."""
    if backend is Backend.ONNX:
        from moodtagger.inference.backends.onnx_backend import OnnxNetwork, UnsupportedGraphError

        with contextlib.suppress(UnsupportedGraphError):
            return OnnxNetwork.load(folder)
    from moodtagger.inference.backends.torch_backend import TorchNetwork

    if backend is Backend.ONNX:
        TorchNetwork.use_one_thread()  # as ONNX Runtime would have
    return TorchNetwork.load(folder)


@functools.cache
def _onnx_runtime_available() -> bool:
    """Whether it can be imported: a library of the system that it wants may be missing."""
    if importlib.util.find_spec("onnxruntime") is None:
        return False
    try:
        import onnxruntime  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


Vector = npt.NDArray[np.float64]


class Predictor:
    """A network that listens; one for all songs, safe to use from several threads."""

    def __init__(self, folder: Path, backend: Backend | None = None) -> None:
        """Load the network of `folder`, for the engine of `chosen_engine` or the given one.

        ModelError when that fails.
        """
        self.backend = backend or selected_backend()
        self._network: Network = load_network(folder, self.backend)

    @property
    def name(self) -> str:
        """Name and version of the network."""
        return self._network.name

    @property
    def vocabulary(self) -> Vocabulary:
        """The moods it knows."""
        return self._network.vocabulary

    def song_predictor(self) -> SongPredictor:
        """A listener for one song."""
        return SongPredictor(self._network)

    def feature_extractor(self) -> FeatureExtractor:
        """A listener for one song that somebody wants to teach."""
        return self._network.feature_extractor()

    @staticmethod
    def use_one_thread() -> None:
        """Keep the network from threads of its own: beside other workers they get in the way."""
        if selected_backend() is Backend.TORCH:
            from moodtagger.inference.backends.torch_backend import TorchNetwork

            TorchNetwork.use_one_thread()


@dataclass(slots=True)
class _WindowPrediction:
    """One window's small numbers: all that is kept of it."""

    start_s: float
    end_s: float
    va: Vector
    moods: Vector


class SongPredictor:
    """Takes a song's frames in order and gives its prediction.

    Memory: at most a batch of windows, and a few numbers for each ten seconds heard.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._stream = WindowStream()
        self._pending: list[Window] = []
        self._window_predictions: list[_WindowPrediction] = []
        self._embedding_sum: Vector = np.zeros(network.embedding_size)
        self._weight_sum = 0.0

    def push(self, frames: Frames, start_s: float | None = None) -> None:
        """Take log-mel frames (n, 96) in dB; `start_s` begins an excerpt at that time."""
        if start_s is not None:
            self._flush()
            self._stream.seek(start_s)
        self._pending += self._stream.push(frames)
        while len(self._pending) >= self._network.batch_size:
            self._run_network(self._network.batch_size)

    def finish(self, duration_s: float, quick: bool = False) -> Prediction:
        """The prediction, once all frames are in.

        Its segments follow each other without gap from 0 to `duration_s`; of excerpts (`quick`)
        they cover what was heard. ValueError when no frame was given.
        """
        self._flush()
        if not self._window_predictions:
            raise ValueError("no frames were given")
        embedding = self._embedding_sum / self._weight_sum
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
            segments=self._segments(duration_s, quick),
            embedding=_unit_vector(embedding),
            model=self._network.name,
            quick=quick,
        )

    def _flush(self) -> None:
        self._pending += self._stream.finish()
        while self._pending:
            self._run_network(min(self._network.batch_size, len(self._pending)))

    def _run_network(self, count: int) -> None:
        """Run the network over the first `count` waiting windows."""
        windows, self._pending = self._pending[:count], self._pending[count:]
        calibration = self._network.calibration
        out = self._network.forward(np.stack([window.frames for window in windows]))
        va = calibration.va(out.va, out.quadrant)
        moods = calibration.moods(out.moods)
        for k, window in enumerate(windows):
            self._embedding_sum += window.weight * out.embedding[k].astype(np.float64)
            self._weight_sum += window.weight
            self._window_predictions.append(
                _WindowPrediction(window.start_s, window.end_s, va[k], moods[k])
            )

    def _segments(self, duration_s: float, quick: bool) -> tuple[Segment, ...]:
        """Frames are centred and a rest may have been too short to count: fit the ends."""
        window_predictions = [
            span for span in self._window_predictions if span.start_s < duration_s
        ] or self._window_predictions[:1]
        ends = [min(span.end_s, duration_s) for span in window_predictions]
        if not quick:
            ends[-1] = duration_s
        return tuple(
            Segment(
                span.start_s, end, float(span.va[0]), float(span.va[1]), self._by_label(span.moods)
            )
            for span, end in zip(window_predictions, ends, strict=True)
        )

    def _by_label(self, probabilities: npt.NDArray[np.floating]) -> dict[str, float]:
        return dict(zip(self._network.vocabulary.labels, probabilities.tolist(), strict=True))


def _unit_vector(embedding: Vector) -> npt.NDArray[np.float32]:
    return (embedding / max(float(np.linalg.norm(embedding)), 1e-12)).astype(np.float32)
