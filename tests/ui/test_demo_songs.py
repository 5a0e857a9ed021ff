"""The demo songs are a folder of the user's own library."""

from __future__ import annotations

import argparse
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from moodtagger.cli.commands import gui
from moodtagger.ui.library import Filter
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.ui.conftest import WindowFactory
from tests.ui.test_window_flows import drop, press, shows_message


def test_an_empty_library_gets_the_demo_songs(
    qtbot: QtBot, make_window: WindowFactory, tmp_path: Path
) -> None:
    service = FakeService()
    window = make_window(service)
    window.demo.open()
    qtbot.waitUntil(lambda: service.scanned == [str(tmp_path / "demo")])


def test_a_library_with_songs_is_asked_first(
    qtbot: QtBot, make_window: WindowFactory, tmp_path: Path
) -> None:
    service = FakeService(songs(4))
    window = make_window(service)
    window.demo.open()
    assert shows_message(window, "twelve short songs")
    assert service.scanned == []
    press(window, "Add demo songs")
    qtbot.waitUntil(lambda: service.scanned == [str(tmp_path / "demo")])


def test_known_demo_songs_are_shown_and_can_be_removed_once_there_is_other_music(
    qtbot: QtBot, make_window: WindowFactory, tmp_path: Path
) -> None:
    demo = str(tmp_path / "demo-songs")
    service = FakeService(songs(4))
    service.folder_paths = [demo]
    window = make_window(service)
    window.demo.open()
    assert window.views.search.filter() == Filter()  # there is nothing else
    music = tmp_path / "music"
    music.mkdir()
    drop(window, str(music))
    qtbot.waitUntil(lambda: shows_message(window, "still in your library"))
    qtbot.waitUntil(lambda: str(music) in window.context.folders)
    window.demo.open()
    assert "folder:" in window.views.search.text()
    press(window, "Remove demo songs")
    qtbot.waitUntil(lambda: service.folder_paths == [str(music)])


def test_the_command_opens_the_users_library_with_the_demo_songs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[tuple[list[Path], bool]] = []

    def run_gui(targets: list[Path], *, demo: bool) -> int:
        opened.append((targets, demo))
        return 0

    monkeypatch.setattr("moodtagger.app.run_gui", run_gui)
    monkeypatch.setattr(gui, "has_display", lambda: True)
    assert gui.run(argparse.Namespace(targets=[], demo=True), Event()) == 0
    assert opened == [([], True)]
