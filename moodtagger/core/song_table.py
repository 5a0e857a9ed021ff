"""Many songs side by side as columns; a song's own row is made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.corrections import Correction
from moodtagger.core.tracks import FileTags, SongRow, TrackState

STATES: tuple[TrackState, ...] = tuple(TrackState)
_AT_ONCE = 1000  # rows whose most probable moods are worked out together

Moods = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What the files' own tags say, a value for each song, as in `FileTags`."""

    title: Sequence[str]
    artist: Sequence[str]
    album: Sequence[str]
    genre: Sequence[str]
    moods: Sequence[tuple[str, ...]]
    key: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Columns of shape (n,), float64, NaN where a `SongRow` has None."""

    bpm: npt.NDArray[np.float64]
    duration_s: npt.NDArray[np.float64]
    valence: npt.NDArray[np.float64]
    arousal: npt.NDArray[np.float64]
    confidence: npt.NDArray[np.float64]
    heard_tempo: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Shelf(Sequence[SongRow]):
    """Songs as a sequence of rows that takes no more than columns; nothing in it changes.

    `ids` (n,) int64; `state` (n,) int8 into STATES; `quadrant` (n,) int8 into QUADRANTS, -1 where
    unknown; `older` (n,) bool; `proposed` (n,) int32 into `proposals`. What few songs have goes by
    place: `decided` accepted and rejected moods, `messages`, `corrections`. `top` gives the most
    probable moods of some places.
    """

    ids: npt.NDArray[np.int64]
    paths: Sequence[str]
    words: Words
    numbers: Numbers
    state: npt.NDArray[np.int8]
    quadrant: npt.NDArray[np.int8]
    older: npt.NDArray[np.bool_]
    proposed: npt.NDArray[np.int32]
    proposals: Sequence[tuple[str, ...]]
    decided: Mapping[int, tuple[tuple[str, ...], tuple[str, ...]]]
    messages: Mapping[int, str]
    corrections: Mapping[int, Correction]
    top: Callable[[Sequence[int]], Sequence[Moods]]

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> SongRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[SongRow]: ...
    def __getitem__(self, place: int | slice) -> SongRow | list[SongRow]:
        """The row of one place, or those of some."""
        if isinstance(place, slice):
            return self.some(range(*place.indices(len(self))))
        return self.some([range(len(self))[place]])[0]

    def __iter__(self) -> Iterator[SongRow]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self.some(range(start, min(start + _AT_ONCE, len(self))))

    def some(self, places: Sequence[int]) -> list[SongRow]:
        """The rows of these places; together they take less time than one by one."""
        at = np.asarray(places, np.intp)
        numbers = [_known(getattr(self.numbers, name)[at]) for name in Numbers.__slots__]
        codes = (self.ids, self.state, self.quadrant, self.older, self.proposed)
        columns = zip(*(column[at].tolist() for column in codes), strict=True)
        parts = zip(at.tolist(), columns, zip(*numbers, strict=True), self.top(places), strict=True)
        return [self._row(*part) for part in parts]

    def only(self, places: Sequence[int]) -> Shelf:
        """The songs of these places alone, in their order."""
        at = np.asarray(places, np.intp)
        new = {old: i for i, old in enumerate(places)}
        words, numbers, top = self.words, self.numbers, self.top
        return Shelf(
            self.ids[at],
            [self.paths[i] for i in places],
            Words(*([getattr(words, name)[i] for i in places] for name in Words.__slots__)),
            Numbers(*(getattr(numbers, name)[at] for name in Numbers.__slots__)),
            self.state[at],
            self.quadrant[at],
            self.older[at],
            self.proposed[at],
            self.proposals,
            {new[i]: moods for i, moods in self.decided.items() if i in new},
            {new[i]: text for i, text in self.messages.items() if i in new},
            {new[i]: place for i, place in self.corrections.items() if i in new},
            lambda some: top([places[i] for i in some]),
        )

    def _row(
        self,
        at: int,
        codes: tuple[int, int, int, bool, int],
        numbers: tuple[float | None, ...],
        moods: Moods,
    ) -> SongRow:
        words, (track_id, state, quadrant, older, proposed) = self.words, codes
        bpm, duration_s, valence, arousal, confidence, heard_tempo = numbers
        accepted, rejected = self.decided.get(at, ((), ()))
        return SongRow(
            track_id=track_id,
            path=self.paths[at],
            tags=FileTags(
                words.title[at],
                words.artist[at],
                words.album[at],
                words.genre[at],
                words.moods[at],
                bpm,
                words.key[at],
            ),
            duration_s=duration_s,
            state=STATES[state],
            valence=valence,
            arousal=arousal,
            quadrant=None if quadrant < 0 else QUADRANTS[quadrant],
            confidence=confidence,
            moods=moods,
            proposed=self.proposals[proposed],
            accepted=accepted,
            rejected=rejected,
            message=self.messages.get(at, ""),
            correction=self.corrections.get(at),
            heard_tempo=heard_tempo,
            older=older,
        )


def holds_any(rows: Iterable[SongRow], track_ids: Iterable[int]) -> bool:
    """Whether one of these songs is among the rows, without making those that are on a shelf."""
    wanted = set(track_ids)
    if not wanted:
        return False
    if isinstance(rows, Shelf):
        return bool(np.isin(rows.ids, list(wanted)).any())
    return any(row.track_id in wanted for row in rows)


def _known(values: npt.NDArray[np.float64]) -> list[float | None]:
    """None for NaN, which no number is equal to."""
    return [value if value == value else None for value in values.tolist()]
