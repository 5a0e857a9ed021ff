"""State of a review: the queue of songs, and decisions with their undo steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from moodtagger.core.tracks import SongRow

TrackIds = npt.NDArray[np.int64]


class ReviewQueue:
    """Track ids in table order with a current position; fast with 100,000 songs."""

    def __init__(self) -> None:
        self.ids: TrackIds = np.empty(0, np.int64)
        self.position = 0

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def current(self) -> int | None:
        """The song at the current position; None in an empty queue."""
        return int(self.ids[self.position]) if len(self.ids) else None

    def fill(self, track_ids: Sequence[int] | TrackIds, keep: int | None = None) -> None:
        """Replace all songs; the position moves to the song `keep`, else to the start."""
        self.ids = np.asarray(track_ids, np.int64)
        self.position = 0
        if keep is not None:
            self.go_to(keep)

    def add(self, track_ids: Sequence[int] | TrackIds) -> None:
        """Append the songs that are not in the queue yet."""
        ids = np.asarray(track_ids, np.int64)
        new = ids[~np.isin(ids, self.ids)]
        self.ids = np.concatenate([self.ids, new])

    def remove(self, track_ids: Sequence[int] | TrackIds) -> None:
        """Remove songs; the position moves on to the next remaining one."""
        remaining = ~np.isin(self.ids, np.asarray(track_ids, np.int64))
        before = int(remaining[: self.position].sum())
        self.ids = self.ids[remaining]
        self.position = max(0, min(before, len(self.ids) - 1))

    def go_to(self, track_id: int) -> bool:
        """Make a song the current one; return False if it is not in the queue."""
        positions = np.flatnonzero(self.ids == track_id)
        if len(positions):
            self.position = int(positions[0])
        return bool(len(positions))

    def go_to_undecided(self, decided: set[int]) -> None:
        """Move on to the next song that is not decided, from the start again if need be."""
        is_open = ~np.isin(self.ids, np.fromiter(decided, np.int64, len(decided)))
        positions = np.flatnonzero(is_open)
        if len(positions):
            after = positions[positions >= self.position]
            self.position = int(after[0] if len(after) else positions[0])

    def step(self, by: int) -> bool:
        """Move by that many songs; return False, without moving, beyond either end."""
        target = self.position + by
        if not 0 <= target < len(self.ids):
            return False
        self.position = target
        return True

    def jump(self, to_end: bool) -> None:
        """Move to the last or the first song."""
        self.position = max(0, len(self.ids) - 1) if to_end else 0


Decision = tuple[int, str, bool | None]

_NEXT_DECISION: dict[bool | None, bool | None] = {None: True, True: False, False: None}


@dataclass(frozen=True, slots=True)
class DecisionStep:
    """The decisions of one command, and the previous ones for undo."""

    decisions: tuple[Decision, ...]
    previous: tuple[Decision, ...]


def decision_of(row: SongRow, mood: str) -> bool | None:
    """Return whether a mood was accepted (True), rejected (False) or neither (None)."""
    if mood in row.accepted:
        return True
    return False if mood in row.rejected else None


def decisions_for_all(row: SongRow, accepted: bool) -> list[Decision]:
    """Decide all open proposals or, without any, those with the opposite decision."""
    undecided = [mood for mood in row.proposed if decision_of(row, mood) is None]
    moods = undecided or [mood for mood in row.proposed if decision_of(row, mood) is not accepted]
    return [(row.track_id, mood, accepted) for mood in moods]


def cycle_decision(row: SongRow, mood: str) -> Decision:
    """Return the next decision in the cycle open, accepted, rejected."""
    return row.track_id, mood, _NEXT_DECISION[decision_of(row, mood)]


def make_step(rows: Mapping[int, SongRow], decisions: Iterable[Decision]) -> DecisionStep:
    """Combine decisions with the previous ones that they replace."""
    applied = tuple(decisions)
    previous = tuple((i, mood, decision_of(rows[i], mood)) for i, mood, _ in applied)
    return DecisionStep(applied, previous)


def apply_decisions(row: SongRow, decisions: Iterable[Decision]) -> SongRow:
    """Return the song with these decisions applied; its state does not change."""
    moods: dict[bool, list[str]] = {True: list(row.accepted), False: list(row.rejected)}
    for track_id, mood, accepted in decisions:
        if track_id != row.track_id:
            continue
        for decided in moods.values():
            if mood in decided:
                decided.remove(mood)
        if accepted is not None:
            moods[accepted].append(mood)
    return replace(row, accepted=tuple(moods[True]), rejected=tuple(moods[False]))
