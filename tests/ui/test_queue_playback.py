"""Playing lists: what follows, the queue, its list, and the keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from moodtagger.core.tracks import TrackState
from moodtagger.settings import Settings
from moodtagger.ui.main_window.window import MainWindow
from tests.support.ui.fake_service import FakeAudioBackend, FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.settle import settle
from tests.ui.conftest import WindowFactory

Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def window(make_window: WindowFactory) -> MainWindow:
    return make_window(FakeService(songs(6)))


def shown(window: MainWindow) -> list[int]:
    return window.views.table.model.track_ids().tolist()


def backend_of(window: MainWindow) -> FakeAudioBackend:
    backend = window.player.backend
    assert isinstance(backend, FakeAudioBackend)
    return backend


def test_a_double_click_plays_the_list_from_there(window: MainWindow) -> None:
    order = shown(window)
    window.views.table.activated.emit(order[1])
    assert window.player.track_id == order[1]
    assert window.player.queue.upcoming() == order[2:]
    backend_of(window).ended.emit()
    assert window.player.track_id == order[2]
    window.views.player_bar.next_button.click()
    assert window.player.track_id == order[3]
    backend_of(window).positionChanged.emit(1000)
    window.views.player_bar.previous_button.click()
    assert window.player.track_id == order[2]
    backend_of(window).positionChanged.emit(60_000)
    window.views.player_bar.previous_button.click()
    assert window.player.track_id == order[2]  # again from its start
    assert backend_of(window).log[-1] == ("seek", 0)


def test_the_next_song_is_opened_before_the_end_and_follows_without_a_gap(
    window: MainWindow,
) -> None:
    order = shown(window)
    path = {i: window.library.song(i).path for i in order}  # type: ignore[union-attr]
    window.views.table.activated.emit(order[0])
    backend = backend_of(window)
    backend.positionChanged.emit(100_000)
    assert backend.prepared is None
    backend.positionChanged.emit(195_000)
    assert backend.prepared == path[order[1]]
    window.player.queue.play_next([order[4]])  # the one that was opened no longer follows
    assert backend.prepared is None
    backend.positionChanged.emit(196_000)
    assert backend.prepared == path[order[4]]
    loads = [entry for entry in backend.log if entry[0] == "load"]
    backend.start_prepared()
    assert window.player.track_id == order[4]
    assert window.player.queue.upcoming() == order[1:]
    assert [entry for entry in backend.log if entry[0] == "load"] == loads
    window.player.release([path[order[4]]])
    assert window.player.path is None


def test_missing_and_broken_songs_are_skipped_with_a_sentence(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    rows = songs(6)
    rows[1] = replace(rows[1], state=TrackState.ABSENT)
    window = make_window(FakeService(rows))
    ids = [row.track_id for row in rows]
    window.playback.play_list(ids)
    backend_of(window).ended.emit()
    assert window.player.track_id == ids[2]
    title = rows[1].tags.title or rows[1].name
    assert f"Skipped “{title}”: the file is missing." in window.views.messages.texts()
    backend_of(window).failed.emit("no decoder")
    qtbot.waitUntil(lambda: window.player.track_id == ids[3])
    assert "Couldn't play this song (no decoder)." in window.views.messages.texts()


def test_playing_ends_when_one_song_after_another_fails(
    qtbot: QtBot, make_window: WindowFactory
) -> None:
    window = make_window(FakeService(songs(9)))
    window.playback.play_list(shown(window))
    for _ in range(4):
        before = window.player.track_id
        backend_of(window).failed.emit("no decoder")
        qtbot.waitUntil(lambda before=before: window.player.track_id not in (None, before))
    backend_of(window).failed.emit("no decoder")
    settle(qtbot, window)
    assert window.player.path is None
    assert len(window.player.queue) == 4


def test_several_selected_songs_play_in_table_order(qtbot: QtBot, window: MainWindow) -> None:
    order = shown(window)
    window.library.select({order[3], order[1]})
    window.views.table.setFocus()
    qtbot.keyClick(window.views.table.view, Key.Key_Space)
    assert window.player.track_id == order[1]
    assert window.player.queue.upcoming() == [order[3]]
    qtbot.keyClick(window.views.table.view, Key.Key_Space)
    assert not window.player.is_playing


def test_selected_songs_are_queued_by_key_and_menu(qtbot: QtBot, window: MainWindow) -> None:
    order = shown(window)
    window.views.table.activated.emit(order[0])
    window.library.select({order[5]})
    qtbot.keyClick(window, Key.Key_U, Modifier.ControlModifier | Modifier.ShiftModifier)
    window.library.select({order[4]})
    following, queued = window.playback.queue_actions
    menu = window.song_menu.menu(window)
    assert {following, queued} <= set(menu.actions())
    following.trigger()
    assert window.player.queue.upcoming()[:3] == [order[4], order[5], order[1]]
    assert "Added 1 song to the queue." in window.views.messages.texts()
    qtbot.keyClick(window, Key.Key_Right, Modifier.ControlModifier)
    assert window.player.track_id == order[4]
    qtbot.keyClick(window, Key.Key_MediaNext)
    assert window.player.track_id == order[5]
    qtbot.keyClick(window, Key.Key_MediaPlay)
    assert not window.player.is_playing
    qtbot.keyClick(window, Key.Key_Left, Modifier.ControlModifier)
    assert window.player.track_id == order[4]


def test_the_queue_is_reordered_shortened_and_played_by_keys(
    qtbot: QtBot, window: MainWindow
) -> None:
    order = shown(window)
    window.views.table.activated.emit(order[0])
    button = window.views.player_bar.queue_button
    assert button.text() == "Queue 5"
    assert button.accessibleName() == "Queue: 5 songs"
    button.setFocus()
    qtbot.keyClick(button, Key.Key_Space)
    songs_list = button.popup.list
    assert songs_list.count() == 5
    qtbot.keyClick(songs_list, Key.Key_Down, Modifier.AltModifier)
    a, b, c, d, e = order[1:]
    assert window.player.queue.upcoming() == [b, a, c, d, e]
    assert songs_list.currentRow() == 1
    qtbot.keyClick(songs_list, Key.Key_Delete)
    assert window.player.queue.upcoming() == [b, c, d, e]
    songs_list.model().moveRow(QModelIndex(), 3, QModelIndex(), 1)  # as a drag does
    qtbot.waitUntil(lambda: window.player.queue.upcoming() == [b, e, c, d])
    songs_list.setCurrentRow(3)
    qtbot.keyClick(songs_list, Key.Key_Up, Modifier.AltModifier)
    qtbot.keyClick(songs_list, Key.Key_Up, Modifier.AltModifier)
    assert window.player.queue.upcoming() == [b, d, e, c]
    songs_list.setCurrentRow(1)
    qtbot.keyClick(songs_list, Key.Key_Return)
    assert window.player.track_id == d
    assert window.player.queue.upcoming() == [e, c]
    button.popup.clear_button.click()
    assert songs_list.count() == 0
    assert "No songs are queued." in button.popup.hint.text()
    assert not window.views.player_bar.next_button.isEnabled()
    qtbot.keyClick(button.popup, Key.Key_Escape)
    assert button.popup.isHidden()
    button.click()
    qtbot.mouseClick(window.views.player_bar, Qt.MouseButton.LeftButton)
    assert button.popup.isHidden()


def test_the_volume_is_kept_for_the_next_start(qtbot: QtBot, make_window: WindowFactory) -> None:
    window = make_window(FakeService(songs(2)), settings=Settings(volume=0.4, muted=True))
    volume = window.views.player_bar.volume
    assert (volume.slider.value(), volume.button.isChecked()) == (40, True)
    window.playback.play_list(shown(window))
    assert backend_of(window).log[0] == ("volume", 0.0)
    qtbot.keyClick(volume.slider, Key.Key_Right)
    assert backend_of(window).log[-1] == ("volume", 0.45)
    assert not volume.button.isChecked()
    volume.button.setFocus()
    qtbot.keyClick(volume.button, Key.Key_Space)
    assert backend_of(window).log[-1] == ("volume", 0.0)
    kept = window.context.settings
    assert (kept.volume, kept.muted) == (0.45, True)


def test_the_waveform_is_read_or_decoded_once(qtbot: QtBot, make_window: WindowFactory) -> None:
    service = FakeService(songs(3))
    window = make_window(service)
    first, second, _ = shown(window)
    service.waveforms[first] = b"\xff\x80"
    slider = window.views.player_bar.slider
    window.playback.play(first)
    qtbot.waitUntil(lambda: slider.waveform == b"\xff\x80")
    window.playback.play(second)
    assert slider.waveform == b""
    qtbot.waitUntil(lambda: len(slider.waveform) == 100)
    settle(qtbot, window)
    assert service.waveforms[second] == slider.waveform
