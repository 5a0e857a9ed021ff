"""A table of columns equals the rows it was made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from moodtagger.core import track_table
from moodtagger.core.circumplex import Correction, Quadrant
from moodtagger.core.track_table import contains_any, effective_columns, effective_moods
from moodtagger.core.tracks import FileTags, SongRow, TrackState
from tests.support.track_tables import make_track_table

WHEN = datetime(2024, 5, 1, 12, tzinfo=UTC)
FULL = SongRow(
    7,
    "/m/a.mp3",
    FileTags(
        "Title", "Artist", "Album", "Genre", ("calm",), 120.5, "Am", "By", "T", "A", "L", "B",
        1999, 3, 12, 1, 2, True, "fast",
    ),
    duration_s=61.5,
    state=TrackState.DECIDED,
    valence=0.25,
    arousal=-0.5,
    quadrant=Quadrant.RELAXED,
    confidence=0.75,
    moods=(("calm", 0.9),),
    proposed=("calm", "sad"),
    accepted=("calm",),
    rejected=("sad",),
    message="why",
    correction=Correction(-0.5, 0.5, WHEN),
    predicted_bpm=60.0,
    corrected_bpm=99.0,
    stale=True,
    added=WHEN,
)  # fmt: skip
EMPTY = SongRow(8, "C:\\m\\b.mp3", FileTags())
OTHER = replace(
    FULL,
    track_id=9,
    correction=None,
    corrected_bpm=None,
    proposed=("sad",),
    accepted=(),
    rejected=(),
)
ROWS = [FULL, EMPTY, OTHER]


def test_rows_are_those_the_table_was_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    table = make_track_table(ROWS)
    assert len(table) == 3
    assert list(table) == ROWS
    assert table[0] == FULL
    assert table[-1] == OTHER
    assert table[1:] == ROWS[1:]
    assert table[::-1] == ROWS[::-1]
    assert table.rows_at([2, 0]) == [OTHER, FULL]
    with pytest.raises(IndexError):
        table[3]
    monkeypatch.setattr(track_table, "_BATCH_SIZE", 2)
    assert list(table) == ROWS


def test_a_part_of_a_table_keeps_what_belongs_to_its_rows() -> None:
    part = make_track_table(ROWS).take([2, 0])
    assert list(part) == [OTHER, FULL]
    assert list(part.take([1])) == [FULL]
    assert list(part.take([])) == []


def test_names_and_moods_equal_those_of_the_rows() -> None:
    table = make_track_table(ROWS)
    assert table.names() == [row.name for row in ROWS] == ["Title", "b.mp3", "Title"]
    assert table.effective_moods() == [("calm",), (), ("sad",)]
    assert effective_moods(("a", "b"), ("c", "a"), ("b",)) == ("c", "a")


def test_effective_columns_put_the_user_first() -> None:
    untagged = replace(
        FULL, track_id=10, tags=replace(FULL.tags, bpm=0.0), correction=None, corrected_bpm=None
    )
    table = make_track_table([*ROWS, untagged])
    columns = effective_columns(table)
    assert columns["valence"].tolist()[::2] == [-0.5, 0.25]
    assert columns["arousal"].tolist()[::2] == [0.5, -0.5]
    assert columns["quadrant"].tolist() == [1, -1, 3, 3]  # angry, unknown, relaxed
    assert columns["corrected"].tolist() == [True, False, False, False]
    assert columns["bpm"].tolist()[::2] == [99.0, 120.5]
    assert columns["bpm"][3] == 60
    assert np.isnan(columns["bpm"][1])
    assert table.numbers.valence[0] == 0.25  # a copy was changed


def test_whether_a_song_is_among_rows_or_in_a_table() -> None:
    for rows in (ROWS, make_track_table(ROWS)):
        assert contains_any(rows, [1, 9])
        assert not contains_any(rows, [1, 2])
        assert not contains_any(rows, [])
