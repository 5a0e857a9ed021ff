"""The audio backend: a stream, a device, and what they report to the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from moodtagger.ui.player.device_backend import DeviceAudioBackend


class FakeDevice:
    """A device that plays as fast as it can, in a thread of its own."""

    def __init__(self) -> None:
        self.volume = 1.0
        self._running = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, read: Callable[[int], Any]) -> None:
        self._running.set()
        self._thread = threading.Thread(target=self._play, args=(read,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._running.clear()
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        self.stop()

    def _play(self, read: Callable[[int], Any]) -> None:
        while self._running.is_set():
            read(480)
            threading.Event().wait(0.001)


@pytest.fixture
def backend(qtbot: QtBot) -> DeviceAudioBackend:
    return DeviceAudioBackend(make_device=FakeDevice)  # type: ignore[arg-type]


def test_a_song_is_opened_played_and_ends(
    qtbot: QtBot, backend: DeviceAudioBackend, tiny_files: dict[str, Path]
) -> None:
    states: list[bool] = []
    backend.playingChanged.connect(states.append)
    with qtbot.waitSignal(backend.durationChanged) as opened:
        backend.load(str(tiny_files["flac"]))
        backend.play()
    assert opened.args == [pytest.approx(1500, abs=60)]
    qtbot.waitUntil(lambda: states == [True, False], timeout=30_000)
    backend.play()  # from the beginning again
    assert states[-1]
    backend.unload()
    assert not states[-1]


def test_seeking_moves_the_position(
    qtbot: QtBot, backend: DeviceAudioBackend, tiny_files: dict[str, Path]
) -> None:
    positions: list[int] = []
    backend.positionChanged.connect(positions.append)
    backend.load(str(tiny_files["flac"]))
    backend.seek(700)
    assert positions == [700]
    backend.play()
    qtbot.waitUntil(lambda: len(positions) > 1, timeout=30_000)  # a fast machine is at the end
    assert min(positions[1:]) >= 700
    backend.unload()


def test_what_cannot_be_played_is_reported(
    qtbot: QtBot, backend: DeviceAudioBackend, tmp_path: Path
) -> None:
    with qtbot.waitSignal(backend.failed, timeout=30_000) as failed:
        backend.load(str(tmp_path / "gone.mp3"))
    assert failed.args == ["The file is missing."]
    backend.unload()


def test_a_prepared_song_starts_when_the_first_one_ends(
    qtbot: QtBot, backend: DeviceAudioBackend, tiny_files: dict[str, Path]
) -> None:
    states: list[bool] = []
    backend.playingChanged.connect(states.append)
    backend.load(str(tiny_files["flac"]))
    backend.prepare(str(tiny_files["wav"]))
    with qtbot.waitSignal(backend.nextStarted):
        backend.play()
    assert states == [True]  # it went on
    with qtbot.waitSignal(backend.ended):
        pass
    assert states == [True, False]
    backend.unload()


def test_what_was_prepared_can_be_taken_back(
    qtbot: QtBot, backend: DeviceAudioBackend, tiny_files: dict[str, Path]
) -> None:
    started: list[bool] = []
    backend.nextStarted.connect(lambda: started.append(True))
    backend.load(str(tiny_files["flac"]))
    backend.prepare(str(tiny_files["wav"]))
    backend.prepare(None)
    with qtbot.waitSignal(backend.ended):
        backend.play()
    assert not started
    backend.unload()
