"""Copies of the library, and what takes its place when it cannot be used."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import time
from contextlib import closing
from pathlib import Path

import pytest

from moodtagger.core.errors import LibraryBusyError, LibraryError, LibraryFileError
from moodtagger.store import list_backups, open_library, reset_library, restore_backup
from moodtagger.store.database.connections import copy_database
from tests.support.library import add_analyzed, scanned_file

WEEK_S = 7 * 24 * 3600


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library of one song, and its copy."""
    path = tmp_path / "home" / "library.sqlite"
    with open_library(path) as library:
        add_analyzed(library, "/music/a.flac")
    open_library(path).close()
    return path


def names(path: Path) -> list[str]:
    with open_library(path) as library:
        return [Path(row.path).name for row in library.songs.rows()]


def test_a_copy_is_made_of_what_there_is(path: Path) -> None:
    (copy,) = list_backups(path)
    assert (copy.path.name, copy.track_count) == ("library.copy.sqlite", 1)
    assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600


def test_an_empty_library_has_no_copy(tmp_path: Path) -> None:
    for _ in range(2):
        open_library(tmp_path / "library.sqlite").close()
    assert list_backups(tmp_path / "library.sqlite") == []


@pytest.mark.parametrize(("age_s", "songs"), [(0, 1), (WEEK_S + 60, 2), (-WEEK_S - 60, 2)])
def test_a_copy_is_renewed_every_week_also_when_the_clock_was_set_back(
    path: Path, age_s: float, songs: int
) -> None:
    with open_library(path) as library:
        add_analyzed(library, "/music/b.flac", "b")
    copy = list_backups(path)[0].path
    os.utime(copy, (time.time() - age_s,) * 2)
    open_library(path).close()
    assert list_backups(path)[0].track_count == songs


@pytest.mark.parametrize(("free_sizes", "songs"), [(2, 1), (3, 2)])
def test_a_copy_needs_room_for_three(
    path: Path, monkeypatch: pytest.MonkeyPatch, free_sizes: int, songs: int
) -> None:
    with open_library(path) as library:
        add_analyzed(library, "/music/b.flac", "b")
    os.utime(list_backups(path)[0].path, (1, 1))
    usage = shutil.disk_usage(path.parent)._replace(free=free_sizes * path.stat().st_size)
    monkeypatch.setattr("moodtagger.store.backups.shutil.disk_usage", lambda place: usage)
    open_library(path).close()
    assert list_backups(path)[0].track_count == songs


def test_a_backup_replaces_a_damaged_library(path: Path) -> None:
    path.write_bytes(b"damaged")
    path.with_name("library.sqlite-wal").write_bytes(b"a log")
    with pytest.raises(LibraryFileError):
        open_library(path)
    kept = restore_backup(path, list_backups(path)[0].path)
    assert kept.read_bytes() == b"damaged"
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"a log"
    assert names(path) == ["a.flac"]
    assert [copy.path.name for copy in list_backups(path)] == ["library.copy.sqlite"]


def test_a_new_library_leaves_the_old_one_beside_it(path: Path) -> None:
    first, second = reset_library(path), reset_library(path)
    assert names(path) == []
    assert first != second
    assert [copy.track_count for copy in list_backups(path) if copy.path == first] == [1]
    restore_backup(path, first)  # and so there is a way back
    assert names(path) == ["a.flac"]


def test_a_log_never_gets_into_the_next_library(path: Path, tmp_path: Path) -> None:
    with open_library(path) as library:
        library.tracks.upsert_files([scanned_file(f"/music/{i}.mp3", f"{i}") for i in range(50)])
        crashed = tmp_path / "crashed" / "library.sqlite"
        shutil.copytree(path.parent, crashed.parent)
    kept = reset_library(crashed)
    assert names(crashed) == []
    assert len(names(kept)) == 51


def test_the_library_is_not_taken_from_a_running_program(path: Path) -> None:
    with open_library(path):
        with pytest.raises(LibraryBusyError):
            reset_library(path)
        with pytest.raises(LibraryBusyError):
            restore_backup(path, list_backups(path)[0].path)
    assert names(path) == ["a.flac"]


def test_a_damaged_copy_is_refused_and_the_library_stays(path: Path) -> None:
    copy = list_backups(path)[0].path
    copy.write_bytes(b"damaged")
    assert list_backups(path) == []
    with pytest.raises(LibraryError, match="damaged too"):
        restore_backup(path, copy)
    assert names(path) == ["a.flac"]


def test_a_foreign_file_is_not_called_damaged(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "notes.txt").write_text("notes")
    with sqlite3.connect(elsewhere / "other.sqlite") as database:
        database.execute("CREATE TABLE other (x)")
    database.close()
    for name in ("notes.txt", "other.sqlite"):
        with pytest.raises(LibraryError, match="not a backup of a library"):
            restore_backup(path, elsewhere / name)
    assert names(path) == ["a.flac"]


def test_a_disk_without_second_names(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(source: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("moodtagger.store.backups.os.link", link)
    before = path.read_bytes()
    assert reset_library(path).read_bytes() == before


@pytest.mark.parametrize("size", [0, 100])
def test_a_file_cut_to_nothing_is_not_taken_for_a_new_library(path: Path, size: int) -> None:
    content = path.read_bytes()[:size]
    path.write_bytes(content)
    with pytest.raises(LibraryFileError):
        open_library(path)
    assert path.read_bytes() == content
    restore_backup(path, list_backups(path)[0].path)
    assert names(path) == ["a.flac"]


@pytest.mark.parametrize("there", [True, False])
def test_a_log_without_its_library_is_kept(tmp_path: Path, there: bool) -> None:
    path = tmp_path / "library.sqlite"
    if there:
        path.touch()
    log = path.with_name("library.sqlite-wal")
    log.write_bytes(b"the last changes" * 100)
    with pytest.raises(LibraryFileError):
        open_library(path)
    assert log.read_bytes() == b"the last changes" * 100


def test_a_copy_of_a_database_is_one_file_and_replaces_what_is_left_of_another(
    path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "copy.sqlite"
    for suffix in ("", "-wal", "-shm"):
        target.with_name(target.name + suffix).write_bytes(b"of a copy that was interrupted")
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        copy_database(database, target)
    assert list(tmp_path.glob("copy.sqlite*")) == [target]
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert copy.execute("SELECT path FROM track").fetchall() == [(b"/music/a.flac",)]


def test_nothing_is_left_of_a_copy_that_fails(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite"
    database = sqlite3.connect(path)
    database.close()
    with pytest.raises(sqlite3.Error):
        copy_database(database, target)
    assert list(tmp_path.glob("copy.sqlite*")) == []
