"""Errors of SQLite and the file system, as LibraryError with a reason and advice."""

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
    LibraryLocationError,
)
from moodtagger.core.messages import Message
from moodtagger.files.file_kinds import is_on_read_only_drive

_LOCATION_ADVICE = Message.of(
    "Set MOODTAGGER_HOME to a folder you can write to, or change the folder's permissions."
)
_RESTORE_ADVICE = Message.of(
    "Nothing was changed. Restore a backup or start a new library; the damaged file is "
    "kept, and your music files are not affected."
)


_MIN_FREE_BYTES = 64 * 1024  # growth of SQLite's companion files in one step


@contextmanager
def library_errors(path: Path) -> Iterator[None]:
    """Turn database and file errors in the body into LibraryError about `path`."""
    try:
        yield
    except DBAPIError as error:
        if not isinstance(error.orig, sqlite3.Error):
            raise
        raise database_error(error.orig, path) from error
    except sqlite3.Error as error:
        raise database_error(error, path) from error
    except OSError as error:
        raise file_error(error, path) from error
    except (
        ValueError
    ) as error:  # the stored value is no text, no list of strings, no array of numbers
        raise library_damaged(path) from error


def database_error(error: sqlite3.Error, path: Path) -> LibraryError:
    """Return the LibraryError for a database error."""
    # Errors that Python itself raises, such as for text that is not UTF-8, carry no code.
    code = getattr(error, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return LibraryError(
            Message.of("This song or batch is no longer in the library."), path=path
        )
    match code & 0xFF:  # the primary code, without its details
        case sqlite3.SQLITE_CORRUPT:
            return library_damaged(path)
        case sqlite3.SQLITE_NOTADB:
            return _not_a_database(path)
        case sqlite3.SQLITE_FULL:
            return _disk_full(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LibraryBusyError(
                Message.of("Another program has locked the library."),
                path=path,
                advice=Message.of("Close it and try again."),
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return _not_writable(path)
        case sqlite3.SQLITE_IOERR if _is_disk_full(path):
            return _disk_full(path)  # SQLite does not report what its system call failed with
    return LibraryError(
        Message.of(
            "Couldn't read or write the library ({error}).", error=Message.from_error(error)
        ),
        path=path,
        advice=Message.of("Check the disk with the library. What was saved before is unchanged."),
    )


def _is_disk_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _MIN_FREE_BYTES
    except OSError:
        return False


def file_error(error: OSError, path: Path) -> LibraryError:
    """Return the LibraryError for an error of the file system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _disk_full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _not_writable(path)
    reason = error.strerror or str(error)
    return LibraryError(
        Message.of("Couldn't open the library ({reason}).", reason=reason),
        path=path,
        advice=_LOCATION_ADVICE,
    )


def library_damaged(path: Path) -> LibraryFileError:
    """Return the error for a file that is not readable as a database."""
    reason = Message.of("The library file is damaged.")
    if path.exists() and not path.is_file():
        reason = Message.of("The library is a folder, a pipe, or a device, not a file.")
    return LibraryFileError(reason, path=path, advice=_RESTORE_ADVICE)


def _not_a_database(path: Path) -> LibraryFileError:
    if path.exists() and not path.is_file():
        return library_damaged(path)
    return LibraryFileError(
        Message.of(
            "The library file is not a database: another program overwrote it, or its "
            "beginning is lost."
        ),
        path=path,
        advice=_RESTORE_ADVICE,
    )


def _disk_full(path: Path) -> LibraryLocationError:
    return LibraryLocationError(
        Message.of("The disk with the library is full, so nothing can be saved."),
        path=path,
        advice=Message.of("Free some space and try again."),
    )


def _not_writable(path: Path) -> LibraryLocationError:
    if is_on_read_only_drive(path if path.exists() else path.parent):
        return LibraryLocationError(
            Message.of("The drive with the library is read-only."),
            path=path,
            advice=Message.of("Make it writable, or set MOODTAGGER_HOME to another folder."),
        )
    return LibraryLocationError(
        Message.of("Couldn't open or write the library in this folder."),
        path=path,
        advice=_LOCATION_ADVICE,
    )
