"""The review page by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.library import Filter
from moodtagger.ui.main_window.controllers.review import ReviewController
from moodtagger.ui.main_window.window import MainWindow
from moodtagger.ui.review.mood_picker import MoodPicker
from moodtagger.ui.review.review_queue import (
    decision_of,
)
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.settle import settle
from tests.ui.conftest import WindowFactory

Key = Qt.Key


def open_review(qtbot: QtBot, window: MainWindow) -> ReviewController:
    """Open the review page by its shortcut."""
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
    return open_review(qtbot, window)


@pytest.fixture
def press(review: ReviewController) -> Callable[..., None]:
    def press(*keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(review.page, key)

    return press


def ids_to_review(window: MainWindow) -> list[int]:
    """Return the songs that need a decision, in table order."""
    model = window.views.table.model
    rows = [model.row(i) for i in range(model.rowCount())]
    return [row.track_id for row in rows if row.state is TrackState.REVIEW]


def current_row(review: ReviewController) -> SongRow:
    row = review.current_song()
    assert row is not None
    return row


def decisions(rows: Mapping[int, SongRow]) -> dict[int, tuple[tuple[str, ...], ...]]:
    """Return accepted and rejected moods by track id."""
    return {track_id: (row.accepted, row.rejected) for track_id, row in rows.items()}


def test_the_queue_holds_songs_to_review_in_table_order(
    window: MainWindow, review: ReviewController
) -> None:
    assert review.queue.ids.tolist() == ids_to_review(window)
    assert review.page.position_label.text() == f"1 of {len(review.queue)} · 0 decided"
    assert review.page.card.title.text() == current_row(review).name
    assert window.views.table.selection() == {review.queue.current}


def test_next_and_previous_by_either_key(
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


def test_accept_and_reject_are_saved_and_advance(
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


def test_a_decided_song_stays_in_the_queue(
    qtbot: QtBot, review: ReviewController, window: MainWindow, press: Callable[..., None]
) -> None:
    track_id = review.queue.current
    press(Key.Key_A, Key.Key_P)
    assert review.queue.current == track_id
    mood_rows = [row for row in review.page.card.rows if not row.isHidden() and row.proposed]
    assert {row.decision_text() for row in mood_rows} == {"accepted"}
    press(Key.Key_R)  # nothing is open: all decisions change

    def all_rejected() -> bool:
        row = window.library.song(int(track_id or 0))
        return row is not None and not row.accepted and set(row.rejected) == set(row.proposed)

    qtbot.waitUntil(all_rejected)


def test_number_keys_cycle_decisions_while_saving_is_pending(
    qtbot: QtBot, review: ReviewController, service: FakeService, press: Callable[..., None]
) -> None:
    service.gate.clear()
    row = current_row(review)
    mood = review.page.card.mood_at(0)
    assert mood is not None
    press(Key.Key_1, Key.Key_1)
    assert decision_of(current_row(review), mood) is False
    assert review.page.card.rows[0].decision_text() == "rejected"
    service.gate.set()
    qtbot.waitUntil(lambda: service.rows_by_id[row.track_id].rejected == (mood,))
    press(Key.Key_1)
    qtbot.waitUntil(lambda: service.rows_by_id[row.track_id].rejected == ())


def test_accept_all_keeps_rejected_moods(
    qtbot: QtBot, review: ReviewController, service: FakeService, press: Callable[..., None]
) -> None:
    ids = review.queue.ids.tolist()
    track_id = next(i for i in ids if len(service.rows_by_id[i].proposed) > 1)
    review.move(ids.index(track_id) - review.queue.position)
    mood = review.page.card.mood_at(0)
    press(Key.Key_1, Key.Key_1, Key.Key_A)
    qtbot.waitUntil(lambda: bool(service.rows_by_id[track_id].accepted))
    row = service.rows_by_id[track_id]
    assert row.rejected == (mood,)
    assert set(row.accepted) == set(row.proposed) - {mood}


def test_undo_reverts_step_by_step_and_returns_to_the_song(
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
    qtbot.waitUntil(lambda: decisions(service.rows_by_id) == decisions(before))


def test_playback_follows_the_current_song(
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


def test_the_mood_picker_finds_a_mood_by_typing(
    qtbot: QtBot, review: ReviewController, service: FakeService, window: MainWindow,
    press: Callable[..., None],
) -> None:  # fmt: skip
    row = current_row(review)
    mood = next(m for m in ("dreamy", "epic", "tense") if m not in row.proposed)
    press(Key.Key_E)
    picker = window.findChild(MoodPicker)
    assert picker is not None
    qtbot.waitUntil(picker.isVisible)
    QTest.keyClicks(picker.search, mood[:4].upper())
    assert picker.labels()[0] == mood
    QTest.keyClick(picker.search, Key.Key_Return)
    qtbot.waitUntil(lambda: service.rows_by_id[row.track_id].accepted[-1:] == (mood,))
    shown = next(r for r in review.page.card.rows if r.mood and r.mood.label == mood)
    assert shown.decision_text() == "accepted"


def test_a_mood_of_your_own_is_added_and_shown_everywhere(
    qtbot: QtBot, review: ReviewController, service: FakeService, window: MainWindow,
    press: Callable[..., None],
) -> None:  # fmt: skip
    row = current_row(review)
    press(Key.Key_E)
    picker = window.findChild(MoodPicker)
    assert picker is not None
    QTest.keyClicks(picker.search, "hazy  morning")
    assert picker.labels() == ["hazy morning"]
    QTest.keyClick(picker.search, Key.Key_Return)
    qtbot.waitUntil(lambda: service.rows_by_id[row.track_id].accepted == ("hazy morning",))
    assert "hazy morning" in [r.mood.label for r in review.page.card.rows if r.mood]
    settle(qtbot, window)
    moods = window.views.sidebar.model.moods
    assert "hazy morning" in [moods.child(i).text() for i in range(moods.rowCount())]
    bars = window.views.inspector.song_page.moods.bars
    assert "hazy morning, accepted" in [bar.accessibleName() for bar in bars]
    review.move(1)
    review.edit()
    picker = [p for p in window.findChildren(MoodPicker) if p.isVisible()][-1]
    QTest.keyClicks(picker.search, "Hazy Morning")
    assert picker.labels() == ["hazy morning"]  # known now, and not added twice


def test_w_writes_what_is_accepted_and_the_bar_shows_what_is_decided(
    qtbot: QtBot, review: ReviewController, window: MainWindow, press: Callable[..., None]
) -> None:
    count = len(review.queue)
    press(Key.Key_A, Key.Key_R)
    qtbot.waitUntil(lambda: review.page.progress.value() == 2)
    assert review.page.position_label.text() == f"3 of {count} · 2 decided"
    window.views.show_page("songs")
    window.views.show_page("review")
    assert len(review.queue) == count - 2
    press(Key.Key_W)
    assert window.tagging.dialog is not None
    window.tagging.dialog.reject()


def test_reviewing_all_starts_where_nothing_is_decided(
    review: ReviewController, window: MainWindow
) -> None:
    review.page.kind_box.setCurrentIndex(2)
    row = current_row(review)
    assert not row.accepted
    assert not row.rejected


def test_the_mood_picker_rejects_with_shift_return(
    qtbot: QtBot, review: ReviewController, service: FakeService, window: MainWindow,
    press: Callable[..., None],
) -> None:  # fmt: skip
    row = current_row(review)
    press(Key.Key_E)
    picker = window.findChild(MoodPicker)
    assert picker is not None
    QTest.keyClick(picker.search, Key.Key_Down)
    second = picker.labels()[1]
    QTest.keyClick(picker.search, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: service.rows_by_id[row.track_id].rejected == (second,))


def test_the_queue_follows_the_sidebar_filter(
    qtbot: QtBot, window: MainWindow, review: ReviewController
) -> None:
    review.move(3)
    row = current_row(review)
    window.views.search.filterChanged.emit(Filter(text=row.tags.artist))
    assert review.queue.current == row.track_id
    artists = {window.library.song(i).tags.artist for i in review.queue.ids.tolist()}
    assert artists == {row.tags.artist}
    window.views.search.filterChanged.emit(Filter(text="no such song"))
    assert "filters" in review.page.empty_label.text()
    assert not review.page.commands["accept"].isEnabled()


def test_going_back_shows_a_song_that_no_longer_matches_the_filter(
    qtbot: QtBot, window: MainWindow, review: ReviewController, press: Callable[..., None]
) -> None:
    window.views.search.filterChanged.emit(Filter(text="state:undecided"))
    first = review.queue.current
    press(Key.Key_A, Key.Key_N)
    qtbot.waitUntil(lambda: first not in window.views.table.shown_ids())
    press(Key.Key_Home)
    assert review.queue.current == first
    assert window.views.table.selection() == {first}
    press(Key.Key_N)
    qtbot.waitUntil(lambda: first not in window.views.table.shown_ids())


def test_selected_songs_are_reviewed_in_any_state(qtbot: QtBot, window: MainWindow) -> None:
    shown = window.views.table.model.track_ids().tolist()[4:9]
    window.library.select(set(shown))
    window.review.selected_action.trigger()
    assert window.review.queue.ids.tolist() == shown
    assert window.views.bottom_tabs.current_page() == "review"
    back = window.review.page.all_songs_button
    assert back.isVisible()
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert window.review.queue.ids.tolist() == ids_to_review(window)
    assert not back.isVisible()


def test_reviewing_other_kinds_of_songs(review: ReviewController, service: FakeService) -> None:
    QTest.keyClick(review.page.kind_box, Key.Key_Down)
    unsure = {r.track_id for r in service.rows_by_id.values() if r.state is TrackState.UNSURE}
    assert set(review.queue.ids.tolist()) == unsure
    assert review.page.card.mood_at(0) is not None  # the likeliest moods can be accepted by number
    review.decide_all(True)
    assert "No mood is suggested" in review.page.status_label.text()
    QTest.keyClick(review.page.kind_box, Key.Key_Down)
    analyzed = {r.track_id for r in service.rows_by_id.values() if r.valence is not None}
    assert set(review.queue.ids.tolist()) == analyzed


def test_the_review_follows_the_selection(window: MainWindow, review: ReviewController) -> None:
    other = int(review.queue.ids[5])
    window.views.table.set_selection({other})
    window.views.table.selectionChanged.emit({other})
    assert review.queue.current == other


def test_mouse_clicks_and_return_decide(
    qtbot: QtBot, review: ReviewController, service: FakeService
) -> None:
    row = current_row(review)
    mood_row = review.page.card.rows[0]
    QTest.mouseClick(mood_row, Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
    qtbot.waitUntil(lambda: bool(service.rows_by_id[row.track_id].accepted))
    QTest.mouseClick(review.page.buttons["undo"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not service.rows_by_id[row.track_id].accepted)
    mood_row.setFocus()
    QTest.keyClick(mood_row, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(service.rows_by_id[row.track_id].accepted))


def test_the_position_is_restored_after_a_restart(
    qtbot: QtBot, make_window: WindowFactory, service: FakeService
) -> None:
    first = make_window(service)
    review = open_review(qtbot, first)
    review.page.kind_box.setCurrentIndex(2)
    review.move(7)
    track_id = review.queue.current
    with qtbot.waitSignal(first.closed):
        first.close()
    again = make_window(service, settings=first.saved_settings[-1])  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(again.review.queue) > 0)
    assert again.views.bottom_tabs.current_page() == "review"
    assert again.review.queue.current == track_id
    assert again.review.page.selected_kind() == "heard"


def test_a_read_only_library_allows_no_decisions(qtbot: QtBot, make_window: WindowFactory) -> None:
    service = FakeService(songs(20), read_only=True)
    review = open_review(qtbot, make_window(service))
    before = dict(service.rows_by_id)
    for key in (Key.Key_A, Key.Key_R, Key.Key_1, Key.Key_E, Key.Key_U, Key.Key_B):
        QTest.keyClick(review.page, key)
    assert service.rows_by_id == before
    QTest.keyClick(review.page, Key.Key_N)
    assert review.queue.position == 1


def test_a_decision_that_cannot_be_saved_is_reported_and_reverted(
    qtbot: QtBot, review: ReviewController, window: MainWindow, service: FakeService,
    monkeypatch: pytest.MonkeyPatch, press: Callable[..., None],
) -> None:  # fmt: skip
    def refuse(decisions: object) -> list[SongRow]:
        raise MoodtaggerError("The disk is full.")

    monkeypatch.setattr(service.review, "decide", refuse)
    press(Key.Key_1)
    qtbot.waitUntil(lambda: any("full" in text for text in window.views.messages.texts()))
    assert current_row(review).accepted == ()
    assert review.page.card.rows[0].decision_text() == "undecided"
    assert not window.actions_.undo.isEnabled()


def test_the_cover_is_shown(qtbot: QtBot, make_window: WindowFactory, service: FakeService) -> None:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    service.covers = {row.path: bytes(buffer.data().data()) for row in service.rows_by_id.values()}
    review = open_review(qtbot, make_window(service))
    qtbot.waitUntil(lambda: review.page.card.cover.image is not None)


def test_accessible_texts_of_the_review_page(review: ReviewController) -> None:
    page = review.page
    row = current_row(review)
    assert row.name in page.card.accessibleName()
    mood_row = page.card.rows[0]
    assert mood_row.accessibleName().startswith("1, ")
    assert mood_row.accessibleName().endswith("undecided")
    assert "Press 1" in mood_row.accessibleDescription()
    for widget in (page.kind_box, page.progress, *page.buttons.values()):
        assert widget.accessibleName()


def test_the_buttons_stay_visible_when_the_moods_scroll(
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
