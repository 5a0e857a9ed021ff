"""Watching of music folders: which of them have changed and are quiet again."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from moodtagger.audio import SUFFIXES
from moodtagger.services.scan.system_filesystems import is_on_network

QUIET_S = 5.0  # without an event: a file that is still being copied has them all the time
POLL_S = 60.0  # between two looks into a folder whose system reports no changes
_WATCHED_SUFFIXES = (*SUFFIXES, ".cue")
_CHANGES = ("created", "modified", "moved", "deleted")


class Observer(Protocol):
    """The part of watchdog's observers that is used."""

    def schedule(self, handler: Any, path: str, *, recursive: bool) -> object:
        """Watch a folder with all that is in it."""
        ...

    def start(self) -> None:
        """Begin; OSError where the system can't watch more folders."""
        ...

    def stop(self) -> None:
        """End soon."""
        ...

    def join(self) -> None:
        """Wait for the end."""
        ...


@dataclass(frozen=True, slots=True)
class WatchState:
    """How many folders are watched, and whether the system's limit leads to regular looks."""

    folders: int = 0
    limited: bool = False


class FolderWatcher:
    """Watches folders by events of the system, or by regular looks where there are none.

    `make_observer` creates an observer; with True one that looks regularly.
    """

    def __init__(
        self,
        make_observer: Callable[[bool], Observer] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make_observer = make_observer or _make_observer
        self._clock = clock
        self._observers: list[Observer] = []
        self._changed: dict[str, float] = {}  # folder -> when it is quiet
        self._lock = threading.Lock()  # observers call from threads of their own

    def watch(self, folders: Sequence[str]) -> WatchState:
        """Watch these folders instead of the former ones; takes a while for many subfolders."""
        self.stop()
        count, limited = 0, False
        for folder in folders:
            if not Path(folder).is_dir():
                continue
            polls = is_on_network(folder)
            try:
                self._start(folder, polls=polls)
            except OSError:  # the limit of the system, such as inotify's
                limited = True
                with suppress(OSError):
                    self._start(folder, polls=True)
            count += 1
        return WatchState(count, limited)

    def stop(self) -> None:
        """Watch nothing, and wait for the threads."""
        for observer in self._observers:
            observer.stop()
        for observer in self._observers:
            observer.join()
        self._observers.clear()
        with self._lock:
            self._changed.clear()

    def take_changed(self) -> list[str]:
        """Return the folders that changed and are quiet now, and forget that they have."""
        now = self._clock()
        with self._lock:
            quiet = [folder for folder, at in self._changed.items() if at <= now]
            for folder in quiet:
                del self._changed[folder]
        return quiet

    def _start(self, folder: str, *, polls: bool) -> None:
        # Between two looks a file may grow without being seen to.
        quiet_s = QUIET_S + (POLL_S if polls else 0.0)
        observer = self._make_observer(polls)
        observer.schedule(_Handler(self._note, folder, quiet_s), folder, recursive=True)
        observer.start()
        self._observers.append(observer)

    def _note(self, folder: str, quiet_s: float) -> None:
        with self._lock:
            self._changed[folder] = self._clock() + quiet_s


class _Handler:
    """Takes the events of one folder, as watchdog's handlers do."""

    def __init__(self, note: Callable[[str, float], None], folder: str, quiet_s: float) -> None:
        self._note = note
        self._folder = folder
        self._quiet_s = quiet_s

    def dispatch(self, event: Any) -> None:
        """Note changes of songs and of folders; what is only read changes nothing."""
        if event.event_type not in _CHANGES:
            return
        if event.is_directory:
            matters = event.event_type != "modified"
        else:
            names = (os.fsdecode(event.src_path), os.fsdecode(event.dest_path or ""))
            matters = any(name.lower().endswith(_WATCHED_SUFFIXES) for name in names)
        if matters:
            self._note(self._folder, self._quiet_s)


def _make_observer(polls: bool) -> Observer:
    from watchdog.observers import Observer as SystemObserver
    from watchdog.observers.polling import PollingObserver

    return PollingObserver(timeout=POLL_S) if polls else SystemObserver()
