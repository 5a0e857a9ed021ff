"""Columns, copying, playlists, corrected songs and accessible texts of the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from moodtagger.core.circumplex import Correction
from moodtagger.core.tracks import FileTags, SongRow, TrackState
from moodtagger.ui.library import Filter, SongKind, SongTable
from moodtagger.ui.library.cell_formatting import rows_as_tsv
from moodtagger.ui.library.column_chooser import ColumnsDialog
from moodtagger.ui.library.column_definitions import HIDDEN_BY_DEFAULT, TableColumn
from moodtagger.ui.main_window.window import MainWindow
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.synthetic_songs import song

WindowFactory = Callable[..., MainWindow]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
NOW = datetime(2024, 5, 1, tzinfo=UTC)


def corrected(row: SongRow, valence: float, arousal: float) -> SongRow:
    return replace(row, correction=Correction(valence, arousal, NOW))


def tagged(track_id: int, **tags: object) -> SongRow:
    return replace(song(track_id), tags=FileTags(title=f"T{track_id}", **tags))  # type: ignore[arg-type]


@pytest.fixture
def table(qtbot: QtBot) -> SongTable:
    out = SongTable()
    qtbot.addWidget(out)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    out.tester = QAbstractItemModelTester(out.model, mode)  # type: ignore[attr-defined]
    out.resize(1000, 400)
    with qtbot.waitExposed(out):
        out.show()
    return out


def order(table: SongTable) -> list[int]:
    return table.model.track_ids().tolist()


def cell(table: SongTable, row: int, column: TableColumn, role: int = 0) -> str:
    return table.model.index(row, column).data(Qt.ItemDataRole(role))


def test_corrected_positions_are_shown_sorted_and_filtered(table: SongTable) -> None:
    rows = [song(1, valence=0.9), corrected(song(2, valence=0.8), -0.5, -0.5), song(3, valence=0.1)]
    table.update_songs(rows)
    table.view.horizontalHeader().setSortIndicator(TableColumn.VALENCE, ASCENDING)
    assert order(table) == [2, 3, 1]
    assert cell(table, 0, TableColumn.VALENCE) == "✎ −0.50"
    assert cell(table, 0, TableColumn.CONFIDENCE) == "Sad (corrected)"
    assert cell(table, 0, TableColumn.ENERGY) == "2"
    tooltip = cell(table, 0, TableColumn.VALENCE, Qt.ItemDataRole.ToolTipRole)
    assert "Your position: valence −0.50, arousal −0.50 (Sad)" in tooltip
    assert "Original analysis: valence +0.80, arousal +0.30 (Happy)" in tooltip
    accessible_text = cell(table, 0, TableColumn.VALENCE, Qt.ItemDataRole.AccessibleTextRole)
    assert accessible_text.startswith("Valence: −0.50. Your position")
    table.view.horizontalHeader().setSortIndicator(TableColumn.CONFIDENCE, DESCENDING)
    assert order(table)[0] == 2
    table.set_filter(Filter(text="corrected:yes"))
    assert order(table) == [2]
    assert table.counts().kinds[SongKind.CORRECTED] == 1
    table.update_songs([song(2, valence=0.8)])
    assert order(table) == []
    assert table.counts().kinds[SongKind.CORRECTED] == 0


def test_a_stale_analysis_is_mentioned_in_tooltips(table: SongTable) -> None:
    table.update_songs([replace(song(1), stale=True), song(2)])
    for column in (TableColumn.STATE, TableColumn.VALENCE, TableColumn.PROPOSED):
        tooltips = [cell(table, row, column, Qt.ItemDataRole.ToolTipRole) for row in (0, 1)]
        assert [("complete analysis follows" in tooltip) for tooltip in tooltips] == [True, False]


def test_the_accessible_description_of_a_title_covers_the_map(table: SongTable) -> None:
    table.update_songs([corrected(song(1, "Rain", valence=0.8), -0.5, -0.5)])
    role = Qt.ItemDataRole.AccessibleDescriptionRole
    description = cell(table, 0, TableColumn.TITLE, role)
    for part in (
        "Artist: Ana Lima",
        "Confidence: Sad (corrected)",
        "riginal analysis",
        "State: To review",
    ):
        assert part in description
    assert cell(table, 0, TableColumn.ARTIST, role) is None


def test_bpm_key_genre_and_energy_columns(table: SongTable) -> None:
    rows = [
        tagged(1, bpm=128.0, key="8A", genre="House"),
        tagged(2, genre="Ambient"),
        replace(tagged(3), predicted_bpm=92.44, valence=0.5, arousal=1.0),
    ]
    table.update_songs(rows)
    table.view.horizontalHeader().setSortIndicator(TableColumn.BPM, ASCENDING)
    assert order(table) == [3, 1, 2]
    assert [cell(table, row, TableColumn.BPM) for row in range(3)] == ["≈ 92", "128", ""]
    assert "Detected: 92.4 BPM" in cell(table, 0, TableColumn.BPM, Qt.ItemDataRole.ToolTipRole)
    assert cell(table, 1, TableColumn.KEY) == "8A"
    table.view.horizontalHeader().setSortIndicator(TableColumn.GENRE, ASCENDING)
    assert order(table) == [2, 1, 3]
    table.view.horizontalHeader().setSortIndicator(TableColumn.ENERGY, DESCENDING)
    assert (order(table)[0], cell(table, 0, TableColumn.ENERGY)) == (3, "10")
    assert all(table.view.isColumnHidden(column) for column in HIDDEN_BY_DEFAULT)


def test_columns_are_restored_by_name(qtbot: QtBot, table: SongTable) -> None:
    header = table.view.horizontalHeader()
    table.view.setColumnHidden(TableColumn.BPM, False)
    table.view.setColumnWidth(TableColumn.BPM, 77)
    header.moveSection(header.visualIndex(TableColumn.BPM), 1)
    state = table.save_state()
    assert table.view.isColumnHidden(TableColumn.YEAR)
    other = SongTable()
    qtbot.addWidget(other)
    # As saved by a version with fewer columns, and by one with another column.
    assert other.restore_state(state.replace(b'["YEAR", ', b'["Z", ').replace(b"GENRE", b"X"))
    assert other.view.shown_columns()[:2] == [TableColumn.TITLE, TableColumn.BPM]
    assert other.view.columnWidth(TableColumn.BPM) == 77
    assert other.view.isColumnHidden(TableColumn.GENRE)


def test_a_restored_state_cannot_hide_the_title(table: SongTable) -> None:
    state = b'{"columns": [["TITLE", false, 90], ["ALBUM", false, 80]], "sort": ["TITLE", false]}'
    assert table.restore_state(state)
    assert not table.view.isColumnHidden(TableColumn.TITLE)
    assert table.view.isColumnHidden(TableColumn.ALBUM)


@pytest.mark.parametrize(
    "state",
    [b"", b"no", b"[]", b"{}", b'{"columns": [["TITLE", true, -5]], "sort": ["TITLE", false]}'],
)
def test_an_invalid_state_changes_nothing(table: SongTable, state: bytes) -> None:
    before = table.save_state()
    assert not table.restore_state(state)
    assert table.save_state() == before


def test_the_columns_dialog_by_keyboard(qtbot: QtBot, table: SongTable) -> None:
    dialog = ColumnsDialog(table.view, table)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Key.Key_Down)
    qtbot.keyClick(dialog.list, Key.Key_Space)
    assert table.view.isColumnHidden(TableColumn.ARTIST)
    qtbot.keyClick(dialog.list, Key.Key_Down)
    qtbot.keyClick(dialog, Key.Key_Up, ALT)
    qtbot.keyClick(dialog, Key.Key_Up, ALT)
    assert table.view.shown_columns()[:2] == [TableColumn.PROPOSED, TableColumn.TITLE]
    assert not dialog.up.isEnabled()
    dialog.reset.click()
    assert table.view.shown_columns()[:2] == [TableColumn.TITLE, TableColumn.ARTIST]
    assert dialog.list.item(1).checkState() == Qt.CheckState.Checked
    dialog.reject()


def test_clipboard_text_escapes_formulas() -> None:
    rows = [
        corrected(replace(song(1), tags=FileTags(title="=cmd()\tx\n", artist="A")), -0.5, 0.25),
        song(2, "Plain", valence=None, arousal=None),
    ]
    columns = [TableColumn.ARTIST, TableColumn.TITLE, TableColumn.VALENCE, TableColumn.CONFIDENCE]
    assert rows_as_tsv(rows, columns).splitlines() == [
        "Artist\tTitle\tValence\tConfidence",
        "A\t'=cmd() x\t-0.50\tAngry (corrected)",
        "Ana Lima\tPlain\t\t",
    ]


# --- in the window


@pytest.fixture
def window(qtbot: QtBot, make_window: WindowFactory) -> MainWindow:
    window = make_window(FakeService(songs(40)))
    qtbot.waitUntil(lambda: window.views.table.model.rowCount() == 40)
    window.library.select({2, 3})
    return window


def test_control_c_copies_the_selection(qtbot: QtBot, window: MainWindow) -> None:
    QGuiApplication.clipboard().clear()
    window.views.table.setFocus()
    qtbot.keyClick(window.views.table.view, Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("Title\tArtist")
    assert "Copied 2 songs" in window.views.messages.texts()[-1]


@pytest.mark.parametrize(("keys", "count"), [(CTRL, 2), (CTRL | SHIFT, 40)])
def test_playlists_of_selected_or_shown_songs(
    qtbot: QtBot,
    window: MainWindow,
    tmp_path: Path,
    keys: Qt.KeyboardModifier,
    count: int,
) -> None:
    qtbot.keyClick(window, Key.Key_E, keys)
    dialog = window.table.playlists.dialog
    assert dialog is not None
    out = tmp_path / "list.m3u8"
    dialog.fileSelected.emit(str(out))
    dialog.reject()
    qtbot.waitUntil(out.exists)
    lines = out.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 2 * count
    rows = [window.library.song(track_id) for track_id in order(window.views.table)]
    expected = [
        Path(row.path).name for row in rows if row and (count == 40 or row.track_id in (2, 3))
    ]
    assert [Path(line).name for line in lines[2::2]] == expected


def test_missing_files_make_no_playlist(qtbot: QtBot, make_window: WindowFactory) -> None:
    missing = [replace(row, state=TrackState.ABSENT) for row in songs(3)]
    window = make_window(FakeService(missing))
    qtbot.waitUntil(lambda: window.views.table.model.rowCount() == 3)
    qtbot.keyClick(window, Key.Key_E, CTRL | SHIFT)
    assert "all of these files" in window.views.messages.texts()[-1]


def test_columns_are_saved_with_the_window(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(5)))
    window.views.table.view.setColumnHidden(TableColumn.ENERGY, False)
    with qtbot.waitSignal(window.closed):
        window.close()
    again = make_window(FakeService(songs(5)), settings=window.saved_settings[-1])  # type: ignore[attr-defined]
    assert not again.views.table.view.isColumnHidden(TableColumn.ENERGY)
