"""Many tracks as columns, whose rows are created on access."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar, overload

import numpy as np
import numpy.typing as npt

from moodtagger.core.attributes import ATTRIBUTES, Attributes
from moodtagger.core.circumplex import QUADRANTS, Correction
from moodtagger.core.cue_sheet import song_file
from moodtagger.core.musical_keys import key_of_code, parse_key
from moodtagger.core.tracks import FileTags, SongRow, TrackState

STATES: tuple[TrackState, ...] = tuple(TrackState)
_BATCH_SIZE = 1000  # rows whose most probable moods are computed together

T = TypeVar("T")
Moods = tuple[str, ...]
RankedMoods = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class TextColumns:
    """The tags of the files, a value for each track, as in `FileTags`."""

    title: Sequence[str]
    artist: Sequence[str]
    album: Sequence[str]
    genre: Sequence[str]
    moods: Sequence[tuple[str, ...]]
    key: Sequence[str]
    album_artist: Sequence[str]
    title_sort: Sequence[str]
    artist_sort: Sequence[str]
    album_sort: Sequence[str]
    album_artist_sort: Sequence[str]
    ignored_bpm: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class NumberColumns:
    """Columns of shape (n,), float64, NaN where a `SongRow` has None.

    `added` is in seconds since 1970; `compilation` is 0 or 1.
    """

    bpm: npt.NDArray[np.float64]
    duration_s: npt.NDArray[np.float64]
    valence: npt.NDArray[np.float64]
    arousal: npt.NDArray[np.float64]
    confidence: npt.NDArray[np.float64]
    predicted_bpm: npt.NDArray[np.float64]
    corrected_bpm: npt.NDArray[np.float64]
    year: npt.NDArray[np.float64]
    track: npt.NDArray[np.float64]
    track_total: npt.NDArray[np.float64]
    disc: npt.NDArray[np.float64]
    disc_total: npt.NDArray[np.float64]
    compilation: npt.NDArray[np.float64]
    added: npt.NDArray[np.float64]
    start_s: npt.NDArray[np.float64]
    end_s: npt.NDArray[np.float64]
    predicted_key: npt.NDArray[np.float64]
    danceability: npt.NDArray[np.float64]
    acousticness: npt.NDArray[np.float64]
    instrumentalness: npt.NDArray[np.float64]
    liveness: npt.NDArray[np.float64]
    speechiness: npt.NDArray[np.float64]
    energy: npt.NDArray[np.float64]  # the attribute from 0 to 1
    rating: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class TrackTable(Sequence[SongRow]):
    """An immutable sequence of rows that needs no more memory than its columns.

    `ids` (n,) int64; `state` (n,) int8 into STATES; `quadrant` (n,) int8 into QUADRANTS, -1 where
    unknown; `stale` and `personal` (n,) bool; `proposed` (n,) int32 into `proposals`, the clear
    suggestions, and `likely`. What only few tracks have is stored by index: accepted and rejected
    moods (`decisions`), `messages`, `corrections`.
    `top_moods` returns the most probable moods of some indices.
    """

    ids: npt.NDArray[np.int64]
    paths: Sequence[str]
    text: TextColumns
    numbers: NumberColumns
    state: npt.NDArray[np.int8]
    quadrant: npt.NDArray[np.int8]
    stale: npt.NDArray[np.bool_]
    personal: npt.NDArray[np.bool_]
    proposed: npt.NDArray[np.int32]
    proposals: Sequence[Moods]
    decisions: Mapping[int, tuple[tuple[str, ...], tuple[str, ...]]]
    messages: Mapping[int, str]
    corrections: Mapping[int, Correction]
    top_moods: Callable[[Sequence[int]], Sequence[RankedMoods]]
    likely: Sequence[Moods] = ()  # none without that tier

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> SongRow: ...
    @overload
    def __getitem__(self, index: slice) -> list[SongRow]: ...
    def __getitem__(self, index: int | slice) -> SongRow | list[SongRow]:
        """Return the row at an index, or the rows of a slice."""
        if isinstance(index, slice):
            return self.rows_at(range(*index.indices(len(self))))
        return self.rows_at([range(len(self))[index]])[0]

    def __iter__(self) -> Iterator[SongRow]:
        for start in range(0, len(self), _BATCH_SIZE):
            yield from self.rows_at(range(start, min(start + _BATCH_SIZE, len(self))))

    def rows_at(self, indices: Sequence[int]) -> list[SongRow]:
        """Return the rows at these indices; faster together than one by one."""
        index_array = np.asarray(indices, np.intp)
        numbers = [
            _nan_to_none(getattr(self.numbers, name)[index_array])
            for name in NumberColumns.__slots__
        ]
        codes = (self.ids, self.state, self.quadrant, self.stale, self.personal, self.proposed)
        columns = zip(*(column[index_array].tolist() for column in codes), strict=True)
        parts = zip(
            index_array.tolist(),
            columns,
            zip(*numbers, strict=True),
            self.top_moods(indices),
            strict=True,
        )
        return [self._row(*part) for part in parts]

    def take(self, indices: Sequence[int]) -> TrackTable:
        """Return a table of the tracks at these indices alone, in their order."""
        index_array = np.asarray(indices, np.intp)
        new_index = {old: i for i, old in enumerate(indices)}
        text_columns, numbers, top_moods = self.text, self.numbers, self.top_moods
        return TrackTable(
            self.ids[index_array],
            [self.paths[i] for i in indices],
            TextColumns(
                *(
                    [getattr(text_columns, name)[i] for i in indices]
                    for name in TextColumns.__slots__
                )
            ),
            NumberColumns(
                *(getattr(numbers, name)[index_array] for name in NumberColumns.__slots__)
            ),
            self.state[index_array],
            self.quadrant[index_array],
            self.stale[index_array],
            self.personal[index_array],
            self.proposed[index_array],
            self.proposals,
            {new_index[i]: moods for i, moods in self.decisions.items() if i in new_index},
            {new_index[i]: text for i, text in self.messages.items() if i in new_index},
            {
                new_index[i]: correction
                for i, correction in self.corrections.items()
                if i in new_index
            },
            lambda some: top_moods([indices[i] for i in some]),
            self.likely,
        )

    def names(self) -> list[str]:
        """Return `SongRow.name` of each track."""
        pairs = zip(self.text.title, self.paths, strict=True)
        return [title or path.replace("\\", "/").rsplit("/", 1)[-1] for title, path in pairs]

    def formats(self) -> list[str]:
        """Return the suffix of each track's file, without its dot."""
        return list(map(file_format, self.paths))

    def map_moods(self, rule: Callable[[Moods, Moods, Moods], T]) -> list[T]:
        """Apply a rule to the proposed, accepted and rejected moods of each track.

        Tracks without decisions share one call for each set of proposals.
        """
        without_decisions = [rule(proposed, (), ()) for proposed in self.proposals]
        results = [without_decisions[code] for code in self.proposed.tolist()]
        for index, (accepted, rejected) in self.decisions.items():
            results[index] = rule(self.proposals[self.proposed[index]], accepted, rejected)
        return results

    def undecided_suggestions(self) -> list[tuple[Moods, Moods]]:
        """Return the clear and the likely suggestions of each track that wait for a decision."""
        likely = self.likely or [()] * len(self.proposals)
        distinct = list(zip(self.proposals, likely, strict=True))
        results = [distinct[code] for code in self.proposed.tolist()]
        for index, decided in self.decisions.items():
            clear, also_likely = results[index]
            results[index] = undecided(clear, *decided), undecided(also_likely, *decided)
        return results

    def effective_moods(self) -> list[Moods]:
        """Return the accepted moods of each track, and the proposed ones not rejected."""
        return self.map_moods(effective_moods)

    def _row(
        self,
        index: int,
        codes: tuple[int, int, int, bool, bool, int],
        numbers: tuple[float | None, ...],
        moods: RankedMoods,
    ) -> SongRow:
        text_columns, (track_id, state, quadrant, stale, personal, proposed) = self.text, codes
        bpm, duration_s, valence, arousal, confidence, predicted_bpm, own_bpm, *rest = numbers
        positions, (added, start_s, end_s, key_code) = rest[:6], rest[6:10]
        attributes, rating = rest[10:-1], rest[-1]
        year, track, track_total, disc, disc_total, compilation = map(_to_int, positions)
        accepted, rejected = self.decisions.get(index, ((), ()))
        return SongRow(
            track_id=track_id,
            path=self.paths[index],
            tags=FileTags(
                text_columns.title[index],
                text_columns.artist[index],
                text_columns.album[index],
                text_columns.genre[index],
                text_columns.moods[index],
                bpm,
                text_columns.key[index],
                text_columns.album_artist[index],
                text_columns.title_sort[index],
                text_columns.artist_sort[index],
                text_columns.album_sort[index],
                text_columns.album_artist_sort[index],
                year,
                track,
                track_total,
                disc,
                disc_total,
                bool(compilation),
                text_columns.ignored_bpm[index],
                rating,
            ),
            duration_s=duration_s,
            state=STATES[state],
            valence=valence,
            arousal=arousal,
            quadrant=None if quadrant < 0 else QUADRANTS[quadrant],
            confidence=confidence,
            moods=moods,
            proposed=self.proposals[proposed],
            likely=self.likely[proposed] if self.likely else (),
            accepted=accepted,
            rejected=rejected,
            message=self.messages.get(index, ""),
            correction=self.corrections.get(index),
            predicted_bpm=predicted_bpm,
            corrected_bpm=own_bpm,
            stale=stale,
            personal=personal,
            added=None if added is None else datetime.fromtimestamp(added, UTC),
            start_s=start_s,
            end_s=end_s,
            attributes=attribute_mapping(attributes),
            predicted_key=None if key_code is None else key_of_code(int(key_code)),
        )


