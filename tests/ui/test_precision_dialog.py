"""Precision dialog: keyboard, screen reader texts, and the effect of a choice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from moodtagger.services.active_model import PrecisionForecast
from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.review.precision_dialog import PrecisionDialog
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory

Key = Qt.Key
FORECASTS = [
    PrecisionForecast(p, 18 - i, 18, 900 - i) for i, p in enumerate((0.5, 0.6, 0.7, 0.8, 0.9))
]


@pytest.fixture
def dialog(qtbot: QtBot) -> PrecisionDialog:
    out = PrecisionDialog(0.6)
    with qtbot.waitExposed(out):
        out.show()
    return out


def test_arrow_keys_select_and_return_accepts(qtbot: QtBot, dialog: PrecisionDialog) -> None:
    assert dialog.precision == 0.6
    QTest.keyClick(dialog.buttons[0.6], Key.Key_Down)
    QTest.keyClick(dialog.buttons[0.7], Key.Key_Down)
    assert dialog.precision == 0.8
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.keyClick(dialog, Key.Key_Return)
    assert chosen.args == [0.8]


def test_an_unchanged_choice_and_escape_emit_nothing(qtbot: QtBot, dialog: PrecisionDialog) -> None:
    with qtbot.assertNotEmitted(dialog.chosen):
        QTest.keyClick(dialog.buttons[0.6], Key.Key_Down)
        QTest.keyClick(dialog.buttons[0.7], Key.Key_Up)
        dialog.accept()
    again = PrecisionDialog(0.6)
    again.show()
    with qtbot.assertNotEmitted(again.chosen):
        QTest.keyClick(again.buttons[0.6], Key.Key_Down)
        QTest.keyClick(again, Key.Key_Escape)


def test_forecasts_are_shown_and_accessible(dialog: PrecisionDialog) -> None:
    assert "Counting" in dialog.note.text()
    dialog.show_forecasts(FORECASTS)
    assert dialog.note.isHidden()
    assert dialog.mood_counts[0.8].text() == "15 of 18"
    assert dialog.song_counts[0.5].text() == "900"
    assert dialog.buttons[0.6].accessibleName() == (
        "At least 60% (default); 17 of 18 moods can be suggested; 899 songs have suggestions"
    )
    dialog.accept()


def test_a_failed_forecast_is_reported(dialog: PrecisionDialog) -> None:
    dialog.show_problem("The disk is gone.")
    assert dialog.note.text() == "The disk is gone."
    dialog.reject()


def open_dialog(window: MainWindow) -> PrecisionDialog:
    window.actions_.precision.trigger()
    dialog = window.findChild(PrecisionDialog)
    assert dialog is not None
    return dialog


def proposal_count(window: MainWindow) -> int:
    rows = window.views.table.model.songs.rows
    return sum(len(row.proposed) for row in rows if row is not None)


def test_a_choice_reaches_all_views_off_the_gui_thread(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service = FakeService(songs(60))
    window = make_window(service)
    before = proposal_count(window)
    dialog = open_dialog(window)
    qtbot.waitUntil(lambda: dialog.note.isHidden())
    dialog.buttons[0.9].click()
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    QTest.mouseClick(box.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: 0 < proposal_count(window) < before)
    assert service.preferences.precision == 0.9
    assert all(name.startswith("moodtagger-") for name in service.threads)
    assert any("at least 90%" in text for text in window.views.messages.texts())
    thresholds = service.preferences.vocabulary().thresholds()
    assert window.views.inspector.vocabulary.thresholds() == thresholds
    assert window.views.map.scene.vocabulary.thresholds() == thresholds


def test_the_dialog_can_be_closed_while_songs_are_counted(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service = FakeService(songs(5))
    window = make_window(service)
    service.gate.clear()
    dialog = open_dialog(window)
    qtbot.waitUntil(lambda: "Counting" in dialog.note.text())
    QTest.keyClick(dialog, Key.Key_Escape)  # before the forecasts arrive
    service.gate.set()
    qtbot.waitUntil(lambda: not window.context.runner.jobs)


def test_a_read_only_library_allows_another_precision(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = make_window(FakeService(songs(5), read_only=True))
    assert window.actions_.precision.isEnabled()


def test_a_choice_that_cannot_be_saved_is_reported(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    service = FakeService(songs(5))
    service.precision_error = "The choice cannot be saved."
    window = make_window(service)
    window.precision.set_precision(0.9)
    qtbot.waitUntil(lambda: "The choice cannot be saved." in window.views.messages.texts())
    assert service.preferences.precision == 0.6
