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
from moodtagger.store.database.connections import connect
from moodtagger.store.database.errors import library_errors
from moodtagger.store.database.sqlite_copy import COMPANIONS, remove_whole, write_copy
from moodtagger.store.database.writer_lock import WriterLock
from moodtagger.store.migrations.runner import check_version

_OLD_S = 7 * 24 * 3600
_ROOM = 3  # times the library's size: what must be free for a copy of it


@dataclass(frozen=True, slots=True)
class LibraryCopy:
    """A whole library beside the one in use; `made` is in UTC."""

    path: Path
    made: datetime
    songs: int


def copies(path: Path) -> list[LibraryCopy]:
    """The copies of a library that can be put back, newest first; files kept aside count too."""
    found = [_look_at(file) for file in path.parent.glob(f"{path.stem}.*{path.suffix}")]
    return sorted((copy for copy in found if copy is not None), key=_age, reverse=True)


def has_log(path: Path) -> bool:
    """Whether changes that were not yet taken into the library's file lie beside it."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def start_anew(path: Path) -> Path:
    """Put the library's file aside, so that the next opening makes a new one; where it is now.

    Raises LibraryBusyError when a program uses it, LibraryError when that cannot be done.
    """
    with library_errors(path):
        lock = WriterLock(path)
        try:
            kept = _keep(path)
            path.unlink(missing_ok=True)
        finally:
            lock.release()
    return kept


def put_back(path: Path, copy: Path) -> Path:
    """Let a copy take the library's place; the copy stays, and so does what was there: where.

    Raises LibraryBusyError when a program uses the library, LibraryError when that cannot be done.
    """
    with library_errors(path):
        lock = WriterLock(path)
        try:
            if _look_at(copy) is None:
                raise LibraryError("This copy is damaged as well; choose another.", path=copy)
            unfinished = path.with_suffix(".part")
            with closing(connect(copy, "mode=ro")) as database:
                write_copy(database, unfinished)
            kept = _keep(path)
            unfinished.replace(path)
        finally:
            lock.release()
    return kept


def renew_copy(path: Path) -> None:
    """Copy the open library when its last copy is old; where that fails, the old copy stays."""
    target = path.with_suffix(f".copy{path.suffix}")
    if not _is_old(target):
        return
    unfinished = path.with_suffix(".copy.part")
    with contextlib.suppress(sqlite3.Error, OSError):
        if shutil.disk_usage(path.parent).free < _ROOM * path.stat().st_size:
            return
        with closing(connect(path, "mode=ro")) as database:
            if database.execute("SELECT 1 FROM track").fetchone() is None:
                return
            write_copy(database, unfinished)
        if _look_at(unfinished) is not None:
            unfinished.replace(target)
    with contextlib.suppress(OSError):
        remove_whole(unfinished)


def _is_old(copy: Path) -> bool:
    try:
        age_s = time.time() - copy.stat().st_mtime
    except FileNotFoundError:
        return True
    return abs(age_s) > _OLD_S  # a copy of the future was made before the clock was set back


def _keep(path: Path) -> Path:
    """Give the library's file a second name, and its log with it; the library's own goes last.

    A log that stayed would be read into the next file of that name.
    """
    kept = _free_name(path)
    for end in ("", *COMPANIONS):
        source = path.with_name(path.name + end)
        if source.exists():
            _name_too(source, kept.with_name(kept.name + end))
    for end in COMPANIONS:
        path.with_name(path.name + end).unlink(missing_ok=True)
    return kept


def _free_name(path: Path) -> Path:
    number = 1
    while (kept := path.with_suffix(f".kept{number}{path.suffix}")).exists():
        number += 1
    return kept


def _name_too(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # no second names on this disk
        shutil.copy2(source, target)


def _look_at(path: Path) -> LibraryCopy | None:
    """What a file holds; None when it is no whole library that this program can open."""
    with contextlib.suppress(sqlite3.Error, OSError, LibraryError):
        # A log beside it is read as well, and what cannot be read is no copy.
        with closing(connect(path, "mode=ro")) as database:
            if check_version(database, path) == 0:
                return None
            if database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                return None
            (songs,) = database.execute("SELECT count(*) FROM track").fetchone()
        made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return LibraryCopy(path, made, int(songs))
    return None


def _age(copy: LibraryCopy) -> datetime:
    return copy.made
