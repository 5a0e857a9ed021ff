"""Watching of folders: events, quiet, limits, and a real observer."""

from __future__ import annotations

import errno
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from moodtagger.services.scan import system_filesystems
from moodtagger.services.scan.system_filesystems import is_on_network
from moodtagger.services.scan.watching import POLL_S, QUIET_S, FolderWatcher, WatchState


class FakeObserver:
    """Remembers its handlers; fails to start if `limit` is reached."""

    def __init__(self, polls: bool, limit: bool) -> None:
        self.polls, self._limit, self.running = polls, limit, False
        self.handlers: dict[str, Any] = {}

    def schedule(self, handler: Any, path: str, *, recursive: bool) -> None:
        self.handlers[path] = handler

    def start(self) -> None:
        if self._limit and not self.polls:
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        self.running = True

    def stop(self) -> None:
        self.running = False

    def join(self) -> None:
        assert not self.running


class Watched:
    """A watcher with a clock and observers that a test controls."""

    def __init__(self, limit: bool = False) -> None:
        self.now = 0.0
        self.observers: list[FakeObserver] = []
        self._limit = limit
        self.watcher = FolderWatcher(self._make, lambda: self.now)

    def _make(self, polls: bool) -> FakeObserver:
        self.observers.append(FakeObserver(polls, self._limit))
        return self.observers[-1]

    def emit(self, path: str, kind: str = "modified", folder: bool = False, to: str = "") -> None:
        event = SimpleNamespace(event_type=kind, is_directory=folder, src_path=path, dest_path=to)
        for handler in self.observers[-1].handlers.values():
            handler.dispatch(event)


def test_a_growing_file_waits_until_it_is_quiet(tmp_path: Path) -> None:
    watched = Watched()
    assert watched.watcher.watch([str(tmp_path), str(tmp_path / "gone")]) == WatchState(1)
    for _ in range(4):
        watched.emit("a.mp3")
        watched.now += QUIET_S - 1
        assert watched.watcher.take_changed() == []
    watched.now += 1
    assert watched.watcher.take_changed() == [str(tmp_path)]
    assert watched.watcher.take_changed() == []


@pytest.mark.parametrize(
    ("event", "matters"),
    [
        ({"path": "a.mp3", "kind": "opened"}, False),
        ({"path": "a.mp3", "kind": "closed_no_write"}, False),
        ({"path": "cover.jpg", "kind": "created"}, False),
        ({"path": "album", "kind": "modified", "folder": True}, False),
        ({"path": "album", "kind": "deleted", "folder": True}, True),
        ({"path": "A.FLAC", "kind": "deleted"}, True),
        ({"path": "a.part", "kind": "moved", "to": "a.ogg"}, True),
    ],
)
def test_only_changes_of_songs_and_folders_count(
    tmp_path: Path, event: dict[str, Any], matters: bool
) -> None:
    watched = Watched()
    watched.watcher.watch([str(tmp_path)])
    watched.emit(**event)
    watched.now += QUIET_S
    assert bool(watched.watcher.take_changed()) is matters


def test_at_the_limit_of_the_system_folders_are_looked_into(tmp_path: Path) -> None:
    watched = Watched(limit=True)
    assert watched.watcher.watch([str(tmp_path)]) == WatchState(1, limited=True)
    assert [o.polls for o in watched.observers] == [False, True]
    watched.emit("a.mp3", "created")
    watched.now += POLL_S  # a file may have grown between two looks
    assert watched.watcher.take_changed() == []
    watched.now += QUIET_S
    assert watched.watcher.take_changed() == [str(tmp_path)]


def test_stopping_ends_all_observers(tmp_path: Path) -> None:
    watched = Watched()
    watched.watcher.watch([str(tmp_path)])
    watched.emit("a.mp3")
    watched.watcher.stop()
    watched.now += QUIET_S
    assert not watched.observers[0].running
    assert watched.watcher.take_changed() == []


def test_network_mounts_are_recognized(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(
        "1 0 8:1 / / rw - ext4 /dev/a rw\n"
        "2 1 0:5 / /mnt/my\\040music rw - nfs4 nas:/m rw\n"
        "3 2 8:2 / /mnt/my\\040music/local rw - ext4 /dev/b rw\n"
    )
    monkeypatch.setattr(system_filesystems, "MOUNT_TABLE", table)
    assert is_on_network("/mnt/my music/jazz")
    assert is_on_network("\\\\nas\\music")
    assert not is_on_network("/mnt/my music/local/a")
    assert not is_on_network("/mnt/my music 2")


@pytest.mark.skipif(sys.platform != "linux", reason="counts the events of inotify")
def test_a_real_observer_reports_songs_and_ends(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    # A clock that stands still: what counts is that the event arrives, not when.
    arrived = threading.Event()

    def clock() -> float:
        arrived.set()
        return 0.0

    watcher = FolderWatcher(clock=clock)
    (tmp_path / "album").mkdir()
    assert watcher.watch([str(tmp_path)]) == WatchState(1)
    (tmp_path / "album" / "cover.jpg").write_bytes(b"x")
    (tmp_path / "album" / "a.mp3").write_bytes(b"x")
    assert arrived.wait(60)
    watcher.stop()
    assert set(threading.enumerate()) == before
