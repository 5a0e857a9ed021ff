"""The song table model: valid signals, order, filter and in-place updates."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from moodtagger.core.song_order import sort_songs
from moodtagger.core.tracks import FileTags, SongRow, TrackState
from moodtagger.ui.library.column_definitions import TableColumn
from moodtagger.ui.library.filter import Filter
from moodtagger.ui.library.table_model import ROW_ROLE, SongTableModel
from tests.support.ui.synthetic_songs import many_songs, song

DESCENDING = Qt.SortOrder.DescendingOrder


@pytest.fixture
def model(qapp: object) -> SongTableModel:
    out = SongTableModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    out.tester = QAbstractItemModelTester(out, mode)  # type: ignore[attr-defined]
    return out


def names(model: SongTableModel) -> list[str]:
    return [model.index(r, TableColumn.TITLE).data() for r in range(model.rowCount())]


def test_every_change_passes_qts_model_tester(model: SongTableModel) -> None:
    rows = many_songs(400)
    model.update_songs(rows[:300])
    model.sort(TableColumn.TITLE)
    for song_filter in (
        Filter(text="river"),
        Filter(text="ri"),
        Filter(text="state:failed"),
        Filter(),
    ):
        model.set_filter(song_filter)
        assert model.rowCount() == song_filter.mask(model.songs).sum()
    model.sort(TableColumn.VALENCE, DESCENDING)
    model.update_songs(rows[200:])
    model.remove_songs(range(50, 120))
    values = [model.row(r).valence for r in range(model.rowCount())]
    known = [v for v in values if v is not None]
    assert len(values) == 330
    assert known == sorted(known, reverse=True)
    assert values[len(known) :] == [None] * (len(values) - len(known))
    model.clear()
    assert model.rowCount() == 0


def test_text_sorts_naturally_and_empty_comes_last(model: SongTableModel) -> None:
    artists = ["DJ 10", "", "Zoë", "dj 2", "Ágnes", "Bo"]
    model.update_songs([song(i, artist=a) for i, a in enumerate(artists, start=1)])
    model.sort(TableColumn.ARTIST)
    assert [model.row(r).tags.artist for r in range(6)] == [
        "Ágnes",
        "Bo",
        "dj 2",
        "DJ 10",
        "Zoë",
        "",
    ]
    model.sort(TableColumn.ARTIST, DESCENDING)
    assert [model.row(r).tags.artist for r in range(6)][-2:] == ["Ágnes", ""]


def test_sorting_is_stable(model: SongTableModel) -> None:
    model.update_songs([song(1, "B", album="X"), song(2, "A", album="X"), song(3, "C", album="W")])
    model.sort(TableColumn.TITLE)
    model.sort(TableColumn.ALBUM)
    assert names(model) == ["C", "A", "B"]


def test_states_sort_in_workflow_order(model: SongTableModel) -> None:
    model.update_songs([song(i, state=s) for i, s in enumerate(reversed(TrackState), start=1)])
    model.sort(TableColumn.STATE)
    assert [model.row(r).state for r in range(len(TrackState))] == list(TrackState)


def test_persistent_indexes_follow_their_song(model: SongTableModel) -> None:
    model.update_songs(many_songs(200))
    persistent = QPersistentModelIndex(model.index(17, TableColumn.ALBUM))
    track_id = model.row(17).track_id
    model.sort(TableColumn.LENGTH, DESCENDING)
    model.set_filter(Filter(text=f"{track_id} "))
    model.update_songs([song(1000, "New", duration_s=9999.0)])
    model.set_filter(Filter())
    assert persistent.isValid()
    assert persistent.column() == TableColumn.ALBUM
    assert model.row(persistent.row()).track_id == track_id


def test_an_updated_song_moves_to_its_sorted_position(model: SongTableModel) -> None:
    model.update_songs([song(1, "A"), song(2, "B"), song(3, "C")])
    model.sort(TableColumn.TITLE)
    model.update_songs([song(1, "Z"), song(4, "Bb")])
    assert names(model) == ["B", "Bb", "C", "Z"]


def test_a_row_that_no_longer_matches_goes_unless_pinned(model: SongTableModel) -> None:
    rows = [song(i, f"S{i}") for i in (1, 2, 3)]
    model.update_songs(rows)
    model.set_filter(Filter(text="state:undecided"))
    decided = [dataclasses.replace(row, state=TrackState.DECIDED) for row in rows[:2]]
    model.update_songs(decided, pinned=[1])
    assert names(model) == ["S1", "S3"]
    assert model.shows_filtered_out
    model.refilter()
    assert names(model) == ["S3"]
    assert not model.shows_filtered_out


def test_pinning_does_not_show_hidden_rows(model: SongTableModel) -> None:
    model.update_songs([song(1, "Xylophone"), song(2, "Drum")])
    model.set_filter(Filter(text="xylo"))
    model.update_songs([song(2, "Big drum")], pinned=[2, 77])
    assert names(model) == ["Xylophone"]


def test_cell_texts_tooltips_and_accessible_texts(model: SongTableModel) -> None:
    row = SongRow(
        5,
        "/m/<b>x\n.mp3",
        FileTags(moods=("Calm",)),
        duration_s=65.0,
        state=TrackState.FAILED,
        valence=-0.25,
        arousal=0.001,
        proposed=("calm", "sad", "happy"),
        accepted=("calm", "epic"),
        rejected=("sad",),
        message="This file holds no audio.",
    )
    model.update_songs([row])
    text = {c: model.index(0, c).data() for c in TableColumn}
    assert text[TableColumn.TITLE] == "<b>x .mp3"
    assert text[TableColumn.TAGGED] == "Calm"
    assert text[TableColumn.PROPOSED] == "calm ✓, sad ✗, happy, epic ✓"
    assert text[TableColumn.VALENCE] == "−0.25"
    assert text[TableColumn.AROUSAL] == "0.00"
    assert text[TableColumn.LENGTH] == "1:05"
    assert text[TableColumn.STATE] == "Failed"
    tooltip = model.index(0, TableColumn.TITLE).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;x .mp3<br>" in tooltip
    assert "This file holds no audio." in tooltip
    accessible = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, TableColumn.PROPOSED).data(accessible) == (
        "Moods: Accepted: calm, epic. Suggested: happy. Rejected: sad"
    )
    assert (
        model.index(0, TableColumn.STATE).data(accessible)
        == "State: Failed. This file holds no audio."
    )
    assert model.index(0, TableColumn.CONFIDENCE).data(accessible) == "Confidence: none"
    assert model.index(0, TableColumn.VALENCE).data(ROW_ROLE) is row
    right = model.index(0, TableColumn.VALENCE).data(Qt.ItemDataRole.TextAlignmentRole)
    assert Qt.AlignmentFlag(right) & Qt.AlignmentFlag.AlignRight


def test_every_column_has_a_name_and_an_explanation(model: SongTableModel) -> None:
    horizontal = Qt.Orientation.Horizontal
    for column in TableColumn:
        assert model.headerData(column, horizontal)
        assert model.headerData(column, horizontal, Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(
    "column", [TableColumn.ALBUM, TableColumn.ARTIST, TableColumn.ALBUM_ARTIST]
)
def test_songs_stand_in_the_order_of_their_album_as_in_the_list(
    model: SongTableModel, column: TableColumn
) -> None:
    tags = [
        {"album": "Album", "track": 10, "disc": 2},
        {"album": "Album (Disc 1)", "track": 11},
        {"album": "Album", "track": 2, "disc": 1},
        {"album": "Album", "track": 1, "disc": 2},
        {"album": "Album", "artist": "The Queen", "track": 1, "album_artist": "Queen"},
        {"album": "An Other", "artist": "Älva"},
    ]
    rows = [
        replace(song(i), tags=replace(song(i).tags, **{"album_artist": "Ana Lima", **fields}))
        for i, fields in enumerate(tags, start=1)
    ]
    model.update_songs(rows)
    model.sort(column)
    field = column.name.lower().replace("_", "")
    assert model.track_ids().tolist() == [row.track_id for row in sort_songs(rows, field)]


def test_columns_of_the_album(model: SongTableModel) -> None:
    tags = replace(song(1).tags, year=1999, track=3, disc=2, album_artist="Various Artists")
    added = datetime(2026, 11, 30, 12, tzinfo=UTC)
    model.update_songs([replace(song(1), tags=tags, added=added), song(2)])

    def texts(row: int) -> list[str]:
        columns = ("YEAR", "TRACK", "DISC", "ALBUM_ARTIST")
        return [model.index(row, TableColumn[name]).data() for name in columns]

    assert texts(0) == ["1999", "3", "2", "Various Artists"]
    assert texts(1) == [""] * 4
    assert "26" in model.index(0, TableColumn.ADDED).data()
    assert model.index(1, TableColumn.ADDED).data() == ""
    model.sort(TableColumn.YEAR, DESCENDING)
    assert model.track_ids().tolist() == [1, 2]
