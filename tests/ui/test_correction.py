"""Corrections: plane picker, dialog and window, with keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from moodtagger.core.circumplex import Correction, Quadrant
from moodtagger.core.tracks import SongRow
from moodtagger.ui.correction_dialog import CorrectionDialog
from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.plane_picker import PlanePicker
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.synthetic_songs import song

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Make = Callable[..., MainWindow]
NOW = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture
def plane(qtbot: QtBot) -> PlanePicker:
    out = PlanePicker()
    qtbot.addWidget(out)
    out.resize(340, 320)
    with qtbot.waitExposed(out):
        out.show()
    out.setFocus()
    return out


def at(plane: PlanePicker, valence: float, arousal: float) -> QPoint:
    return plane.to_screen((valence, arousal)).toPoint()


def near(position: tuple[float, float] | None, valence: float, arousal: float) -> bool:
    return position == (pytest.approx(valence, abs=0.02), pytest.approx(arousal, abs=0.02))


def test_a_click_and_a_drag_choose_a_position(qtbot: QtBot, plane: PlanePicker) -> None:
    with qtbot.waitSignal(plane.moved):
        qtbot.mouseClick(plane, LEFT, pos=at(plane, -0.5, 0.25))
    assert near(plane.point, -0.5, 0.25)
    qtbot.mousePress(plane, LEFT, pos=at(plane, 0, 0))
    qtbot.mouseMove(plane, at(plane, 0.3, -0.6))
    qtbot.mouseRelease(plane, LEFT, pos=at(plane, 0.3, -0.6))
    assert near(plane.point, 0.3, -0.6)


def test_positions_beyond_the_edge_are_clipped(qtbot: QtBot, plane: PlanePicker) -> None:
    qtbot.mouseClick(plane, LEFT, pos=QPoint(339, 1))
    assert plane.point == (1.0, 1.0)


def test_arrow_keys_move_the_position(qtbot: QtBot, plane: PlanePicker) -> None:
    qtbot.keyClick(plane, Key.Key_Right)
    qtbot.keyClick(plane, Key.Key_Up, SHIFT)
    qtbot.keyClick(plane, Key.Key_Left, CTRL)
    assert plane.point == (0.04, 0.25)
    assert "Happy" in plane.accessibleDescription()
    for _ in range(5):
        qtbot.keyClick(plane, Key.Key_Down, SHIFT)
    assert plane.point == (0.04, -1.0)
    qtbot.keyClick(plane, Key.Key_Home)
    assert plane.point == (0.0, 0.0)


def test_setting_a_position_emits_nothing(qtbot: QtBot, plane: PlanePicker) -> None:
    with qtbot.assertNotEmitted(plane.moved):
        plane.set_point((0.2, 0.2))
    assert not plane.grab().isNull()


def open_dialog(qtbot: QtBot, *rows: SongRow) -> CorrectionDialog:
    out = CorrectionDialog(rows)
    out.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(out)
    with qtbot.waitExposed(out):
        out.show()
    return out


def test_the_dialog_starts_at_the_song_and_saves_only_changes(qtbot: QtBot) -> None:
    dialog = open_dialog(qtbot, song(1, valence=0.4, arousal=0.3))
    assert dialog.point == (0.4, 0.3)
    assert dialog.buttons[Quadrant.HAPPY].isChecked()
    assert not dialog.keep_button.isEnabled()
    assert not dialog.remove_button.isVisible()
    qtbot.keyClick(dialog.plane, Key.Key_Left, SHIFT)
    assert dialog.keep_button.isEnabled()
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.plane, Key.Key_Return)
    assert chosen.args == [(0.15, 0.3)]
    assert not dialog.isVisible()


def test_quadrant_buttons_and_numbers_choose_a_position(qtbot: QtBot) -> None:
    dialog = open_dialog(qtbot, song(1, valence=0.4, arousal=0.3))
    qtbot.mouseClick(dialog.buttons[Quadrant.SAD], LEFT)
    assert dialog.point == (-0.5, -0.5)
    assert (dialog.valence.value(), dialog.arousal.value()) == (-0.5, -0.5)
    assert dialog.user_label.text().startswith("Your position: Sad (very negative, very calm)")
    assert "ring): Happy" in dialog.prediction_label.text()
    dialog.arousal.setValue(0.75)
    assert dialog.point == (-0.5, 0.75)
    assert dialog.buttons[Quadrant.ANGRY].isChecked()


def test_several_songs_start_without_a_position(qtbot: QtBot) -> None:
    dialog = open_dialog(qtbot, song(1, valence=0.4), song(2, valence=-0.4))
    assert dialog.point is None
    assert not dialog.keep_button.isEnabled()
    assert not dialog.play_button.isVisible()
    qtbot.mouseClick(dialog.buttons[Quadrant.RELAXED], LEFT)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.mouseClick(dialog.keep_button, LEFT)
    assert chosen.args == [(0.5, -0.5)]


def test_an_unanalyzed_song_can_be_corrected(qtbot: QtBot) -> None:
    dialog = open_dialog(qtbot, song(1, valence=None, arousal=None))
    assert "ot analyzed" in dialog.prediction_label.text()
    qtbot.mouseClick(dialog.plane, LEFT, pos=at(dialog.plane, 0.5, 0.5))
    assert dialog.keep_button.isEnabled()


def test_a_correction_can_be_removed_in_the_dialog(qtbot: QtBot) -> None:
    dialog = open_dialog(qtbot, replace(song(1), correction=Correction(-0.5, 0.5, NOW)))
    assert dialog.point == (-0.5, 0.5)
    with qtbot.waitSignal(dialog.correctionRemoved), qtbot.assertNotEmitted(dialog.chosen):
        qtbot.mouseClick(dialog.remove_button, LEFT)


# -- in the window ------------------------------------------------------------------------


@pytest.fixture
def window(qtbot: QtBot, make_window: Make) -> MainWindow:
    out = make_window(FakeService(songs(40)))
    qtbot.waitUntil(lambda: out.views.table.model.rowCount() == 40)
    out.library.select({2})
    qtbot.waitUntil(lambda: out.views.inspector.song_page.track_id == 2)
    return out


def dialog_of(qtbot: QtBot, window: MainWindow) -> CorrectionDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(CorrectionDialog)))
    return window.findChildren(CorrectionDialog)[-1]


def correct(qtbot: QtBot, window: MainWindow, quadrant: Quadrant = Quadrant.SAD) -> None:
    qtbot.keyClick(window, Key.Key_D, CTRL)
    dialog = dialog_of(qtbot, window)
    dialog.buttons[quadrant].click()
    qtbot.keyClick(dialog.plane, Key.Key_Left)
    qtbot.keyClick(dialog.plane, Key.Key_Return)
    qtbot.waitUntil(lambda: row(window).correction is not None)
    activate(qtbot, window)


def activate(qtbot: QtBot, window: MainWindow) -> None:
    """Activate the window, as window systems do after a dialog but "offscreen" does not."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def row(window: MainWindow, track_id: int = 2) -> SongRow:
    found = window.library.song(track_id)
    assert found is not None
    return found


