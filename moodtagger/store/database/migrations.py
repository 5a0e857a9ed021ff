"""Migration of a library file to the schema version of this program.

`PRAGMA user_version` is the version of a file, `PRAGMA application_id` distinguishes a library from
any other SQLite file. The file is copied before anything in it changes; all migrations run in one
transaction, so it ends up either unchanged or fully migrated.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from moodtagger.core.errors import LibraryError, LibraryFileError
from moodtagger.core.messages import Message
from moodtagger.store.database.connections import connect, copy_database
from moodtagger.store.database.errors import library_errors
from moodtagger.store.database.schema_versions import MIGRATIONS, Migration

APPLICATION_ID = 0x6D6F6F64  # "mood"


def migrate(path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> Path | None:
    """Apply the migrations that an existing file has not seen yet.

    Returns the copy that was made, or None when none was needed (the file is current, or empty).
    Raises LibraryError for a damaged, foreign or newer file, or when a migration or the copy fails;
    the file is unchanged then.
    """
    with library_errors(path), closing(connect(path, "mode=rw")) as database:
        version = check_version(database, path, migrations)
        if version == migrations[-1].version:
            return None
        backup = None if _is_empty(database) else _write_backup(database, path, version)
        _apply_migrations(database, [step for step in migrations if step.version > version])
        return backup


def check_version(
    database: sqlite3.Connection, path: Path, migrations: Sequence[Migration] = MIGRATIONS
) -> int:
    """Return the version of the file; LibraryError when this program must not touch it."""
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    application_id = database.execute("PRAGMA application_id").fetchone()[0]
    if application_id != APPLICATION_ID and not _is_empty(database):
        raise LibraryError(
            Message.of("This file is a database of another program, not a moodtagger library."),
            path=path,
            advice=Message.of("Choose another folder for the library."),
        )
    if version > migrations[-1].version:
        raise LibraryFileError(
            Message.of("This library was made by a newer version of moodtagger."),
            path=path,
            advice=Message.of(
                "Update moodtagger to open it, or restore a backup. Nothing was changed."
            ),
        )
    return version


def backup_path(path: Path, version: int) -> Path:
    """Return where the copy of a library of that version goes: `library.v1.sqlite`."""
    return path.with_suffix(f".v{version}{path.suffix}")


def _is_empty(database: sqlite3.Connection) -> bool:
    return database.execute("SELECT 1 FROM sqlite_master").fetchone() is None


def _write_backup(database: sqlite3.Connection, path: Path, version: int) -> Path:
    """Make a complete copy, on disk before it gets its name."""
    target = backup_path(path, version)
    unfinished = target.with_suffix(".part")
    copy_database(database, unfinished)
    try:
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def _apply_migrations(database: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    # Migrations may rebuild tables that others refer to; references are checked at the end.
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("BEGIN IMMEDIATE")
    try:
        for step in migrations:
            step.apply(database)
        if database.execute("PRAGMA foreign_key_check").fetchone():
            names = ", ".join(step.name for step in migrations)
            raise LibraryError(
                Message.of("Updating the library ({names}) would lose references.", names=names)
            )
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {migrations[-1].version}")
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
