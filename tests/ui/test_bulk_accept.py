"""The bulk accept dialog: its forecast, accepting, and undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from moodtagger.ui.main_window.controllers.review import ReviewController
from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.review.bulk_dialog import BulkDialog
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory
from tests.ui.test_review_page import decisions, ids_to_review, open_review

Key = Qt.Key


@pytest.fixture
def service() -> FakeService:
    return FakeService(songs(40))


@pytest.fixture
def window(make_window: WindowFactory, service: FakeService) -> MainWindow:
    return make_window(service)


@pytest.fixture
def review(qtbot: QtBot, window: MainWindow) -> ReviewController:
    return open_review(qtbot, window)


@pytest.fixture
def dialog(qtbot: QtBot, review: ReviewController, window: MainWindow) -> BulkDialog:
    QTest.keyClick(review.page, Key.Key_B)
    dialog = window.findChild(BulkDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: "Counting" not in dialog.forecast_label.text())
    return dialog


def label_texts(dialog: BulkDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_bulk_accept_shows_a_forecast(dialog: BulkDialog, service: FakeService) -> None:
    QTest.keyClick(dialog.slider, Key.Key_Home)
    pending = service.review.pending_moods()
    moods = len(pending.ids)
    count = len(set(pending.ids.tolist()))
    assert dialog.forecast_label.text() == f"Accepts {moods} moods for {count} songs."
    assert "are right" in dialog.precision_label.text()
    assert f"{moods - pending.forecast(0).measured_count} of them, no accuracy" in label_texts(
        dialog
    )
    assert dialog.forecast_label.text() in dialog.slider.accessibleDescription()
    QTest.keyClick(dialog.slider, Key.Key_End)
    assert "No suggestion reaches" in dialog.forecast_label.text()
    assert not dialog.accept_button.isEnabled()


def test_bulk_accept_is_undone_in_one_step(
    qtbot: QtBot, dialog: BulkDialog, review: ReviewController, window: MainWindow,
    service: FakeService,
) -> None:  # fmt: skip
    before = decisions(service.rows_by_id)
    QTest.keyClick(dialog.slider, Key.Key_PageDown)
    threshold = dialog.slider.value() / 100
    expected = set(service.review.pending_moods().at_least(threshold).pairs())
    assert expected
    QTest.keyClick(dialog, Key.Key_Return)
    qtbot.waitUntil(lambda: any("Accepted" in t for t in window.views.messages.texts()))
    accepted = {
        (i, mood) for i, row in service.rows_by_id.items() for mood in row.accepted
        if mood not in before[i][0]
    }  # fmt: skip
    assert accepted == expected
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert review.page.hasFocus()
    QTest.keyClick(review.page, Key.Key_U)
    qtbot.waitUntil(lambda: decisions(service.rows_by_id) == before)


def test_bulk_accept_is_undone_once_from_its_message(
    qtbot: QtBot, dialog: BulkDialog, review: ReviewController, window: MainWindow,
    service: FakeService,
) -> None:  # fmt: skip
    before = decisions(service.rows_by_id)
    QTest.keyClick(dialog.slider, Key.Key_Home)
    QTest.keyClick(dialog, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.views.messages.messages()))
    (message,) = window.views.messages.messages()
    button = next(b for b in message.findChildren(QPushButton) if "Undo" in b.text())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: decisions(service.rows_by_id) == before)
    assert not review.page.commands["undo"].isEnabled()


def test_bulk_accept_of_the_selected_songs(
    qtbot: QtBot, window: MainWindow, service: FakeService
) -> None:
    shown = set(ids_to_review(window)[:4])
    window.library.select(shown)
    window.review.bulk.show()
    dialog = window.findChild(BulkDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: "Counting" not in dialog.forecast_label.text())
    assert dialog.scope.currentText() == "Selected songs"
    QTest.keyClick(dialog.slider, Key.Key_Home)
    assert f"for {len(shown)} songs" in dialog.forecast_label.text()


def test_escape_cancels_bulk_accept(qtbot: QtBot, dialog: BulkDialog, service: FakeService) -> None:
    before = dict(service.rows_by_id)
    with qtbot.assertNotEmitted(dialog.acceptRequested):
        QTest.keyClick(dialog, Key.Key_Escape)
    assert service.rows_by_id == before
