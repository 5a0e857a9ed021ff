"""Likely mistakes in the files' own moods: listed, answered by keys, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from moodtagger.core.tag_conflicts import Difference
from moodtagger.ui.main_window.controllers.tag_conflicts import DifferencesControl
from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.review.tag_conflicts_model import DifferencesModel, why
from tests.ui.conftest import Make
from tests.ui.fakes import FakeService, songs

Key = Qt.Key


@pytest.fixture
def service() -> FakeService:
    rows = [
        replace(row, tags=replace(row.tags, moods=("Happy",) if row.track_id % 4 == 0 else ()))
        for row in songs(60)
    ]
    return FakeService(rows)


@pytest.fixture
def window(make_window: Make, service: FakeService) -> MainWindow:
    return make_window(service)


@pytest.fixture
def control(qtbot: QtBot, window: MainWindow) -> DifferencesControl:
    QTest.keyClick(window, Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.differences.model.rowCount() > 0)
    return window.differences


@pytest.fixture
def press(control: DifferencesControl) -> Callable[..., None]:
    def press(*keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(control.page.table, key)

    return press


def ids(control: DifferencesControl) -> list[int]:
    return [control.model.difference(i).track_id for i in range(control.model.rowCount())]


def test_worst_first_with_words_and_one_selection(
    control: DifferencesControl, window: MainWindow, service: FakeService
) -> None:
    assert ids(control) == sorted(ids(control), reverse=True)
    assert "likely mistakes among" in control.page.summary.text()
    assert "Xyzzy" in control.page.summary.text()
    assert window.views.table.selection() == {ids(control)[0]}
    model = control.model
    assert model.data(model.index(0, 2)) == "Happy"
    assert "less “Happy”" in model.data(model.index(0, 4))
    accessible = model.data(model.index(0, 2), Qt.ItemDataRole.AccessibleTextRole)
    assert accessible == "In the file: Happy"
    assert all(name.startswith("moodtagger-") for name in service.threads)


def test_keeping_mine_is_remembered_and_rejects_the_networks(
    qtbot: QtBot, control: DifferencesControl, service: FakeService, press: Callable[..., None]
) -> None:
    before = ids(control)
    found = control.model.difference(0)
    press(Key.Key_M)
    assert ids(control) == before[1:]
    assert "stays Happy" in control.page.said.text()
    qtbot.waitUntil(lambda: service.own == {(before[0], "Happy"): True})
    assert service.known[before[0]].rejected == found.theirs
    assert control.page.chosen() == [0]  # ready for the next key


def test_taking_the_networks_accepts_and_replaces(
    qtbot: QtBot, control: DifferencesControl, service: FakeService, press: Callable[..., None]
) -> None:
    press(Key.Key_Down)
    found = control.model.difference(1)
    press(Key.Key_T)
    qtbot.waitUntil(lambda: service.own == {(found.track_id, "Happy"): False})
    assert set(found.theirs) <= set(service.known[found.track_id].accepted)
    assert found.track_id not in ids(control)


def test_answers_are_taken_back_one_by_one(
    qtbot: QtBot, control: DifferencesControl, service: FakeService, press: Callable[..., None]
) -> None:
    before, known = ids(control), dict(service.known)
    press(Key.Key_M, Key.Key_T, Key.Key_U)
    assert ids(control) == before[1:]
    press(Key.Key_U)
    assert ids(control) == before
    assert not control.page.steps["undo"].isEnabled()
    qtbot.waitUntil(lambda: service.own == {})
    said = [(row.accepted, row.rejected) for row in service.known.values()]
    assert said == [(row.accepted, row.rejected) for row in known.values()]


def test_several_are_answered_together_and_come_back_together(
    qtbot: QtBot, control: DifferencesControl, service: FakeService, window: MainWindow,
    press: Callable[..., None],
) -> None:  # fmt: skip
    before = ids(control)
    QTest.keyClick(control.page.table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(control.page.table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert window.views.table.selection() == set(before[:3])
    press(Key.Key_M)
    assert ids(control) == before[3:]
    assert "3 songs" in control.page.said.text()
    qtbot.waitUntil(lambda: len(service.own) == 3)
    press(Key.Key_U)
    assert ids(control) == before


def test_all_answered_says_so(
    qtbot: QtBot, control: DifferencesControl, press: Callable[..., None]
) -> None:
    QTest.keyClick(control.page.table, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Key.Key_M)
    assert control.model.rowCount() == 0
    assert "answered for all" in control.page.empty.text()
    QTest.keyClick(control.page, Key.Key_U)
    assert control.model.rowCount() > 0
    assert control.page.table.isVisible()


def test_space_plays(
    control: DifferencesControl, window: MainWindow, press: Callable[..., None]
) -> None:
    press(Key.Key_Space)
    assert window.player.track_id == ids(control)[0]
    press(Key.Key_Space)
    assert not window.player.is_playing


def test_without_own_moods_there_is_nothing_to_ask(qtbot: QtBot, make_window: Make) -> None:
    rows = [replace(row, tags=replace(row.tags, moods=())) for row in songs(10)]
    window = make_window(FakeService(rows))
    window.differences.show()
    qtbot.waitUntil(lambda: "No song that was heard" in window.differences.page.empty.text())
    assert not window.differences.page.steps["keep"].isEnabled()


def test_what_cannot_be_kept_comes_back(
    qtbot: QtBot, control: DifferencesControl, service: FakeService, window: MainWindow,
    press: Callable[..., None],
) -> None:  # fmt: skip
    before = ids(control)
    service.unkeepable = "The disk is full."
    press(Key.Key_M)
    qtbot.waitUntil(lambda: any("full" in text for text in window.views.messages.texts()))
    qtbot.waitUntil(lambda: ids(control) == before)


def test_songs_that_changed_are_compared_again_when_the_page_is_opened(
    qtbot: QtBot, control: DifferencesControl, service: FakeService, window: MainWindow
) -> None:
    gone = ids(control)[0]
    window.views.show_page("songs")
    row = replace(service.known[gone], tags=replace(service.known[gone].tags, moods=()))
    service.known[gone] = row
    window.library.show_rows([row])
    window.views.show_page("differences")
    qtbot.waitUntil(lambda: gone not in ids(control))


def test_the_model_is_lawful() -> None:
    rows = {row.track_id: row for row in songs(20)}
    model = DifferencesModel(rows.get)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    found = [Difference(i, ("Happy",), ("calm",), 1 - i / 50, 0.1, 1.0) for i in range(1, 15)]
    model.show(found)
    model.take({2, 3, 9})
    assert model.row_of(9) is None
    model.put_back([found[8], found[1], found[2]])
    assert [model.difference(i) for i in range(model.rowCount())] == found
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Title"
    model.show([])
    assert model.rowCount() == 0


def test_why_in_words() -> None:
    one = Difference(1, ("Sad",), ("happy",), 0.9, 0.0, 1.2)
    assert why(one) == "Hardly any of your songs sounds less “Sad”"
    assert why(replace(one, share=0.12)) == "Only 12 % of your songs sound less “Sad”"
    assert "far on the map" in why(replace(one, share=0.7))
    assert "far from “Sad”" in why(replace(one, share=None))
