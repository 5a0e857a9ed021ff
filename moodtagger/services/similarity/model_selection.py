"""Which network's vectors compare songs while the network in use has not heard all of them.

Vectors of two networks cannot be compared, so each answer is by one network alone: that in use,
or until it has heard nearly all songs the one that has heard more of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from moodtagger.store import Library

ENOUGH = 0.9  # of the songs that the other network heard


class Compared:
    """Looks once at who heard how much and keeps it; `forget` when songs were heard or removed."""

    def __init__(self, library: Library, in_use: str) -> None:
        self._library = library
        self._in_use = in_use
        self._heard: dict[str, int] | None = None
        self._unheard: dict[str, int] = {}
        self._lock = Lock()

    def forget(self) -> None:
        """Look again when it is next asked for."""
        with self._lock:
            self._heard = None
            self._unheard.clear()

    def network_for(self, track_ids: Sequence[int]) -> str:
        """The network to compare these songs by; that in use when none has heard them all."""
        heard = self._songs()
        if len(heard) <= (self._in_use in heard):
            return self._in_use
        known = self._library.networks_of(track_ids)
        most = max(known.values(), default=0)
        able = [name for name, songs in known.items() if songs == most]
        if not able or (self._in_use in able and self._is_enough(heard)):
            return self._in_use
        return max(able, key=lambda name: (heard.get(name, 0), name == self._in_use))

    def unheard_by(self, model: str) -> int:
        """How many songs only others have heard, so that they are not compared by `model`."""
        with self._lock:
            if model not in self._unheard:
                self._unheard[model] = self._library.count_older(model)
            return self._unheard[model]

    def _is_enough(self, heard: dict[str, int]) -> bool:
        return heard.get(self._in_use, 0) >= ENOUGH * max(heard.values(), default=0)

    def _songs(self) -> dict[str, int]:
        with self._lock:
            if self._heard is None:
                other = self._library.knows_other(self._in_use)
                self._heard = self._library.networks_of() if other else {}
            return self._heard
