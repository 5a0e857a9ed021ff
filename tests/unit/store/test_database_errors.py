"""Every error of the disk is reported with a reason and advice."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import exc

from moodtagger.core.errors import (
    LibraryBusyError,
    LibraryError,
    LibraryFileError,
    LibraryLocationError,
)
from moodtagger.store import Library, open_library
from moodtagger.store.backups import list_backups
from moodtagger.store.database.errors import library_errors
from tests.support.library import scanned_file

PATH = Path("/home/me/library.sqlite")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EDQUOT, "is full"),
        (errno.EACCES, "open or write"),
        (errno.EROFS, "open or write"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_errors_of_the_file_system(number: int, sentence: str) -> None:
    with pytest.raises(LibraryError, match=sentence) as caught, library_errors(PATH):
        raise OSError(number, os.strerror(number))
    assert caught.value.path == str(PATH)
    assert caught.value.advice


@pytest.mark.parametrize(
    ("code", "kind", "sentence"),
    [
        (sqlite3.SQLITE_CORRUPT_INDEX, LibraryFileError, "damaged"),
        (sqlite3.SQLITE_FULL, LibraryLocationError, "full"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, LibraryBusyError, "locked"),
        (sqlite3.SQLITE_READONLY_DBMOVED, LibraryLocationError, "open or write"),
        (sqlite3.SQLITE_IOERR_READ, LibraryError, "disk I/O error"),
        (sqlite3.SQLITE_NOTADB, LibraryFileError, "not a database"),
        (sqlite3.SQLITE_LOCKED, LibraryBusyError, "locked"),
        (sqlite3.SQLITE_PERM, LibraryLocationError, "open or write"),
        (sqlite3.SQLITE_CANTOPEN, LibraryLocationError, "open or write"),
        (sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY, LibraryError, "no longer in the library"),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, LibraryError, "disk I/O error"),
    ],
)
def test_errors_of_the_database(code: int, kind: type[LibraryError], sentence: str) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    with pytest.raises(LibraryError, match=sentence) as caught, library_errors(PATH):
        raise error
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    ("free", "kind", "sentence"),
    [(1000, LibraryLocationError, "is full"), (1 << 20, LibraryError, "disk I/O error")],
)
def test_a_failed_write_on_a_full_disk_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int, kind: type, sentence: str
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=free)
    monkeypatch.setattr("moodtagger.store.database.errors.shutil.disk_usage", lambda place: usage)
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    with pytest.raises(LibraryError, match=sentence) as caught, library_errors(tmp_path / "a"):
        raise error
    assert type(caught.value) is kind


@pytest.mark.parametrize("is_there", [True, False])
def test_a_drive_that_is_read_only_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_there: bool
) -> None:
    path = tmp_path / "library.sqlite"
    if is_there:
        path.touch()
    asked: list[Path] = []
    monkeypatch.setattr(
        "moodtagger.store.database.errors.is_on_read_only_drive",
        lambda place: asked.append(place) or True,
    )
    with pytest.raises(LibraryLocationError, match="is read-only") as caught, library_errors(path):
        raise OSError(errno.EROFS, "Read-only file system")
    assert asked == [path if is_there else tmp_path]
    assert caught.value.advice


def test_errors_of_python_itself_mean_damage_or_have_no_code() -> None:
    with pytest.raises(LibraryFileError, match="damaged"), library_errors(PATH):
        raise ValueError("no text")
    with pytest.raises(LibraryError, match="no code") as caught, library_errors(PATH):
        raise sqlite3.Error("no code")
    assert caught.value.advice


def test_an_error_of_the_program_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), library_errors(PATH):
        _ = 1 / 0
    with pytest.raises(exc.InvalidRequestError), library_errors(PATH):
        raise exc.InvalidRequestError


def test_damage_found_while_reading_is_reported(library: Library, tmp_path: Path) -> None:
    library.tracks.upsert_files([scanned_file(f"/m/{i}.mp3", f"{i}") for i in range(2000)])
    library.close()
    path = tmp_path / "library.sqlite"
    with open_library(path) as reopened:
        content = bytearray(path.read_bytes())
        content[4096:-4096] = os.urandom(len(content) - 8192)
        path.write_bytes(content)
        with pytest.raises(LibraryError):
            reopened.songs.rows()


def test_a_transaction_is_atomic(library: Library) -> None:
    def add_then_fail() -> None:
        with library.session.write() as connection:
            connection.exec_driver_sql("INSERT INTO folder (path, added) VALUES (x'2f', 0)")
            _ = 1 / 0

    with pytest.raises(ZeroDivisionError):
        add_then_fail()
    assert library.folders.paths() == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_the_place_of_the_library_or_of_a_copy_is_reported(tmp_path: Path) -> None:
    pipe = tmp_path / "library.sqlite"
    os.mkfifo(pipe)
    os.mkfifo(tmp_path / "library.copy.sqlite")
    pipe.chmod(0o666)
    (tmp_path / "link.sqlite").symlink_to(pipe)
    for path in (pipe, tmp_path / "link.sqlite"):
        with pytest.raises(LibraryFileError, match="a pipe, or a device"):
            open_library(path)
    assert stat.S_IMODE(pipe.stat().st_mode) == 0o666  # as it could be a device of the system
    assert list_backups(pipe) == []
    assert pipe.is_fifo()


def test_a_folder_in_the_place_of_the_library_is_reported(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").mkdir()
    with pytest.raises(LibraryFileError, match="is a folder"):
        open_library(tmp_path / "library.sqlite")
