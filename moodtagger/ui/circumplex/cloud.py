"""The songs of the map as columns of numbers, kept in step with the rows they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import QUADRANTS, quadrant_of
from moodtagger.core.tracks import SongRow

_ORDER = {quadrant: i for i, quadrant in enumerate(QUADRANTS)}


class Names:
    """Every distinct name gets a code 0, 1, 2, ...; the empty name is always 0."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {"": 0}

    def code(self, name: str) -> int:
        """The code of a name, a new one when it was not seen before."""
        return self.codes.setdefault(name, len(self.codes))

    def names(self) -> list[str]:
        """The names in the order of their codes."""
        return list(self.codes)


class PointCloud:
    """Songs that have a place on the plane; the others are left out.

    Columns of shape (n,): `ids` int64; `valence` and `arousal` float32, where the song is felt;
    `heard_valence` and `heard_arousal` float32, where the network put it (NaN: nowhere);
    `corrected` bool; `quadrant` uint8, index into QUADRANTS; `confidence` float32, NaN where
    unknown; `album` and `tag` int32, codes of `albums` and `tags`. `rows` are the n rows in the
    same order, `index` maps a track id to its place in them.
    """

    ids: npt.NDArray[np.int64]
    valence: npt.NDArray[np.float32]
    arousal: npt.NDArray[np.float32]
    heard_valence: npt.NDArray[np.float32]
    heard_arousal: npt.NDArray[np.float32]
    corrected: npt.NDArray[np.bool_]
    quadrant: npt.NDArray[np.uint8]
    confidence: npt.NDArray[np.float32]
    album: npt.NDArray[np.int32]
    tag: npt.NDArray[np.int32]

    def __init__(self, rows: Iterable[SongRow] = ()) -> None:
        self.rows: list[SongRow] = []
        self.index: dict[int, int] = {}
        self.albums, self.tags = Names(), Names()
        self._columns: dict[str, tuple[type[np.generic], Callable[[SongRow], float]]] = {
            **_COLUMNS,
            "album": (np.int32, lambda row: self.albums.code(row.tags.album)),
            "tag": (np.int32, lambda row: self.tags.code((row.tags.moods or ("",))[0])),
        }
        for name, (kind, _) in self._columns.items():
            setattr(self, name, np.empty(0, kind))
        self.update(rows)

    def __len__(self) -> int:
        return len(self.rows)

    def update(self, rows: Iterable[SongRow]) -> None:
        """Put changed songs in their new place, add new ones, take out those without a place."""
        changed: dict[int, SongRow] = {}
        new: dict[int, SongRow] = {}
        lost: list[int] = []
        for row in rows:
            at = self.index.get(row.track_id)
            if row.felt_valence is None or row.felt_arousal is None:
                new.pop(row.track_id, None)
                lost += [] if at is None else [at]
            elif at is None:
                new[row.track_id] = row
            else:
                changed[at] = row
        self._replace(changed)
        self._append(list(new.values()))
        if lost:
            self._drop(lost)

    def _replace(self, changed: dict[int, SongRow]) -> None:
        if not changed:
            return
        places = np.fromiter(changed, np.intp, len(changed))
        for name, (_, value) in self._columns.items():
            getattr(self, name)[places] = [value(row) for row in changed.values()]
        for at, row in changed.items():
            self.rows[at] = row

    def _append(self, rows: Sequence[SongRow]) -> None:
        if not rows:
            return
        for at, row in enumerate(rows, len(self.rows)):
            self.index[row.track_id] = at
        self.rows += rows
        for name, (kind, value) in self._columns.items():
            more = np.array([value(row) for row in rows], kind)
            setattr(self, name, np.append(getattr(self, name), more))

    def _drop(self, places: Sequence[int]) -> None:
        keep = np.ones(len(self.rows), bool)
        keep[places] = False
        self.rows = [row for row, kept in zip(self.rows, keep, strict=True) if kept]
        for name in self._columns:
            setattr(self, name, getattr(self, name)[keep])
        self.index = {row.track_id: i for i, row in enumerate(self.rows)}

    def mask(self, ids: Iterable[int] | npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """True where a song is among `ids`; ids that are not on the map are passed over."""
        if isinstance(ids, np.ndarray):
            return np.isin(self.ids, ids)
        places = [self.index[i] for i in ids if i in self.index]
        out = np.zeros(len(self.rows), bool)
        out[places] = True
        return out


def _quadrant(row: SongRow) -> int:
    """The quadrant the song is felt in, else the one of its place."""
    quadrant = row.felt_quadrant or quadrant_of(row.felt_valence or 0.0, row.felt_arousal or 0.0)
    return _ORDER[quadrant]


def _number(value: float | None) -> float:
    return np.nan if value is None else value


_COLUMNS: dict[str, tuple[type[np.generic], Callable[[SongRow], float]]] = {
    "ids": (np.int64, lambda row: row.track_id),
    "valence": (np.float32, lambda row: _number(row.felt_valence)),
    "arousal": (np.float32, lambda row: _number(row.felt_arousal)),
    "heard_valence": (np.float32, lambda row: _number(row.valence)),
    "heard_arousal": (np.float32, lambda row: _number(row.arousal)),
    "corrected": (np.bool_, lambda row: row.correction is not None),
    "quadrant": (np.uint8, _quadrant),
    "confidence": (np.float32, lambda row: _number(row.confidence)),
}