def test_a_correction_by_key_is_shown_everywhere(qtbot: QtBot, window: MainWindow) -> None:
    before = row(window)
    correct(qtbot, window)
    after = row(window)
    assert (after.effective_valence, after.effective_arousal) == (-0.55, -0.5)
    assert (after.valence, after.arousal) == (before.valence, before.arousal)
    head = window.views.inspector.song_page.header
    qtbot.waitUntil(lambda: not head.user_position.isHidden())
    assert not head.prediction_label.isHidden()
    assert "−0.55" in head.user_position.coordinates.text()
    assert window.views.messages.texts()[-1].endswith("analysis is kept.")


def test_a_correction_is_undone_and_redone(qtbot: QtBot, window: MainWindow) -> None:
    correct(qtbot, window)
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: row(window).correction is None)
    head = window.views.inspector.song_page.header
    qtbot.waitUntil(lambda: head.user_position.isHidden())
    (message,) = [m for m in window.views.messages.messages() if m.topic == "corrections"]
    message.buttons[0].click()
    qtbot.waitUntil(lambda: row(window).correction is not None)
    assert row(window).effective_valence == -0.55


def test_undo_restores_the_earlier_correction(qtbot: QtBot, window: MainWindow) -> None:
    correct(qtbot, window)
    window.corrections.correct(2, 0.9, 0.9)
    qtbot.waitUntil(lambda: row(window).effective_valence == 0.9)
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: row(window).effective_valence == -0.55)


