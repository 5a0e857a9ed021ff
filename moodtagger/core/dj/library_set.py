"""A set out of a library, around songs that are given."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import replace

from moodtagger.core.dj.next_songs import is_mixable
from moodtagger.core.dj.set_builder import BuiltSet, SetRequest, build_set
from moodtagger.core.dj.transitions import MixTable
from moodtagger.core.tracks import SongRow


class SongRole(enum.StrEnum):
    """What a song is in a set, whatever the other rules say."""

    FIRST = "first"
    LAST = "last"
    REQUIRED = "required"
    EXCLUDED = "excluded"


Roles = Mapping[int, tuple[SongRole, SongRow]]  # by track id


def build_around(
    library: Sequence[SongRow],
    ids: set[int] | None,
    locked: Mapping[int, SongRow],
    roles: Roles,
    request: SetRequest,
) -> tuple[MixTable, BuiltSet, frozenset[int]]:
    """Build from the songs with these ids, and from those that are given, whatever is shown."""
    given = {i: role for i, (role, _) in roles.items() if role is not SongRole.EXCLUDED}
    excluded = roles.keys() - given.keys()
    kept = {row.track_id for row in locked.values()} | given.keys()
    rows = [
        row
        for row in library
        if row.track_id not in excluded
        and (row.track_id in kept or (is_mixable(row) and (ids is None or row.track_id in ids)))
    ]
    numbers = {row.track_id: i for i, row in enumerate(rows)}
    songs = MixTable.of(rows)
    locks = {
        step: numbers[row.track_id]
        for step, row in locked.items()
        if row.track_id in numbers and row.track_id not in given
    }
    ends = {SongRole.FIRST: 0, SongRole.LAST: -1}
    fixed = {ends[role]: numbers[i] for i, role in given.items() if role in ends and i in numbers}
    required = [numbers[i] for i, role in given.items() if role not in ends and i in numbers]
    built = build_set(songs, replace(request, fixed={**locks, **fixed}, required=required))
    return songs, built, frozenset(locks.values())
