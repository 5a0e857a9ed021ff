"""Playback of one song at a time, and its errors."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from moodtagger.ui.player.player import Player
from moodtagger.ui.player.player_bar import PlayerBar
from tests.support.ui.fake_service import FakeAudioBackend, FakeService, no_audio_backend
from tests.support.ui.fake_songs import songs
from tests.support.ui.settle import settle
from tests.ui.conftest import WindowFactory


def test_without_an_audio_output_playing_fails_with_a_message(qtbot: QtBot) -> None:
    player = Player(no_audio_backend)
    with qtbot.waitSignal(player.failed) as emitted:
        player.play(1, "/m/a.mp3")
    assert emitted.args == ["No audio output found. Connect speakers."]
    assert player.path is None
    player.toggle()
    player.stop()


def test_the_backend_is_created_at_the_first_play_only(qtbot: QtBot) -> None:
    made: list[FakeAudioBackend] = []

    def factory(parent: object) -> FakeAudioBackend:
        made.append(FakeAudioBackend())
        return made[-1]

    player = Player(factory)
    player.set_volume(0.3)
    assert made == []
    player.play(1, "/m/a.mp3", start_s=12.5)
    player.play(2, "/m/b.mp3")
    assert len(made) == 1
    assert made[0].log == [
        ("volume", 0.3), ("load", "/m/a.mp3"), ("seek", 12500), ("play", None),
        ("load", "/m/b.mp3"), ("play", None),
    ]  # fmt: skip


def test_a_part_of_a_file_is_played_like_a_song(qtbot: QtBot) -> None:
    backend = FakeAudioBackend()
    player = Player(lambda parent: backend)
    positions: list[float] = []
    durations: list[float] = []
    player.positionChanged.connect(positions.append)
    player.durationChanged.connect(durations.append)
    player.play(1, "/m/album.flac//01", excerpt=(0.0, 30.0))
    assert durations[-1] == 30.0
    backend.durationChanged.emit(100_000)
    player.play(2, "/m/album.flac//02", 5.0, (30.0, None))
    assert backend.log == [
        ("volume", 1.0), ("load", "/m/album.flac"), ("seek", 0), ("play", None),
        ("seek", 35_000), ("play", None),
    ]  # fmt: skip
    backend.positionChanged.emit(36_000)
    player.seek(10.0)
    assert backend.log[-1] == ("seek", 40_000)
    assert positions == [0.0, 5.0, 6.0, 10.0]
    assert durations[-1] == 70.0


def test_playing_ends_where_the_part_ends(qtbot: QtBot) -> None:
    backend = FakeAudioBackend()
    player = Player(lambda parent: backend)
    player.play(2, "/m/album.flac//02", excerpt=(30.0, 60.0))
    backend.positionChanged.emit(70_000)  # of the song before, as the seek takes a moment
    assert player.track_id == 2
    backend.positionChanged.emit(59_900)
    backend.positionChanged.emit(60_000)
    assert player.track_id is None
    player.play(2, "/m/album.flac//02", excerpt=(30.0, 60.0))
    player.release(["/m/album.flac"])
    assert player.path is None


def test_only_the_playing_file_is_released(qtbot: QtBot) -> None:
    player = Player(FakeAudioBackend)
    player.play(1, "/m/a.mp3")
    player.release(["/m/b.mp3"])
    assert player.path == "/m/a.mp3"
    player.release(["/m/a.mp3", "/m/b.mp3"])
    assert player.path is None
    assert not player.is_playing


def test_an_unplayable_song_fails_with_a_message(qtbot: QtBot) -> None:
    backend = FakeAudioBackend()
    player = Player(lambda parent: backend)
    player.play(1, "/m/a.mp3")
    with qtbot.waitSignal(player.failed) as emitted:
        backend.failed.emit("no decoder")
    assert emitted.args == ["Couldn't play this song (no decoder)."]
    assert player.path is None


def test_the_bar_seeks_by_key_and_click(qtbot: QtBot) -> None:
    backend = FakeAudioBackend()
    player = Player(lambda parent: backend)
    bar = PlayerBar(player)
    qtbot.addWidget(bar)
    bar.resize(800, 40)
    bar.show()
    player.play(1, "/m/a.mp3")
    bar.show_song("A song")
    backend.durationChanged.emit(200_000)
    slider = bar.slider
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert backend.log[-1] == ("seek", 5000)
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=slider.rect().center())
    kind, position = backend.log[-1]
    assert kind == "seek"
    assert 90_000 < position < 110_000  # type: ignore[operator]
    assert "3:20" in bar.length.text()
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert not player.is_playing


def advance(backend: FakeAudioBackend, seconds: range) -> None:
    for second in seconds:
        backend.positionChanged.emit(second * 1000)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_play_is_counted_once_enough_was_played(
    qtbot: QtBot, make_window: WindowFactory, read_only: bool
) -> None:
    service = FakeService(songs(3), read_only=read_only)
    window = make_window(service)
    player = window.player
    player.play(2, "/m/b.mp3")  # of 200 s, so 30 s are needed
    backend = player.findChild(FakeAudioBackend)
    assert backend is not None
    advance(backend, range(1, 21))
    backend.positionChanged.emit(120_000)  # a seek: 100 s that were not played
    advance(backend, range(121, 130))
    settle(qtbot, window)
    assert service.played == []
    backend.positionChanged.emit(130_000)
    advance(backend, range(131, 190))
    settle(qtbot, window)
    assert service.played == ([] if read_only else [2])
    backend.positionChanged.emit(1000)  # backwards
    settle(qtbot, window)
    player.play(3, "/m/c.mp3")
    advance(backend, range(1, 40))
    settle(qtbot, window)
    assert service.played == ([] if read_only else [2, 3])
