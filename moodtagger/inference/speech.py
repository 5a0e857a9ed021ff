"""Tell speech from music: a linear detector on a window's embedding, and on its rhythm.

Speech has syllables, about four a second, and pauses between words, which music rarely has at once
(Scheirer & Slaney 1997). The embedding carries what the network knows of the sound itself; that of
a network that reads patches is enough alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from moodtagger.core.errors import ModelError
from moodtagger.core.messages import Message
from moodtagger.files.file_access import read_limited

SPEECH_FILE: Final = "speech.json"
_MAX_BYTES = 100_000
_FRAMES_PER_S = 31.25
_BANDS = ((0, 24), (24, 56), (56, 96))  # of the 96 mel bands
_SYLLABLES_HZ = (2.5, 7.0)
_MODULATION_HZ = (0.4, 14.0)
_RANGE_DB = 50.0  # below the loudest frame nothing counts

Floats = npt.NDArray[np.float32]
Vector = npt.NDArray[np.float64]


def rhythm_features(frames: Floats) -> Vector:
    """Measure how a window's level and spectrum move.

    Parameters
    ----------
    frames : Floats
        Log-mel frames of one window in dB, (n, 96).

    Returns
    -------
    Vector
        For the whole and for three parts of the spectrum: the fraction of the modulation that is at
        the rate of syllables, spread and skew of the levels and the fraction of low ones; then
        level and variance of the spectral flux, and its fraction at the rate of syllables. (19,).
    """
    floor = float(frames.max()) - _RANGE_DB
    rows = np.maximum(frames.astype(np.float64), floor)
    values = []
    for start, end in ((0, 96), *_BANDS):
        levels = rows[:, start:end].mean(axis=1)
        values += _level_features(levels)
    flux = np.maximum(np.diff(rows, axis=0), 0.0).mean(axis=1)
    values += [math.log1p(flux.mean()), math.log1p(flux.std()), _syllable_fraction(flux)]
    return np.array(values)


def _level_features(levels: Vector) -> list[float]:
    spread = float(levels.std()) + 1e-3
    centered = levels - levels.mean()
    return [
        _syllable_fraction(levels),
        math.log(spread + 0.1),
        float(np.clip((centered**3).mean() / spread**3, -4, 4)),
        float((levels < levels.mean() - 6.0).mean()),
    ]


def _syllable_fraction(values: Vector) -> float:
    """Return the fraction of the slow modulation's power that is at the rate of syllables."""
    centered = (values - values.mean()) * np.hanning(len(values))
    power = np.abs(np.fft.rfft(centered)) ** 2
    hz = np.fft.rfftfreq(len(values), 1 / _FRAMES_PER_S)
    total = power[(hz >= _MODULATION_HZ[0]) & (hz <= _MODULATION_HZ[1])].sum()
    part = power[(hz >= _SYLLABLES_HZ[0]) & (hz <= _SYLLABLES_HZ[1])].sum()
    return float(part / (total + 1e-9))


def window_features(embedding: Floats, frames: Floats) -> Vector:
    """Join what the detector sees of one window.

    Parameters
    ----------
    embedding : Floats
        The network's embedding of the window, (d,), not scaled to unit length.
    frames : Floats
        Log-mel frames of the window in dB, (n, 96).

    Returns
    -------
    Vector
        The features, (d + 19,).
    """
    return np.concatenate([embedding.astype(np.float64), rhythm_features(frames)])


@dataclass(frozen=True, slots=True)
class SpeechDetector:
    """A logistic regression of one network's windows.

    Attributes
    ----------
    mean : Vector
        Mean of each feature, (f,).
    scale : Vector
        Standard deviation of each feature, (f,), above 0.
    weight : Vector
        Weight of each feature, (f,).
    bias : float
        Added to the weighted sum.
    """

    mean: Vector
    scale: Vector
    weight: Vector
    bias: float

    def logit(self, features: Vector) -> float:
        """Return how likely a window is speech, as log odds.

        Parameters
        ----------
        features : Vector
            Output of `window_features`, (f,).

        Returns
        -------
        float
            Above 0 where speech is the likelier.
        """
        return float((features - self.mean) / self.scale @ self.weight + self.bias)

    @staticmethod
    def probability(logits: Sequence[float], weights: Sequence[float]) -> float:
        """Combine the windows of a whole song: a passage of speech makes no song speech.

        Parameters
        ----------
        logits : Sequence[float]
            Of each window, at least one.
        weights : Sequence[float]
            How much of the window counts, one of them above 0.

        Returns
        -------
        float
            The probability of the window in the middle, in [0, 1].
        """
        order = np.argsort(logits)
        cumulative = np.cumsum(np.asarray(weights, np.float64)[order])
        middle = int(np.searchsorted(cumulative, cumulative[-1] / 2))
        logit = min(max(float(np.asarray(logits)[order][middle]), -30.0), 30.0)
        return 1.0 / (1.0 + math.exp(-logit))

    def as_dict(self) -> dict[str, Any]:
        """Return plain numbers, rounded to what matters.

        Returns
        -------
        dict[str, Any]
            Values for `read_speech_detector`.
        """
        return {
            "mean": [float(f"{value:.5g}") for value in self.mean],
            "scale": [float(f"{value:.5g}") for value in self.scale],
            "weight": [float(f"{value:.5g}") for value in self.weight],
            "bias": float(f"{self.bias:.5g}"),
        }


def read_speech_detector(
    folder: Path, embedding_size: int, *, with_rhythm: bool = True
) -> SpeechDetector | None:
    """Read the detector of a model folder.

    Parameters
    ----------
    folder : Path
        The model folder.
    embedding_size : int
        Length of the network's embeddings.
    with_rhythm : bool, optional
        Whether the features are those of `window_features`, or the embedding alone.

    Returns
    -------
    SpeechDetector | None
        None if the folder has none.

    Raises
    ------
    ModelError
        The file is damaged, or of another network.
    """
    path = folder / SPEECH_FILE
    if not path.exists():
        return None
    try:
        values = json.loads(read_limited(path, _MAX_BYTES))
        vectors = [np.array(values[name], np.float64) for name in ("mean", "scale", "weight")]
        detector = SpeechDetector(vectors[0], vectors[1], vectors[2], float(values["bias"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise _damaged(path) from error
    rhythm_size = len(rhythm_features(np.zeros((8, 96), np.float32))) if with_rhythm else 0
    has_size = all(vector.shape == (embedding_size + rhythm_size,) for vector in vectors)
    if not has_size or not np.isfinite([*np.ravel(vectors), detector.bias]).all():
        raise _damaged(path)
    if (detector.scale <= 0).any():
        raise _damaged(path)
    return detector


def _damaged(path: Path) -> ModelError:
    return ModelError(
        Message.of("The model's speech detector is damaged, or belongs to another model."),
        path=path,
        advice=Message.of("Reinstall moodtagger, or choose another model."),
    )
