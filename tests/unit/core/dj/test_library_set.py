"""Sets around songs that are given, whatever the filter shows."""

from __future__ import annotations

from moodtagger.core.dj.library_set import SongRole, build_around
from moodtagger.core.dj.set_builder import SetRequest
from moodtagger.core.tracks import FileTags, SongRow

REQUEST = SetRequest(count=4)


def song(track_id: int) -> SongRow:
    tags = FileTags(artist=str(track_id), key="8A", bpm=120.0)
    return SongRow(track_id, f"/{track_id}", tags, 200.0, valence=0.0, arousal=track_id / 20)


ROWS = [song(i) for i in range(10)]


def built_ids(**changes: object) -> tuple[list[int], set[int]]:
    arguments = {"ids": None, "locked": {}, "roles": {}, "request": REQUEST, **changes}
    songs, built, locked = build_around(ROWS, **arguments)  # type: ignore[arg-type]
    ids = [songs.rows[i].track_id for i in built.songs]
    return ids, {songs.rows[i].track_id for i in locked}


def test_given_songs_are_used_although_they_are_not_shown() -> None:
    roles = {
        9: (SongRole.FIRST, ROWS[9]),
        8: (SongRole.LAST, ROWS[8]),
        7: (SongRole.REQUIRED, ROWS[7]),
        1: (SongRole.EXCLUDED, ROWS[1]),
    }
    ids, locked = built_ids(ids={0, 1}, roles=roles)
    assert ids[0] == 9
    assert ids[-1] == 8
    assert sorted(ids) == [0, 7, 8, 9]
    assert locked == set()


def test_locked_songs_keep_their_steps_unless_they_are_given_another() -> None:
    ids, locked = built_ids(ids={0, 1, 2}, locked={1: ROWS[5], 2: ROWS[6]})
    assert ids[1:3] == [5, 6]
    assert locked == {5, 6}
    roles = {5: (SongRole.LAST, ROWS[5])}
    ids, locked = built_ids(locked={1: ROWS[5]}, roles=roles)
    assert ids[-1] == 5
    assert ids.count(5) == 1
    assert locked == set()
