"""What is asked of songs that are to be alike, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from moodtagger.core.similarity.candidates import Float32Array


@dataclass(frozen=True, slots=True)
class SimilarityQuery:
    """What counts as alike.

    `mood`, `feeling` (valence and arousal) and `sound` are weights from 0; `slowest` and
    `fastest` a range of beats a minute (None: any), which half and double of a tempo meet too
    when `octaves`; `per_artist` and `per_album` the most songs of one of them (0: any number);
    `count` how many songs are wanted.
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

    @property
    def any_bpm(self) -> bool:
        """Whether songs of any tempo, or of none, will do."""
        return self.min_bpm is None and self.max_bpm is None


@dataclass(frozen=True, slots=True, eq=False)
class Seed:
    """What to be like: one song, or the middle of several; songs of `leave_out` are no answer.

    `embedding` (d,) of any length over 0, `moods` (m,) probabilities in the order of the
    catalogue's labels, `valence` and `arousal` in [-1, 1], `tempo` in beats a minute or None.
    """

    embedding: Float32Array
    moods: Float32Array
    valence: float
    arousal: float
    bpm: float | None = None
    excluded_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SimilarityResult:
    """One song and why it is an answer.

    `distance` is 1 for songs taken at random; `mood`, `feeling` and `sound` the shares, 0..1, of
    random pairs of songs that are farther apart; `moods` those that both have, clearest first.
    """

    track_id: int
    distance: float
    mood: float
    feeling: float
    sound: float
    shared_moods: tuple[str, ...]
    bpm: float | None


def interpolate(start: Seed, end: Seed, fraction: float, excluded_ids: frozenset[int]) -> Seed:
    """A place on the straight way from one seed to the other: `share` 0 is the first."""
    return replace(
        start,
        embedding=start.embedding + fraction * (end.embedding - start.embedding),
        moods=start.moods + fraction * (end.moods - start.moods),
        valence=start.valence + fraction * (end.valence - start.valence),
        arousal=start.arousal + fraction * (end.arousal - start.arousal),
        excluded_ids=excluded_ids,
    )
