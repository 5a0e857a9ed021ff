"""Keys in the song table: the tag's before the detected one, in the chosen notation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from moodtagger.core.filter_language.table_songs import TableSongs
from moodtagger.core.musical_keys import KeyNotation, MusicalKey
from moodtagger.core.song_order import musical_key_order_keys
from moodtagger.core.track_table import detected_keys, effective_keys
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.ui import formatting
from moodtagger.ui.library.cell_formatting import cell_text, cell_tooltip
from moodtagger.ui.library.column_definitions import TableColumn, sort_key
from moodtagger.ui.library.filter_columns import FilterColumns
from moodtagger.ui.library.song_columns import SongColumns
from tests.support.track_tables import make_track_table

A_MINOR, E_MINOR = MusicalKey(9, minor=True), MusicalKey(4, minor=True)


def song(number: int, key: str, detected: MusicalKey | None) -> SongRow:
    return SongRow(number, f"/m/{number}.mp3", FileTags(key=key), predicted_key=detected)


ROWS = (
    song(1, "Am", E_MINOR),
    song(2, "", E_MINOR),
    song(3, "o", None),
    song(4, "8A", A_MINOR),
    song(5, "all", A_MINOR),
)


@pytest.fixture(autouse=True)
def notation() -> Iterator[None]:
    yield
    formatting.set_key_notation(KeyNotation.CAMELOT)


def test_the_tag_counts_before_the_detected_key() -> None:
    assert [cell_text(row, TableColumn.KEY) for row in ROWS] == ["8A", "≈ 9A", "o", "8A", "≈ 8A"]
    detected = [cell_text(row, TableColumn.DETECTED_KEY) for row in ROWS]
    assert detected == ["9A", "9A", "", "8A", "8A"]
    formatting.set_key_notation(KeyNotation.OPEN_KEY)
    assert cell_text(ROWS[1], TableColumn.KEY) == "≈ 2m"
    formatting.set_key_notation(KeyNotation.MUSICAL)
    assert cell_text(ROWS[0], TableColumn.KEY) == "Am"


def test_the_tooltip_says_where_tag_and_analysis_differ() -> None:
    tip = cell_tooltip(ROWS[0], TableColumn.KEY)
    assert "In the file: “Am”" in tip
    assert "Detected: 9A" in tip
    assert "Detected" not in cell_tooltip(ROWS[3], TableColumn.KEY)


def test_filters_and_order_use_the_same_keys_everywhere() -> None:
    columns = SongColumns()
    columns.update(ROWS)
    table = make_track_table(ROWS)
    in_window, in_table = FilterColumns(columns), TableSongs(table)
    for column, expected in (
        ("key", [16, 18, np.nan, 16, 16]),
        ("detected_key", [18, 18, np.nan, 16, 16]),
        ("key_differs", [1, 0, 0, 0, 0]),
    ):
        np.testing.assert_array_equal(in_table.filter_numbers(column), expected)
        np.testing.assert_array_equal(in_window.filter_numbers(column)[:5], expected)
    assert effective_keys(table) == [row.effective_key_text for row in ROWS]
    assert detected_keys(table) == ["9A", "9A", "", "8A", "8A"]
    order = sort_key(columns, TableColumn.KEY)[:5]
    assert order[1] > order[0] == order[3] == order[4]
    assert np.isnan(order[2])
    assert musical_key_order_keys(["1A", "12B"]) == ["010", "121"]


def test_equal_keys_do_not_differ() -> None:
    row = replace(ROWS[0], predicted_key=A_MINOR)
    assert TableSongs(make_track_table([row])).filter_numbers("key_differs").tolist() == [0.0]
