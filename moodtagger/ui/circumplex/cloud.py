"""The songs of the map as columns of numbers, kept in step with the rows they come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import QUADRANTS, quadrant_of
from moodtagger.core.tracks import SongRow

_ORDER = {quadrant: i for i, quadrant in enumerate(QUADRANTS)}


class PointCloud:
    """Songs that have a place on the plane; the others are left out.

    `ids` int64, `valence` and `arousal` float32, `quadrant` uint8 (index into QUADRANTS), all of
    shape (n,); `rows` the n rows in the same order; `index` from track id to place in them.
    """

    def __init__(self, rows: Iterable[SongRow] = ()) -> None:
        self.rows: list[SongRow] = []
        self.index: dict[int, int] = {}
        self.ids = np.empty(0, np.int64)
        self.valence = np.empty(0, np.float32)
        self.arousal = np.empty(0, np.float32)
        self.quadrant = np.empty(0, np.uint8)
        self.update(rows)

    def __len__(self) -> int:
        return len(self.rows)

    def update(self, rows: Iterable[SongRow]) -> None:
        """Put changed songs in their new place, add new ones, take out those without a place."""
        new: list[SongRow] = []
        lost: list[int] = []
        for row in rows:
            at = self.index.get(row.track_id)
            if row.valence is None or row.arousal is None:
                lost += [] if at is None else [at]
            elif at is None:
                self.index[row.track_id] = len(self.rows) + len(new)
                new.append(row)
            elif at < len(self.rows):
                self._replace(at, row)
            else:
                new[at - len(self.rows)] = row
        self._append(new)
        if lost:
            self._drop(lost)

    def _replace(self, at: int, row: SongRow) -> None:
        self.rows[at] = row
        self.valence[at], self.arousal[at] = row.valence, row.arousal
        self.quadrant[at] = _quadrant(row)

    def _append(self, rows: Sequence[SongRow]) -> None:
        if not rows:
            return
        self.rows += rows
        self.ids = np.append(self.ids, np.array([r.track_id for r in rows], np.int64))
        self.valence = np.append(self.valence, np.array([r.valence for r in rows], np.float32))
        self.arousal = np.append(self.arousal, np.array([r.arousal for r in rows], np.float32))
        self.quadrant = np.append(self.quadrant, np.array([_quadrant(r) for r in rows], np.uint8))

    def _drop(self, places: Sequence[int]) -> None:
        keep = np.ones(len(self.rows), bool)
        keep[places] = False
        self.rows = [row for row, kept in zip(self.rows, keep, strict=True) if kept]
        self.ids = self.ids[keep]
        self.valence, self.arousal = self.valence[keep], self.arousal[keep]
        self.quadrant = self.quadrant[keep]
        self.index = {row.track_id: i for i, row in enumerate(self.rows)}

    def mask(self, ids: Iterable[int]) -> npt.NDArray[np.bool_]:
        """True where a song is among `ids`; ids that are not on the map are passed over."""
        places = [self.index[i] for i in ids if i in self.index]
        out = np.zeros(len(self.rows), bool)
        out[places] = True
        return out


def _quadrant(row: SongRow) -> int:
    """The quadrant the network gave, else the one of the place."""
    quadrant = row.quadrant or quadrant_of(row.valence or 0.0, row.arousal or 0.0)
    return _ORDER[quadrant]
