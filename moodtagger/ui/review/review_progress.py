"""How far a review is: which songs are decided, and which moods are the user's own."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.library.mood_counts import count_moods
from moodtagger.ui.library.song_columns import SongColumns, undecided_suggestions


def is_decided(row: SongRow) -> bool:
    """Whether the user decided on a song, and no clear suggestion is left."""
    return bool(row.accepted or row.rejected) and not undecided_suggestions(row)[0]


class ReviewProgress:
    """The decided songs of the library, known without looking at all songs after each decision."""

    def __init__(self) -> None:
        self.ids: set[int] = set()

    def reload(self, songs: SongColumns) -> None:
        """Look at all songs that carry decisions."""
        self.ids = {row.track_id for row in songs.rows.edited_rows() if is_decided(row)}

    def update(self, rows: Iterable[SongRow]) -> None:
        """Look at songs that have changed."""
        for row in rows:
            (self.ids.add if is_decided(row) else self.ids.discard)(row.track_id)

    def count(self, track_ids: npt.NDArray[np.int64]) -> int:
        """Return how many of these songs are decided."""
        return int(np.isin(track_ids, np.fromiter(self.ids, np.int64, len(self.ids))).sum())


def own_labels(songs: SongColumns, vocabulary: Vocabulary) -> list[str]:
    """Return the moods of the library that the vocabulary lacks, by name."""
    return sorted(set(count_moods(songs)) - set(vocabulary.labels))
