"""What is asked of songs that are to be alike, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from moodtagger.core.similarity.bounds import Floats


@dataclass(frozen=True, slots=True)
class Wish:
    """What counts as alike.

    `mood`, `feeling` (valence and arousal) and `sound` are weights from 0; `slowest` and
    `fastest` a range of beats a minute (None: any), which half and double of a tempo meet too
    when `octaves`; `per_artist` and `per_album` the most songs of one of them (0: any number);
    `count` how many songs are wanted.
    """

    mood: float = 1.0
    feeling: float = 1.0
    sound: float = 1.0
    slowest: float | None = None
    fastest: float | None = None
    octaves: bool = True
    per_artist: int = 3
    per_album: int = 2
    count: int = 50

    @property
    def any_tempo(self) -> bool:
        """Whether songs of any tempo, or of none, will do."""
        return self.slowest is None and self.fastest is None


@dataclass(frozen=True, slots=True, eq=False)
class Seed:
    """What to be like: one song, or the middle of several; songs of `leave_out` are no answer.

    `embedding` (d,) of any length over 0, `moods` (m,) probabilities in the order of the
    catalogue's labels, `valence` and `arousal` in [-1, 1], `tempo` in beats a minute or None.
    """

    embedding: Floats
    moods: Floats
    valence: float
    arousal: float
    tempo: float | None = None
    leave_out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """One song and why it is an answer.

    `distance` is 1 for songs taken at random; `mood`, `feeling` and `sound` the shares, 0..1, of
    random pairs of songs that are farther apart; `moods` those that both have, clearest first.
    """

    track_id: int
    distance: float
    mood: float
    feeling: float
    sound: float
    moods: tuple[str, ...]
    tempo: float | None


def between(one: Seed, other: Seed, share: float, leave_out: frozenset[int]) -> Seed:
    """A place on the straight way from one seed to the other: `share` 0 is the first."""
    return replace(
        one,
        embedding=one.embedding + share * (other.embedding - one.embedding),
        moods=one.moods + share * (other.moods - one.moods),
        valence=one.valence + share * (other.valence - one.valence),
        arousal=one.arousal + share * (other.arousal - one.arousal),
        leave_out=leave_out,
    )
