"""Widths, covers and painted cells of the song table."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from moodtagger.core.musical_keys import MusicalKey
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.ui.cover_cache import rounded_square
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.library import SongTable
from moodtagger.ui.library.cell_formatting import accessible_text, cell_text, rows_as_tsv
from moodtagger.ui.library.column_definitions import SHOWN_BY_DEFAULT, TableColumn
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.loaders import ThumbnailLoader
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.synthetic_songs import song
from tests.ui.conftest import WindowFactory

A_MINOR = MusicalKey(9, minor=True)
RED = QColor(200, 30, 30)


@pytest.fixture
def table(qtbot: QtBot) -> SongTable:
    out = SongTable()
    qtbot.addWidget(out)
    out.resize(1000, 300)
    out.update_songs([song(i, f"Song {i}", artist=f"Artist {i}") for i in range(1, 31)])
    with qtbot.waitExposed(out):
        out.show()
    return out


def total_width(table: SongTable) -> int:
    return sum(table.view.columnWidth(column) for column in table.view.shown_columns())


def color_of(table: SongTable, column: TableColumn, dx: int = 0) -> QColor:
    rect = table.view.visualRect(table.model.index(0, column))
    at = rect.topLeft() + QPoint(dx or rect.width() // 2, rect.height() // 2)
    return table.view.viewport().grab().toImage().pixelColor(at)


def test_the_title_takes_what_the_others_leave(table: SongTable) -> None:
    assert tuple(table.view.shown_columns()) == SHOWN_BY_DEFAULT
    assert total_width(table) == table.view.viewport().width()
    artist = table.view.columnWidth(TableColumn.ARTIST)
    table.resize(1300, 300)
    assert total_width(table) == table.view.viewport().width()
    assert table.view.columnWidth(TableColumn.ARTIST) == artist
    table.columns_menu.entries[TableColumn.YEAR].trigger()
    assert total_width(table) == table.view.viewport().width()


def test_in_a_narrow_view_the_state_is_an_icon_until_there_is_room(table: SongTable) -> None:
    wide = table.view.columnWidth(TableColumn.STATE)
    table.resize(760, 300)
    assert table.view.columnWidth(TableColumn.STATE) < 40
    assert not table.view.horizontalScrollBar().maximum()
    table.resize(600, 300)
    assert table.view.columnWidth(TableColumn.ENERGY) < 60
    table.resize(1200, 300)
    assert table.view.columnWidth(TableColumn.STATE) == wide


def test_columns_are_sized_to_their_content_once(table: SongTable) -> None:
    before = table.view.columnWidth(TableColumn.ARTIST)
    table.update_songs([song(99, artist="Abba and a much longer name than all others")])
    assert table.view.columnWidth(TableColumn.ARTIST) == before
    table.view.reset_columns()
    assert table.view.columnWidth(TableColumn.ARTIST) > before


def test_a_layout_of_an_earlier_version_stays_as_it_was(qtbot: QtBot, table: SongTable) -> None:
    shown = {"TITLE": 222, "ALBUM": 111, "STATE": 99}
    columns = [[name, True, width] for name, width in shown.items()] + [["KEY", False, 50]]
    state = json.dumps({"columns": columns, "sort": ["ALBUM", True]}).encode()
    assert table.restore_state(state)
    table.resize(1250, 300)
    assert [column.name for column in table.view.shown_columns()] == list(shown)
    widths = [table.view.columnWidth(column) for column in table.view.shown_columns()]
    assert widths[:2] == [222, 111]  # the last one fills the view, as it did
    saved = json.loads(table.save_state())
    assert not saved["fills"]
    assert ["ENERGY", False] in [entry[:2] for entry in saved["columns"]]


def test_widths_that_gave_way_are_saved_as_they_were(table: SongTable) -> None:
    wide = table.view.columnWidth(TableColumn.STATE)
    table.resize(600, 300)
    saved = {name: width for name, _, width in json.loads(table.save_state())["columns"]}
    assert saved["STATE"] == wide


def test_numbers_are_whole_and_say_where_they_come_from() -> None:
    row = SongRow(1, "/m/1.mp3", FileTags(bpm=127.6, key="Em"), predicted_bpm=128.4)
    row = replace(row, predicted_key=A_MINOR)
    texts = {column: cell_text(row, column) for column in TableColumn}
    assert texts[TableColumn.BPM] == texts[TableColumn.TAG_BPM] == "128"
    assert texts[TableColumn.DETECTED_BPM] == "128"
    assert (texts[TableColumn.TAG_KEY], texts[TableColumn.DETECTED_KEY]) == ("9A", "8A")
    untagged = replace(row, tags=FileTags())
    assert cell_text(untagged, TableColumn.BPM) == "≈ 128"
    assert cell_text(untagged, TableColumn.TAG_BPM) == ""


def test_a_rating_is_shown_as_stars_and_read_as_a_number() -> None:
    row = SongRow(1, "/m/1.mp3", FileTags(rating=3.5))
    assert cell_text(row, TableColumn.RATING) == "★★★½"
    assert accessible_text(row, TableColumn.RATING) == "Rating: 3.5"
    assert rows_as_tsv([row], [TableColumn.RATING]) == "Rating\n3.5\n"
    assert cell_text(SongRow(2, "/m/2.mp3", FileTags()), TableColumn.RATING) == ""


def test_energy_is_a_bar_and_a_tagged_key_a_filled_tag(table: SongTable) -> None:
    loud = song(200, "0", arousal=0.9)
    tagged = replace(loud, tags=replace(loud.tags, artist="", key="Am"))
    detected = replace(tagged, tags=replace(tagged.tags, key=""), predicted_key=A_MINOR)
    table.clear()
    base = table.view.palette().base().color()
    accent = table.view.palette().accent().color()
    table.update_songs([tagged])
    assert color_of(table, TableColumn.ENERGY, 12) == accent
    assert color_of(table, TableColumn.KEY, 13) != base
    table.update_songs([detected])
    assert color_of(table, TableColumn.KEY, 11) == base
    table.update_songs([replace(detected, arousal=-0.95)])
    assert color_of(table, TableColumn.ENERGY, 40) != accent


def test_covers_are_painted_and_can_be_hidden(table: SongTable) -> None:
    cover = QImage(300, 200, QImage.Format.Format_RGB32)
    cover.fill(RED)
    small = rounded_square(cover, 48)
    assert (small.width(), small.height()) == (48, 48)
    assert small.pixelColor(0, 0).alpha() == 0
    table.view.title_delegate.thumbnail = lambda row: small
    assert color_of(table, TableColumn.TITLE, 20) == RED
    table.columns_menu.covers.trigger()
    assert color_of(table, TableColumn.TITLE, 20) != RED
    state = table.save_state()
    table.columns_menu.covers.trigger()
    table.restore_state(state)
    assert not table.view.title_delegate.shows_covers


def test_covers_are_loaded_for_rows_in_view_only(qtbot: QtBot, make_window: WindowFactory) -> None:
    service = FakeService(songs(300))
    asked: list[str] = []
    read = service.tracks.cover
    service.tracks.cover = lambda path: asked.append(path) or read(path)  # type: ignore[method-assign, func-returns-value]
    window = make_window(service)
    table = window.views.table
    qtbot.waitUntil(lambda: table.model.rowCount() == 300)
    visible = [table.song(track_id) for track_id in table.ids_on_screen()]
    paths = {row.path for row in visible if row is not None}
    qtbot.waitUntil(lambda: len(set(asked) & paths) > 3)
    assert len(asked) < 100


class HeldContext:
    """Stands for the window's context: jobs run when asked to."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []
        self.read: list[str] = []
        self.tracks = self

    def run(self, queue: JobQueue, work: Any, done: Any, **rest: Any) -> object:
        self.jobs.append(lambda: done(work(self, None)))
        return self

    def cover(self, path: str) -> bytes | None:
        self.read.append(path)
        return None


def test_the_latest_covers_are_loaded_first_and_old_wishes_are_dropped(qtbot: QtBot) -> None:
    context = HeldContext()
    loader = ThumbnailLoader(cast(AppContext, context))
    for track_id in range(500):
        loader.thumbnail(song(track_id))
    while context.jobs:
        context.jobs.pop()()
    assert context.read[:2] == [song(0).path, song(499).path]  # one job had begun
    assert len(context.read) < 100
    loader.thumbnail(song(499))  # known to have none
    assert not context.jobs
