"""Convert positions that users gave on the plane of moodnet 1 to the plane of moodnet 2.

The plane of moodnet 1 came from norms of mood words: three quarters of a broad set of songs were
positive there, two thirds calm, and hardly one beyond 0.6 in valence or 0.4 in arousal. That of
moodnet 2 is the scale on which people rate songs. On each side of both axes, a position moves to
where people's ratings have the quantile that it had among the positions of moodnet 1 (1,965 songs
of three of the sets that `training.patchnet.broad_set` weighs). It stays in the quadrant that the
user chose.
"""

from __future__ import annotations

import sqlite3
from itertools import pairwise
from typing import Final

Curve = tuple[tuple[float, float], ...]  # distances from zero before and after

# Quantiles 0.05, 0.25, 0.5, 0.75, 0.95 of each side.
_NEGATIVE_VALENCE: Final[Curve] = (
    (0.01, 0.02),
    (0.1, 0.1),
    (0.21, 0.21),
    (0.36, 0.36),
    (0.53, 0.57),
)
_POSITIVE_VALENCE: Final[Curve] = (
    (0.05, 0.02),
    (0.21, 0.1),
    (0.37, 0.21),
    (0.49, 0.33),
    (0.59, 0.5),
)
_NEGATIVE_AROUSAL: Final[Curve] = (
    (0.04, 0.03),
    (0.17, 0.13),
    (0.28, 0.28),
    (0.35, 0.45),
    (0.4, 0.62),
)
_POSITIVE_AROUSAL: Final[Curve] = (
    (0.02, 0.02),
    (0.07, 0.11),
    (0.12, 0.21),
    (0.18, 0.34),
    (0.24, 0.51),
)


def converted_position(valence: float, arousal: float) -> tuple[float, float]:
    """Return a position of moodnet 1 on the plane of moodnet 2, to four decimals."""
    return (
        _converted(valence, _NEGATIVE_VALENCE, _POSITIVE_VALENCE),
        _converted(arousal, _NEGATIVE_AROUSAL, _POSITIVE_AROUSAL),
    )


def _converted(value: float, negative: Curve, positive: Curve) -> float:
    distance = _follow(abs(value), negative if value < 0 else positive)
    return round(-distance if value < 0 else distance, 4)


def _follow(distance: float, curve: Curve) -> float:
    """Interpolate a curve whose ends, 0 and 1, stay where they are."""
    for (left, low), (right, high) in pairwise(((0.0, 0.0), *curve, (1.0, 1.0))):
        if distance <= right:
            return low + (distance - left) * (high - low) / (right - left)
    return 1.0


def convert_corrections(database: sqlite3.Connection) -> None:
    """Convert corrections from before a model of the new plane was used, and keep the originals."""
    for name in ("former_valence", "former_arousal"):
        database.execute(f"ALTER TABLE correction ADD COLUMN {name} DOUBLE")
    (first,) = database.execute(
        """SELECT min(analysis.heard) FROM analysis JOIN model ON model.id = analysis.model_id
        WHERE model.name GLOB 'moodnet [2-9]*'"""
    ).fetchone()
    former = database.execute(
        "SELECT rowid, valence, arousal FROM correction WHERE ?1 IS NULL OR corrected < ?1",
        (first,),
    ).fetchall()
    database.executemany(
        """UPDATE correction SET valence = ?, arousal = ?, former_valence = ?, former_arousal = ?
        WHERE rowid = ?""",
        [(*converted_position(v, a), v, a, row) for row, v, a in former],
    )