def attribute_mapping(values: Sequence[float | None]) -> Attributes | None:
    """Return attributes by name; None where there are none."""
    known = [value for value in values if value is not None]
    return dict(zip(ATTRIBUTES, known, strict=True)) if known else None


def file_format(path: str) -> str:
    """Return the suffix of a song's file, without its dot."""
    suffix = path.rpartition(".")[2]
    if os.sep not in suffix:  # nearly always
        return suffix
    return os.path.splitext(song_file(path))[1][1:]  # noqa: PTH122 - a path may have any bytes


def undecided(suggested: Moods, accepted: Moods, rejected: Moods) -> Moods:
    """Return the suggested moods that were neither accepted nor rejected."""
    return tuple(mood for mood in suggested if mood not in accepted and mood not in rejected)


def effective_moods(proposed: Moods, accepted: Moods, rejected: Moods) -> Moods:
    """Return the accepted moods, and the proposed ones that were not rejected."""
    return tuple(dict.fromkeys([*accepted, *(mood for mood in proposed if mood not in rejected)]))


def effective_keys(table: TrackTable) -> list[str]:
    """Return the key of each track as `SongRow.effective_key_text`."""
    texts = list(table.text.key)
    for index in np.flatnonzero(~np.isnan(table.numbers.predicted_key)).tolist():
        if parse_key(texts[index]) is None:
            texts[index] = key_of_code(int(table.numbers.predicted_key[index])).text()
    return texts


