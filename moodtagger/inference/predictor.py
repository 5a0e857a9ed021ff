"""Listening to one song: log-mel frames in, a Prediction with its course over time out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.prediction import Prediction, Segment
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.inference.backends.selection import Engine, chosen_engine, load_network
from moodtagger.inference.outputs import Network
from moodtagger.inference.windowing import Frames, Window, WindowStream

if TYPE_CHECKING:
    from moodtagger.inference.finetuning.features import FeatureListener

Vector = npt.NDArray[np.float64]


class Predictor:
    """A network that listens; one for all songs, safe to use from several threads."""

    def __init__(self, folder: Path, engine: Engine | None = None) -> None:
        """Load the network of `folder`, for the engine of `chosen_engine` or the given one.

        ModelError when that fails.
        """
        self.engine = engine or chosen_engine()
        self._network: Network = load_network(folder, self.engine)

    @property
    def name(self) -> str:
        """Name and version of the network."""
        return self._network.name

    @property
    def vocabulary(self) -> Vocabulary:
        """The moods it knows."""
        return self._network.vocabulary

    def start_song(self) -> SongListener:
        """A listener for one song."""
        return SongListener(self._network)

    def start_features(self) -> FeatureListener:
        """A listener for one song that somebody wants to teach."""
        return self._network.start_features()

    @staticmethod
    def use_one_thread() -> None:
        """Keep the network from threads of its own: beside other workers they get in the way."""
        if chosen_engine() is Engine.TORCH:
            from moodtagger.inference.backends.torch_backend import TorchNetwork

            TorchNetwork.use_one_thread()


@dataclass(slots=True)
class _Span:
    """One window's small numbers: all that is kept of it."""

    start_s: float
    end_s: float
    va: Vector
    moods: Vector


class SongListener:
    """Takes a song's frames in order and gives its prediction.

    Memory: at most a batch of windows, and a few numbers for each ten seconds heard.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._stream = WindowStream()
        self._queue: list[Window] = []
        self._spans: list[_Span] = []
        self._sum: Vector = np.zeros(network.size)
        self._weight = 0.0

    def push(self, frames: Frames, start_s: float | None = None) -> None:
        """Take log-mel frames (n, 96) in dB; `start_s` begins an excerpt at that time."""
        if start_s is not None:
            self._end_stretch()
            self._stream.jump(start_s)
        self._queue += self._stream.push(frames)
        while len(self._queue) >= self._network.batch:
            self._hear(self._network.batch)

    def finish(self, duration_s: float, quick: bool = False) -> Prediction:
        """The prediction, once all frames are in.

        Its segments follow each other without gap from 0 to `duration_s`; of excerpts (`quick`)
        they cover what was heard. ValueError when no frame was given.
        """
        self._end_stretch()
        if not self._spans:
            raise ValueError("no frames were given")
        embedding = self._sum / self._weight
        calibration = self._network.calibration
        out = self._network.answers(embedding[None].astype(np.float32))
        valence, arousal = calibration.va(out.va[0], out.quadrant[0]).tolist()
        valence_sd, arousal_sd = calibration.va_sd(out.va_logvar[0]).tolist()
        quadrant = calibration.quadrant(out.quadrant[0]).tolist()
        moods = self._named(calibration.moods(out.moods[0]))
        return Prediction(
            valence=valence,
            arousal=arousal,
            valence_sd=valence_sd,
            arousal_sd=arousal_sd,
            quadrant=dict(zip(QUADRANTS, quadrant, strict=True)),
            moods=moods,
            confident=self._network.vocabulary.confident(moods),
            segments=self._segments(duration_s, quick),
            embedding=_unit(embedding),
            model=self._network.name,
            quick=quick,
        )

    def _end_stretch(self) -> None:
        self._queue += self._stream.finish()
        while self._queue:
            self._hear(min(self._network.batch, len(self._queue)))

    def _hear(self, count: int) -> None:
        """Run the network over the first `count` waiting windows."""
        windows, self._queue = self._queue[:count], self._queue[count:]
        calibration = self._network.calibration
        out = self._network.hear(np.stack([window.frames for window in windows]))
        va = calibration.va(out.va, out.quadrant)
        moods = calibration.moods(out.moods)
        for k, window in enumerate(windows):
            self._sum += window.weight * out.embedding[k].astype(np.float64)
            self._weight += window.weight
            self._spans.append(_Span(window.start_s, window.end_s, va[k], moods[k]))

    def _segments(self, duration_s: float, quick: bool) -> tuple[Segment, ...]:
        """Frames are centred and a rest may have been too short to count: fit the ends."""
        spans = [span for span in self._spans if span.start_s < duration_s] or self._spans[:1]
        ends = [min(span.end_s, duration_s) for span in spans]
        if not quick:
            ends[-1] = duration_s
        return tuple(
            Segment(
                span.start_s, end, float(span.va[0]), float(span.va[1]), self._named(span.moods)
            )
            for span, end in zip(spans, ends, strict=True)
        )

    def _named(self, probabilities: npt.NDArray[np.floating]) -> dict[str, float]:
        return dict(zip(self._network.vocabulary.labels, probabilities.tolist(), strict=True))


def _unit(embedding: Vector) -> npt.NDArray[np.float32]:
    return (embedding / max(float(np.linalg.norm(embedding)), 1e-12)).astype(np.float32)
