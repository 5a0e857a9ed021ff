"""Playlists keep their songs and order, whatever happens to the files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from moodtagger.core.errors import LibraryError
from moodtagger.core.playlists import Playlist, PlaylistEntry, SmartRules
from moodtagger.store import Library, open_library
from moodtagger.store.backups import list_backups, restore_backup
from moodtagger.store.database.connections import copy_database
from moodtagger.store.database.migrations import migrate
from moodtagger.store.database.schema_versions import MIGRATIONS
from tests.support.library import add_analyzed, prediction, remove_tracks, scanned_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with open_library(path) as library:
        yield library


def add_songs(library: Library, names: str) -> list[int]:
    return library.tracks.upsert_files([scanned_file(f"/m/{name}.mp3", name) for name in names])


def saved(library: Library, name: str = "Friday") -> Playlist:
    return next(playlist for playlist in library.playlists.load() if playlist.name == name)


def test_a_playlist_comes_back_as_it_was_saved(library: Library) -> None:
    a, b, c = add_songs(library, "abc")
    stored = library.playlists.save(Playlist("Friday").with_songs([c, a, b]))
    smart = Playlist("Calm", rules=SmartRules("mood:calm", "-energy", 25))
    library.playlists.save(smart)
    loaded = library.playlists.load()
    assert [playlist.name for playlist in loaded] == ["Calm", "Friday"]
    assert loaded[0].rules == smart.rules
    assert loaded[1].track_ids == [c, a, b]
    assert loaded[1].playlist_id == stored.playlist_id
    assert [entry.path for entry in loaded[1].entries] == ["/m/c.mp3", "/m/a.mp3", "/m/b.mp3"]


def test_saving_what_was_before_undoes_a_change_and_a_removal(library: Library) -> None:
    a, b = add_songs(library, "ab")
    library.playlists.save(Playlist("Friday").with_songs([a, b]))
    before = saved(library)
    assert before.playlist_id is not None
    library.playlists.save(replace(before.without_songs([a]), name="Saturday"))
    assert saved(library, "Saturday").track_ids == [b]
    library.playlists.save(before)
    assert saved(library) == before
    library.playlists.remove(before.playlist_id)
    assert library.playlists.load() == []
    other = library.playlists.save(Playlist("Other"))
    assert other.playlist_id != before.playlist_id  # ids are not used again
    library.playlists.save(before)
    assert saved(library) == before


def test_a_name_is_used_once(library: Library) -> None:
    library.playlists.save(Playlist("Friday"))
    with pytest.raises(LibraryError, match="already a playlist"):
        library.playlists.save(Playlist("Friday"))
    assert len(library.playlists.load()) == 1


def test_moved_and_changed_songs_stay_in_place(library: Library) -> None:
    a, b = add_songs(library, "ab")
    library.playlists.save(Playlist("Friday").with_songs([b, a]))
    add_analyzed(library, "/elsewhere/a.mp3", "a", prediction(model="another model"))
    assert saved(library).track_ids == [b, a]
    assert saved(library).entries[1].path == "/elsewhere/a.mp3"


def test_songs_that_were_forgotten_come_back_in_their_place(library: Library) -> None:
    a, b, c = add_songs(library, "abc")
    library.playlists.save(Playlist("Friday").with_songs([a, b, c]))
    (a,) = library.tracks.upsert_files([scanned_file("/moved/a.mp3", "a")])
    remove_tracks(library, a, b)
    assert saved(library).track_ids == [c]
    assert [entry.path for entry in saved(library).entries] == [
        "/moved/a.mp3",
        "/m/b.mp3",
        "/m/c.mp3",
    ]
    by_audio, by_path = library.tracks.upsert_files(
        [scanned_file("/new/a.mp3", "a"), scanned_file("/m/b.mp3", "changed")]
    )
    assert by_audio not in (a, b)
    assert saved(library).track_ids == [by_audio, by_path, c]


def test_of_copies_the_one_with_the_path_comes_back(library: Library) -> None:
    (a,) = add_songs(library, "a")
    library.playlists.save(Playlist("Friday").with_songs([a]))
    remove_tracks(library, a)
    _, same = library.tracks.upsert_files(
        [scanned_file("/copy.mp3", "a"), scanned_file("/m/a.mp3", "a")]
    )
    assert saved(library).track_ids == [same]


def test_an_undo_after_a_song_was_forgotten_keeps_the_song(library: Library) -> None:
    a, b = add_songs(library, "ab")
    library.playlists.save(Playlist("Friday").with_songs([a, b]))
    before = saved(library)
    remove_tracks(library, a)
    library.playlists.save(before)
    (again,) = library.tracks.upsert_files([scanned_file("/m/a.mp3", "a")])
    assert saved(library).track_ids == [again, b]


def test_songs_the_library_never_had_are_kept_by_their_path(library: Library) -> None:
    wanted = PlaylistEntry(None, "/m/\udcff.mp3")
    library.playlists.save(Playlist("Friday").with_entries([wanted, wanted]))
    assert saved(library).entries == (wanted,)
    (found,) = library.tracks.upsert_files([scanned_file("/m/\udcff.mp3", "x")])
    assert saved(library).track_ids == [found]


def test_playlists_are_part_of_backups(path: Path, library: Library, tmp_path: Path) -> None:
    (a,) = add_songs(library, "a")
    library.playlists.save(Playlist("Friday").with_songs([a]))
    with closing(sqlite3.connect(path)) as database:
        copy_database(database, tmp_path / "library.copy.sqlite")
    library.close()
    restore_backup(path, list_backups(path)[-1].path)
    with open_library(path) as restored:
        assert saved(restored).track_ids == [a]


def test_a_library_without_playlists_keeps_its_songs(path: Path) -> None:
    path.touch()
    names = [step.name for step in MIGRATIONS]
    migrate(path, MIGRATIONS[: names.index("playlists")])
    with closing(sqlite3.connect(path)) as database:
        assert not database.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'playlist'"
        ).fetchall()
        database.execute("INSERT INTO folder VALUES (1, x'2f6d', 0)")
        database.commit()
    with open_library(path) as library:
        assert library.folders.paths() == ["/m"]
        assert library.playlists.load() == []
