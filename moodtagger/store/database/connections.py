"""Connections to the database file: raw ones for opening, pooled engines for everything else."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

BUSY_TIMEOUT_S = 10.0


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open an existing file; `mode` is "mode=rw", "mode=ro" or "immutable=1".

    Transactions begin and end only where they are told to; sqlite3.Error when it fails.
    """
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,  # the pool hands a connection to one thread at a time
    )


def reading_engine(path: Path, mode: str) -> Engine:
    """Readers: any number of threads, each sees the library as of its transaction's start."""
    return _engine(path, mode, "BEGIN", ["query_only = ON"], pool_size=4, max_overflow=-1)


def writing_engine(path: Path, *, durable: bool) -> Engine:
    """The one writer. `durable` commits are on the disk before they return.

    In WAL mode NORMAL keeps the database sound after a power cut but may lose the last commits;
    FULL flushes the log, and with it all earlier commits.
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
