"""Tempos are tapped, typed, halved, doubled and reset, and each change can be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from moodtagger.core.tracks import FileTags, SongRow, TrackState
from moodtagger.ui.library.cell_formatting import EDITED_MARK, cell_text
from moodtagger.ui.library.column_definitions import TableColumn
from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.tempo_dialog import TempoChoice, TempoDialog, tapped_bpm
from tests.support.ui.fake_service import FakeService
from tests.ui.conftest import WindowFactory

Key, Mod = Qt.Key, Qt.KeyboardModifier


def songs() -> list[SongRow]:
    row = SongRow(1, "/m/1.mp3", FileTags(title="One"), 200.0, TrackState.REVIEW, valence=0.1)
    row = replace(row, arousal=0.1, predicted_bpm=87.0)
    return [row, replace(row, track_id=2, path="/m/2.mp3", tags=FileTags(bpm=120.0))]


@pytest.fixture
def window(qtbot: QtBot, make_window: WindowFactory) -> MainWindow:
    window = make_window(FakeService(songs()))
    qtbot.waitUntil(lambda: len(window.views.table.model.songs) == 2)
    return window


def tempo(window: MainWindow, track_id: int) -> float | None:
    row = window.library.song(track_id)
    assert row is not None
    return row.effective_bpm


def action(window: MainWindow, text: str) -> QAction:
    return next(a for a in window.tempo.actions if a.text().replace("&", "") == text)


def test_tempos_are_doubled_together_and_undone(qtbot: QtBot, window: MainWindow) -> None:
    window.library.select({1, 2})
    action(window, "Double tempo").trigger()
    qtbot.waitUntil(lambda: tempo(window, 1) == 174.0)
    assert tempo(window, 2) == 240.0
    row = window.library.song(1)
    assert row is not None
    assert cell_text(row, TableColumn.BPM) == f"{EDITED_MARK} 174"
    assert window.views.messages.texts()[-1] == "2 songs: tempo corrected."
    QTest.keyClick(window, Key.Key_Z, Mod.ControlModifier)
    qtbot.waitUntil(lambda: tempo(window, 1) == 87.0)
    assert tempo(window, 2) == 120.0


def test_a_tempo_is_tapped_by_space(qtbot: QtBot, window: MainWindow) -> None:
    window.library.select({1})
    QTest.keyClick(window, Key.Key_B, Mod.ControlModifier)
    dialog = window.tempo.dialog
    assert dialog is not None
    dialog.play_button.click()
    assert window.player.track_id == 1
    times = iter([0.0, 10.0, 10.5, 11.0, 11.5])  # the first one is long past
    dialog._clock = lambda: next(times)
    for _ in range(5):
        QTest.keyClick(dialog.tap_button, Key.Key_Space)
    assert dialog.bpm.value() == 120.0
    dialog.accept()
    qtbot.waitUntil(lambda: tempo(window, 1) == 120.0)
    assert window.views.messages.texts()[-1] == "“One”: tempo set to 120.0 BPM."


def test_the_dialog_shows_halves_and_resets(qtbot: QtBot) -> None:
    first, second = songs()
    choices: list[TempoChoice] = []
    dialog = TempoDialog([first, second])
    qtbot.addWidget(dialog)
    dialog.chosen.connect(choices.append)
    assert dialog.bpm.text() == "Different tempos"
    assert not dialog.reset_button.isEnabled()
    dialog.half_button.click()
    dialog.accept()
    single = TempoDialog([replace(first, corrected_bpm=90.0)])
    qtbot.addWidget(single)
    single.chosen.connect(choices.append)
    single.double_button.click()
    assert single.bpm.value() == 180.0
    single.bpm.setValue(100.0)
    single.half_button.click()
    single.accept()
    again = TempoDialog([replace(first, corrected_bpm=90.0)])
    qtbot.addWidget(again)
    again.chosen.connect(choices.append)
    again.reset_button.click()
    assert choices == [TempoChoice(factor=0.5), TempoChoice(bpm=50.0), TempoChoice()]


def test_an_unchanged_dialog_changes_nothing(qtbot: QtBot) -> None:
    dialog = TempoDialog(songs()[:1])
    qtbot.addWidget(dialog)
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog.accept()


def test_a_single_tap_is_no_tempo() -> None:
    assert tapped_bpm([1.0]) is None
    assert tapped_bpm([0.0, 0.4, 1.0]) == pytest.approx(120.0)


def test_the_range_of_the_users_music_is_chosen(qtbot: QtBot, make_window: WindowFactory) -> None:
    service = FakeService(songs())
    window = make_window(service)
    window.settings_.show()
    dialog = window.settings_.dialog
    assert dialog is not None
    dialog.appearance.lowest_bpm.setValue(85)
    dialog.appearance.highest_bpm.setValue(175)
    qtbot.waitUntil(lambda: service.bpm_range == (85, 175))
    dialog.close()
