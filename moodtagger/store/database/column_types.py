"""Column types: what Python holds on the left, what SQLite keeps on the right."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class PathBytes(TypeDecorator[str]):
    """A file name as the operating system's bytes; a TEXT column cannot hold every name."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> bytes | None:
        """The bytes of a name."""
        return None if value is None else os.fsencode(value)

    def process_result_value(self, value: Any | None, dialect: Any) -> str | None:
        """The name, with surrogate escapes where its bytes are not UTF-8."""
        return None if value is None else os.fsdecode(value)


class CleanText(TypeDecorator[str]):
    """Text from a file's tags; lone surrogates, which SQLite refuses, become question marks."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """Text that can be encoded as UTF-8."""
        return None if value is None else value.encode("utf-8", "replace").decode("utf-8")


class StringTuple(TypeDecorator[tuple[str, ...]]):
    """A tuple of words as a JSON list."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Any) -> str | None:
        """The JSON list; ASCII only, so that any text survives."""
        return None if value is None else json.dumps(list(value))

    def process_result_value(self, value: Any | None, dialect: Any) -> tuple[str, ...] | None:
        """The words."""
        return None if value is None else parse_string_list(value)


class Nanoseconds(TypeDecorator[int]):
    """A file's time; one beyond 64 bits (after the year 2262) becomes the last that fits."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Any) -> int | None:
        """The nearest number that SQLite can hold."""
        return None if value is None else max(-(2**63), min(2**63 - 1, value))


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC as whole microseconds since 1970, so that it sorts and never drifts."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        """Microseconds of a moment that knows its time zone; TypeError when it does not."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Any) -> datetime | None:
        """The moment, in UTC."""
        return None if value is None else _EPOCH + value * _MICROSECOND


def utc_now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


# A library repeats few lists of moods very often.
@functools.lru_cache(maxsize=4096)
def parse_string_list(text: str) -> tuple[str, ...]:
    """The words of a JSON list."""
    return tuple(json.loads(text))
