"""Backups of the library: made regularly, restored when the library cannot be used any more.

Whatever replaces the library, the file that was there stays beside it under another name.
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
from moodtagger.files.file_kinds import is_foreign_to_library, read_head
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
_FREE_SPACE_FACTOR = 3  # free space needed for a backup, in sizes of the library


@dataclass(frozen=True, slots=True)
class LibraryBackup:
    """A complete copy of the library beside it; `created` is in UTC."""

    path: Path
    created: datetime
    track_count: int


def list_backups(path: Path) -> list[LibraryBackup]:
    """Return what can be restored, newest first, library files moved aside included."""
    found = [_inspect(file) for file in path.parent.glob(f"{path.stem}.*{path.suffix}")]
    return sorted((copy for copy in found if copy is not None), key=_created_at, reverse=True)


def has_wal(path: Path) -> bool:
    """Return whether changes that are not in the library file yet lie in a log beside it."""
    wal_path = path.with_name(path.name + "-wal")
    return wal_path.exists() and wal_path.stat().st_size > 0


def reset_library(path: Path) -> Path:
    """Move the library file aside, so that the next opening creates a new one; return its new path.

    Raises LibraryBusyError when a program uses it, LibraryError when it cannot be moved.
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
    """Replace the library with a backup, which stays, and return where the replaced file is now.

    Raises LibraryBusyError when a program uses the library, LibraryError when that fails.
    """
    with library_errors(path):
        lock = WriterLock(path)
        try:
            if _inspect(backup) is None:
                if backup.parent != path.parent and _is_no_library(backup):
                    raise LibraryError(
                        Message.of("This is not a backup of a library. Choose another one."),
                        path=backup,
                    )
                raise LibraryError(
                    Message.of("This backup is damaged too. Choose another one."), path=backup
                )
            unfinished = path.with_suffix(".part")
            with closing(connect(backup, "mode=ro")) as database:
                copy_database(database, unfinished)
            old_library = _move_aside(path)
            unfinished.replace(path)
        finally:
            lock.release()
    return old_library


def _is_no_library(path: Path) -> bool:
    """Return whether a file is certainly something else, and not a damaged library."""
    if is_foreign_to_library(read_head(path)):
        return True
    with contextlib.suppress(sqlite3.Error), closing(connect(path, "mode=ro")) as database:
        query = "SELECT count(*) FROM sqlite_master WHERE name = 'track'"
        return bool(database.execute(query).fetchone()[0] == 0)
    return False


def update_backup(path: Path) -> None:
    """Back up the open library when its last backup is old; the old one stays if that fails."""
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
    return abs(age_s) > _MAX_AGE_S  # a backup from the future: the clock was set back since


def _move_aside(path: Path) -> Path:
    """Give the library file a second name, its log included; the original name is removed last.

    A log left behind would be applied to the next file of that name.
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
    while (new_path := path.with_suffix(f".kept{number}{path.suffix}")).exists():
        number += 1
    return new_path


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # no hard links on this disk
        shutil.copy2(source, target)


def _inspect(path: Path) -> LibraryBackup | None:
    """Read what a file holds; None unless it is a complete library that this program can open."""
    with contextlib.suppress(sqlite3.Error, OSError, LibraryError):
        # A log beside it is read as well; a file that cannot be read is no backup.
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
