"""How the parts of the library reach the database: many readers, one writer at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Connection, Engine, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute

from moodtagger.core.errors import LibraryError
from moodtagger.store.database.errors import library_errors
from moodtagger.store.database.writer_lock import WriterLock

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Writer:
    """What a program that may write holds: the lock file, and an engine for each durability."""

    lock: WriterLock
    engine: Engine
    durable_engine: Engine


class Session:
    """An open database; reading is safe from any thread, writes wait for each other."""

    def __init__(self, path: Path, reader: Engine, writer: Writer | None) -> None:
        self._path = path
        self._reader = reader
        self._writer = writer
        self._write_lock = RLock()
        self._closed = False

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed, because another program writes or the place forbids."""
        return self._writer is None

    def close(self) -> None:
        """Finish the write under way and close; closing twice is fine."""
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
    def _read(self) -> Iterator[Connection]:
        self._check_open()
        with library_errors(self._path), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def _write(self, *, durable: bool = False) -> Iterator[Connection]:
        """A transaction: all of it is kept, or none; see `writing_engine` for `durable`."""
        with self._write_lock:
            self._check_open()
            if self._writer is None:
                raise LibraryError(
                    "The library is open for reading only, so nothing can be changed.",
                    path=self._path,
                    advice="Close the other moodtagger and open it again.",
                )
            engine = self._writer.durable_engine if durable else self._writer.engine
            with library_errors(self._path), engine.begin() as connection:
                yield connection

    def _check_open(self) -> None:
        if self._closed:
            raise LibraryError("The library is closed.", path=self._path)


def in_ids(column: InstrumentedAttribute[int], ids: Iterable[int]) -> ColumnElement[bool]:
    """`column IN ids` for any number of ids: SQLite limits parameters, not JSON."""
    return _in_json_array(column, bindparam(None, ids_to_json(ids)))


def in_ids_parameter(column: InstrumentedAttribute[int], parameter: str) -> ColumnElement[bool]:
    """The same for a statement that is put together once; its parameter is made by `as_json`."""
    return _in_json_array(column, bindparam(parameter))


def ids_to_json(ids: Iterable[int]) -> str:
    """The ids as SQLite takes any number of them."""
    return "[" + ",".join(map(str, map(int, ids))) + "]"


def _in_json_array(
    column: InstrumentedAttribute[int], ids: BindParameter[Any]
) -> ColumnElement[bool]:
    values = func.json_each(ids).table_valued("value")
    return column.in_(select(values.c.value))


def chunks(items: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    """Parts of a sequence, small enough to be parameters of one statement."""
    return (items[i : i + size] for i in range(0, len(items), size))


def scalar_id(connection: Connection, statement: Any) -> int | None:
    """The id that a statement finds, if any."""
    value = connection.execute(statement).scalar()
    return None if value is None else int(value)
