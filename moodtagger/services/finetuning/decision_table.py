"""The user's decisions as a table of labeled songs for fine-tuning."""

from __future__ import annotations

import os
from collections.abc import Iterable

from moodtagger.core.tracks import SongRow
from moodtagger.services.finetuning.training_csv import LabeledSong, RowError, TrainingTable

SOURCE = "decisions"  # what stands in messages in place of the name of a table


def table_from_decisions(rows: Iterable[SongRow]) -> TrainingTable:
    """Return the songs with accepted moods, each with its corrected position if there is one.

    Songs that cannot be read become errors: missing ones, and parts of a file, which have no
    file of their own.
    """
    table = TrainingTable()
    for line, row in enumerate((row for row in rows if row.accepted), start=1):
        if row.excerpt is not None:
            reason = "This song is a part of a file."
        elif not os.path.isfile(row.path):  # noqa: PTH113 - a path may have any bytes
            reason = "No such file."
        else:
            own = row.correction
            position = None if own is None else (own.valence, own.arousal)
            table.songs.append(LabeledSong(line, row.path, row.accepted, position))
            continue
        table.row_errors.append(RowError(line, row.path, reason))
    return table
