"""Read and write transactions: many readers, and one writer that holds the lock file.

The operating system releases the lock when its holder ends, however it ends. The file itself stays:
if it were removed, two programs could lock two different files of the same name.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Connection, Engine, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute

from moodtagger.core.errors import LibraryBusyError, LibraryError
from moodtagger.core.messages import Message
from moodtagger.store.database.errors import library_errors

if sys.platform == "win32":
    import msvcrt

    # Locked bytes cannot be read on Windows, so the locked one is far beyond the holder's id.
    _LOCKED_BYTE = 1 << 20

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        # flock, not lockf: it also excludes a second opening within one process.
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class WriterLock:
    """The right to write to a library, held from construction until `release`.

    Raises LibraryBusyError when another program holds it, OSError when the lock file cannot be
    created.
    """

    def __init__(self, database: Path) -> None:
        self._descriptor = os.open(lock_path(database), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not _try_lock(self._descriptor):
                raise LibraryBusyError(
                    self._busy_message(),
                    path=database,
                    advice=Message.of("Close it to make changes here."),
                )
            self._write_holder(str(os.getpid()))
        except BaseException:
            os.close(self._descriptor)
            raise

    def release(self) -> None:
        """Release the lock."""
        self._write_holder("")
        os.close(self._descriptor)  # closing releases the lock

    def _write_holder(self, text: str) -> None:
        """Record who holds the lock, for error messages only: a full disk does not matter."""
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, text.encode("ascii"))

    def _busy_message(self) -> Message:
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        number = os.read(self._descriptor, 20).decode("ascii", "replace")
        if not number.isdigit():
            return Message.of("Another moodtagger is using this library.")
        return Message.of(
            "Another moodtagger (process {number}) is using this library.", number=number
        )


def lock_path(database: Path) -> Path:
    """Return the lock file beside a database: `library.lock` beside `library.sqlite`."""
    return database.with_suffix(".lock")


T = TypeVar("T")
_IdColumn = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


@dataclass(frozen=True, slots=True)
class Writer:
    """The resources of a program that may write: the lock, and an engine for each durability."""

    lock: WriterLock
    engine: Engine
    durable_engine: Engine


DEFAULT_PROFILE_ID = 1


class Session:
    """An open database; reading is safe from any thread, and writes wait for each other.

    `profile_id` is the listener whose decisions are read and written.
    """

    def __init__(self, path: Path, reader: Engine, writer: Writer | None) -> None:
        self._path = path
        self._reader = reader
        self._writer = writer
        self._write_lock = RLock()
        self._closed = False
        self.profile_id = DEFAULT_PROFILE_ID

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed: another program writes, or the location forbids it."""
        return self._writer is None

    def close(self) -> None:
        """Finish the current write and close; closing twice is fine."""
        with self._write_lock:
            if self._closed:
                return
            self._closed = True
            self._reader.dispose()
            if self._writer is not None:
                self._writer.engine.dispose()
                self._writer.durable_engine.dispose()
                self._writer.lock.release()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that only reads."""
        self._check_open()
        with library_errors(self._path), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[Connection]:
        """Open a transaction that is atomic; see `writing_engine` for `durable`."""
        with self._write_lock:
            self._check_open()
            if self._writer is None:
                raise LibraryError(
                    Message.of("The library is open read-only, so nothing can be changed."),
                    path=self._path,
                    advice=Message.of("Close the other moodtagger and open it again."),
                )
            engine = self._writer.durable_engine if durable else self._writer.engine
            with library_errors(self._path), engine.begin() as connection:
                yield connection

    def _check_open(self) -> None:
        if self._closed:
            raise LibraryError(Message.of("The library is closed."), path=self._path)


def in_ids(column: _IdColumn, ids: Iterable[int]) -> ColumnElement[bool]:
    """Return `column IN ids` for any number of ids: SQLite limits parameters, not JSON."""
    return _in_json_array(column, bindparam(None, ids_to_json(ids)))


def in_ids_parameter(column: _IdColumn, parameter: str) -> ColumnElement[bool]:
    """Return `column IN` a parameter, whose value `ids_to_json` makes; for cached statements."""
    return _in_json_array(column, bindparam(parameter))


def ids_to_json(ids: Iterable[int]) -> str:
    """Encode ids as one parameter, which may hold any number of them."""
    return "[" + ",".join(map(str, map(int, ids))) + "]"


def _in_json_array(column: _IdColumn, ids: BindParameter[Any]) -> ColumnElement[bool]:
    values = func.json_each(ids).table_valued("value")
    return column.in_(select(values.c.value))


def chunks(items: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    """Split a sequence into parts that are small enough to be the parameters of one statement."""
    return (items[i : i + size] for i in range(0, len(items), size))


def scalar_id(connection: Connection, statement: Any) -> int | None:
    """Return the id that a statement selects, if any."""
    value = connection.execute(statement).scalar()
    return None if value is None else int(value)
