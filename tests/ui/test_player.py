"""Playback of one song at a time, and its errors."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6 import QtMultimedia
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from moodtagger.ui.player.player import Player, QtAudioBackend
from moodtagger.ui.player.player_bar import PlayerBar
from tests.support.ui.fake_service import FakeAudioBackend, no_audio_backend


def test_without_an_audio_output_playing_fails_with_a_message(qtbot: QtBot) -> None:
    player = Player(no_audio_backend)
    with qtbot.waitSignal(player.failed) as emitted:
        player.play(1, "/m/a.mp3")
    assert emitted.args == ["No sound output was found. Connect speakers."]
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
    assert emitted.args == ["This song cannot be played here (no decoder)."]
    assert player.path is None


def test_the_bar_seeks_by_key_and_click(qtbot: QtBot) -> None:
    backend = FakeAudioBackend()
    player = Player(lambda parent: backend)
    bar = PlayerBar(player)
    qtbot.addWidget(bar)
    bar.resize(800, 40)
    bar.show()
    player.play(1, "/m/a.mp3")
    bar.set_title("A song")
    backend.durationChanged.emit(200_000)
    slider = bar.slider
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert backend.log[-1] == ("seek", 5000)
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=slider.rect().center())
    kind, position = backend.log[-1]
    assert kind == "seek"
    assert 90_000 < position < 110_000  # type: ignore[operator]
    assert "3:20" in bar.time_label.text()
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert not player.is_playing


@pytest.mark.qt_log_ignore("Couldn.t (load|resolve)", "PulseAudio", "ALSA")
def test_the_qt_backend_opens_a_song_and_reports_its_duration(
    qtbot: QtBot, tiny_files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test the real backend, which opens files even without an audio output."""
    some_output = SimpleNamespace(isNull=lambda: False)
    devices = SimpleNamespace(defaultAudioOutput=lambda: some_output)
    monkeypatch.setattr(QtMultimedia, "QMediaDevices", devices)
    backend = QtAudioBackend()
    with qtbot.waitSignal(backend.durationChanged) as opened:
        backend.load(str(tiny_files["flac"]))
    assert opened.args == [pytest.approx(1500, abs=60)]
    backend.unload()
