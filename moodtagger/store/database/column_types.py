"""Column types: Python values and what SQLite stores for them."""

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
MICROSECONDS = 1e6  # of a second, in which times are stored


class PathBytes(TypeDecorator[str]):
    """A path as the operating system's bytes; a TEXT column cannot hold every path."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> bytes | None:
        """Encode a path."""
        return None if value is None else os.fsencode(value)

    def process_result_value(self, value: Any | None, dialect: Any) -> str | None:
        """Decode a path, with surrogate escapes where its bytes are not UTF-8."""
        return None if value is None else os.fsdecode(value)


class CleanText(TypeDecorator[str]):
    """Text from file tags; lone surrogates, which SQLite refuses, become question marks."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """Return text that can be encoded as UTF-8."""
        return None if value is None else value.encode("utf-8", "replace").decode("utf-8")


class StringTuple(TypeDecorator[tuple[str, ...]]):
    """A tuple of strings as a JSON list."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Any) -> str | None:
        """Encode as a JSON list; ASCII only, so that any text survives."""
        return None if value is None else json.dumps(list(value))

    def process_result_value(self, value: Any | None, dialect: Any) -> tuple[str, ...] | None:
        """Decode the JSON list."""
        return None if value is None else parse_string_list(value)


class Nanoseconds(TypeDecorator[int]):
    """A file time in nanoseconds; times beyond 64 bits (after the year 2262) are clipped."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Any) -> int | None:
        """Clip to the range that SQLite can store."""
        return None if value is None else max(-(2**63), min(2**63 - 1, value))


class UtcDateTime(TypeDecorator[datetime]):
    """A UTC time as whole microseconds since 1970, which sort and stay exact."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        """Encode an aware datetime; TypeError for a naive one."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Any) -> datetime | None:
        """Decode to a datetime in UTC."""
        return None if value is None else _EPOCH + value * _MICROSECOND


def utc_now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


# A library repeats a small number of mood lists very often.
@functools.lru_cache(maxsize=4096)
def parse_string_list(text: str) -> tuple[str, ...]:
    """Decode the strings of a JSON list."""
    return tuple(json.loads(text))