def test_map_drag_and_inspector_button_correct(qtbot: QtBot, window: MainWindow) -> None:
    window.views.map.corrected.emit(2, 0.2, -0.9)
    qtbot.waitUntil(lambda: row(window).effective_arousal == -0.9)
    head = window.views.inspector.song_page.header
    qtbot.waitUntil(lambda: head.user_position.reset_button.isVisible())
    qtbot.mouseClick(head.user_position.reset_button, LEFT)
    qtbot.waitUntil(lambda: row(window).correction is None)
    qtbot.mouseClick(head.user_position.change_button, LEFT)
    assert dialog_of(qtbot, window).isVisible()
    dialog_of(qtbot, window).reject()


def test_corrections_of_a_selection_are_removed_by_key(qtbot: QtBot, window: MainWindow) -> None:
    window.library.select({2, 3, 4})
    qtbot.keyClick(window, Key.Key_D, CTRL)
    dialog = dialog_of(qtbot, window)
    dialog.buttons[Quadrant.RELAXED].click()
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: all(row(window, i).correction for i in (2, 3, 4)))
    activate(qtbot, window)
    qtbot.keyClick(window, Key.Key_D, CTRL | SHIFT)
    qtbot.waitUntil(lambda: not any(row(window, i).correction for i in (2, 3, 4)))
    qtbot.keyClick(window, Key.Key_D, CTRL | SHIFT)
    qtbot.waitUntil(lambda: "None of the selected" in window.views.messages.texts()[-1])


def test_a_read_only_library_cannot_be_corrected(qtbot: QtBot, make_window: Make) -> None:
    window = make_window(FakeService(songs(40), read_only=True))
    qtbot.waitUntil(lambda: window.views.table.model.rowCount() == 40)
    window.library.select({2})
    window.views.map.corrected.emit(2, 0.2, -0.9)
    QApplication.processEvents()
    assert not window.corrections.correct_action.isEnabled()
    assert not window.views.inspector.song_page.header.user_position.change_button.isEnabled()
    assert row(window).correction is None


def test_a_point_dragged_on_the_map_is_a_correction(qtbot: QtBot, window: MainWindow) -> None:
    view = window.views.map
    before = row(window)
    assert before.valence is not None
    assert before.arousal is not None
    start = QPoint(*map(round, view.scene.viewport.to_screen(before.valence, before.arousal)))
    end = QPoint(*map(round, view.scene.viewport.to_screen(-0.6, -0.7)))
    qtbot.mousePress(view, LEFT, pos=start)
    for step in (1, 2, 3):
        qtbot.mouseMove(view, start + (end - start) * step / 3)
    qtbot.mouseRelease(view, LEFT, pos=end)
    qtbot.waitUntil(lambda: row(window).correction is not None)
    assert near(
        (row(window).effective_valence or 0, row(window).effective_arousal or 0), -0.6, -0.7
    )
    assert view.selection() == {2}
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: row(window).correction is None)
    assert (row(window).effective_valence, row(window).effective_arousal) == (
        before.valence,
        before.arousal,
    )
