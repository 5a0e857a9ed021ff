"""Kinds of simulated listeners: with a taste of their own, without one, and at random."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.core.personal_layer import to_logits

Floats = npt.NDArray[np.float64]
Random = np.random.Generator


@dataclass(frozen=True, slots=True)
class SimulatedSongs:
    """Songs of one set that one network has not seen.

    Attributes
    ----------
    embeddings : Floats
        Unit vectors of n songs, (n, d).
    probabilities : Floats
        The model's probabilities of m moods, (n, m).
    labels : Floats
        1 where people call a song so, else 0, (n, m).
    predicted : Floats
        The model's valence and arousal in [-1, 1], (n, 2).
    positions : Floats
        Those of people, as widely spread, (n, 2).
    """

    embeddings: Floats
    probabilities: Floats
    labels: Floats
    predicted: Floats
    positions: Floats


# What a listener calls mood number `mood` of the songs, (n,).
MoodListener = Callable[[SimulatedSongs, int, Random], Floats]
PositionListener = Callable[[SimulatedSongs, Random], Floats]


def _as_labeled(songs: SimulatedSongs, mood: int, random: Random) -> Floats:
    return songs.labels[:, mood]


def _other_mood(songs: SimulatedSongs, mood: int, random: Random) -> Floats:
    others = np.delete(np.arange(songs.labels.shape[1]), mood)
    return songs.labels[:, random.choice(others)]


def _wider(songs: SimulatedSongs, mood: int, random: Random) -> Floats:
    out: Floats = np.maximum(songs.labels[:, mood], _other_mood(songs, mood, random))
    return out


def _lenient(songs: SimulatedSongs, mood: int, random: Random) -> Floats:
    odds = np.exp(to_logits(songs.probabilities[:, mood]) + 1.5)
    out: Floats = (random.random(len(odds)) < odds / (1 + odds)).astype(np.float64)
    return out


def _coin(songs: SimulatedSongs, mood: int, random: Random) -> Floats:
    return random.integers(0, 2, len(songs.labels)).astype(np.float64)


def _coin_of_model(songs: SimulatedSongs, mood: int, random: Random) -> Floats:
    return (random.random(len(songs.labels)) < songs.probabilities[:, mood]).astype(np.float64)


MOOD_LISTENERS: Final[Mapping[str, MoodListener]] = {
    "consistent: another mood": _other_mood,
    "consistent: this mood or another": _wider,
    "consistent: lenient": _lenient,
    "no taste: as labeled": _as_labeled,
    "random: coin": _coin,
    "random: by the model's probability": _coin_of_model,
}


def _shift(songs: SimulatedSongs, random: Random) -> Floats:
    angle = random.uniform(0, 2 * np.pi)
    return songs.positions + 0.3 * np.array([np.cos(angle), np.sin(angle)])


def _scale(songs: SimulatedSongs, random: Random) -> Floats:
    out: Floats = songs.positions * random.uniform(0.4, 0.6)
    return out


def _tilt(songs: SimulatedSongs, random: Random) -> Floats:
    return songs.positions + 0.3 * np.sign(
        songs.embeddings @ random.standard_normal((songs.embeddings.shape[1], 2))
    )


def _people(songs: SimulatedSongs, random: Random) -> Floats:
    return songs.positions


def _around_model(songs: SimulatedSongs, random: Random) -> Floats:
    return songs.predicted + random.normal(0, 0.35, songs.predicted.shape)


def _anywhere(songs: SimulatedSongs, random: Random) -> Floats:
    return random.uniform(-1, 1, songs.predicted.shape)


POSITION_LISTENERS: Final[Mapping[str, PositionListener]] = {
    "consistent: shifted by 0.3": _shift,
    "consistent: scaled by 0.4 to 0.6": _scale,
    "consistent: some sounds by 0.3": _tilt,
    "no taste: as labeled": _people,
    "random: around the model": _around_model,
    "random: anywhere": _anywhere,
}
