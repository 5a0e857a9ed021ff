"""Likely mistakes in the files' own moods: listed, answered by keys, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from moodtagger.core.review import TagConflict
from moodtagger.ui.main_window.controllers.tag_conflicts import TagConflictsController
from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.review.tag_conflicts import TagConflictsModel, reason_text
from tests.support.ui.fake_service import FakeService, songs
from tests.ui.conftest import WindowFactory

Key = Qt.Key


@pytest.fixture
def service() -> FakeService:
    rows = [
        replace(row, tags=replace(row.tags, moods=("Happy",) if row.track_id % 4 == 0 else ()))
        for row in songs(60)
    ]
    return FakeService(rows)


@pytest.fixture
def window(make_window: WindowFactory, service: FakeService) -> MainWindow:
    return make_window(service)


@pytest.fixture
def control(qtbot: QtBot, window: MainWindow) -> TagConflictsController:
    QTest.keyClick(window, Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.tag_conflicts.model.rowCount() > 0)
    return window.tag_conflicts


@pytest.fixture
def press(control: TagConflictsController) -> Callable[..., None]:
    def press(*keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(control.page.table, key)

    return press


def ids(control: TagConflictsController) -> list[int]:
    return [control.model.conflict(i).track_id for i in range(control.model.rowCount())]


def test_worst_first_with_words_and_one_selection(
    control: TagConflictsController, window: MainWindow, service: FakeService
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
    qtbot: QtBot, control: TagConflictsController, service: FakeService, press: Callable[..., None]
) -> None:
    before = ids(control)
    found = control.model.conflict(0)
    press(Key.Key_M)
    assert ids(control) == before[1:]
    assert "stays Happy" in control.page.status_label.text()
    qtbot.waitUntil(lambda: service.conflict_answers == {(before[0], "Happy"): True})
    assert service.rows_by_id[before[0]].rejected == found.predicted_moods
    assert control.page.selected_rows() == [0]  # ready for the next key


def test_taking_the_networks_accepts_and_replaces(
    qtbot: QtBot, control: TagConflictsController, service: FakeService, press: Callable[..., None]
) -> None:
    press(Key.Key_Down)
    found = control.model.conflict(1)
    press(Key.Key_T)
    qtbot.waitUntil(lambda: service.conflict_answers == {(found.track_id, "Happy"): False})
    assert set(found.predicted_moods) <= set(service.rows_by_id[found.track_id].accepted)
    assert found.track_id not in ids(control)


def test_answers_are_taken_back_one_by_one(
    qtbot: QtBot, control: TagConflictsController, service: FakeService, press: Callable[..., None]
) -> None:
    before, known = ids(control), dict(service.rows_by_id)
    press(Key.Key_M, Key.Key_T, Key.Key_U)
    assert ids(control) == before[1:]
    press(Key.Key_U)
    assert ids(control) == before
    assert not control.page.commands["undo"].isEnabled()
    qtbot.waitUntil(lambda: service.conflict_answers == {})
    said = [(row.accepted, row.rejected) for row in service.rows_by_id.values()]
    assert said == [(row.accepted, row.rejected) for row in known.values()]


def test_several_are_answered_together_and_come_back_together(
    qtbot: QtBot, control: TagConflictsController, service: FakeService, window: MainWindow,
    press: Callable[..., None],
) -> None:  # fmt: skip
    before = ids(control)
    QTest.keyClick(control.page.table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(control.page.table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert window.views.table.selection() == set(before[:3])
    press(Key.Key_M)
    assert ids(control) == before[3:]
    assert "3 songs" in control.page.status_label.text()
    qtbot.waitUntil(lambda: len(service.conflict_answers) == 3)
    press(Key.Key_U)
    assert ids(control) == before


def test_all_answered_says_so(
    qtbot: QtBot, control: TagConflictsController, press: Callable[..., None]
) -> None:
    QTest.keyClick(control.page.table, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Key.Key_M)
    assert control.model.rowCount() == 0
    assert "answered for all" in control.page.empty_label.text()
    QTest.keyClick(control.page, Key.Key_U)
    assert control.model.rowCount() > 0
    assert control.page.table.isVisible()


def test_space_plays(
    control: TagConflictsController, window: MainWindow, press: Callable[..., None]
) -> None:
    press(Key.Key_Space)
    assert window.player.track_id == ids(control)[0]
    press(Key.Key_Space)
    assert not window.player.is_playing


def test_without_own_moods_there_is_nothing_to_ask(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    rows = [replace(row, tags=replace(row.tags, moods=())) for row in songs(10)]
    window = make_window(FakeService(rows))
    window.tag_conflicts.show()
    qtbot.waitUntil(
        lambda: "No song that was heard" in window.tag_conflicts.page.empty_label.text()
    )
    assert not window.tag_conflicts.page.commands["keep"].isEnabled()


def test_what_cannot_be_kept_comes_back(
    qtbot: QtBot, control: TagConflictsController, service: FakeService, window: MainWindow,
    press: Callable[..., None],
) -> None:  # fmt: skip
    before = ids(control)
    service.settle_error = "The disk is full."
    press(Key.Key_M)
    qtbot.waitUntil(lambda: any("full" in text for text in window.views.messages.texts()))
    qtbot.waitUntil(lambda: ids(control) == before)


def test_songs_that_changed_are_compared_again_when_the_page_is_opened(
    qtbot: QtBot, control: TagConflictsController, service: FakeService, window: MainWindow
) -> None:
    gone = ids(control)[0]
    window.views.show_page("songs")
    row = replace(service.rows_by_id[gone], tags=replace(service.rows_by_id[gone].tags, moods=()))
    service.rows_by_id[gone] = row
    window.library.show_rows([row])
    window.views.show_page("differences")
    qtbot.waitUntil(lambda: gone not in ids(control))


def test_the_model_is_lawful() -> None:
    rows = {row.track_id: row for row in songs(20)}
    model = TagConflictsModel(rows.get)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    found = [TagConflict(i, ("Happy",), ("calm",), 1 - i / 50, 0.1, 1.0) for i in range(1, 15)]
    model.set_conflicts(found)
    model.remove({2, 3, 9})
    assert model.row_of(9) is None
    model.insert([found[8], found[1], found[2]])
    assert [model.conflict(i) for i in range(model.rowCount())] == found
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Title"
    model.set_conflicts([])
    assert model.rowCount() == 0


def test_why_in_words() -> None:
    one = TagConflict(1, ("Sad",), ("happy",), 0.9, 0.0, 1.2)
    assert reason_text(one) == "Hardly any of your songs sounds less “Sad”"
    assert reason_text(replace(one, rank=0.12)) == "Only 12 % of your songs sound less “Sad”"
    assert "far on the map" in reason_text(replace(one, rank=0.7))
    assert "far from “Sad”" in reason_text(replace(one, rank=None))
