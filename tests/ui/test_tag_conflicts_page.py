"""Tag conflicts page: listing, resolving by keyboard, and undo."""

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
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
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
def controller(qtbot: QtBot, window: MainWindow) -> TagConflictsController:
    QTest.keyClick(window, Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.tag_conflicts.model.rowCount() > 0)
    return window.tag_conflicts


@pytest.fixture
def press(controller: TagConflictsController) -> Callable[..., None]:
    def press(*keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(controller.page.table, key)

    return press


def ids(controller: TagConflictsController) -> list[int]:
    return [controller.model.conflict(i).track_id for i in range(controller.model.rowCount())]


def test_conflicts_are_listed_worst_first_with_reasons(
    controller: TagConflictsController, window: MainWindow, service: FakeService
) -> None:
    assert ids(controller) == sorted(ids(controller), reverse=True)
    assert "likely wrong tags in" in controller.page.summary.text()
    assert "Xyzzy" in controller.page.summary.text()
    assert window.views.table.selection() == {ids(controller)[0]}
    model = controller.model
    assert model.data(model.index(0, 2)) == "Happy"
    assert "Less “Happy”" in model.data(model.index(0, 4))
    accessible = model.data(model.index(0, 2), Qt.ItemDataRole.AccessibleTextRole)
    assert accessible == "Mood tag: Happy"
    assert all(name.startswith("moodtagger-") for name in service.threads)


def test_keep_saves_the_answer_and_rejects_the_prediction(
    qtbot: QtBot,
    controller: TagConflictsController,
    service: FakeService,
    press: Callable[..., None],
) -> None:
    before = ids(controller)
    conflict = controller.model.conflict(0)
    press(Key.Key_M)
    assert ids(controller) == before[1:]
    assert "stays Happy" in controller.page.status_label.text()
    qtbot.waitUntil(lambda: service.conflict_answers == {(before[0], "Happy"): True})
    assert service.rows_by_id[before[0]].rejected == conflict.predicted_moods
    assert controller.page.selected_rows() == [0]  # the next conflict is selected


def test_take_accepts_the_prediction(
    qtbot: QtBot,
    controller: TagConflictsController,
    service: FakeService,
    press: Callable[..., None],
) -> None:
    press(Key.Key_Down)
    conflict = controller.model.conflict(1)
    press(Key.Key_T)
    qtbot.waitUntil(lambda: service.conflict_answers == {(conflict.track_id, "Happy"): False})
    assert set(conflict.predicted_moods) <= set(service.rows_by_id[conflict.track_id].accepted)
    assert conflict.track_id not in ids(controller)


def test_answers_are_undone_one_by_one(
    qtbot: QtBot,
    controller: TagConflictsController,
    service: FakeService,
    press: Callable[..., None],
) -> None:
    before, rows_before = ids(controller), dict(service.rows_by_id)
    press(Key.Key_M, Key.Key_T, Key.Key_U)
    assert ids(controller) == before[1:]
    press(Key.Key_U)
    assert ids(controller) == before
    assert not controller.page.commands["undo"].isEnabled()
    qtbot.waitUntil(lambda: service.conflict_answers == {})
    decisions = [(row.accepted, row.rejected) for row in service.rows_by_id.values()]
    assert decisions == [(row.accepted, row.rejected) for row in rows_before.values()]


def test_several_conflicts_are_resolved_and_undone_together(
    qtbot: QtBot, controller: TagConflictsController, service: FakeService, window: MainWindow,
    press: Callable[..., None],
) -> None:  # fmt: skip
    before = ids(controller)
    QTest.keyClick(controller.page.table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(controller.page.table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert window.views.table.selection() == set(before[:3])
    press(Key.Key_M)
    assert ids(controller) == before[3:]
    assert "3 songs" in controller.page.status_label.text()
    qtbot.waitUntil(lambda: len(service.conflict_answers) == 3)
    press(Key.Key_U)
    assert ids(controller) == before


def test_resolving_all_conflicts_shows_a_message(
    qtbot: QtBot, controller: TagConflictsController, press: Callable[..., None]
) -> None:
    QTest.keyClick(controller.page.table, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Key.Key_M)
    assert controller.model.rowCount() == 0
    assert "have decided" in controller.page.empty_label.text()
    QTest.keyClick(controller.page, Key.Key_U)
    assert controller.model.rowCount() > 0
    assert controller.page.table.isVisible()


def test_space_plays(
    controller: TagConflictsController, window: MainWindow, press: Callable[..., None]
) -> None:
    press(Key.Key_Space)
    assert window.player.track_id == ids(controller)[0]
    press(Key.Key_Space)
    assert not window.player.is_playing


def test_without_mood_tags_there_are_no_conflicts(qtbot: QtBot, make_window: WindowFactory) -> None:
    rows = [replace(row, tags=replace(row.tags, moods=())) for row in songs(10)]
    window = make_window(FakeService(rows))
    window.tag_conflicts.show()
    qtbot.waitUntil(lambda: "No analyzed song" in window.tag_conflicts.page.empty_label.text())
    assert not window.tag_conflicts.page.commands["keep"].isEnabled()


def test_an_answer_that_cannot_be_saved_is_reverted(
    qtbot: QtBot, controller: TagConflictsController, service: FakeService, window: MainWindow,
    press: Callable[..., None],
) -> None:  # fmt: skip
    before = ids(controller)
    service.settle_error = "The disk is full."
    press(Key.Key_M)
    qtbot.waitUntil(lambda: any("full" in text for text in window.views.messages.texts()))
    qtbot.waitUntil(lambda: ids(controller) == before)


def test_changed_songs_are_compared_again_when_the_page_opens(
    qtbot: QtBot, controller: TagConflictsController, service: FakeService, window: MainWindow
) -> None:
    track_id = ids(controller)[0]
    window.views.show_page("songs")
    row = replace(
        service.rows_by_id[track_id], tags=replace(service.rows_by_id[track_id].tags, moods=())
    )
    service.rows_by_id[track_id] = row
    window.library.show_rows([row])
    window.views.show_page("differences")
    qtbot.waitUntil(lambda: track_id not in ids(controller))


def test_the_model_passes_qts_model_tester() -> None:
    rows = {row.track_id: row for row in songs(20)}
    model = TagConflictsModel(rows.get)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    conflicts = [TagConflict(i, ("Happy",), ("calm",), 1 - i / 50, 0.1, 1.0) for i in range(1, 15)]
    model.set_conflicts(conflicts)
    model.remove({2, 3, 9})
    assert model.row_of(9) is None
    model.insert([conflicts[8], conflicts[1], conflicts[2]])
    assert [model.conflict(i) for i in range(model.rowCount())] == conflicts
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Title"
    model.set_conflicts([])
    assert model.rowCount() == 0


def test_reason_text() -> None:
    conflict = TagConflict(1, ("Sad",), ("happy",), 0.9, 0.0, 1.2)
    assert reason_text(conflict) == "Less “Sad” than almost all of your library"
    assert reason_text(replace(conflict, rank=0.12)) == "Less “Sad” than 88% of your library"
    assert "Far from" in reason_text(replace(conflict, rank=0.7))
    assert "Far from “Sad”" in reason_text(replace(conflict, rank=None))
