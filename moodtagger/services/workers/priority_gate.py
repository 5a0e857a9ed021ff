"""Who may use the analysis processes: what a person waits for goes before what can wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class PriorityGate:
    """Work in `first` has the right of way; other work looks at `taken` and gives way."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._urgent_count = 0

    @property
    def busy(self) -> bool:
        """Whether work that somebody waits for is under way."""
        return self._urgent_count > 0

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """While this lasts, other work gives way."""
        with self._lock:
            self._urgent_count += 1
        try:
            yield
        finally:
            with self._lock:
                self._urgent_count -= 1
