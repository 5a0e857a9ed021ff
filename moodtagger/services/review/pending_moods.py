"""The confident moods of the library that wait for a decision, with their probabilities."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from moodtagger.core.bulk_accept import PendingMoods, expected_precision
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.store import Library


def pending_moods(
    library: Library, rows: Iterable[SongRow], vocabulary: Vocabulary, model: str
) -> PendingMoods:
    """Every proposed mood that was neither accepted nor rejected, ordered by song.

    Moods of songs whose file is away wait too: a decision needs no file.
    """
    labels = vocabulary.labels
    label_index = {label: i for i, label in enumerate(labels)}
    pending = [
        (row.track_id, label_index[mood])
        for row in rows
        if row.proposed and row.state in (TrackState.REVIEW, TrackState.ABSENT)
        for mood in row.proposed
        if mood in label_index and mood not in row.accepted and mood not in row.rejected
    ]
    pending.sort()
    ids = np.asarray([track_id for track_id, _ in pending], np.int64)
    moods = np.asarray([mood for _, mood in pending], np.int32)
    probabilities = np.zeros(len(pending), np.float32)
    for matrix in library.mood_matrices(model=model) if pending else []:
        column = np.full(len(labels), -1)
        for i, label in enumerate(matrix.labels):
            if label in label_index:
                column[label_index[label]] = i
        row_of = np.searchsorted(matrix.ids, ids)
        row_of[row_of == len(matrix.ids)] = 0
        present = (matrix.ids[row_of] == ids) & (column[moods] >= 0)
        probabilities[present] = matrix.probabilities[row_of[present], column[moods[present]]]
    precision = np.full(len(pending), np.nan, np.float32)
    for mood in np.unique(moods).tolist():
        mask = moods == mood
        precision[mask] = expected_precision(vocabulary[mood], probabilities[mask])
    return PendingMoods(labels, ids, moods, probabilities, precision)
