"""Listening to one song: log-mel frames in, a Prediction with its course over time out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.prediction import Prediction, Segment
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.inference.folding import folded
from moodtagger.inference.learning.features import FeatureListener
from moodtagger.inference.weights import LoadedModel, load_model
from moodtagger.inference.windows import Frames, Window, WindowStream

BATCH = 4  # windows; more take 4 MB each and are hardly faster

Vector = npt.NDArray[np.float64]


class Predictor:
    """A network that listens; one for all songs, safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Load the network of `folder`; ModelError when that fails."""
        model = load_model(folder)
        self._model = replace(model, network=folded(model.network))

    @property
    def name(self) -> str:
        """Name and version of the network."""
        return self._model.name

    @property
    def vocabulary(self) -> Vocabulary:
        """The moods it knows."""
        return self._model.vocabulary

    def start_song(self) -> SongListener:
        """A listener for one song."""
        return SongListener(self._model)

    def start_features(self) -> FeatureListener:
        """A listener for one song that somebody wants to teach."""
        return FeatureListener(self._model.network)

    @staticmethod
    def use_one_thread() -> None:
        """Keep torch from threads of its own: beside other workers they only get in the way."""
        torch.set_num_threads(1)


@dataclass(slots=True)
class _Span:
    """One window's small numbers: all that is kept of it."""

    start_s: float
    end_s: float
    va: Vector
    moods: Vector


class SongListener:
    """Takes a song's frames in order and gives its prediction.

    Memory: at most four windows of frames, and a few numbers for each ten seconds heard.
    """

    def __init__(self, model: LoadedModel) -> None:
        self._model = model
        self._stream = WindowStream()
        self._queue: list[Window] = []
        self._spans: list[_Span] = []
        self._sum: Vector = np.zeros(model.network.config.embedding)
        self._weight = 0.0

    def push(self, frames: Frames, start_s: float | None = None) -> None:
        """Take log-mel frames (n, 96) in dB; `start_s` begins an excerpt at that time."""
        if start_s is not None:
            self._end_stretch()
            self._stream.jump(start_s)
        self._queue += self._stream.push(frames)
        while len(self._queue) >= BATCH:
            self._hear(BATCH)

    def finish(self, duration_s: float, quick: bool = False) -> Prediction:
        """The prediction, once all frames are in.

        Its segments follow each other without gap from 0 to `duration_s`; of excerpts (`quick`)
        they cover what was heard. ValueError when no frame was given.
        """
        self._end_stretch()
        if not self._spans:
            raise ValueError("no frames were given")
        embedding = self._sum / self._weight
        calibration = self._model.calibration
        with torch.inference_mode():
            out = self._model.network.answers(torch.from_numpy(embedding[None]).float())
        valence, arousal = calibration.va(out.va[0].numpy(), out.quadrant[0].numpy()).tolist()
        valence_sd, arousal_sd = calibration.va_sd(out.va_logvar[0].numpy()).tolist()
        quadrant = calibration.quadrant(out.quadrant[0].numpy()).tolist()
        moods = self._named(calibration.moods(out.moods[0].numpy()))
        return Prediction(
            valence=valence,
            arousal=arousal,
            valence_sd=valence_sd,
            arousal_sd=arousal_sd,
            quadrant=dict(zip(QUADRANTS, quadrant, strict=True)),
            moods=moods,
            confident=self._model.vocabulary.confident(moods),
            segments=self._segments(duration_s, quick),
            embedding=_unit(embedding),
            model=self._model.name,
            quick=quick,
        )

    def _end_stretch(self) -> None:
        self._queue += self._stream.finish()
        while self._queue:
            self._hear(min(BATCH, len(self._queue)))

    @torch.inference_mode()
    def _hear(self, count: int) -> None:
        """Run the network over the first `count` waiting windows."""
        windows, self._queue = self._queue[:count], self._queue[count:]
        network, calibration = self._model.network, self._model.calibration
        out = network(torch.from_numpy(np.stack([w.frames for w in windows])))
        va = calibration.va(out.va.numpy(), out.quadrant.numpy())
        moods = calibration.moods(out.moods.numpy())
        for k, window in enumerate(windows):
            self._sum += window.weight * out.embedding[k].numpy().astype(np.float64)
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
        return dict(zip(self._model.vocabulary.labels, probabilities.tolist(), strict=True))


def _unit(embedding: Vector) -> npt.NDArray[np.float32]:
    return (embedding / max(float(np.linalg.norm(embedding)), 1e-12)).astype(np.float32)
