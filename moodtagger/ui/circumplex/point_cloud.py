"""Songs of the map as numpy columns, kept in sync with their rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import QUADRANTS, Correction, quadrant_of
from moodtagger.core.track_table import TrackTable
from moodtagger.core.tracks import SongRow
from moodtagger.ui.circumplex.mood_positions import MoodPositions
from moodtagger.ui.lazy_rows import LazyRows

_QUADRANT_CODES = {quadrant: i for i, quadrant in enumerate(QUADRANTS)}
_NO_TAG = ("",)
# Of the circle around the songs: its smallest radius, steps, and what is free inside it.
_MIN_RIM, _RIM_STEP, _RIM_BORDER = 0.6, 0.05, 0.04


class NameEncoder:
    """Codes 0, 1, 2, ... of distinct names; the empty name is always 0."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {"": 0}

    def code(self, name: str) -> int:
        """Return the code of a name, assigning one at its first use."""
        return self.codes.setdefault(name, len(self.codes))

    def encode(self, names: Sequence[str]) -> npt.NDArray[np.int32]:
        """Return the codes of many names, assigned in their order."""
        for name in dict.fromkeys(names):
            self.code(name)
        return np.fromiter(map(self.codes.__getitem__, names), np.int32, len(names))

    def names(self) -> list[str]:
        """Return the names in the order of their codes."""
        return list(self.codes)


