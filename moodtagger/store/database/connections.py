"""Connections to the database file: raw ones, pooled engines, and copies of the whole database."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

BUSY_TIMEOUT_S = 10.0


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open an existing file; `mode` is "mode=rw", "mode=ro" or "immutable=1".

    Transactions begin and end only explicitly. Raises sqlite3.Error when it fails.
    """
    if path.exists() and not path.is_file():  # opening a named pipe would block forever
        error = sqlite3.DatabaseError("file is not a database")
        error.sqlite_errorcode = sqlite3.SQLITE_NOTADB
        raise error
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,  # the pool hands a connection to one thread at a time
    )


def reading_engine(path: Path, mode: str) -> Engine:
    """Create an engine for readers: any number of threads, each in a snapshot of its own."""
    return _engine(path, mode, "BEGIN", ["query_only = ON"], pool_size=4, max_overflow=-1)


def writing_engine(path: Path, *, durable: bool) -> Engine:
    """Create the engine of the one writer; `durable` commits are on disk before they return.

    In WAL mode NORMAL keeps the database consistent after a power cut but may lose the last
    commits; FULL flushes the log, and with it all earlier commits.
    """
    level = "FULL" if durable else "NORMAL"
    pragmas = [f"synchronous = {level}", "foreign_keys = ON"]
    return _engine(path, "mode=rw", "BEGIN IMMEDIATE", pragmas, pool_size=1, max_overflow=0)


def _engine(path: Path, mode: str, begin: str, pragmas: Sequence[str], **pool: int) -> Engine:
    def creator() -> sqlite3.Connection:
        connection = connect(path, mode)
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    pool_options: dict[str, Any] = dict(pool)
    engine = create_engine("sqlite://", creator=creator, poolclass=QueuePool, **pool_options)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


SIDECAR_SUFFIXES = ("-wal", "-shm", "-journal")  # what SQLite puts beside a database


def copy_database(database: sqlite3.Connection, target: Path) -> None:
    """Copy an open database including its log, and return once the copy is on disk.

    A copy that a killed program began at `target` is removed first. Raises sqlite3.Error or
    OSError; nothing is left at `target` then.
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
    """Remove a database and its companion files."""
    for suffix in ("", *SIDECAR_SUFFIXES):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
