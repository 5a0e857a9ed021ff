"""Track tables built from rows."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from moodtagger.core.attributes import ATTRIBUTES
from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.track_table import STATES, NumberColumns, TextColumns, TrackTable
from moodtagger.core.tracks import SongRow


def make_track_table(rows: Iterable[SongRow]) -> TrackTable:
    """Return a table whose rows are equal to these."""
    rows = list(rows)
    numbers = {
        name: np.array([_number(row, name) for row in rows], np.float64)
        for name in NumberColumns.__slots__
    }
    proposals = list(dict.fromkeys((row.proposed, row.likely) for row in rows))
    quadrants = [-1 if row.quadrant is None else QUADRANTS.index(row.quadrant) for row in rows]
    return TrackTable(
        np.array([row.track_id for row in rows], np.int64),
        [row.path for row in rows],
        TextColumns(*([getattr(row.tags, name) for row in rows] for name in TextColumns.__slots__)),
        NumberColumns(**numbers),
        np.array([STATES.index(row.state) for row in rows], np.int8),
        np.array(quadrants, np.int8),
        np.array([row.stale for row in rows], np.bool_),
        np.array([row.personal for row in rows], np.bool_),
        np.array([proposals.index((row.proposed, row.likely)) for row in rows], np.int32),
        [clear for clear, _ in proposals],
        {i: (row.accepted, row.rejected) for i, row in enumerate(rows)},
        {i: row.message for i, row in enumerate(rows) if row.message},
        {i: row.correction for i, row in enumerate(rows) if row.correction is not None},
        lambda places: [rows[i].moods for i in places],
        [likely for _, likely in proposals],
    )


def _number(row: SongRow, name: str) -> float | None:
    if name == "added":
        return None if row.added is None else row.added.timestamp()
    if name in ATTRIBUTES:
        return None if row.attributes is None else row.attributes[name]
    if name == "predicted_key":
        return None if row.predicted_key is None else row.predicted_key.code
    value: float | None = getattr(row.tags if hasattr(row.tags, name) else row, name)
    return value
