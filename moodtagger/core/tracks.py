"""Songs of the library as the views and the command line see them."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.corrections import Correction


@dataclass(frozen=True, slots=True)
class FileTags:
    """What a file's own tags say; empty where they say nothing.

    `moods` in the order of the file, as written there; `bpm` None when absent.
    """

    title: str = ""
    artist: str = ""
    album: str = ""
    genre: str = ""
    moods: tuple[str, ...] = ()
    bpm: float | None = None
    key: str = ""


class TrackState(enum.StrEnum):
    """Where a song stands on its way from file to accepted tag."""

    WAITING = "waiting"  # found, not heard yet
    REVIEW = "review"  # heard; confident moods wait for a decision
    UNSURE = "unsure"  # heard; no confident mood (or silent, or too short)
    DECIDED = "decided"  # accepted moods wait to be written
    WRITTEN = "written"  # the accepted moods are in the file
    FAILED = "failed"  # could not be heard; `message` says why
    ABSENT = "absent"  # the file or its drive is away; nothing was deleted


@dataclass(frozen=True, slots=True)
class SongRow:
    """One line of the library table and one point of the map.

    `valence`, `arousal` in [-1, 1] or None before the song was heard; `confidence` the
    probability of `quadrant`; `proposed` the confident moods, most probable first; `accepted`
    and `rejected` what the person decided; `message` the sentence of a failure or note.
    `correction` is the place the person gave the song; whoever draws, sorts, filters or writes
    by feeling uses `felt_valence`, `felt_arousal` and `felt_quadrant`, and the network's own
    `valence`, `arousal` and `quadrant` are shown beside. `heard_tempo` is in beats a minute.
    `older` says that another network heard it than the one in use, which has not heard it.
    """

    track_id: int
    path: str
    tags: FileTags
    duration_s: float | None = None
    state: TrackState = TrackState.WAITING
    valence: float | None = None
    arousal: float | None = None
    quadrant: Quadrant | None = None
    confidence: float | None = None
    moods: tuple[tuple[str, float], ...] = ()
    proposed: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    message: str = ""
    correction: Correction | None = None
    predicted_bpm: float | None = None
    stale: bool = False

    @property
    def effective_bpm(self) -> float | None:
        """Beats a minute by the file's own tag, else as heard; None when unknown."""
        return self.tags.bpm or self.predicted_bpm

    @property
    def effective_valence(self) -> float | None:
        """The person's valence if there is one, else the network's; None when unknown."""
        return self.valence if self.correction is None else self.correction.valence

    @property
    def effective_arousal(self) -> float | None:
        """The person's arousal if there is one, else the network's; None when unknown."""
        return self.arousal if self.correction is None else self.correction.arousal

    @property
    def effective_quadrant(self) -> Quadrant | None:
        """The quadrant of the person's place if there is one, else the network's."""
        return self.quadrant if self.correction is None else self.correction.quadrant

    @property
    def name(self) -> str:
        """The title, or the file's name when the file has none."""
        return self.tags.title or self.path.replace("\\", "/").rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A similar song and how far away it is: `distance` is 1 - cosine similarity, in [0, 2]."""

    track_id: int
    distance: float


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How a long job stands; `rate` in items a second, `eta_s` None while unknown."""

    done: int
    total: int
    failed: int
    rate: float
    eta_s: float | None
    current: str
