"""Changes of a playlist's songs and order."""

from __future__ import annotations

import pytest

from moodtagger.core.playlists import Playlist, PlaylistEntry

FRIDAY = Playlist("Friday").with_songs([1, 2, 3, 4, 5])


def test_a_song_is_added_once_where_asked() -> None:
    assert FRIDAY.with_songs([7, 2, 7, 6]).track_ids == [1, 2, 3, 4, 5, 7, 6]
    assert FRIDAY.with_songs([7, 2], before=3).track_ids == [1, 2, 7, 3, 4, 5]


@pytest.mark.parametrize(
    ("moved", "before", "expected"),
    [
        ([4], 2, [1, 4, 2, 3, 5]),
        ([5, 1], 3, [2, 1, 5, 3, 4]),  # in the order that they have
        ([1, 2], None, [3, 4, 5, 1, 2]),
        ([2, 3], 2, [1, 2, 3, 4, 5]),  # onto itself
        ([2, 4], 2, [1, 2, 4, 3, 5]),
        ([4, 5], 5, [1, 2, 3, 4, 5]),
    ],
)
def test_songs_are_moved_together(moved: list[int], before: int, expected: list[int]) -> None:
    assert FRIDAY.with_songs_moved(moved, before).track_ids == expected


@pytest.mark.parametrize(
    ("moved", "step", "expected"),
    [
        ([3], -1, [1, 3, 2, 4, 5]),
        ([3], 1, [1, 2, 4, 3, 5]),
        ([1, 2, 4], -1, [1, 2, 4, 3, 5]),
        ([2, 5], 1, [1, 3, 2, 4, 5]),
    ],
)
def test_songs_are_shifted_past_one_another(
    moved: list[int], step: int, expected: list[int]
) -> None:
    assert FRIDAY.with_songs_shifted(moved, step).track_ids == expected


def test_songs_that_are_not_in_the_library_keep_their_place() -> None:
    missing = PlaylistEntry(None, "/m/x.mp3")
    mixed = Playlist("x").with_entries([PlaylistEntry(1), missing, PlaylistEntry(2), missing])
    assert mixed.without_songs([1]).entries == (missing, PlaylistEntry(2))
    assert mixed.with_songs_moved([2], 1).entries == (PlaylistEntry(2), PlaylistEntry(1), missing)
