"""Set or remove moods on many songs at once: which songs have them, and what would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from moodtagger.core.tracks import SongRow

Decision = tuple[int, str, bool | None]  # track id, mood, accepted, rejected, or open again


def accepted_counts(rows: Sequence[SongRow]) -> Counter[str]:
    """Count the songs for which each mood is accepted."""
    return Counter(mood for row in rows for mood in row.accepted)


def mood_changes(rows: Sequence[SongRow], wanted: Mapping[str, bool]) -> list[Decision]:
    """Return the decisions that set (True) or remove (False) moods on all of these songs.

    Songs that are so already are left out. A mood that is removed is rejected where it is
    suggested, so that it does not come back as a suggestion.
    """
    out: list[Decision] = []
    for row in rows:
        suggested = {*row.proposed, *row.likely}
        for mood, is_set in wanted.items():
            if is_set and mood not in row.accepted:
                out.append((row.track_id, mood, True))
            elif not is_set and mood in row.accepted:
                out.append((row.track_id, mood, False if mood in suggested else None))
    return out
