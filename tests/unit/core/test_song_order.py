"""Sorting songs by each field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from moodtagger.core.song_order import SORT_FIELDS, sort_songs
from moodtagger.core.tracks import FileTags, SongRow


def row(number: int, path: str = "", **tags: object) -> SongRow:
    return SongRow(number, path or f"/m/{number}.mp3", FileTags(**tags))  # type: ignore[arg-type]


def ids(rows: list[SongRow]) -> list[int]:
    return [row.track_id for row in rows]


def test_tracks_stand_in_the_order_of_their_album() -> None:
    rows = [
        row(track + 100 * disc, album="Album", artist="A", track=track, disc=disc)
        for track in (10, 2, 1)
        for disc in (2, 1)
    ]
    expected = [101, 102, 110, 201, 202, 210]
    for field in ("album", "artist", "albumartist"):
        assert ids(sort_songs(rows, field)) == expected
        assert ids(sort_songs(rows, f"-{field}")) == expected[::-1]


def test_discs_of_titles_and_folders_count() -> None:
    rows = [
        row(1, "/m/A/CD2/1.mp3", album="Album", artist="A", track=1),
        row(2, "/m/A/CD1/2.mp3", album="Album", artist="A", track=2),
        row(4, album="Other (Disc 2)", artist="A", track=1),
        row(3, album="Other (Disc 1)", artist="A", track=2),
    ]
    assert ids(sort_songs(rows, "album")) == [2, 1, 3, 4]


def test_two_albums_of_one_name_stay_apart() -> None:
    rows = [
        row(1, album="Greatest Hits", artist="Queen", track=1),
        row(2, album="Greatest Hits", artist="ABBA", track=2),
        row(3, album="Greatest Hits", artist="Queen", track=2),
        row(4, album="Greatest Hits", artist="ABBA", track=1),
    ]
    assert ids(sort_songs(rows, "album")) == [4, 2, 1, 3]


def test_a_compilation_stays_together() -> None:
    rows = [
        row(1, album="Summer", artist="Z", album_artist="Various Artists", track=1),
        row(2, album="Summer", artist="A", compilation=True, track=2),
        row(3, album="Autumn", artist="M"),
    ]
    assert ids(sort_songs(rows, "album")) == [3, 1, 2]
    assert ids(sort_songs(rows, "albumartist")) == [3, 1, 2]


def test_sort_names_and_articles_of_artists() -> None:
    rows = [
        row(1, artist="The Who"),
        row(2, artist="Queen"),
        row(3, artist="The Beatles", artist_sort="Beatles, The"),
        row(4, artist="Bob Dylan", artist_sort="Dylan, Bob"),
        row(5, artist=""),
        row(6, artist="Édith Piaf"),
    ]
    assert ids(sort_songs(rows, "artist")) == [3, 4, 6, 2, 1, 5]
    assert ids(sort_songs(rows, "-artist")) == [1, 2, 6, 4, 3, 5]


def test_titles_and_file_names() -> None:
    rows = [
        row(1, title="The Zoo"),
        row(2, "/m/Track 10.mp3"),
        row(3, "/m/track 2.mp3"),
        row(4, title="Y", title_sort="Aardvark"),
    ]
    assert ids(sort_songs(rows, "title")) == [4, 3, 2, 1]


def test_keys_go_around_the_wheel() -> None:
    keys = ["8B", "Am", "F#m", "1A", "", "noise"]
    rows = [row(number, key=key) for number, key in enumerate(keys)]
    assert ids(sort_songs(rows, "key")) == [3, 1, 0, 2, 4, 5]


def test_unknown_numbers_come_last_in_both_directions() -> None:
    rows = [row(1), row(2, year=2000), row(3, year=1990)]
    assert ids(sort_songs(rows, "year")) == [3, 2, 1]
    assert ids(sort_songs(rows, "-year")) == [2, 3, 1]


@pytest.mark.parametrize("field", SORT_FIELDS)
def test_every_field_sorts_songs_with_and_without_values(field: str) -> None:
    full = SongRow(
        1,
        "/m/a.mp3",
        FileTags("T", "A", "B", "G", ("m",), 120.0, "8A", "A", year=1999, track=1, disc=1),
        added=datetime(2026, 11, 30, tzinfo=UTC),
        duration_s=100.0,
    )
    rows = [row(2), full, full, row(3)]
    assert sorted(ids(sort_songs(rows, field))) == [1, 1, 2, 3]


def test_songs_without_numbers_in_an_album() -> None:
    rows = [
        row(1, album="A", disc=1, track=1),
        row(2, album="A", disc=1),  # behind those with a track
        row(3, album="A", track=9),  # before the first disc
        row(4, album="A", disc=1, track=2),
        row(5, album="A", disc=1, title="a"),
    ]
    assert ids(sort_songs(rows, "album")) == [3, 1, 4, 2, 5]


def test_songs_of_an_album_without_numbers_stand_by_title_and_then_by_path() -> None:
    rows = [
        row(1, "/m/c.mp3", album="Album", artist="A", title="Zebra"),
        row(2, "/m/a.mp3", album="Album", artist="A", title="Same"),
        row(3, "/m/b.mp3", album="Album", artist="A", title="Apple", track=7),
        row(4, "/m/0.mp3", album="Album", artist="A", title="Same"),
        row(5, "/m/d.mp3", album="Album", artist="A", title="Bee"),
    ]
    assert ids(sort_songs(rows, "album")) == [3, 5, 4, 2, 1]


def test_songs_of_an_artist_stand_by_album_and_then_those_without() -> None:
    rows = [
        row(1, artist="Queen"),
        row(2, artist="Queen", album="B"),
        row(3, artist="ABBA"),
        row(4, artist="Queen", album="A"),
    ]
    assert ids(sort_songs(rows, "artist")) == [3, 4, 2, 1]


def test_the_sort_name_of_the_album_artist_counts_for_that_name_only() -> None:
    rows = [
        row(1, album="A", artist="X", album_artist="Zed", album_artist_sort="Aardvark"),
        row(2, album="A", artist="M", artist_sort="B"),
        row(3, album="A", artist="Y", album_artist="C", artist_sort="A"),
    ]
    assert ids(sort_songs(rows, "albumartist")) == [1, 2, 3]


def test_moods_and_energy() -> None:
    happy = SongRow(1, "/m/1", FileTags(), accepted=("sad",), proposed=("angry",), arousal=0.5)
    angry = SongRow(2, "/m/2", FileTags(), proposed=("happy", "calm"), arousal=-0.5)
    none = SongRow(3, "/m/3", FileTags())
    assert ids(sort_songs([happy, angry, none], "mood")) == [2, 1, 3]
    assert ids(sort_songs([happy, angry, none], "energy")) == [2, 1, 3]
    assert ids(sort_songs([happy, angry, none], "-energy")) == [1, 2, 3]
