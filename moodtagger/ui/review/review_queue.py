"""The songs to go through, and where in them one is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

TrackIds = npt.NDArray[np.int64]


class ReviewQueue:
    """Track ids in the order of the table, and a place in them; quick with 100,000."""

    def __init__(self) -> None:
        self.ids: TrackIds = np.empty(0, np.int64)
        self.position = 0

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def current(self) -> int | None:
        """The song at the place; None in an empty queue."""
        return int(self.ids[self.position]) if len(self.ids) else None

    def fill(self, track_ids: Sequence[int] | TrackIds, keep: int | None = None) -> None:
        """Other songs. The place stays at the song `keep` where it is among them.

        Where it is not, the place is at the start.
        """
        self.ids = np.asarray(track_ids, np.int64)
        self.position = 0
        if keep is not None:
            self.go_to(keep)

    def add(self, track_ids: Sequence[int] | TrackIds) -> None:
        """Those that are not in it yet, at the end: nothing that was seen moves."""
        ids = np.asarray(track_ids, np.int64)
        new = ids[~np.isin(ids, self.ids)]
        self.ids = np.concatenate([self.ids, new])

    def remove(self, track_ids: Sequence[int] | TrackIds) -> None:
        """Take songs out; the place moves on to the next one that is left."""
        stays = ~np.isin(self.ids, np.asarray(track_ids, np.int64))
        before = int(stays[: self.position].sum())
        self.ids = self.ids[stays]
        self.position = max(0, min(before, len(self.ids) - 1))

    def go_to(self, track_id: int) -> bool:
        """Whether the song is there; if so it is the current one."""
        found = np.flatnonzero(self.ids == track_id)
        if len(found):
            self.position = int(found[0])
        return bool(len(found))

    def step(self, by: int) -> bool:
        """That many songs on, or back when negative; False at an end, where nothing moves."""
        wanted = self.position + by
        if not 0 <= wanted < len(self.ids):
            return False
        self.position = wanted
        return True

    def jump(self, to_end: bool) -> None:
        """To the last song, or the first."""
        self.position = max(0, len(self.ids) - 1) if to_end else 0
