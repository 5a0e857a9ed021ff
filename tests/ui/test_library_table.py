"""The song table by keyboard and mouse."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from moodtagger.core.tracks import TrackState
from moodtagger.ui.library import Filter, SongTable
from moodtagger.ui.library.column_definitions import TableColumn
from moodtagger.ui.library.song_columns import SongColumns
from tests.support.executed_lines import executed_lines
from tests.support.track_tables import make_track_table
from tests.support.ui.synthetic_songs import many_songs, song

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def table(qtbot: QtBot) -> SongTable:
    out = SongTable()
    qtbot.addWidget(out)
    out.resize(1000, 400)
    out.update_songs([song(i, f"Song {i}") for i in range(1, 101)])
    sort_by(out, TableColumn.TITLE)
    with qtbot.waitExposed(out):
        out.show()
    out.view.setFocus()
    return out


def sort_by(
    table: SongTable, column: TableColumn, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
) -> None:
    table.view.horizontalHeader().setSortIndicator(column, order)


def point(table: SongTable, row: int, column: TableColumn = TableColumn.TITLE) -> QPoint:
    return table.view.visualRect(table.model.index(row, column)).center()


def test_click_shift_click_and_control_click_select(qtbot: QtBot, table: SongTable) -> None:
    selections: list[set[int]] = []
    table.selectionChanged.connect(selections.append)
    viewport = table.view.viewport()
    qtbot.mouseClick(viewport, LEFT, pos=point(table, 1))
    qtbot.mouseClick(viewport, LEFT, SHIFT, pos=point(table, 3))
    qtbot.mouseClick(viewport, LEFT, CTRL, pos=point(table, 6))
    assert selections == [{2}, {2, 3, 4}, {2, 3, 4, 7}]
    assert table.ordered_selection() == [2, 3, 4, 7]


def test_keys_move_select_and_activate(qtbot: QtBot, table: SongTable) -> None:
    qtbot.mouseClick(table.view.viewport(), LEFT, pos=point(table, 0))
    qtbot.keyClick(table.view, Key.Key_Down)
    assert table.selection() == {2}
    qtbot.keyClick(table.view, Key.Key_Down, SHIFT)
    assert table.selection() == {2, 3}
    qtbot.keyClick(table.view, Key.Key_A, CTRL)
    assert len(table.selection()) == 100
    with qtbot.waitSignal(table.activated) as activated:
        qtbot.keyClick(table.view, Key.Key_Return)
    assert activated.args == [3]


def test_home_and_end_go_to_the_first_and_last_song(qtbot: QtBot, table: SongTable) -> None:
    qtbot.mouseClick(table.view.viewport(), LEFT, pos=point(table, 2))
    qtbot.keyClick(table.view, Key.Key_End)
    assert table.selection() == {100}
    qtbot.keyClick(table.view, Key.Key_Up)
    qtbot.keyClick(table.view, Key.Key_End, SHIFT)
    assert table.selection() == {99, 100}
    qtbot.keyClick(table.view, Key.Key_Home)
    assert table.selection() == {1}
    assert table.view.rowAt(0) == 0


def test_double_click_activates(qtbot: QtBot, table: SongTable) -> None:
    qtbot.mouseClick(table.view.viewport(), LEFT, pos=point(table, 4))
    with qtbot.waitSignal(table.activated) as activated:
        qtbot.mouseDClick(table.view.viewport(), LEFT, pos=point(table, 4))
    assert activated.args == [5]


def test_typing_finds_a_title(qtbot: QtBot, table: SongTable) -> None:
    qtbot.mouseClick(table.view.viewport(), LEFT, pos=point(table, 0))
    qtbot.keyClicks(table.view, "song 42")
    assert table.selection() == {42}


def test_typing_finds_the_next_title_from_the_current_one(table: SongTable) -> None:
    start = table.model.index(50, TableColumn.TITLE)
    (match,) = table.model.match(start, int(Qt.ItemDataRole.DisplayRole), "SONG 1")
    assert table.model.row(match.row()).track_id == 100  # "Song 100" comes after "Song 51"


def test_reveal_shows_a_hidden_song_until_it_is_deselected(qtbot: QtBot, table: SongTable) -> None:
    table.set_filter(Filter(text="song 50"))
    table.reveal({7})
    assert table.shown_ids() == {7, 50}
    table.set_selection({7})
    table.set_selection({50})
    qtbot.waitUntil(lambda: table.shown_ids() == {50})


def test_set_selection_scrolls_and_emits_nothing(qtbot: QtBot, table: SongTable) -> None:
    with qtbot.assertNotEmitted(table.selectionChanged):
        table.set_selection({80, 81, 4711})
    assert table.selection() == {80, 81}
    rect = table.view.visualRect(table.model.index(79, 0))
    assert table.view.viewport().rect().contains(rect.center())


@pytest.mark.parametrize("ids", [{10, 12}, set(range(5, 100, 1)), set(range(1, 101, 2)) | {2, 40}])
def test_selection_survives_sort_filter_and_update(table: SongTable, ids: set[int]) -> None:
    table.set_selection(ids)
    sort_by(table, TableColumn.TITLE, Qt.SortOrder.DescendingOrder)
    assert table.selection() == ids
    table.update_songs([song(i, f"Song {i}", duration_s=1.0) for i in (10, 200, 201)])
    sort_by(table, TableColumn.LENGTH)
    assert table.selection() == ids
    selected = table.view.selectionModel().selectedRows()
    assert {table.model.row(index.row()).track_id for index in selected} == ids


def test_songs_hidden_by_the_filter_are_deselected(qtbot: QtBot, table: SongTable) -> None:
    table.set_selection({5, 50, 51})
    with qtbot.waitSignal(table.selectionChanged) as changed:
        table.set_filter(Filter(text="song 50"))
    assert changed.args == [{50}]
    table.set_filter(Filter())
    assert table.selection() == {50}


def test_updates_keep_the_scroll_position(table: SongTable) -> None:
    bar = table.view.verticalScrollBar()
    bar.setValue(table.view.rowHeight(0) * 30 + 7)
    top = table.model.row(table.view.rowAt(0)).track_id
    before = table.view.rowViewportPosition(table.view.rowAt(0))
    table.update_songs([song(1000 + i, f"Song 1.{i}") for i in range(20)])
    assert table.model.row(table.view.rowAt(0)).track_id == top
    assert table.view.rowViewportPosition(table.view.rowAt(0)) == before


def test_a_decided_song_stays_until_it_is_deselected(qtbot: QtBot, table: SongTable) -> None:
    table.set_filter(Filter(text="state:undecided"))
    qtbot.mouseClick(table.view.viewport(), LEFT, pos=point(table, 2))
    row = dataclasses.replace(table.model.row(2), state=TrackState.DECIDED)
    table.update_songs([row])
    assert table.selection() == {3}
    assert 3 in table.shown_ids()
    qtbot.keyClick(table.view, Key.Key_Down)
    qtbot.waitUntil(lambda: 3 not in table.shown_ids())
    assert table.selection() == {4}


def test_a_click_on_a_header_sorts_and_keeps_the_selection(qtbot: QtBot, table: SongTable) -> None:
    table.set_selection({7})
    header = table.view.horizontalHeader()
    x = header.sectionViewportPosition(TableColumn.LENGTH) + 20
    table.update_songs([song(7, "Song 7", duration_s=1.0)])
    qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(x, header.height() // 2))
    assert header.sortIndicatorSection() == TableColumn.LENGTH
    assert table.selection() == {7}
    first = {table.model.row(0).track_id, table.model.row(99).track_id}
    assert 7 in first


def test_header_state_is_restored(qtbot: QtBot, table: SongTable) -> None:
    table.view.setColumnHidden(TableColumn.LENGTH, True)
    table.view.setColumnWidth(TableColumn.ARTIST, 121)
    sort_by(table, TableColumn.AROUSAL, Qt.SortOrder.DescendingOrder)
    state = table.save_state()
    other = SongTable()
    qtbot.addWidget(other)
    other.update_songs([song(1, arousal=0.1), song(2, arousal=0.9), song(3, arousal=-0.9)])
    other.resize(1000, 400)
    other.show()
    assert other.restore_state(state)
    assert other.view.isColumnHidden(TableColumn.LENGTH)
    assert other.view.columnWidth(TableColumn.ARTIST) == 121
    assert [other.model.row(r).track_id for r in range(3)] == [2, 1, 3]
    assert not other.restore_state(b"no such state")


def test_the_column_menu_shows_columns_by_group(qtbot: QtBot, table: SongTable) -> None:
    groups = [entry.text() for entry in table.columns_menu.actions() if entry.menu()]
    assert groups == ["Song", "Mood", "Tempo and key", "Character"]
    entries = table.columns_menu.entries
    assert set(entries) == set(TableColumn)
    entries[TableColumn.ALBUM].trigger()
    assert not table.view.isColumnHidden(TableColumn.ALBUM)
    assert not entries[TableColumn.TITLE].isEnabled()
    (reset,) = (e for e in table.columns_menu.actions() if e.text() == "&Reset columns")
    reset.trigger()
    assert table.view.isColumnHidden(TableColumn.ALBUM)
    assert table.view.horizontalHeader().sortIndicatorSection() == TableColumn.ARTIST


def test_the_empty_message_suggests_what_to_do(qtbot: QtBot, table: SongTable) -> None:
    table.set_filter(Filter(text="nothing like it"))
    assert "No matching songs" in table.view.empty_text()
    table.clear()
    assert "Add a music folder" in table.view.empty_text()
    assert not table.view.grab().isNull()


def lines_to_sort_and_filter(qtbot: QtBot, songs: int) -> list[int]:
    """Lines executed by each step on a table of that many songs."""
    table = SongTable()
    qtbot.addWidget(table)
    table.update_songs(many_songs(songs))
    sort_by(table, TableColumn.TITLE)
    steps = (
        lambda: sort_by(table, TableColumn.VALENCE),
        lambda: sort_by(table, TableColumn.TITLE),
        lambda: table.set_filter(Filter(text="mood:calm")),
        lambda: table.set_filter(Filter()),
        table.counts,
        lambda: table.set_filter(Filter(text="riv")),
    )
    return [executed_lines(step) for step in steps]


def test_sorting_and_filtering_take_no_step_for_each_song(qtbot: QtBot) -> None:
    """Arrays do the work; a proxy model calls Python for each comparison of two songs."""
    few, many = lines_to_sort_and_filter(qtbot, 500), lines_to_sort_and_filter(qtbot, 4000)
    growth = [(b - a) / 3500 for a, b in zip(few, many, strict=True)]
    assert max(growth[:-1]) < 0.1
    assert growth[-1] < 1.5  # the search joins the texts of all songs once


def test_prepared_columns_replace_all_songs_and_keep_the_selection(
    table: SongTable,
) -> None:
    table.set_selection({40, 41, 90})
    selections: list[set[int]] = []
    table.selectionChanged.connect(selections.append)
    table.view.verticalScrollBar().setValue(900)
    top = table.view.scroll_anchor()
    table.set_songs(
        SongColumns.from_table(
            make_track_table([song(i, f"Song {i}") for i in range(20, 201) if i != 90])
        )
    )
    assert selections == [{40, 41}]
    assert table.selection() == {40, 41}
    assert len(table.shown_ids()) == 180
    assert table.view.scroll_anchor() == top
    assert table.song(1) is None
    table.update_songs([song(200, "Aardvark")])
    assert table.model.row(0).track_id == 200


def test_prepared_columns_keep_filter_and_order(table: SongTable) -> None:
    table.set_filter(Filter(text="song 15"))
    sort_by(table, TableColumn.TITLE, Qt.SortOrder.DescendingOrder)
    table.set_songs(
        SongColumns.from_table(make_track_table([song(i, f"Song {i}") for i in range(140, 160)]))
    )
    assert table.model.track_ids().tolist() == list(range(159, 149, -1))
