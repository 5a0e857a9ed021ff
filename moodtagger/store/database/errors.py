"""SQLite's and the system's complaints, told as sentences for a listener."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from moodtagger.core.errors import (
    LibraryBusyError,
    LibraryError,
    LibraryFileError,
    LibraryPlaceError,
)

_ELSEWHERE = "Set MOODTAGGER_HOME to a folder you may write in, or change the folder's rights."
_RESTORE = (
    "Nothing was changed in it. Put back a copy of it or make a new library; the damaged file is "
    "kept, and your music files are not affected."
)


_ROOM_BYTES = 64 * 1024  # SQLite's companions grow by half of this at a time


@contextmanager
def library_errors(path: Path) -> Iterator[None]:
    """Turn database and file errors inside into LibraryError about `path`."""
    try:
        yield
    except DBAPIError as error:
        if not isinstance(error.orig, sqlite3.Error):
            raise
        raise database_fault(error.orig, path) from error
    except sqlite3.Error as error:
        raise database_fault(error, path) from error
    except OSError as error:
        raise file_fault(error, path) from error
    except ValueError as error:  # what was read is no text, no list of words, no row of numbers
        raise damaged(path) from error


def database_fault(error: sqlite3.Error, path: Path) -> LibraryError:
    """The LibraryError that tells of a database error."""
    # Errors that Python itself raises, such as text that is not UTF-8, carry no code.
    code = getattr(error, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return LibraryError("This song or batch is no longer in the library.", path=path)
    match code & 0xFF:  # the primary code, without its details
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path)
        case sqlite3.SQLITE_FULL:
            return _full(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LibraryBusyError(
                "Another program keeps the library locked.",
                path=path,
                advice="Close it and try again.",
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return _forbidden(path)
        case sqlite3.SQLITE_IOERR if _has_no_room(path):
            return _full(path)  # where SQLite cannot tell what its system call failed of
    return LibraryError(
        f"The library cannot be read or written ({error}).",
        path=path,
        advice="Check the disk that holds it; what was kept before is not changed.",
    )


def _has_no_room(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _ROOM_BYTES
    except OSError:
        return False


def file_fault(error: OSError, path: Path) -> LibraryError:
    """The LibraryError that tells of an error of the file system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _forbidden(path)
    reason = error.strerror or str(error)
    return LibraryError(f"The library cannot be opened ({reason}).", path=path, advice=_ELSEWHERE)


def damaged(path: Path) -> LibraryFileError:
    """The library file is not readable as a database."""
    return LibraryFileError("The library file is damaged.", path=path, advice=_RESTORE)


def _full(path: Path) -> LibraryPlaceError:
    return LibraryPlaceError(
        "The disk that holds the library is full, so nothing more can be kept in it.",
        path=path,
        advice="Make some room and try again.",
    )


def _forbidden(path: Path) -> LibraryPlaceError:
    return LibraryPlaceError(
        "The library cannot be opened or written at its place.", path=path, advice=_ELSEWHERE
    )
