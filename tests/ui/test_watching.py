"""The window watches its music folders and scans what changed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pytestqt.qtbot import QtBot

from moodtagger.services.scan.watching import WatchState
from moodtagger.ui.main_window.controllers import watching
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.settle import settle
from tests.ui.conftest import WindowFactory


class FakeWatcher:
    """A watcher whose changes a test chooses."""

    def __init__(self) -> None:
        self.watched: list[str] | None = None
        self.changed: list[str] = []
        self.limited = False

    def watch(self, folders: Sequence[str]) -> WatchState:
        self.watched = list(folders)
        return WatchState(len(folders), self.limited)

    def take_changed(self) -> list[str]:
        taken, self.changed = self.changed, []
        return taken

    def stop(self) -> None:
        self.watched = None


@pytest.fixture
def watcher(monkeypatch: pytest.MonkeyPatch) -> FakeWatcher:
    watcher = FakeWatcher()
    monkeypatch.setattr(watching, "FolderWatcher", lambda: watcher)
    return watcher


def test_changed_folders_are_scanned(
    qtbot: QtBot, make_window: WindowFactory, watcher: FakeWatcher
) -> None:
    service = FakeService(songs(2))
    service.gate.set()
    window = make_window(service)
    label = window.watching.label
    qtbot.waitUntil(lambda: label.text() == "Watching 1 folder")
    assert watcher.watched == ["/music"]
    window.watching.scan_changed()
    settle(qtbot, window)
    assert service.scanned == []
    watcher.changed = ["/music"]
    window.watching.scan_changed()
    settle(qtbot, window)
    assert service.scanned == ["/music"]
    window.settings_.apply({"watch_folders": False})
    qtbot.waitUntil(lambda: watcher.watched == [] and label.isHidden())
    window.settings_.apply({"watch_folders": True})
    qtbot.waitUntil(lambda: watcher.watched == ["/music"])
    with qtbot.waitSignal(window.closed):
        window.close()
    assert watcher.watched is None


def test_the_limit_of_the_system_is_named(
    qtbot: QtBot, make_window: WindowFactory, watcher: FakeWatcher
) -> None:
    watcher.limited = True
    window = make_window(FakeService(songs(2)))
    sentence = "The system can't watch more folders, so moodtagger checks for changes every minute."
    qtbot.waitUntil(lambda: sentence in window.views.messages.texts())


def test_a_library_that_cannot_be_changed_is_not_watched(
    qtbot: QtBot, make_window: WindowFactory, watcher: FakeWatcher
) -> None:
    window = make_window(FakeService(songs(2), read_only=True))
    settle(qtbot, window)
    assert watcher.watched is None
    assert window.watching.label.isHidden()
