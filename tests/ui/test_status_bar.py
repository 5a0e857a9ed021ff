"""The status bar: what is shown, and buttons of a scan in one place at a time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from moodtagger.ui.formatting import format_time
from moodtagger.ui.main_window.status_bar import summary_text
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((116, 520, 3, 492.0), "116 of 520 songs, 3 selected, 8:12"),
        ((520, 520, 0, 3600.0), "520 songs, 1:00:00"),
        ((0, 520, 0, 0.0), "0 of 520 songs"),
        ((0, 0, 0, 0.0), ""),
    ],
)
def test_the_summary_counts_what_is_shown(
    qtbot: QtBot, numbers: tuple[int, int, int, float], text: str
) -> None:
    assert summary_text(*numbers) == text


def test_the_summary_follows_filter_and_selection(qtbot: QtBot, make_window: WindowFactory) -> None:
    rows = songs(40)
    window = make_window(FakeService(rows))
    label = window.context.summary
    assert label.text() == f"40 songs, {format_time(sum(r.duration_s or 0 for r in rows))}"
    window.views.search.edit.setText("river")
    shown = [row for row in rows if "River" in row.tags.title]
    length = format_time(sum(row.duration_s or 0 for row in shown))
    assert 0 < len(shown) < 40
    assert label.text() == f"{len(shown)} of 40 songs, {length}"
    window.library.select({shown[0].track_id})
    assert label.text() == (
        f"{len(shown)} of 40 songs, 1 selected, {format_time(shown[0].duration_s or 0)}"
    )


def test_buttons_of_a_scan_are_in_one_place(qtbot: QtBot, make_window: WindowFactory) -> None:
    service = FakeService(songs(3))
    service.files_per_scan, service.file_limit = 40, 5
    window = make_window(service)
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: len(window.views.table.model.songs) == 3 + 5)

    def places() -> list[bool]:
        """Whether the status bar and the panel have a switch for the full speed."""
        boxes = [box for box in window.findChildren(QCheckBox) if box.isVisible()]
        parents = (window.status, window.jobs.panel)
        return [any(parent.isAncestorOf(box) for box in boxes) for parent in parents]

    assert places() == [True, False]
    assert window.status.cancel_button.isVisible()
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert places() == [False, True]
    assert not window.status.cancel_button.isVisible()
    assert window.status.isVisible()  # with the progress
    service.file_limit = None
