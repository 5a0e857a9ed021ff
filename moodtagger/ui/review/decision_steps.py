"""What a key of the review page decides, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from moodtagger.core.tracks import SongRow

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