class PointCloud:
    """Songs that have a position on the plane; others are left out.

    Columns of shape (n,): `ids` int64; `valence` and `arousal` float32, the effective position;
    `predicted_valence` and `predicted_arousal` float32, NaN without a prediction; `corrected`
    bool; `quadrant` uint8, index into QUADRANTS; `confidence` float32, NaN where unknown; `album`
    and `tag` int32, codes of `albums` and `tags`. `rows` are the n rows in the same order, created
    on access where they come from a table; `index` maps a track id to its index in them.
    `mood_positions` are those of the songs of each mood.
    """

    ids: npt.NDArray[np.int64]
    valence: npt.NDArray[np.float32]
    arousal: npt.NDArray[np.float32]
    predicted_valence: npt.NDArray[np.float32]
    predicted_arousal: npt.NDArray[np.float32]
    corrected: npt.NDArray[np.bool_]
    quadrant: npt.NDArray[np.uint8]
    confidence: npt.NDArray[np.float32]
    album: npt.NDArray[np.int32]
    tag: npt.NDArray[np.int32]

    def __init__(self, rows: Iterable[SongRow] = ()) -> None:
        self.rows = LazyRows()
        self.index: dict[int, int] = {}
        self.albums, self.tags = NameEncoder(), NameEncoder()
        self.mood_positions = MoodPositions()
        for name, values in self._columns_from_rows([]).items():
            setattr(self, name, values)
        self.update(rows)

    @classmethod
    def from_table(cls, table: TrackTable) -> PointCloud:
        """Build the cloud of a table's songs, column by column."""
        out = cls()
        indices = np.flatnonzero(_has_position(table))
        subset = table if len(indices) == len(table) else table.take(indices.tolist())
        out.rows = LazyRows(subset)
        out.index = dict(zip(subset.ids.tolist(), range(len(subset)), strict=True))
        for name, values in out._columns_from_table(subset).items():
            setattr(out, name, values)
        moods = subset.effective_moods()
        out.mood_positions = MoodPositions.from_arrays(moods, out.valence, out.arousal)
        return out

    def __len__(self) -> int:
        return len(self.ids)

    def update(self, rows: Iterable[SongRow]) -> None:
        """Update changed songs, add new ones, and remove those without a position."""
        changed: dict[int, SongRow] = {}
        new: dict[int, SongRow] = {}
        removed: list[int] = []
        for row in rows:
            index = self.index.get(row.track_id)
            if row.correction is None and (row.valence is None or row.arousal is None):
                new.pop(row.track_id, None)
                removed += [] if index is None else [index]
            elif index is None:
                new[row.track_id] = row
            else:
                changed[index] = row
        self._replace(changed)
        self._append(list(new.values()))
        if removed:
            self._drop(removed)

    def _replace(self, changed: dict[int, SongRow]) -> None:
        if not changed:
            return
        indices = np.fromiter(changed, np.intp, len(changed))
        self.mood_positions.add(map(self.row, changed), -1)
        self.mood_positions.add(changed.values())
        for name, values in self._columns_from_rows(list(changed.values())).items():
            getattr(self, name)[indices] = values
        for index, row in changed.items():
            self.rows[index] = row

    def _append(self, rows: Sequence[SongRow]) -> None:
        if not rows:
            return
        self.mood_positions.add(rows)
        for index, row in enumerate(rows, len(self)):
            self.index[row.track_id] = index
            self.rows.append(row)
        for name, values in self._columns_from_rows(rows).items():
            setattr(self, name, np.append(getattr(self, name), values))

    def _columns_from_rows(self, rows: Sequence[SongRow]) -> dict[str, npt.NDArray[np.generic]]:
        """Build the columns of rows from lists, which numpy takes faster than single values."""
        points = [row if row.correction is None else row.correction for row in rows]
        album, tag = self.albums.code, self.tags.code
        return {
            "ids": np.array([row.track_id for row in rows], np.int64),
            "valence": np.array([point.valence for point in points], np.float32),
            "arousal": np.array([point.arousal for point in points], np.float32),
            "predicted_valence": np.array([row.valence for row in rows], np.float32),
            "predicted_arousal": np.array([row.arousal for row in rows], np.float32),
            "corrected": np.array([row.correction is not None for row in rows], np.bool_),
            "quadrant": np.array([_quadrant_code(point) for point in points], np.uint8),
            "confidence": np.array([row.confidence for row in rows], np.float32),
            "album": np.array([album(row.tags.album) for row in rows], np.int32),
            "tag": np.array([tag((row.tags.moods or _NO_TAG)[0]) for row in rows], np.int32),
        }

    def _columns_from_table(self, table: TrackTable) -> dict[str, npt.NDArray[np.generic]]:
        """Build the columns of a table whose songs all have a position."""
        numbers, text = table.numbers, table.text
        valence, arousal = numbers.valence.copy(), numbers.arousal.copy()
        corrected, quadrant = np.zeros(len(table), np.bool_), table.quadrant.astype(np.uint8)
        for index, correction in table.corrections.items():
            valence[index], arousal[index], corrected[index] = (
                correction.valence,
                correction.arousal,
                True,
            )
            quadrant[index] = _quadrant_code(correction)
        for index in np.flatnonzero(~corrected & (table.quadrant < 0)).tolist():
            quadrant[index] = _quadrant_code(table[index])
        return {
            "ids": table.ids.copy(),
            "valence": valence.astype(np.float32),
            "arousal": arousal.astype(np.float32),
            "predicted_valence": numbers.valence.astype(np.float32),
            "predicted_arousal": numbers.arousal.astype(np.float32),
            "corrected": corrected,
            "quadrant": quadrant,
            "confidence": numbers.confidence.astype(np.float32),
            "album": self.albums.encode(text.album),
            "tag": self.tags.encode([(moods or _NO_TAG)[0] for moods in text.moods]),
        }

    def _drop(self, indices: Sequence[int]) -> None:
        self.mood_positions.add(map(self.row, indices), -1)
        keep = np.ones(len(self), bool)
        keep[indices] = False
        self.rows = self.rows.take(np.flatnonzero(keep).tolist())
        for name in self._columns_from_rows([]):
            setattr(self, name, getattr(self, name)[keep])
        self.index = {track_id: at for at, track_id in enumerate(self.ids.tolist())}

    def rim(self) -> float:
        """Return the radius of a circle on the plane that holds all songs."""
        if not len(self):
            return 1.0
        farthest = math.sqrt(float(np.max(self.valence**2 + self.arousal**2)))
        steps = math.ceil((farthest + _RIM_BORDER) / _RIM_STEP)
        return max(_MIN_RIM, steps * _RIM_STEP)

    def row(self, index: int) -> SongRow:
        """Return the song at an index of the columns."""
        row = self.rows[index]
        assert row is not None
        return row

    def mask(self, ids: Iterable[int] | npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """True where a song is among `ids`; unknown ids are ignored."""
        if isinstance(ids, np.ndarray):
            return np.isin(self.ids, ids)
        indices = [self.index[i] for i in ids if i in self.index]
        out = np.zeros(len(self), bool)
        out[indices] = True
        return out


def _has_position(table: TrackTable) -> npt.NDArray[np.bool_]:
    """Return the mask of songs with a prediction or a correction."""
    has = ~(np.isnan(table.numbers.valence) | np.isnan(table.numbers.arousal))
    has[list(table.corrections)] = True
    return has


def _quadrant_code(point: SongRow | Correction) -> int:
    """Return the code of the stored quadrant, else of the one the point lies in."""
    quadrant = point.quadrant
    if quadrant is None:
        quadrant = quadrant_of(point.valence or 0.0, point.arousal or 0.0)
    return _QUADRANT_CODES[quadrant]
