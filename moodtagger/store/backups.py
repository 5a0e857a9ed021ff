"""Copies of the library: made now and then, put back when the library cannot be used any more.

Whatever takes the library's place, the file that was there stays beside it under another name.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from moodtagger.core.errors import LibraryError
from moodtagger.core.messages import Message
from moodtagger.store.database.connections import (
    SIDECAR_SUFFIXES,
    connect,
    copy_database,
    remove_database,
)
from moodtagger.store.database.errors import library_errors
from moodtagger.store.database.migrations import check_version
from moodtagger.store.database.session import WriterLock

_MAX_AGE_S = 7 * 24 * 3600
_FREE_SPACE_FACTOR = 3  # times the library's size: what must be free for a copy of it


@dataclass(frozen=True, slots=True)
class LibraryBackup:
    """A whole library beside the one in use; `made` is in UTC."""

    path: Path
    created: datetime
    track_count: int


def list_backups(path: Path) -> list[LibraryBackup]:
    """The copies of a library that can be put back, newest first; files kept aside count too."""
    found = [_inspect(file) for file in path.parent.glob(f"{path.stem}.*{path.suffix}")]
    return sorted((copy for copy in found if copy is not None), key=_created_at, reverse=True)


def has_wal(path: Path) -> bool:
    """Whether changes that were not yet taken into the library's file lie beside it."""
    wal_path = path.with_name(path.name + "-wal")
    return wal_path.exists() and wal_path.stat().st_size > 0


def reset_library(path: Path) -> Path:
    """Put the library's file aside, so that the next opening makes a new one; where it is now.

    Raises LibraryBusyError when a program uses it, LibraryError when that cannot be done.
    """
    with library_errors(path):
        lock = WriterLock(path)
        try:
            old_library = _move_aside(path)
            path.unlink(missing_ok=True)
        finally:
            lock.release()
    return old_library


def restore_backup(path: Path, backup: Path) -> Path:
    """Let a copy take the library's place; the copy stays, and so does what was there: where.

    Raises LibraryBusyError when a program uses the library, LibraryError when that cannot be done.
    """
    with library_errors(path):
        lock = WriterLock(path)
        try:
            if _inspect(backup) is None:
                raise LibraryError(
                    Message.of("This copy is damaged as well; choose another."), path=backup
                )
            unfinished = path.with_suffix(".part")
            with closing(connect(backup, "mode=ro")) as database:
                copy_database(database, unfinished)
            old_library = _move_aside(path)
            unfinished.replace(path)
        finally:
            lock.release()
    return old_library


def update_backup(path: Path) -> None:
    """Copy the open library when its last copy is old; where that fails, the old copy stays."""
    target = path.with_suffix(f".copy{path.suffix}")
    if not _is_old(target):
        return
    unfinished = path.with_suffix(".copy.part")
    with contextlib.suppress(sqlite3.Error, OSError):
        if shutil.disk_usage(path.parent).free < _FREE_SPACE_FACTOR * path.stat().st_size:
            return
        with closing(connect(path, "mode=ro")) as database:
            if database.execute("SELECT 1 FROM track").fetchone() is None:
                return
            copy_database(database, unfinished)
        if _inspect(unfinished) is not None:
            unfinished.replace(target)
    with contextlib.suppress(OSError):
        remove_database(unfinished)


def _is_old(backup: Path) -> bool:
    try:
        age_s = time.time() - backup.stat().st_mtime
    except FileNotFoundError:
        return True
    return abs(age_s) > _MAX_AGE_S  # a copy of the future was made before the clock was set back


def _move_aside(path: Path) -> Path:
    """Give the library's file a second name, and its log with it; the library's own goes last.

    A log that stayed would be read into the next file of that name.
    """
    target = _unused_path(path)
    for suffix in ("", *SIDECAR_SUFFIXES):
        source = path.with_name(path.name + suffix)
        if source.exists():
            _link_or_copy(source, target.with_name(target.name + suffix))
    for suffix in SIDECAR_SUFFIXES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return target


def _unused_path(path: Path) -> Path:
    number = 1
    while (kept := path.with_suffix(f".kept{number}{path.suffix}")).exists():
        number += 1
    return kept


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # no second names on this disk
        shutil.copy2(source, target)


def _inspect(path: Path) -> LibraryBackup | None:
    """What a file holds; None when it is no whole library that this program can open."""
    with contextlib.suppress(sqlite3.Error, OSError, LibraryError):
        # A log beside it is read as well, and what cannot be read is no copy.
        with closing(connect(path, "mode=ro")) as database:
            if check_version(database, path) == 0:
                return None
            if database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                return None
            (track_count,) = database.execute("SELECT count(*) FROM track").fetchone()
        created = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return LibraryBackup(path, created, int(track_count))
    return None


def _created_at(backup: LibraryBackup) -> datetime:
    return backup.created
