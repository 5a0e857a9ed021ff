"""Where a song stands, from what was heard, what was decided and what the file says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from moodtagger.core.tracks import TrackState


def track_state(
    *,
    absent: bool,
    analyzed: bool,
    failed: bool,
    confident: Sequence[str],
    accepted: Sequence[str],
    rejected: Sequence[str],
    file_moods: Sequence[str],
    names: Mapping[str, str] = MappingProxyType({}),
) -> TrackState:
    """The state of a song.

    `confident` are the moods of its analysis, empty also when it could not be judged; `in_file`
    the moods of the file's own tags, compared without regard to case with the accepted ones, or
    with what `names` says that they are written as.
    """
    if absent:
        return TrackState.ABSENT
    if not analyzed:
        return TrackState.FAILED if failed else TrackState.WAITING
    if not {*accepted, *rejected}.issuperset(confident):
        return TrackState.REVIEW
    if not confident and not accepted:
        return TrackState.UNSURE
    if not accepted:
        return TrackState.DECIDED
    written = {mood.casefold() for mood in file_moods}
    if all(names.get(mood, mood).casefold() in written for mood in accepted):
        return TrackState.WRITTEN
    return TrackState.DECIDED
