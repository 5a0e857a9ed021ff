"""What fits next: the songs that follow one best."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from moodtagger.core.dj.transitions import (
    MixRules,
    MixTable,
    Transition,
    best_next,
    describe_transition,
)
from moodtagger.core.tracks import SongRow, TrackState


@dataclass(frozen=True, slots=True)
class FittingSong:
    """A song, the transition to it, and its energy from 1 to 10."""

    row: SongRow
    transition: Transition
    energy: float


def is_mixable(row: SongRow) -> bool:
    """Whether a song can be in a set: it was analyzed, and its file is there."""
    return row.effective_valence is not None and row.state is not TrackState.ABSENT


def fitting_songs(
    rows: Iterable[SongRow],
    current: SongRow,
    rules: MixRules,
    count: int,
    *,
    excluded_ids: Collection[int] = (),
) -> list[FittingSong]:
    """Return the songs that follow `current` best, by key, tempo, energy and mood together."""
    left_out = {current.track_id, *excluded_ids}
    songs = MixTable.of(
        [current, *(row for row in rows if is_mixable(row) and row.track_id not in left_out)]
    )
    return [
        FittingSong(
            songs.rows[song],
            describe_transition(songs, 0, song, rules),
            float(songs.energy[song]),
        )
        for song in best_next(songs, 0, rules, count)
    ]
