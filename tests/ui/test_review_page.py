"""The whole library is reviewed by keys alone; bulk accept says first what it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.library import Filter
from moodtagger.ui.library.filter import SongKind
from moodtagger.ui.main_window.controllers.review import ReviewController
from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.review.bulk_dialog import BulkDialog
from moodtagger.ui.review.mood_picker import MoodPicker
from moodtagger.ui.review.review_queue import (
    ReviewQueue,
    apply_decisions,
    cycle_decision,
    decision_of,
    decisions_for_all,
)
from tests.support.ui.fake_service import FakeService, songs
from tests.ui.conftest import WindowFactory

Key = Qt.Key


def shown_review(qtbot: QtBot, window: MainWindow) -> ReviewController:
    """The page by its key, ready for more keys."""
    QTest.keyClick(window, Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    review = window.review
    qtbot.waitUntil(lambda: review.queue.current is not None)
    qtbot.waitUntil(lambda: window.views.bottom_tabs.current_page() == "review")
    return review


@pytest.fixture
def service() -> FakeService:
    return FakeService(songs(40))


@pytest.fixture
def window(make_window: WindowFactory, service: FakeService) -> MainWindow:
    return make_window(service)


@pytest.fixture
def review(qtbot: QtBot, window: MainWindow) -> ReviewController:
    return shown_review(qtbot, window)


@pytest.fixture
def press(review: ReviewController) -> Callable[..., None]:
    def press(*keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(review.page, key)

    return press


def waiting(window: MainWindow) -> list[int]:
    """Songs that wait for a decision, as the table shows them."""
    model = window.views.table.model
    rows = [model.row(i) for i in range(model.rowCount())]
    return [row.track_id for row in rows if row.state is TrackState.REVIEW]


def current(review: ReviewController) -> SongRow:
    row = review.current_song()
    assert row is not None
    return row


def test_the_queue_is_what_waits_in_the_order_of_the_table(
    window: MainWindow, review: ReviewController
) -> None:
    assert review.queue.ids.tolist() == waiting(window)
    assert review.page.position_label.text() == f"1 of {len(review.queue)}"
    assert review.page.card.title.text() == current(review).name
    assert window.views.table.selection() == {review.queue.current}


def test_next_and_previous_by_both_keys(
    review: ReviewController, press: Callable[..., None]
) -> None:
    ids = review.queue.ids.tolist()
    press(Key.Key_N, Key.Key_J, Key.Key_N)
    assert review.queue.current == ids[3]
    press(Key.Key_P, Key.Key_K)
    assert review.queue.current == ids[1]
    press(Key.Key_End)
    assert review.queue.current == ids[-1]
    press(Key.Key_N)
    assert review.queue.current == ids[-1]
    assert "last" in review.page.status_label.text()
    press(Key.Key_Home, Key.Key_P)
    assert review.queue.current == ids[0]
    assert "first" in review.page.status_label.text()


def test_accept_and_reject_go_on_and_are_kept(
    qtbot: QtBot, review: ReviewController, service: FakeService, press: Callable[..., None]
) -> None:
    first, second = (service.rows_by_id[i] for i in review.queue.ids[:2].tolist())
    press(Key.Key_A)
    assert review.queue.position == 1
    assert first.name in review.page.status_label.text()
    press(Key.Key_R)
    qtbot.waitUntil(lambda: service.rows_by_id[second.track_id].rejected == second.proposed)
    assert service.rows_by_id[first.track_id].accepted == first.proposed
    assert review.queue.position == 2
    assert all(name.startswith("moodtagger-") for name in service.threads)


def test_a_song_stays_in_the_queue_when_it_is_decided(
    qtbot: QtBot, review: ReviewController, window: MainWindow, press: Callable[..., None]
) -> None:
    track_id = review.queue.current
    press(Key.Key_A, Key.Key_P)
    assert review.queue.current == track_id
    lines = [line for line in review.page.card.rows if not line.isHidden() and line.proposed]
    assert {line.decision_text() for line in lines} == {"accepted"}
    press(Key.Key_R)  # nothing is open: all of it turns
    qtbot.waitUntil(lambda: not review.decision_queue._pending)
    row = window.library.song(int(track_id or 0))
    assert row is not None
    assert row.accepted == ()
    assert set(row.rejected) == set(row.proposed)


def test_numbers_turn_single_moods_also_when_pressed_fast(
    qtbot: QtBot, review: ReviewController, service: FakeService, press: Callable[..., None]
) -> None:
    service.gate.clear()
    row = current(review)
    mood = review.page.card.mood_at(0)
    assert mood is not None
    press(Key.Key_1, Key.Key_1)
    assert decision_of(current(review), mood) is False
    assert review.page.card.rows[0].decision_text() == "rejected"
    service.gate.set()
    qtbot.waitUntil(lambda: service.rows_by_id[row.track_id].rejected == (mood,))
    press(Key.Key_1)
    qtbot.waitUntil(lambda: service.rows_by_id[row.track_id].rejected == ())


def test_accept_leaves_what_was_rejected_alone(
    qtbot: QtBot, review: ReviewController, service: FakeService, press: Callable[..., None]
) -> None:
    many = next(i for i in review.queue.ids.tolist() if len(service.rows_by_id[i].proposed) > 1)
    review.queue.go_to(many)
    review._show_song()
    mood = review.page.card.mood_at(0)
    press(Key.Key_1, Key.Key_1, Key.Key_A)
    qtbot.waitUntil(lambda: bool(service.rows_by_id[many].accepted))
    row = service.rows_by_id[many]
    assert row.rejected == (mood,)
    assert set(row.accepted) == set(row.proposed) - {mood}


def test_undo_takes_back_step_by_step_and_goes_there(
    qtbot: QtBot, review: ReviewController, service: FakeService, press: Callable[..., None]
) -> None:
    before = dict(service.rows_by_id)
    ids = review.queue.ids.tolist()
    press(Key.Key_A, Key.Key_R, Key.Key_1, Key.Key_N, Key.Key_N)
    press(Key.Key_U)
    assert review.queue.current == ids[2]
    press(Key.Key_U, Key.Key_U)
    assert review.queue.current == ids[0]
    assert not review.page.commands["undo"].isEnabled()
    qtbot.waitUntil(lambda: not review.decision_queue._pending)
    assert [(r.accepted, r.rejected) for r in service.rows_by_id.values()] == [
        (r.accepted, r.rejected) for r in before.values()
    ]


def test_space_plays_and_what_plays_goes_along(
    review: ReviewController, window: MainWindow, press: Callable[..., None]
) -> None:
    ids = review.queue.ids.tolist()
    press(Key.Key_Space)
    assert (window.player.track_id, window.player.is_playing) == (ids[0], True)
    press(Key.Key_N)
    assert window.player.track_id == ids[1]
    press(Key.Key_Space, Key.Key_N)
    assert not window.player.is_playing
    assert window.player.track_id == ids[1]


def test_any_mood_is_found_by_typing(
    qtbot: QtBot, review: ReviewController, service: FakeService, window: MainWindow,
    press: Callable[..., None],
) -> None:  # fmt: skip
    row = current(review)
    wanted = next(m for m in ("dreamy", "epic", "tense") if m not in row.proposed)
    press(Key.Key_E)
    picker = window.findChild(MoodPicker)
    assert picker is not None
    qtbot.waitUntil(picker.isVisible)
    QTest.keyClicks(picker.search, wanted[:4].upper())
    assert picker.labels()[0] == wanted
    QTest.keyClick(picker.search, Key.Key_Return)
    qtbot.waitUntil(lambda: service.rows_by_id[row.track_id].accepted[-1:] == (wanted,))
    line = next(line for line in review.page.card.rows if line.mood and line.mood.label == wanted)
    assert line.decision_text() == "accepted"


def test_a_picked_mood_can_be_rejected_and_walked_to(
    qtbot: QtBot, review: ReviewController, service: FakeService, window: MainWindow,
    press: Callable[..., None],
) -> None:  # fmt: skip
    row = current(review)
    press(Key.Key_E)
    picker = window.findChild(MoodPicker)
    assert picker is not None
    QTest.keyClick(picker.search, Key.Key_Down)
    second = picker.labels()[1]
    QTest.keyClick(picker.search, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: service.rows_by_id[row.track_id].rejected == (second,))


def test_the_filter_on_the_left_rules_the_queue(
    qtbot: QtBot, window: MainWindow, review: ReviewController
) -> None:
    review.move(3)
    keep = current(review)
    window.views.sidebar.filterChanged.emit(Filter(text=keep.tags.artist))
    assert review.queue.current == keep.track_id
    artists = {window.library.song(i).tags.artist for i in review.queue.ids.tolist()}
    assert artists == {keep.tags.artist}
    window.views.sidebar.filterChanged.emit(Filter(text="no such song"))
    assert "filters" in review.page.empty_label.text()
    assert not review.page.commands["accept"].isEnabled()


def test_a_song_that_left_the_filter_is_still_shown_when_one_goes_back(
    qtbot: QtBot, window: MainWindow, review: ReviewController, press: Callable[..., None]
) -> None:
    window.views.sidebar.filterChanged.emit(Filter(kind=SongKind.REVIEW))
    first = review.queue.current
    press(Key.Key_A, Key.Key_N)
    qtbot.waitUntil(lambda: first not in window.views.table.shown_ids())
    press(Key.Key_Home)
    assert review.queue.current == first
    assert window.views.table.selection() == {first}
    press(Key.Key_N)
    qtbot.waitUntil(lambda: first not in window.views.table.shown_ids())


def test_selected_songs_are_reviewed_whatever_they_are(qtbot: QtBot, window: MainWindow) -> None:
    shown = window.views.table.model.track_ids().tolist()[4:9]
    window.library.select(set(shown))
    window.review.selected_action.trigger()
    assert window.review.queue.ids.tolist() == shown
    assert window.views.bottom_tabs.current_page() == "review"
    back = window.review.page.all_songs_button
    assert back.isVisible()
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert window.review.queue.ids.tolist() == waiting(window)
    assert not back.isVisible()


def test_other_kinds_of_songs(review: ReviewController, service: FakeService) -> None:
    QTest.keyClick(review.page.kind_box, Key.Key_Down)
    unsure = {r.track_id for r in service.rows_by_id.values() if r.state is TrackState.UNSURE}
    assert set(review.queue.ids.tolist()) == unsure
    assert review.page.card.mood_at(0) is not None  # the likeliest ones, to be accepted by number
    review.decide_all(True)
    assert "No mood is proposed" in review.page.status_label.text()
    QTest.keyClick(review.page.kind_box, Key.Key_Down)
    heard = {r.track_id for r in service.rows_by_id.values() if r.valence is not None}
    assert set(review.queue.ids.tolist()) == heard


def test_selecting_a_song_elsewhere_goes_there(
    window: MainWindow, review: ReviewController
) -> None:
    other = int(review.queue.ids[5])
    window.views.table.set_selection({other})
    window.views.table.selectionChanged.emit({other})
    assert review.queue.current == other


def test_clicks_do_as_keys(qtbot: QtBot, review: ReviewController, service: FakeService) -> None:
    row = current(review)
    line = review.page.card.rows[0]
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
    qtbot.waitUntil(lambda: bool(service.rows_by_id[row.track_id].accepted))
    QTest.mouseClick(review.page.buttons["undo"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not service.rows_by_id[row.track_id].accepted)
    line.setFocus()
    QTest.keyClick(line, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(service.rows_by_id[row.track_id].accepted))


def test_the_place_is_kept_over_a_restart(
    qtbot: QtBot, make_window: WindowFactory, service: FakeService
) -> None:
    first = make_window(service)
    review = shown_review(qtbot, first)
    review.page.kind_box.setCurrentIndex(2)
    review.move(7)
    track_id = review.queue.current
    with qtbot.waitSignal(first.closed):
        first.close()
    again = make_window(service, settings=first.kept[-1])  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(again.review.queue) > 0)
    assert again.views.bottom_tabs.current_page() == "review"
    assert again.review.queue.current == track_id
    assert again.review.page.selected_kind() == "heard"


def test_a_library_for_reading_only_is_looked_at(qtbot: QtBot, make_window: WindowFactory) -> None:
    service = FakeService(songs(20), read_only=True)
    review = shown_review(qtbot, make_window(service))
    before = dict(service.rows_by_id)
    for key in (Key.Key_A, Key.Key_R, Key.Key_1, Key.Key_E, Key.Key_U, Key.Key_B):
        QTest.keyClick(review.page, key)
    assert service.rows_by_id == before
    QTest.keyClick(review.page, Key.Key_N)
    assert review.queue.position == 1


def test_what_cannot_be_kept_is_told_and_shown_as_it_was(
    qtbot: QtBot, review: ReviewController, window: MainWindow, service: FakeService,
    monkeypatch: pytest.MonkeyPatch, press: Callable[..., None],
) -> None:  # fmt: skip
    def refuse(decisions: object) -> list[SongRow]:
        raise MoodtaggerError("The disk is full.")

    monkeypatch.setattr(service, "decide", refuse)
    press(Key.Key_1)
    qtbot.waitUntil(lambda: any("full" in text for text in window.views.messages.texts()))
    assert current(review).accepted == ()
    assert review.page.card.rows[0].decision_text() == "open"


def test_the_cover_comes(qtbot: QtBot, make_window: WindowFactory, service: FakeService) -> None:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    service.covers = {row.path: bytes(buffer.data().data()) for row in service.rows_by_id.values()}
    review = shown_review(qtbot, make_window(service))
    qtbot.waitUntil(lambda: review.page.card.cover._image is not None)


def test_a_screen_reader_hears_all_of_it(review: ReviewController) -> None:
    page = review.page
    row = current(review)
    assert row.name in page.card.accessibleName()
    line = page.card.rows[0]
    assert line.accessibleName().startswith("1, ")
    assert line.accessibleName().endswith("open")
    assert "Press 1" in line.accessibleDescription()
    for widget in (page.kind_box, page.progress, *page.buttons.values()):
        assert widget.accessibleName()


# -- all above a confidence ---------------------------------------------------------------------


@pytest.fixture
def dialog(qtbot: QtBot, review: ReviewController, window: MainWindow) -> BulkDialog:
    QTest.keyClick(review.page, Key.Key_B)
    found = window.findChild(BulkDialog)
    assert found is not None
    qtbot.waitUntil(lambda: "Counting" not in found.forecast_label.text())
    return found


def words_of(dialog: BulkDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_bulk_says_first_what_it_means(dialog: BulkDialog, service: FakeService) -> None:
    QTest.keyClick(dialog.slider, Key.Key_Home)
    every = service.pending_moods()
    moods = len(every.ids)
    count = len(set(every.ids.tolist()))
    assert dialog.forecast_label.text() == f"{moods} moods in {count} songs would be accepted."
    assert "are right" in dialog.precision_label.text()
    assert f"{moods - every.forecast(0).measured_count} of them nothing was measured" in words_of(
        dialog
    )
    assert dialog.forecast_label.text() in dialog.slider.accessibleDescription()
    QTest.keyClick(dialog.slider, Key.Key_End)
    assert "No mood is that sure" in dialog.forecast_label.text()
    assert not dialog.accept_button.isEnabled()


def test_bulk_is_one_step_to_take_back(
    qtbot: QtBot, dialog: BulkDialog, review: ReviewController, window: MainWindow,
    service: FakeService,
) -> None:  # fmt: skip
    before = {i: (r.accepted, r.rejected) for i, r in service.rows_by_id.items()}
    QTest.keyClick(dialog.slider, Key.Key_PageDown)
    least = dialog.slider.value() / 100
    wanted = set(service.pending_moods().at_least(least).pairs())
    assert wanted
    QTest.keyClick(dialog, Key.Key_Return)
    qtbot.waitUntil(lambda: any("Accepted" in t for t in window.views.messages.texts()))
    accepted = {
        (i, mood) for i, row in service.rows_by_id.items() for mood in row.accepted
        if mood not in before[i][0]
    }  # fmt: skip
    assert accepted == wanted
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert review.page.hasFocus()
    QTest.keyClick(review.page, Key.Key_U)
    qtbot.waitUntil(
        lambda: {i: (r.accepted, r.rejected) for i, r in service.rows_by_id.items()} == before
    )


def test_bulk_is_taken_back_from_its_message_once(
    qtbot: QtBot, dialog: BulkDialog, review: ReviewController, window: MainWindow,
    service: FakeService,
) -> None:  # fmt: skip
    before = {i: (r.accepted, r.rejected) for i, r in service.rows_by_id.items()}
    QTest.keyClick(dialog.slider, Key.Key_Home)
    QTest.keyClick(dialog, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.views.messages.messages()))
    (message,) = window.views.messages.messages()
    button = next(b for b in message.findChildren(QPushButton) if "Take back" in b.text())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: {i: (r.accepted, r.rejected) for i, r in service.rows_by_id.items()} == before
    )
    assert not review.page.commands["undo"].isEnabled()


def test_bulk_of_the_selected_songs_only(
    qtbot: QtBot, window: MainWindow, service: FakeService
) -> None:
    shown = set(waiting(window)[:4])
    window.library.select(shown)
    window.review.bulk.show()
    dialog = window.findChild(BulkDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: "Counting" not in dialog.forecast_label.text())
    assert dialog.scope.currentText() == "Selected songs"
    QTest.keyClick(dialog.slider, Key.Key_Home)
    assert f"in {len(shown)} songs" in dialog.forecast_label.text()


def test_escape_accepts_nothing(qtbot: QtBot, dialog: BulkDialog, service: FakeService) -> None:
    before = dict(service.rows_by_id)
    with qtbot.assertNotEmitted(dialog.acceptRequested):
        QTest.keyClick(dialog, Key.Key_Escape)
    assert service.rows_by_id == before


# -- the parts alone ------------------------------------------------------------------------------


def test_a_queue_keeps_its_place() -> None:
    queue = ReviewQueue()
    assert queue.current is None
    assert not queue.step(1)
    queue.fill([4, 7, 9, 2], keep=9)
    assert (queue.position, queue.current) == (2, 9)
    queue.add([7, 5])
    assert queue.ids.tolist() == [4, 7, 9, 2, 5]
    queue.remove([4, 9])
    assert (queue.position, queue.current) == (1, 2)
    queue.remove([2, 5])
    assert queue.current == 7
    queue.remove([7])
    assert queue.current is None
    queue.fill([1, 2], keep=99)
    assert queue.current == 1


def test_decisions_of_a_song() -> None:
    row = replace(songs(3)[1], proposed=("happy", "calm"), accepted=(), rejected=())
    assert cycle_decision(row, "happy") == (row.track_id, "happy", True)
    one = apply_decisions(row, [cycle_decision(row, "happy")])
    assert decisions_for_all(one, False) == [(row.track_id, "calm", False)]
    both = apply_decisions(one, decisions_for_all(one, False))
    assert (both.accepted, both.rejected) == (("happy",), ("calm",))
    assert decisions_for_all(both, True) == [(row.track_id, "calm", True)]
    assert apply_decisions(both, [cycle_decision(both, "calm")]).rejected == ()


def test_the_buttons_stay_in_sight_where_the_moods_have_to_scroll(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = make_window(FakeService(songs(30)))
    window.resize(1200, 700)
    window.views.show_page("review")
    page = window.review.page
    qtbot.waitUntil(lambda: page.isVisible() and page.buttons["accept"].isEnabled())
    QApplication.processEvents()
    for button in page.buttons.values():
        assert not button.visibleRegion().isEmpty()
