"""A whole copy of a database, one file complete in itself."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from moodtagger.store.database.connections import connect

SIDECAR_SUFFIXES = ("-wal", "-shm", "-journal")  # what SQLite puts beside a database


def copy_database(database: sqlite3.Connection, target: Path) -> None:
    """Copy an open database, with what is in its log: on the disk when this returns.

    What a killed program had begun at `target` goes first. Raises sqlite3.Error or OSError;
    nothing is left at `target` then.
    """
    remove_database(target)
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL, 0o600))
        with closing(connect(target, "mode=rw")) as copy:
            copy.execute("PRAGMA synchronous = FULL")
            database.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    except BaseException:
        remove_database(target)
        raise


def remove_database(path: Path) -> None:
    """Remove a database of our own making and what lies beside it."""
    for suffix in ("", *SIDECAR_SUFFIXES):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
