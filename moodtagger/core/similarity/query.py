"""Queries, seeds and results of similarity search."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from moodtagger.core.similarity.candidates import Float32Array


@dataclass(frozen=True, slots=True)
class SimilarityQuery:
    """The criteria of a similarity search.

    Attributes
    ----------
    mood, feeling, sound : float
        Weights, at least 0; `feeling` is the position on the valence-arousal plane.
    min_bpm, max_bpm : float or None
        Tempo range in beats per minute; None leaves that end open.
    allow_octaves : bool
        Whether half and double the tempo of a track may lie in the range instead.
    max_per_artist, max_per_album : int
        Limits of tracks by one artist and on one album; 0 means no limit.
    count : int
        Number of results.
    only_ids : frozenset of int or None
        The tracks that may be results; None for all.
    """

    mood: float = 1.0
    feeling: float = 1.0
    sound: float = 1.0
    min_bpm: float | None = None
    max_bpm: float | None = None
    allow_octaves: bool = True
    max_per_artist: int = 3
    max_per_album: int = 2
    count: int = 50
    only_ids: frozenset[int] | None = None

    @property
    def any_bpm(self) -> bool:
        """Whether the tempo does not matter, so that it may also be unknown."""
        return self.min_bpm is None and self.max_bpm is None

    def accepts_bpm(self, bpm: Float32Array) -> npt.NDArray[np.bool_]:
        """Test tempos against the range.

        Parameters
        ----------
        bpm : numpy.ndarray
            Beats per minute, NaN where unknown, shape (n,).

        Returns
        -------
        numpy.ndarray
            Booleans, shape (n,); False for unknown tempos unless there is no range.
        """
        if self.any_bpm:
            return np.ones(len(bpm), np.bool_)
        low, high = self.min_bpm or 0.0, self.max_bpm or np.inf
        out = np.zeros(len(bpm), np.bool_)
        for factor in (0.5, 1.0, 2.0) if self.allow_octaves else (1.0,):
            out |= (bpm * factor >= low) & (bpm * factor <= high)
        return out


@dataclass(frozen=True, slots=True, eq=False)
class Seed:
    """What the results should be similar to: a track, or the mean of several.

    Attributes
    ----------
    embedding : numpy.ndarray
        Shape (d,), of any length above 0.
    moods : numpy.ndarray
        Probabilities, shape (m,), in the order of the labels of the index.
    valence, arousal : float
        Position on the plane, in [-1, 1].
    bpm : float or None
        Tempo in beats per minute; None when unknown.
    excluded_ids : frozenset of int
        Tracks that are no results, usually those the seed was made of.
    """

    embedding: Float32Array
    moods: Float32Array
    valence: float
    arousal: float
    bpm: float | None = None
    excluded_ids: frozenset[int] = frozenset()

    @property
    def point(self) -> Float32Array:
        """Valence and arousal, shape (2,)."""
        return np.array([self.valence, self.arousal], np.float32)


@dataclass(frozen=True, slots=True)
class SimilarityResult:
    """A similar track, with the reasons.

    Attributes
    ----------
    distance : float
        Weighted distance; 1 is the median of random pairs of tracks.
    mood, feeling, sound : float
        Fraction of random pairs of tracks that are farther apart, in [0, 1].
    shared_moods : tuple of str
        Moods that both tracks have, most probable first.
    bpm : float or None
        Tempo of the track in beats per minute.
    """

    track_id: int
    distance: float
    mood: float
    feeling: float
    sound: float
    shared_moods: tuple[str, ...]
    bpm: float | None


def interpolate(start: Seed, end: Seed, fraction: float, excluded_ids: frozenset[int]) -> Seed:
    """Return a point on the straight line between two seeds.

    Parameters
    ----------
    start, end : Seed
        The two ends.
    fraction : float
        Position between them: 0 is `start`, 1 is `end`.
    excluded_ids : frozenset of int
        The excluded tracks of the new seed.

    Returns
    -------
    Seed
        All parts interpolated linearly, with the tempo of `start`.
    """
    return replace(
        start,
        embedding=start.embedding + fraction * (end.embedding - start.embedding),
        moods=start.moods + fraction * (end.moods - start.moods),
        valence=start.valence + fraction * (end.valence - start.valence),
        arousal=start.arousal + fraction * (end.arousal - start.arousal),
        excluded_ids=excluded_ids,
    )
