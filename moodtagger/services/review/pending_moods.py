"""The confident moods of the library that wait for a decision, with their probabilities."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from moodtagger.core.bulk_accept import Waiting, how_often_right
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.store import Library


def waiting_moods(
    library: Library, rows: Iterable[SongRow], vocabulary: Vocabulary, model: str
) -> Waiting:
    """Every proposed mood that was neither accepted nor rejected, ordered by song.

    Moods of songs whose file is away wait too: a decision needs no file.
    """
    labels = vocabulary.labels
    place = {label: i for i, label in enumerate(labels)}
    wanted = [
        (row.track_id, place[mood])
        for row in rows
        if row.proposed and row.state in (TrackState.REVIEW, TrackState.ABSENT)
        for mood in row.proposed
        if mood in place and mood not in row.accepted and mood not in row.rejected
    ]
    wanted.sort()
    ids = np.asarray([track_id for track_id, _ in wanted], np.int64)
    moods = np.asarray([mood for _, mood in wanted], np.int32)
    shares = np.zeros(len(wanted), np.float32)
    for matrix in library.mood_matrices(model=model) if wanted else []:
        column = np.full(len(labels), -1)
        for i, label in enumerate(matrix.labels):
            if label in place:
                column[place[label]] = i
        row_of = np.searchsorted(matrix.ids, ids)
        row_of[row_of == len(matrix.ids)] = 0
        here = (matrix.ids[row_of] == ids) & (column[moods] >= 0)
        shares[here] = matrix.shares[row_of[here], column[moods[here]]]
    right = np.full(len(wanted), np.nan, np.float32)
    for mood in np.unique(moods).tolist():
        those = moods == mood
        right[those] = how_often_right(vocabulary[mood], shares[those])
    return Waiting(labels, ids, moods, shares, right)
