"""State of a review: the queue of songs, and decisions with their undo steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from moodtagger.core.tracks import SongRow

TrackIds = npt.NDArray[np.int64]


class ReviewQueue:
    """Track ids in the order of the table, and a place in them; quick with 100,000."""

    def __init__(self) -> None:
        self.ids: TrackIds = np.empty(0, np.int64)
        self.position = 0

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def current(self) -> int | None:
        """The song at the place; None in an empty queue."""
        return int(self.ids[self.position]) if len(self.ids) else None

    def fill(self, track_ids: Sequence[int] | TrackIds, keep: int | None = None) -> None:
        """Other songs. The place stays at the song `keep` where it is among them.

        Where it is not, the place is at the start.
        """
        self.ids = np.asarray(track_ids, np.int64)
        self.position = 0
        if keep is not None:
            self.go_to(keep)

    def add(self, track_ids: Sequence[int] | TrackIds) -> None:
        """Those that are not in it yet, at the end: nothing that was seen moves."""
        ids = np.asarray(track_ids, np.int64)
        new = ids[~np.isin(ids, self.ids)]
        self.ids = np.concatenate([self.ids, new])

    def remove(self, track_ids: Sequence[int] | TrackIds) -> None:
        """Take songs out; the place moves on to the next one that is left."""
        stays = ~np.isin(self.ids, np.asarray(track_ids, np.int64))
        before = int(stays[: self.position].sum())
        self.ids = self.ids[stays]
        self.position = max(0, min(before, len(self.ids) - 1))

    def go_to(self, track_id: int) -> bool:
        """Whether the song is there; if so it is the current one."""
        found = np.flatnonzero(self.ids == track_id)
        if len(found):
            self.position = int(found[0])
        return bool(len(found))

    def step(self, by: int) -> bool:
        """That many songs on, or back when negative; False at an end, where nothing moves."""
        wanted = self.position + by
        if not 0 <= wanted < len(self.ids):
            return False
        self.position = wanted
        return True

    def jump(self, to_end: bool) -> None:
        """To the last song, or the first."""
        self.position = max(0, len(self.ids) - 1) if to_end else 0


Decision = tuple[int, str, bool | None]
MAX_UNDO_STEPS = 1000

_NEXT_DECISION: dict[bool | None, bool | None] = {None: True, True: False, False: None}


@dataclass(frozen=True, slots=True)
class DecisionStep:
    """Decisions of one key press, and what was there before."""

    decisions: tuple[Decision, ...]
    previous: tuple[Decision, ...]


def decision_of(row: SongRow, mood: str) -> bool | None:
    """What was decided: True, False, or None for nothing."""
    if mood in row.accepted:
        return True
    return False if mood in row.rejected else None


def decisions_for_all(row: SongRow, accepted: bool) -> list[Decision]:
    """All proposed moods that are still open; where none is, all that are decided otherwise."""
    open_ones = [mood for mood in row.proposed if decision_of(row, mood) is None]
    moods = open_ones or [mood for mood in row.proposed if decision_of(row, mood) is not accepted]
    return [(row.track_id, mood, accepted) for mood in moods]


def cycle_decision(row: SongRow, mood: str) -> Decision:
    """Open becomes accepted, accepted rejected, rejected open."""
    return row.track_id, mood, _NEXT_DECISION[decision_of(row, mood)]


def make_step(rows: Mapping[int, SongRow], decisions: Iterable[Decision]) -> DecisionStep:
    """The decisions with those that they take the place of."""
    applied = tuple(decisions)
    previous = tuple((i, mood, decision_of(rows[i], mood)) for i, mood, _ in applied)
    return DecisionStep(applied, previous)


def apply_decisions(row: SongRow, decisions: Iterable[Decision]) -> SongRow:
    """The song as it will be once these decisions of it are kept; its state is left."""
    yes, no = list(row.accepted), list(row.rejected)
    for track_id, mood, accepted in decisions:
        if track_id != row.track_id:
            continue
        yes = [other for other in yes if other != mood] + [mood] * (accepted is True)
        no = [other for other in no if other != mood] + [mood] * (accepted is False)
    return replace(row, accepted=tuple(yes), rejected=tuple(no))
