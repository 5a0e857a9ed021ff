"""Who may use the analysis processes: what a person waits for goes before what can wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Turns:
    """Work in `first` has the right of way; other work looks at `taken` and gives way."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._first = 0

    @property
    def taken(self) -> bool:
        """Whether work that somebody waits for is under way."""
        return self._first > 0

    @contextmanager
    def first(self) -> Iterator[None]:
        """While this lasts, other work gives way."""
        with self._lock:
            self._first += 1
        try:
            yield
        finally:
            with self._lock:
                self._first -= 1
