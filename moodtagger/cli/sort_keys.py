"""The orders in which songs can be listed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moodtagger.core.tracks import SongRow

SORT_KEYS: dict[str, Callable[[SongRow], Any]] = {
    "title": lambda row: row.name.casefold(),
    "artist": lambda row: (row.tags.artist.casefold(), row.name.casefold()),
    "album": lambda row: (row.tags.album.casefold(), row.path),
    "path": lambda row: row.path,
    "valence": lambda row: row.effective_valence,
    "arousal": lambda row: row.effective_arousal,
    "confidence": lambda row: row.confidence,
    "duration": lambda row: row.duration_s,
    "state": lambda row: str(row.state),
}


def sort_rows(rows: list[SongRow], field: str) -> list[SongRow]:
    """Sorted by a field of SORT_KEYS, descending with `-` before it; unknown values last."""
    key = SORT_KEYS[field.lstrip("-")]
    known = [row for row in rows if key(row) is not None]
    unknown = [row for row in rows if key(row) is None]
    return sorted(known, key=key, reverse=field.startswith("-")) + unknown
