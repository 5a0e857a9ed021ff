"""Setting and removing moods on many songs, and accepting the suggestions of a selection."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from moodtagger.core.mood_changes import mood_changes
from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.review.set_moods_dialog import SetMoodsDialog
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.settle import settle
from tests.ui.conftest import WindowFactory

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
Check = Qt.CheckState


@pytest.fixture
def service() -> FakeService:
    rows = [row for row in songs(60) if row.proposed and not row.accepted][:4]
    moods = (("calm", "epic"), ("epic",), (), ())
    return FakeService([replace(r, accepted=m) for r, m in zip(rows, moods, strict=True)])


@pytest.fixture
def window(make_window: WindowFactory, service: FakeService) -> MainWindow:
    return make_window(service)


def open_dialog(window: MainWindow, ids: set[int]) -> SetMoodsDialog:
    window.library.select(ids)
    QTest.keyClick(window, Key.Key_M, CTRL_SHIFT)
    dialog = window.set_moods.dialog
    assert dialog is not None
    return dialog


def state(dialog: SetMoodsDialog, label: str) -> Qt.CheckState:
    return dialog.list.item(dialog.labels().index(label)).checkState()


def test_ticks_say_all_some_or_none(window: MainWindow, service: FakeService) -> None:
    ids = list(service.rows_by_id)
    dialog = open_dialog(window, set(ids[:2]))
    assert dialog.windowTitle() == "Moods of 2 songs"
    assert dialog.labels()[:2] == ["calm", "epic"]
    assert state(dialog, "calm") is Check.PartiallyChecked
    assert state(dialog, "epic") is Check.Checked
    assert state(dialog, "tense") is Check.Unchecked
    assert not dialog.ok_button.isEnabled()
    dialog.reject()


def test_moods_are_set_and_removed_by_key_in_one_step(
    qtbot: QtBot, window: MainWindow, service: FakeService
) -> None:
    before = {i: row.accepted for i, row in service.rows_by_id.items()}
    dialog = open_dialog(window, set(before))
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Key.Key_Space)  # calm: some -> all
    assert dialog.preview.text().startswith("Changes 3 songs: sets 3, removes 0.")
    QTest.keyClick(dialog.list, Key.Key_Down)
    QTest.keyClick(dialog.list, Key.Key_Space)
    QTest.keyClick(dialog.list, Key.Key_Space)  # epic: some -> all -> none
    assert "sets 3, removes 2" in dialog.preview.text()
    QTest.keyClick(dialog, Key.Key_Return)
    settle(qtbot, window)
    for row in service.rows_by_id.values():
        assert "calm" in row.accepted
        assert "epic" not in row.accepted
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: all(service.rows_by_id[i].accepted == m for i, m in before.items()))


def test_a_third_press_leaves_the_songs_as_they_are(
    window: MainWindow, service: FakeService
) -> None:
    dialog = open_dialog(window, set(service.rows_by_id))
    for _ in range(3):
        QTest.keyClick(dialog.list, Key.Key_Space)
    assert state(dialog, "calm") is Check.PartiallyChecked
    assert dialog.decisions() == []
    dialog.reject()


def test_the_filter_line_finds_moods_and_adds_own_ones(
    qtbot: QtBot, window: MainWindow, service: FakeService
) -> None:
    ids = list(service.rows_by_id)
    dialog = open_dialog(window, set(ids[:3]))
    QTest.keyClicks(dialog.search, "ten")
    assert "tense" in dialog.labels()
    assert "calm" not in dialog.labels()
    dialog.search.setText("hazy morning")
    assert dialog.labels() == ["hazy morning"]
    QTest.keyClick(dialog.search, Key.Key_Down)
    QTest.keyClick(dialog.list, Key.Key_Space)
    dialog.search.clear()
    assert state(dialog, "hazy morning") is Check.Checked
    QTest.keyClick(dialog, Key.Key_Return)
    settle(qtbot, window)
    assert all("hazy morning" in service.rows_by_id[i].accepted for i in ids[:3])
    assert "hazy morning" not in service.rows_by_id[ids[3]].accepted


def test_a_removed_suggestion_is_rejected_and_another_mood_only_forgotten() -> None:
    row = replace(songs(9)[3], proposed=("calm",), likely=("sad",), accepted=("calm", "epic"))
    decided = mood_changes([row], {"calm": False, "epic": False, "sad": False, "tense": True})
    i = row.track_id
    assert decided == [(i, "calm", False), (i, "epic", None), (i, "tense", True)]


def test_suggestions_are_accepted_of_the_selection_if_there_is_one(
    qtbot: QtBot, window: MainWindow, service: FakeService
) -> None:
    ids = list(service.rows_by_id)
    button, action = window.views.top_bar.accept_button, window.actions_.accept_selected
    assert button.text() == "Accept suggestions"
    window.library.select(set(ids[:3]))
    assert action.text().replace("&", "") == button.text() == "Accept suggestions of 3 songs"
    QTest.keyClick(window, Key.Key_Return, CTRL)
    settle(qtbot, window)
    for i in ids[:3]:
        assert set(service.rows_by_id[i].proposed) <= set(service.rows_by_id[i].accepted)
    assert not set(service.rows_by_id[ids[3]].proposed) & set(service.rows_by_id[ids[3]].accepted)
    window.library.select(set())
    QTest.keyClick(window, Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert set(service.rows_by_id[ids[3]].proposed) <= set(service.rows_by_id[ids[3]].accepted)
