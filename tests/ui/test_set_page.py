"""The Set page: building, moving, locking, swapping, undoing and exporting."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from moodtagger.audio import transition_preview
from moodtagger.audio.transition_preview import MixSong
from moodtagger.core.circumplex import Quadrant
from moodtagger.core.dj.transitions import Transition
from moodtagger.core.musical_keys import KeyRelation
from moodtagger.core.tracks import FileTags, SongRow, TrackState
from moodtagger.settings import Settings
from moodtagger.ui.dj_set.curve_chart import CurveChart
from moodtagger.ui.dj_set.set_model import SetColumn, SetModel, SetStep
from moodtagger.ui.dj_set.set_table import SetTable
from moodtagger.ui.main_window.window import MainWindow
from tests.support.ui.fake_service import FakeService
from tests.ui.conftest import WindowFactory

Key, Mod = Qt.Key, Qt.KeyboardModifier


def library(count: int = 30) -> list[SongRow]:
    return [
        SongRow(
            i + 1,
            f"/m/{i:02}.mp3",
            FileTags(title=f"Song {i}", artist=f"Artist {i}", key="8A", bpm=120.0 + i % 5),
            200.0,
            TrackState.REVIEW,
            valence=0.0,
            arousal=-0.95 + 0.065 * i,
            quadrant=Quadrant.RELAXED,
        )
        for i in range(count)
    ]


@pytest.fixture
def window(qtbot: QtBot, make_window: WindowFactory) -> MainWindow:
    window = make_window(FakeService(library()))
    QTest.keyClick(window, Key.Key_9, Mod.ControlModifier)
    page = window.dj_set.page
    page.rules_panel.unit.setCurrentIndex(page.rules_panel.unit.findData("songs"))
    page.rules_panel.length.setValue(6)
    page.rules_panel.build_button.click()
    qtbot.waitUntil(lambda: len(page.table.steps.steps) == 6)
    return window


def titles(window: MainWindow) -> list[str]:
    return [step.row.tags.title for step in window.dj_set.page.table.steps.steps]


def test_a_set_is_built_along_the_curve(window: MainWindow) -> None:
    page = window.dj_set.page
    energies = [step.energy or 0.0 for step in page.table.steps.steps]
    assert energies[0] < energies[1] < energies[3]
    assert page.summary.text() == "6 songs \N{MIDDLE DOT} 20:00"
    assert page.note == ""
    step = page.table.steps.steps[1]
    assert step.transition is not None
    assert step.transition.relation is KeyRelation.SAME


def test_steps_are_moved_by_keys_and_undone(window: MainWindow) -> None:
    table, before = window.dj_set.page.table, titles(window)
    table.selectRow(0)
    QTest.keyClick(table, Key.Key_Down, Mod.AltModifier)
    assert titles(window) == [before[1], before[0], *before[2:]]
    window.dj_set.page.undo_button.click()
    assert titles(window) == before
    assert not window.dj_set.page.undo_button.isEnabled()


def test_changes_of_the_set_are_steps_of_the_windows_undo(qtbot: QtBot, window: MainWindow) -> None:
    page, before = window.dj_set.page, titles(window)
    page.table.select_rows([0])
    page.lock_button.click()
    page.reverse_button.click()
    page.rules_panel.length.setValue(3)
    page.rules_panel.build_button.click()
    qtbot.waitUntil(lambda: len(titles(window)) == 3)
    for _ in range(2):
        QTest.keyClick(window, Key.Key_Z, Mod.ControlModifier)
    assert titles(window) == before
    assert page.table.steps.steps[0].locked
    QTest.keyClick(window, Key.Key_Z, Mod.ControlModifier)
    assert not page.table.steps.steps[0].locked
    assert not page.undo_button.isEnabled()
    window.context.undo.redo()
    window.context.undo.redo()
    assert titles(window) == before[::-1]


def test_enter_plays_the_set_from_a_step_on(window: MainWindow) -> None:
    table, ids = window.dj_set.page.table, window.dj_set.ids_from(0)
    table.select_rows([2])
    QTest.keyClick(table, Key.Key_Return)
    assert window.player.track_id == ids[2]
    window.playback.play_next_song()
    assert window.player.track_id == ids[3]


def test_a_corrected_tempo_is_shown_in_the_set(qtbot: QtBot, window: MainWindow) -> None:
    table = window.dj_set.page.table
    table.select_rows([2])
    window.tempo.actions[2].trigger()
    text = table.steps.index(2, SetColumn.BPM)
    qtbot.waitUntil(lambda: int(table.steps.data(text)) > 230)
    assert table.selected_rows() == [2]


def test_steps_are_moved_by_drag_and_drop(window: MainWindow) -> None:
    model, before = window.dj_set.page.table.steps, titles(window)
    data = model.mimeData([model.index(4, 0), model.index(5, 0), model.index(5, 1)])
    model.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, model.index(-1, -1))
    assert titles(window) == [before[0], before[4], before[5], *before[1:4]]


def test_locked_songs_stay_when_the_set_is_built_again(qtbot: QtBot, window: MainWindow) -> None:
    page = window.dj_set.page
    page.table.selectRow(2)
    page.lock_button.click()
    locked = titles(window)[2]
    page.rules_panel.length.setValue(4)
    page.rules_panel.curve.setCurrentIndex(page.rules_panel.curve.findData("cooldown"))
    page.rules_panel.curve.activated.emit(page.rules_panel.curve.currentIndex())
    page.rules_panel.build_button.click()
    qtbot.waitUntil(lambda: len(titles(window)) == 4)
    assert titles(window)[2] == locked
    assert page.table.steps.steps[2].locked


def test_a_step_is_swapped_for_a_suggestion(window: MainWindow) -> None:
    page, before = window.dj_set.page, titles(window)
    page.table.selectRow(1)
    assert page.transition_bar.swaps.count() == 6
    page.transition_bar.swaps.activated.emit(1)
    after = titles(window)
    assert after[1] not in before
    assert [*after[:1], *after[2:]] == [*before[:1], *before[2:]]


def test_steps_are_removed_and_reversed(window: MainWindow) -> None:
    page, before = window.dj_set.page, titles(window)
    page.table.selectRow(0)
    QTest.keyClick(page.table, Key.Key_Delete)
    assert titles(window) == before[1:]
    page.reverse_button.click()
    assert titles(window) == before[:0:-1]


def test_selecting_a_step_selects_the_song_in_the_window(window: MainWindow) -> None:
    page = window.dj_set.page
    page.table.selectRow(3)
    assert window.views.table.selection() == {page.table.steps.steps[3].row.track_id}


def test_without_analyzed_songs_the_page_says_what_to_do(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = make_window(FakeService([SongRow(1, "/m/a.mp3", FileTags())]))
    page = window.dj_set.page
    assert page.summary.text() == "No set yet"
    page.rules_panel.build_button.click()
    qtbot.waitUntil(lambda: page.note.startswith("Drag the dotted line"))
    assert not page.save_button.isEnabled()


def test_what_does_not_fit_is_named(qtbot: QtBot, make_window: WindowFactory) -> None:
    rows = library(2)
    rows[1] = replace(rows[1], tags=replace(rows[1].tags, bpm=160.0, key="2B"))
    window = make_window(FakeService(rows))
    page = window.dj_set.page
    page.rules_panel.highest_bpm.setValue(150)
    page.rules_panel.half_double.setChecked(False)
    page.rules_panel.build_button.click()
    qtbot.waitUntil(lambda: len(titles(window)) == 2)
    fast = titles(window).index("Song 1") + 1
    assert page.note == (
        "1 to 2: the tempo changes too much, and the keys clash. "
        f"Outside the tempo range: {fast}. There are no more songs for these rules."
    )


def test_the_model_passes_qts_model_tester(qtbot: QtBot) -> None:
    model = SetModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    first, second = library(2)
    broken = Transition(-7.0, KeyRelation.CLASH, ("tempo", "key"))
    model.show_steps([SetStep(first, 3.0), SetStep(second, None, broken, locked=True)])
    texts = [model.data(model.index(1, column)) for column in SetColumn]
    assert texts[SetColumn.CHANGE] == "\N{MINUS SIGN}7"
    assert texts[SetColumn.RELATION] == "clash"
    assert texts[SetColumn.STARTS] == "3:20"
    assert texts[SetColumn.ENERGY] == ""
    warning = model.data(model.index(1, SetColumn.RELATION), Qt.ItemDataRole.ForegroundRole)
    assert warning is not None
    locked = model.data(model.index(1, SetColumn.LOCK), Qt.ItemDataRole.AccessibleTextRole)
    assert locked == "Locked"


def test_the_target_is_drawn_by_keys_and_mouse(qtbot: QtBot) -> None:
    chart = CurveChart()
    qtbot.addWidget(chart)
    chart.resize(400, 120)
    chart.show()
    chart.set_target([5.0, 5.0, 5.0])
    QTest.keyClick(chart, Key.Key_Up)
    QTest.keyClick(chart, Key.Key_Right)
    QTest.keyClick(chart, Key.Key_PageDown)
    assert chart.target() == [5.5, 3.0, 5.0]
    assert chart.accessibleDescription() == "Point 2 of 3: energy 3.0"
    with qtbot.waitSignal(chart.targetChanged):
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(390, 2))
    assert chart.target()[2] == 10.0
    chart.set_songs([3.0, float("nan"), 8.0], [0.1, 0.2, 0.3], [120.0, 121.0, float("nan")])
    assert not chart.grab().isNull()


def test_the_set_is_exported(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.dj_set.page.save_button.menu().actions()[1].trigger()
    dialog = window.dj_set.playlists.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "set.xml"))
    qtbot.waitUntil(lambda: (tmp_path / "set.xml").exists())
    assert (tmp_path / "set.xml").read_bytes().count(b"<TRACK TrackID") == 6
    assert (tmp_path / "set.xml").read_bytes().count(b'Colour="0x') == 6
    dialog.reject()


def test_titles_of_columns_are_not_cut_off(window: MainWindow) -> None:
    columns = window.dj_set.page.table.horizontalHeader()
    for column in SetColumn:
        if columns.isSectionHidden(column):
            continue
        assert columns.sectionSize(column) >= columns.sectionSizeHint(column), column


def test_a_gap_is_filled_and_the_locks_cell_is_clicked(window: MainWindow) -> None:
    page, before = window.dj_set.page, titles(window)
    page.table.selectRow(2)
    page.fill_button.click()
    after = titles(window)
    assert [*after[:2], *after[3:]] == before
    assert after[2] not in before
    index = page.table.steps.index(2, SetColumn.LOCK)
    where = page.table.visualRect(index).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert [step.locked for step in page.table.steps.steps] == [i == 2 for i in range(7)]


def test_songs_are_given_from_the_windows_selection(qtbot: QtBot, window: MainWindow) -> None:
    rules = window.dj_set.page.rules_panel
    for track_id, action in ((30, 0), (1, 1), (15, 2), (20, 3)):
        window.library.select({track_id})
        rules.song_rules.menu_button.menu().actions()[action].trigger()
    assert rules.more.isVisibleTo(rules)
    assert rules.song_rules.chips[30].accessibleName() == "Starts: Song 29"
    rules.build_button.click()
    qtbot.waitUntil(lambda: titles(window)[0] == "Song 29")
    assert titles(window)[-1] == "Song 0"
    assert "Song 14" in titles(window)
    assert "Song 19" not in titles(window)
    rules.song_rules.chips[30].click()
    assert set(rules.song_rules.chips) == {1, 15, 20}


def test_the_tempo_range_is_asked_for(window: MainWindow) -> None:
    rules, page = window.dj_set.page.rules_panel, window.dj_set.page
    assert page.request().bpm_range is None
    rules.lowest_bpm.setValue(121)
    assert page.request().bpm_range == (121, 300)
    rules.highest_bpm.setValue(123)
    assert page.request().bpm_range == (121, 123)


def test_a_set_follows_a_line_over_the_map(qtbot: QtBot, window: MainWindow) -> None:
    page = window.dj_set.page
    curve = page.rules_panel.curve
    curve.setCurrentIndex(curve.findData("map"))
    curve.activated.emit(curve.currentIndex())
    dialog = window.dj_set.path_dialog
    assert dialog is not None
    plane = dialog.plane
    start, end = plane.to_screen((0.0, 0.8)).toPoint(), plane.to_screen((0.0, -0.8)).toPoint()
    QTest.mousePress(plane, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(plane, end)
    QTest.mouseRelease(plane, Qt.MouseButton.LeftButton, pos=end)
    assert len(plane.path) == 8
    assert not plane.grab().isNull()
    QTest.keyClick(plane, Key.Key_Backspace)
    assert len(plane.path) == 7
    QTest.keyClick(plane, Key.Key_Down, Mod.ShiftModifier)
    QTest.keyClick(plane, Key.Key_Space)
    assert plane.path[-1] == (0.0, -0.25)
    QTest.keyClick(plane, Key.Key_Backspace)
    dialog.accept()
    request = page.request()
    assert request.energy_curve == ()
    assert request.mood_path[0] == pytest.approx((0.0, 0.8), abs=0.02)
    page.rules_panel.build_button.click()
    qtbot.waitUntil(lambda: page.table.steps.steps[0].row.track_id > 20)
    assert page.table.steps.steps[-1].row.track_id < 10


def test_what_fits_next_is_listed_and_added(qtbot: QtBot, window: MainWindow) -> None:
    page = window.dj_set.page
    page.next_button.setChecked(False)
    QTest.keyClick(window, Key.Key_9, Mod.ControlModifier | Mod.ShiftModifier)
    songs = page.next_songs.songs
    qtbot.waitUntil(lambda: songs.count() == 8)
    assert page.next_songs.heading.text() == f"What fits after “{titles(window)[-1]}”"
    assert "same" in songs.item(0).text()
    listed = {songs.item(i).text().splitlines()[0] for i in range(songs.count())}
    assert not listed & set(titles(window))
    window.playback.play(4)
    qtbot.waitUntil(lambda: page.next_songs.heading.text() == "What fits after “Song 3”")
    qtbot.waitUntil(lambda: songs.count() == 8)
    songs.setCurrentRow(0)
    chosen = songs.item(0).data(Qt.ItemDataRole.UserRole)
    QTest.keyClick(songs, Key.Key_Return)
    assert window.player.track_id == chosen
    qtbot.waitUntil(lambda: songs.count() == 8 and not page.next_songs.add_button.isEnabled())
    songs.setCurrentRow(0)
    name = songs.item(0).text().splitlines()[0]
    page.next_songs.add_button.click()
    assert titles(window)[-1] == name


def test_a_transition_is_described_and_previewed(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed: list[tuple[str, str]] = []

    def write(before: MixSong, after: MixSong, path: Path) -> None:
        mixed.append((before.path, after.path))
        path.write_bytes(b"RIFF")

    monkeypatch.setattr(transition_preview, "write_transition", write)
    page = window.dj_set.page
    page.table.selectRow(0)
    assert not page.transition_bar.preview_button.isEnabled()
    page.table.clearSelection()
    page.table.selectRow(1)
    assert page.transition_bar.label.toolTip().startswith("1 to 2: same")
    page.transition_bar.preview_button.click()
    qtbot.waitUntil(lambda: (window.player.path or "").endswith("Transition 1.wav"))
    rows = window.dj_set.rows
    assert mixed == [(rows[0].path, rows[1].path)]
    preview = Path(window.player.path or "")
    window.next_songs.close()
    assert not preview.exists()


@pytest.mark.parametrize("width", [520, 1400])
def test_columns_give_way_in_a_narrow_window(qtbot: QtBot, width: int) -> None:
    table = SetTable()
    qtbot.addWidget(table)
    table.resize(width, 300)
    table.show()
    assert table.isColumnHidden(SetColumn.LENGTH) == (width < 1000)
    assert not table.isColumnHidden(SetColumn.KEY)


def test_songs_are_added_to_an_empty_set(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(library()))
    qtbot.waitUntil(lambda: len(window.views.table.model.songs) == 30)
    window.library.select({3})
    window.dj_set.add_action.trigger()
    qtbot.waitUntil(lambda: titles(window) == ["Song 2"])
    window.library.select({7})
    window.dj_set.add_action.trigger()
    assert titles(window) == ["Song 2", "Song 6"]
    window.dj_set.page.table.select_rows([1])
    assert window.dj_set.page.transition_bar.swaps.count() == 6


def test_the_set_of_the_last_session_comes_back(qtbot: QtBot, make_window: WindowFactory) -> None:
    saved = Settings(window={"set": "[[5, 99, 2], [2]]"})
    window = make_window(FakeService(library()), settings=saved)
    QTest.keyClick(window, Key.Key_9, Mod.ControlModifier)
    qtbot.waitUntil(lambda: titles(window) == ["Song 4", "Song 1"])
    assert [step.locked for step in window.dj_set.page.table.steps.steps] == [False, True]
    window.dj_set.page.reverse_button.click()
    assert window.views.saved_state["set"] == "[[2, 5], [2]]"
    damaged = make_window(FakeService(library()), settings=Settings(window={"set": "{"}))
    QTest.keyClick(damaged, Key.Key_9, Mod.ControlModifier)
    damaged.dj_set.page.rules_panel.build_button.click()
    qtbot.waitUntil(lambda: bool(titles(damaged)))
