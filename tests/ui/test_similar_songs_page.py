"""Similar songs page: keys, criteria, reasons, dropped files, playlists and paths."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from moodtagger.core.similarity.query import SimilarityResult
from moodtagger.ui.library import Filter, SongKind
from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.similar.results_model import ResultColumn, ResultsModel, reasons_text
from moodtagger.ui.similar.results_table import ResultsTable
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.synthetic_songs import song
from tests.ui.conftest import WindowFactory
from tests.ui.test_window_flows import drop, shows_message

Key, Mod = Qt.Key, Qt.KeyboardModifier


def result(track_id: int = 1, **changes: object) -> SimilarityResult:
    parts = {"mood": 0.5, "feeling": 0.5, "sound": 0.5, "shared_moods": (), "bpm": None}
    return SimilarityResult(track_id, 1.0, **(parts | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("similar", "tempo", "text"),
    [
        (
            result(shared_moods=("dark", "tense"), bpm=117.0, sound=0.95),
            120.0,
            "same moods: dark, tense  ·  3 BPM apart  ·  similar sound",
        ),
        (result(bpm=120.2), 120.0, "same tempo"),
        (result(bpm=120.5), 120.0, "1 BPM apart"),
        (result(bpm=61.0), 120.0, "half tempo"),
        (result(bpm=241.0), 120.0, "double tempo"),
        (result(bpm=90.0, feeling=0.995), 120.0, "very close on the map"),
        (result(sound=0.7), None, "sound more similar than 70 of 100 songs"),
        (result(mood=0.4, feeling=0.3, sound=0.2), None, "not similar"),
    ],
)
def test_reasons_text(similar: SimilarityResult, tempo: float | None, text: str) -> None:
    assert reasons_text(similar, tempo) == text


def test_the_model_passes_qts_model_tester(qtbot: QtBot) -> None:
    model = ResultsModel()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    model.show_results([(song(1), result(1)), (song(2), result(2))], 120.0)
    model.show_path([(song(3), None), (song(1), result(1)), (song(2), result(2))])
    model.show_results([], None)
    assert tester.model() is model


def test_reasons_on_a_path_refer_to_the_previous_song(qtbot: QtBot) -> None:
    rows = [replace(song(i), predicted_bpm=bpm) for i, bpm in ((1, 100.0), (2, 104.0), (3, 105.0))]
    model = ResultsModel()
    model.show_path(
        [(rows[0], None), (rows[1], result(2, bpm=104.0)), (rows[2], result(3, bpm=105.0))]
    )
    reasons = [model.index(row, ResultColumn.REASONS).data() for row in range(3)]
    assert reasons == ["", "4 BPM apart", "1 BPM apart"]


def test_accessible_text_holds_title_and_reasons(qtbot: QtBot) -> None:
    model = ResultsModel()
    model.show_results([(song(1, "Rain"), result(1, shared_moods=("sad",)))], None)
    text = model.data(model.index(0, ResultColumn.TITLE), Qt.ItemDataRole.AccessibleTextRole)
    assert text == "Rain. same moods: sad"
    bpm = model.data(model.index(0, ResultColumn.BPM), Qt.ItemDataRole.AccessibleTextRole)
    assert bpm == "BPM: unknown"


def open_page(qtbot: QtBot, make_window: WindowFactory, count: int = 60) -> MainWindow:
    """Open a window and search for songs like song 3 with Ctrl+L."""
    window = make_window(FakeService(songs(count)))
    qtbot.waitUntil(lambda: window.views.table.model.rowCount() == count)
    window.library.select({3})
    window.views.table.view.setFocus()
    QTest.keyClick(window, Key.Key_L, Mod.ControlModifier)
    table(window)
    qtbot.waitUntil(lambda: table(window).results.rowCount() > 0)
    return window


def table(window: MainWindow) -> ResultsTable:
    return window.similar_songs.page.table


def result_ids(window: MainWindow) -> list[int]:
    return [row.track_id for row in table(window).results.songs()]


def test_a_shortcut_searches_for_songs_like_the_selected_one(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = open_page(qtbot, make_window)
    assert window.views.bottom_tabs.current_page() == "alike"
    name = window.library.song(3).name
    assert window.similar_songs.page.title_label.text() == f"Similar to “{name}”"
    assert 3 not in result_ids(window)
    reasons = table(window).results.index(0, ResultColumn.REASONS).data()
    assert reasons


def test_selecting_a_result_selects_the_song_and_keeps_the_results(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = open_page(qtbot, make_window)
    before = result_ids(window)
    table(window).setFocus()
    table(window).selectRow(0)
    QTest.keyClick(table(window), Key.Key_Down)
    assert window.views.table.selection() == {before[1]}
    assert result_ids(window) == before
    window.library.select({before[3]})
    assert table(window).selected_ids() == {before[3]}


def test_enter_plays_a_result(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = open_page(qtbot, make_window)
    table(window).selectRow(2)
    QTest.keyClick(table(window), Key.Key_Return)
    assert window.player.track_id == result_ids(window)[2]


def test_sliders_and_limits_change_the_results(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = open_page(qtbot, make_window)
    criteria, before = window.similar_songs.page.criteria, result_ids(window)
    criteria.per_artist.setFocus()
    criteria.per_artist.setValue(1)
    qtbot.waitUntil(lambda: result_ids(window) != before)
    artists = [row.tags.artist for row in table(window).results.songs()]
    assert len(set(artists)) == len(artists)
    criteria.mood.setFocus()
    QTest.keyClick(criteria.mood, Key.Key_Home)
    assert criteria.query().mood == 0
    assert criteria.mood.accessibleName() == "Mood"


def test_an_empty_tempo_range_suggests_what_to_do(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = open_page(qtbot, make_window)
    criteria = window.similar_songs.page.criteria
    assert not criteria.slowest.isEnabled()
    criteria.tempo.setFocus()
    QTest.keyClick(criteria.tempo, Key.Key_Space)
    qtbot.waitUntil(lambda: not result_ids(window))  # no song of this library has a tempo
    assert "Widen the tempo range" in table(window).empty_text()
    assert "without a tempo" in window.similar_songs.page.note.text()
    assert not window.similar_songs.page.save.isEnabled()


def test_tempo_limits_stay_in_order(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = open_page(qtbot, make_window)
    criteria = window.similar_songs.page.criteria
    criteria.tempo.setChecked(True)
    criteria.fastest.setValue(100)
    criteria.slowest.setValue(150)
    assert criteria.fastest.value() == 150
    criteria.fastest.setValue(80)
    assert criteria.slowest.value() == 80


def test_a_dropped_file_is_a_seed_and_stays_outside_the_library(
    qtbot: QtBot, make_window: WindowFactory, tmp_path: Path
) -> None:
    window = open_page(qtbot, make_window)
    service = window.context.service
    drop(window, str(tmp_path / "guest.mp3"))
    qtbot.waitUntil(lambda: "guest.mp3" in window.similar_songs.page.title_label.text())
    qtbot.waitUntil(lambda: bool(result_ids(window)))
    assert window.similar_songs.page.play_file_button.isVisible()
    assert service.scanned == []


def test_the_card_of_a_dropped_file_searches_for_similar_songs(
    qtbot: QtBot, make_window: WindowFactory, tmp_path: Path
) -> None:
    window = make_window(FakeService(songs(30)))
    drop(window, str(tmp_path / "guest.mp3"))
    qtbot.waitUntil(lambda: len(window.views.cards.cards()) == 1)
    card = window.views.cards.cards()[0]
    button = next(b for b in card.findChildren(QPushButton) if b.text() == "Similar songs")
    qtbot.waitUntil(button.isEnabled)
    assert window.views.bottom_tabs.current_page() == "songs"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.views.bottom_tabs.current_page() == "alike"
    qtbot.waitUntil(lambda: bool(result_ids(window)))


def test_results_are_saved_as_a_playlist(
    qtbot: QtBot, make_window: WindowFactory, tmp_path: Path
) -> None:
    window = open_page(qtbot, make_window)
    QTest.mouseClick(window.similar_songs.page.save, Qt.MouseButton.LeftButton)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "out.m3u8"))
    dialog.reject()
    qtbot.waitUntil(lambda: shows_message(window, "to playlist"))
    rows = [window.library.song(track_id) for track_id in (3, *result_ids(window))]
    lines = (tmp_path / "out.m3u8").read_text("utf-8").splitlines()
    assert [Path(line).name for line in lines[2::2]] == [Path(row.path).name for row in rows]


def test_a_path_between_two_songs(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = open_page(qtbot, make_window)
    window.library.select({3, 9})
    QTest.keyClick(window, Key.Key_L, Mod.ControlModifier | Mod.ShiftModifier)
    qtbot.waitUntil(lambda: len(result_ids(window)) == 12)
    ends = [row.track_id for row in window.similar_songs.page.seeds.songs]
    assert [result_ids(window)[0], result_ids(window)[-1]] == ends
    assert window.similar_songs.page.title_label.text().startswith("From “")
    assert list(window.views.map.scene.song_path) == result_ids(window)
    window.similar_songs.page.steps.setValue(5)
    qtbot.waitUntil(lambda: len(result_ids(window)) == 5)
    QTest.mouseClick(window.similar_songs.page.swap_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(result_ids(window)) and result_ids(window)[0] == ends[1])
    window.views.show_page("songs")
    assert not window.views.map.scene.song_path


def test_similar_songs_and_paths_use_the_filter_when_asked(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = open_page(qtbot, make_window)
    only_shown = window.similar_songs.page.criteria.only_shown
    window.views.search.set_filter(Filter(text="arousal:<0"))
    shown = window.views.table.shown_ids()
    assert not set(result_ids(window)) <= shown
    QTest.mouseClick(only_shown, Qt.MouseButton.LeftButton, pos=QPoint(8, only_shown.height() // 2))
    assert only_shown.isChecked()
    qtbot.waitUntil(lambda: set(result_ids(window)) <= shown)
    window.views.search.set_filter(Filter(text="arousal:>0"))
    qtbot.waitUntil(lambda: set(result_ids(window)) <= window.views.table.shown_ids())
    assert result_ids(window)
    window.library.select({3, 9})
    QTest.keyClick(window, Key.Key_L, Mod.ControlModifier | Mod.ShiftModifier)
    qtbot.waitUntil(lambda: window.similar_songs.page.wants_path() and len(result_ids(window)) > 4)
    assert set(result_ids(window)[1:-1]) <= window.views.table.shown_ids()


def test_a_path_needs_two_songs(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = open_page(qtbot, make_window)
    QTest.keyClick(window, Key.Key_L, Mod.ControlModifier | Mod.ShiftModifier)
    qtbot.waitUntil(lambda: shows_message(window, "Select exactly two songs"))


def test_a_path_leads_from_the_playing_song_to_the_selected_one(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = open_page(qtbot, make_window)
    window.playback.play(9)
    window.library.select({3})
    QTest.keyClick(window, Key.Key_L, Mod.ControlModifier | Mod.ShiftModifier)
    qtbot.waitUntil(lambda: [*result_ids(window)[:1], *result_ids(window)[-1:]] == [9, 3])
    assert window.similar_songs.page.wants_path()


def test_without_seeds_the_page_explains_how_to_search(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = make_window(FakeService(songs(20)))
    QTest.keyClick(window, Key.Key_7, Mod.ControlModifier)
    assert window.views.bottom_tabs.current_page() == "alike"
    assert "Ctrl+L" in table(window).empty_text()
    assert not window.similar_songs.page.use_selected.isEnabled()


def test_a_recording_is_listed_once_and_names_its_copies(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    rows = [replace(row, tags=replace(row.tags, album=f"Album {row.track_id}")) for row in songs(9)]
    service = FakeService(rows)
    first, second = rows[2].track_id, rows[4].track_id
    service.recordings.known_groups = [[first, rows[3].track_id], [second, rows[5].track_id]]
    window = make_window(service)
    page = window.similar_songs.page
    qtbot.waitUntil(lambda: window.views.table.model.rowCount() == len(rows))
    window.library.select({first})
    window.similar_songs.search_selected()
    qtbot.waitUntil(lambda: page.table.results.rowCount() > 0)
    found = [row.track_id for row in page.table.results.songs()]
    assert first not in found
    assert rows[3].track_id not in found
    (shown,) = {second, rows[5].track_id}.intersection(found)
    (other,) = {second, rows[5].track_id} - {shown}
    reasons = page.table.results.index(found.index(shown), ResultColumn.REASONS)
    assert reasons.data().endswith(f"also on Album {other}")
    assert f"Same recording: also on Album {rows[3].track_id}." in page.note.text()


def test_the_filter_shows_the_copies_of_recordings(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    rows = songs(6)
    service = FakeService(rows)
    ids = [row.track_id for row in rows]
    service.recordings.known_groups = [[ids[0], ids[3]]]
    window = make_window(service)
    library_table = window.views.table
    qtbot.waitUntil(lambda: library_table.counts().kinds[SongKind.DUPLICATES] == 2)
    window.views.search.set_filter(Filter(text="duplicate:yes"))
    assert library_table.shown_ids() == {ids[0], ids[3]}
    service.recordings.known_groups.append([ids[1], ids[4]])
    window.library.reload_duplicates()
    qtbot.waitUntil(lambda: library_table.shown_ids() == {ids[0], ids[1], ids[3], ids[4]})
