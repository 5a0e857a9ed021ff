"""Opening a library: made privately, refused with a sentence, left as it was when refused."""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from moodtagger.core.errors import LibraryError
from moodtagger.store import open_library
from moodtagger.store.database.migrations import APPLICATION_ID
from moodtagger.store.database.session import lock_path
from tests.support.library import add_analyzed, scanned_file

NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "library.sqlite"


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder outside pytest's own, which nobody else may enter, for the tests of rights."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@contextmanager
def ordinary_user(folder: Path, mode: int = 0o555) -> Iterator[None]:
    """Inside, the folder's mode counts even for root; by default nobody may write in it."""
    folder.chmod(mode)
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)
        folder.chmod(0o755)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_library_is_private_to_the_user(path: Path) -> None:
    old = os.umask(0)
    try:
        with open_library(path) as library:
            library.folders.add("/music")
            assert mode(path.parent) == 0o700
            files = sorted(file.name for file in path.parent.iterdir())
            assert files == [
                "library.lock",
                "library.sqlite",
                "library.sqlite-shm",
                "library.sqlite-wal",
            ]
            assert {mode(file) for file in path.parent.iterdir()} == {0o600}
    finally:
        os.umask(old)


def test_a_library_that_others_could_read_is_closed_to_them(path: Path) -> None:
    open_library(path).close()
    path.chmod(0o644)
    open_library(path).close()
    assert mode(path) == 0o600


def test_what_was_saved_is_there_after_closing(path: Path) -> None:
    with open_library(path) as library:
        track_id = add_analyzed(library, "/music/a.flac")
        before = library.songs.rows()
    with open_library(path) as library:
        assert library.songs.rows() == before
        assert library.tracks.id_of("/music/a.flac") == track_id


def test_wal_and_foreign_keys_are_on(path: Path) -> None:
    with open_library(path) as library:
        with closing(sqlite3.connect(path)) as database:
            assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        with pytest.raises(LibraryError, match="no longer in the library"):
            library.decisions.save([(77, "happy", True)])


def test_a_closed_library_says_so(path: Path) -> None:
    library = open_library(path)
    library.close()
    library.close()
    with pytest.raises(LibraryError, match="is closed"):
        library.songs.rows()
    with pytest.raises(LibraryError, match="is closed"):
        library.folders.add("/music")


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + b"x" * 9000]
)
@pytest.mark.parametrize("read_only", [False, True])
def test_a_damaged_file_is_refused_and_kept(path: Path, content: bytes, read_only: bool) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="damaged") as caught:
        open_library(path, read_only=read_only)
    assert "start a new library" in caught.value.advice
    assert path.read_bytes() == content


def test_a_library_damaged_inside_is_refused_and_kept(path: Path) -> None:
    with open_library(path) as library:
        library.tracks.upsert_files(
            [scanned_file(f"/music/{i}.mp3", f"hash {i}") for i in range(2000)]
        )
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = os.urandom(4096)
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="damaged"):
        open_library(path)
    assert path.read_bytes() == content


def test_a_library_cut_short_is_refused_and_kept(path: Path) -> None:
    with open_library(path) as library:
        library.tracks.upsert_files(
            [scanned_file(f"/music/{i}.mp3", f"hash {i}") for i in range(2000)]
        )
    content = path.read_bytes()[:-8192]
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="damaged"):
        open_library(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_library_is_refused_and_kept(path: Path, read_only: bool) -> None:
    open_library(path).close()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    content = path.read_bytes()
    with pytest.raises(LibraryError, match="newer version") as caught:
        open_library(path, read_only=read_only)
    assert "Update" in caught.value.advice
    assert path.read_bytes() == content


@pytest.mark.parametrize("read_only", [False, True])
def test_another_programs_database_is_refused_and_kept(path: Path, read_only: bool) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE notes (text)")
    content = path.read_bytes()
    with pytest.raises(LibraryError, match="another program"):
        open_library(path, read_only=read_only)
    assert path.read_bytes() == content


def test_a_refused_library_can_be_opened_once_it_is_mended(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(LibraryError):
        open_library(path)
    path.unlink()
    open_library(path).close()


def test_an_empty_file_becomes_a_library(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    open_library(path).close()
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_reading_a_library_that_is_not_there(path: Path) -> None:
    with pytest.raises(LibraryError, match="no library yet"):
        open_library(path, read_only=True)
    assert not path.exists()


def test_a_folder_that_cannot_be_written(closed: Path) -> None:
    with ordinary_user(closed):
        with pytest.raises(LibraryError, match="open or write") as caught:
            open_library(closed / "library.sqlite")
        assert "MOODTAGGER_HOME" in caught.value.advice


def test_a_folder_that_cannot_be_made(closed: Path) -> None:
    with ordinary_user(closed), pytest.raises(LibraryError, match="open or write"):
        open_library(closed / "new" / "library.sqlite")


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(LibraryError, match="Couldn't open") as caught:
        open_library(tmp_path / "home" / "library.sqlite")
    assert caught.value.advice


def test_a_library_on_a_read_only_disk_can_be_read(closed: Path) -> None:
    path = closed / "library.sqlite"
    with open_library(path) as library:
        add_analyzed(library, "/music/a.flac")
        before = library.songs.rows()
    path.chmod(0o644)
    with ordinary_user(closed):
        with pytest.raises(LibraryError, match="open or write"):
            open_library(path)
        with open_library(path, read_only=True) as library:
            assert library.songs.rows() == before
            with pytest.raises(LibraryError, match="read-only"):
                library.decisions.save([(before[0].track_id, "happy", True)])


def test_a_read_only_library_file_is_not_opened_for_writing(closed: Path) -> None:
    path = closed / "library.sqlite"
    open_library(path).close()
    path.chmod(0o444)
    lock_path(path).chmod(0o666)
    with ordinary_user(closed, 0o777), pytest.raises(LibraryError, match="open or write"):
        open_library(path)


def test_a_full_disk_keeps_what_was_there(path: Path) -> None:
    with open_library(path) as library:
        add_analyzed(library, "/music/a.flac")
        before = library.songs.rows()
        with library.session.write() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        files = [scanned_file(f"/music/{i}.mp3", f"hash {i}") for i in range(500)]
        with pytest.raises(LibraryError, match="disk with the library is full") as caught:
            library.tracks.upsert_files(files)
        assert "space" in caught.value.advice
        assert library.songs.rows() == before
        with library.session.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        library.tracks.upsert_files(files)
        assert len(library.songs.rows()) == 501
