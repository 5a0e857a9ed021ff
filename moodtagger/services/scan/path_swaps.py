"""Known files that hold other audio now: told apart together, once all of them were read.

When songs were renamed among each other, as by a program that numbers albums anew, each of their
places holds the audio of another. Were they taken in one after the other, a song could be given
the place, and with it the decisions, of one whose own file was not read yet.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from moodtagger.services.workers.worker import Task
from moodtagger.store import FileStamp


class PathSwapResolver:
    """Holds back what could be part of an exchange until every changed file was read."""

    def __init__(self, known: Mapping[str, FileStamp], changed: Iterable[str]) -> None:
        self._known = known
        self._unread = set(changed)
        self._finished: list[str] = []
        self._deferred: deque[Task] = deque()
        self._held_paths: set[str] = set()

    @property
    def pending(self) -> bool:
        """Whether changed files are still to be read."""
        return bool(self._unread)

    def mark_read(self, path: str) -> bool:
        """A file was read, or cannot be; True when it was the last that was waited for."""
        if path not in self._unread:
            return False
        self._unread.remove(path)
        return not self._unread

    def hold_if_swapped(self, path: str, audio_hash: str) -> None:
        """Keep the file back when it may have taken another one's place."""
        stamp = self._known.get(path)
        is_unchanged = stamp is not None and stamp.audio_hash in (None, audio_hash)
        if self._unread and not is_unchanged:
            self._held_paths.add(path)

    def mark_done(self, path: str) -> bool:
        """A file is done; True when it is held back, and told of by `release`."""
        if path not in self._held_paths:
            return False
        self._finished.append(path)
        return True

    def defer(self, task: Task) -> None:
        """Hear what has to be heard when the places are clear, so that it can be kept at once."""
        self._deferred.append(task)

    def release(self) -> tuple[list[str], list[str]]:
        """All held files, and those of them that are done."""
        held, finished = list(self._held_paths), self._finished
        self._held_paths, self._finished = set(), []
        return held, finished

    def deferred_tasks(self) -> Iterator[Task]:
        """What was to be heard later, until there is no more."""
        while self._deferred:
            yield self._deferred.popleft()