def detected_keys(table: TrackTable) -> list[str]:
    """Return the detected key of each track in Camelot's notation, empty where there is none."""
    texts = [key_of_code(code).text() for code in range(24)] + [""]
    codes = np.where(np.isnan(table.numbers.predicted_key), 24, table.numbers.predicted_key)
    return [texts[code] for code in codes.astype(int).tolist()]


def effective_columns(table: TrackTable) -> dict[str, npt.NDArray[np.generic]]:
    """Return valence, arousal, quadrant, corrected and bpm: the user's before the predicted."""
    valence, arousal = table.numbers.valence.copy(), table.numbers.arousal.copy()
    quadrant, corrected = table.quadrant.copy(), np.zeros(len(table), np.bool_)
    for index, correction in table.corrections.items():
        valence[index], arousal[index] = correction.valence, correction.arousal
        quadrant[index] = QUADRANTS.index(correction.quadrant)
        corrected[index] = True
    tagged, own = table.numbers.bpm, table.numbers.corrected_bpm
    untagged = np.isnan(tagged) | (tagged == 0)
    bpm = np.where(untagged, table.numbers.predicted_bpm, tagged)
    return {
        "valence": valence,
        "arousal": arousal,
        "quadrant": quadrant,
        "corrected": corrected,
        "bpm": np.where(np.isnan(own), bpm, own),
    }


def contains_any(rows: Iterable[SongRow], track_ids: Iterable[int]) -> bool:
    """Return whether a track with this id is among the rows, without creating rows of a table."""
    requested = set(track_ids)
    if not requested:
        return False
    if isinstance(rows, TrackTable):
        return bool(np.isin(rows.ids, list(requested)).any())
    return any(row.track_id in requested for row in rows)


def _to_int(value: float | None) -> int | None:
    return None if value is None else int(value)


def _nan_to_none(values: npt.NDArray[np.float64]) -> list[float | None]:
    """Replace NaN by None."""
    return [value if value == value else None for value in values.tolist()]
